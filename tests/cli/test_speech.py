"""viva serve beside a recogniser of speech: how it is named, what it is sent, and that nobody waits for it when viva ends."""
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from speech_stand_in import Recogniser, recogniser, transcript, wav  # noqa: E402

VIVA = os.environ["VIVA"]
BANK = pathlib.Path(os.environ["VIVA_ROOT"]) / "bank"


class Speech(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.env = {**os.environ, "XDG_DATA_HOME": self.home.name + "/data", "XDG_CONFIG_HOME": self.home.name + "/config"}
        self.recogniser, self.url = recogniser()
        Recogniser.status, Recogniser.reply, Recogniser.hold, Recogniser.asked = 200, transcript((0, 1, " It is said.")), None, []
        self.server = None

    def tearDown(self):
        if self.server and self.server.poll() is None:
            self.server.kill()
        if self.server:
            self.server.communicate()
        self.recogniser.shutdown()
        self.recogniser.server_close()
        self.home.cleanup()

    def serve(self, *words):
        """Starts viva and goes in; gives what a browser knows then."""
        self.server = subprocess.Popen([VIVA, "serve", "--listen", "127.0.0.1:0", "--bank", BANK, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.env)
        self.port, key = re.search(r":(\d+)/\?key=(\S+)", self.server.stdout.readline()).groups()
        self.cookie = self.call("GET", "/?key=" + key)[1]["Set-Cookie"].split(";")[0]
        session = json.loads(self.call("GET", "/api/v1/session")[2])
        self.csrf = session["csrf"]
        return session

    def call(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", int(self.port), timeout=60)
        if path.startswith("/api"):
            headers["Cookie"] = self.cookie
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def write_down(self):
        status, _, body = self.call("POST", "/api/v1/speech", wav(), **{"X-Viva-CSRF": self.csrf, "Content-Type": "audio/wav"})
        return status, json.loads(body)

    def refused(self, *words):
        done = subprocess.run([VIVA, "serve", "--bank", BANK, *map(str, words)], capture_output=True, text=True, env=self.env, timeout=60)
        self.assertEqual(done.returncode, 2, done)
        return done.stderr

    def test_an_address_that_cannot_be_asked_is_refused_before_anything_is_opened(self):
        for url in ("localhost:8080", "ftp://127.0.0.1", "http://me:secret@127.0.0.1", "http://127.0.0.1/?key=1", ""):
            self.assertIn("--speech wants", self.refused("--speech", url))
        self.assertFalse(os.path.exists(self.home.name + "/data/viva/viva.db"))

    def test_without_one_the_session_says_so_and_nothing_is_sent(self):
        self.assertIsNone(self.serve()["speech_host"])
        status, answer = self.write_down()
        self.assertEqual((status, answer["error"]["code"]), (503, "unavailable"))
        self.assertIn("--speech URL", answer["error"]["message"])
        self.assertEqual(Recogniser.asked, [])

    def test_the_key_comes_from_a_file_that_nobody_else_reads_or_the_environment(self):
        key = pathlib.Path(self.home.name, "key")
        key.write_text("sesame\n")
        key.chmod(0o640)
        self.assertIn("chmod 600", self.refused("--speech", self.url, "--speech-key", key))
        key.chmod(0o600)
        self.env["VIVA_SPEECH_KEY"] = "other"
        self.assertEqual(self.serve("--speech", self.url + "/", "--speech-key", key)["speech_host"], "127.0.0.1")
        self.assertEqual(self.write_down(), (200, {"text": "It is said.", "seconds": 3.0, "segments": [{"start": 0.0, "end": 1.0, "text": "It is said."}]}))
        self.assertEqual(Recogniser.asked[0][:2], ("/inference", "Bearer sesame"))
        self.server.send_signal(signal.SIGINT)
        self.server.wait(60)
        self.server.communicate()
        self.serve("--speech", self.url)
        self.write_down()
        self.assertEqual(Recogniser.asked[1][1], "Bearer other")

    def test_nobody_there_is_said_with_the_address(self):
        self.serve("--speech", "http://127.0.0.1:9")
        status, answer = self.write_down()
        self.assertEqual((status, answer["error"]["code"]), (503, "unavailable"))
        self.assertIn("http://127.0.0.1:9", answer["error"]["message"])

    def test_viva_ends_while_the_recogniser_still_thinks(self):
        Recogniser.hold = threading.Event()  # never set before viva has ended
        try:
            self.serve("--speech", self.url)
            answers = []
            asking = threading.Thread(target=lambda: answers.append(self.write_down()))
            asking.start()
            while not Recogniser.asked:
                asking.join(0.05)
            self.server.send_signal(signal.SIGINT)
            self.assertEqual(self.server.wait(60), 0)  # the recogniser would be given 120 s
            asking.join(60)
            self.assertEqual(answers[0][0], 503)
        finally:
            Recogniser.hold.set()
            Recogniser.hold = None


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed > 0)
