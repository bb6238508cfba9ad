"""A whole viva on a free port with a data folder of its own, and clients that hold each answer against docs/openapi.yaml."""
import http.client
import json
import os
import pathlib
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from openapi import PREFIX, ROOT, Document

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from model_stand_in import stand_in  # noqa: E402
from speech_stand_in import recogniser  # noqa: E402

VIVA = os.environ["VIVA"]
DOCUMENT = Document()
TROUBLE = re.compile(r"AddressSanitizer|LeakSanitizer|UndefinedBehaviorSanitizer|runtime error:|viva: error:")


class Server:
    """`viva serve` as a child process. What it says on standard error is kept; stop() fails when it holds a sanitizer's report or an error."""

    def __init__(self, bank=ROOT / "bank"):
        self.home = tempfile.TemporaryDirectory(prefix="viva-http-")
        self.log = open(pathlib.Path(self.home.name, "log"), "w+")
        environment = {**os.environ, "XDG_DATA_HOME": self.home.name + "/data", "XDG_CONFIG_HOME": self.home.name + "/config"}
        self.model, url = stand_in()
        self.recogniser, speech = recogniser()
        self.process = subprocess.Popen([VIVA, "serve", "--listen", "127.0.0.1:0", "--bank", str(bank), "--model", url, "--speech", speech], stdout=subprocess.PIPE, stderr=self.log,
                                        env=environment, text=True)
        self.url = self.read_url()
        self.port = int(re.search(r":(\d+)/", self.url)[1])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def read_url(self):
        for line in self.process.stdout:
            found = re.search(r"http://\S+/\?key=\S+", line)
            if found:
                return found[0]
        raise SystemExit(f"viva did not start:\n{self.said()}")

    def said(self):
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(errors="replace")

    def key(self):
        return pathlib.Path(self.home.name, "data/viva/key").read_text().strip()

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """Ends it as Ctrl-C does; returns its exit status and what it said that it should not have."""
        self.process.send_signal(signal.SIGINT)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        said = self.said()
        self.log.close()
        self.home.cleanup()
        lines = said.splitlines()
        return status, lines[-60:] if status or any(TROUBLE.search(line) for line in lines) else []


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]

    def __repr__(self):
        return f"{self.status} {self.body[:500]!r}"


class Client:
    """One browser: a cookie, a CSRF word. Every answer that the document knows is held against it; `seen` remembers which calls succeeded."""

    seen = set()

    def __init__(self, server):
        self.server = server
        self.log_in()

    def log_in(self):
        answer = self.raw("GET", "/?key=" + self.server.key())
        assert answer.status == 303, answer
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.csrf = None
        self.csrf = self.call("GET", "/session").json["csrf"]

    def raw(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def headers(self, method):
        headers = {"Cookie": self.cookie}
        if method not in ("GET", "HEAD", "OPTIONS"):
            headers |= {"X-Viva-CSRF": self.csrf, "Content-Type": "application/json"}
        return headers

    def send(self, method, path, body=None, headers=None):
        """One request with `body` as bytes. Who is told to wait (429) takes a new session, whose buckets are full."""
        merged = {name: value for name, value in (self.headers(method) | (headers or {})).items() if value is not None}
        answer = self.raw(method, PREFIX + path, body, merged)
        if answer.status == 429 and not path.startswith("/events"):
            self.log_in()
            return self.send(method, path, body, headers)
        check(method, path, answer)
        return answer

    def call(self, method, path, body=None, headers=None):
        return self.send(method, path, None if body is None else json.dumps(body).encode(), headers)


def check(method, path, answer):
    """Holds an answer against the document."""
    template, operation = DOCUMENT.operation(method, path)
    where = f"{method} {path}: {answer}"
    if operation is None or method == "HEAD":
        if answer.status >= 400 and answer.body:
            problem = DOCUMENT.named("Error", answer.json)
            assert problem is None, f"{where}: {problem}"
        return
    schema = DOCUMENT.answer_schema(operation, answer.status, answer.headers["Content-Type"])
    if schema is None:
        assert answer.body == b"", f"{where}: the document promises no body"
    elif schema is not True:
        assert answer.headers["Content-Type"] == "application/json", where
        problem = DOCUMENT.complaint(schema, answer.json)
        assert problem is None, f"{where}: {problem}"
    known = str(answer.status) in operation["responses"]
    assert known or answer.status in (405, 500, 503), f"{where}: the document does not know this status"
    if 200 <= answer.status < 300:
        Client.seen.add((method, template))


class Stream(threading.Thread):
    """GET /events in the background; `take` waits for events, each held against the document."""

    schemas = {"run": "RunEvent", "attempt": "AttemptEvent", "stack": "StackEvent", "resync": "ResyncEvent"}

    def __init__(self, client):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=60)
        self.connection.request("GET", PREFIX + "/events", headers={"Cookie": client.cookie})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.status
        assert self.answer.getheader("Content-Type").startswith("text/event-stream")
        assert self.answer.readline() == b": viva\n"
        Client.seen.add(("GET", "/events"))
        self.events = queue.Queue()
        self.start()

    def run(self):
        name = None
        try:
            for line in iter(self.answer.readline, b""):
                text = line.decode().rstrip("\n")
                if text.startswith("event: "):
                    name = text[7:]
                elif text.startswith("data: "):
                    self.events.put((name, json.loads(text[6:])))
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass  # closed by the test
        self.events.put((None, None))

    def next(self, seconds=60):
        """(name, data) of the next event."""
        event, data = self.events.get(timeout=seconds)
        assert event is not None, "the stream ended"
        problem = DOCUMENT.named(self.schemas[event], data)
        assert problem is None, f"event {event}: {problem}: {data}"
        return event, data

    def take(self, name, id, seconds=60):
        """The events of one run or attempt up to its end."""
        taken, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            event, data = self.next(seconds)
            if event == name and data["id"] == id:
                taken.append(data)
                if data["status"] in ("done", "judged", "failed"):
                    return taken
        raise AssertionError(f"no end of {name} {id}: {taken}")

    def close(self):
        self.connection.sock.shutdown(socket.SHUT_RDWR) if self.connection.sock else None
        self.connection.close()


def wait_for(what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = what()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("waited in vain")
