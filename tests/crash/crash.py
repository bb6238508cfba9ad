"""Kill -9 under load: a whole server is killed at random moments while attempts are submitted to it, and started again on the same data.

Held after every restart: each attempt that was acknowledged is there; in the end each of them is judged, with the verdict that it deserves; and the
database is whole. VIVA names the program, ROUNDS how often it is killed."""
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

VIVA, ROOT, ROUNDS = os.environ["VIVA"], pathlib.Path(os.environ["VIVA_ROOT"]), int(os.environ.get("ROUNDS", "100"))
KNN = ROOT / "bank/nearest-neighbours/k-nearest-neighbours"
STORY = ROOT / "bank/behavioural/a-model-you-shipped-that-failed"
# What is submitted, by the verdict that it deserves: code, which waits for its turn, and answers in words, which are judged as they come.
SUBMISSIONS = {
    "accepted": (KNN.name, {"code": (KNN / "submissions/accepted/reference.py").read_text()}),
    "wrong-answer": (KNN.name, {"code": (KNN / "nearly.py").read_text()}),
    "strong": (STORY.name, {"text": (STORY / "answers/strong.md").read_text().split("---\n", 2)[2]}),
    "wrong": (STORY.name, {"text": "asdf qwer zxcv blorp fnord gleep wibble"}),
}
HEADERS = {"Content-Type": "application/json"}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, data):
        self.port = free_port()
        self.process = subprocess.Popen([VIVA, "serve", "--listen", f"127.0.0.1:{self.port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        env={**os.environ, "XDG_DATA_HOME": data}, text=True)
        for line in self.process.stdout:
            if "?key=" in line:
                break
        else:
            raise SystemExit("the server did not start")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/?key=" + line.split("?key=")[1].split()[0])
        self.cookie = connection.getresponse().getheader("Set-Cookie").split(";")[0]
        connection.close()
        self.csrf = self.call("GET", "/session")[1]["csrf"]

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Cookie": self.cookie, **(HEADERS | {"X-Viva-CSRF": self.csrf} if method != "GET" else {})}
            connection.request(method, "/api/v1" + path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def submit_until_killed(server, acknowledged, lock, stop):
    while not stop.is_set():
        verdict = random.choice(list(SUBMISSIONS))
        slug, body = SUBMISSIONS[verdict]
        try:
            status, told = server.call("POST", f"/questions/{slug}/attempts", {**body, "request": str(uuid.uuid4())})
        except (OSError, http.client.HTTPException, ValueError):
            return
        if status == 202:
            with lock:
                acknowledged[told["id"]] = verdict
            time.sleep(random.uniform(0.0, 0.1)) # a load that can be judged in the end
        elif status == 429:
            time.sleep(0.2)
        else:
            print("unexpected", status, told)


def main():
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    random.seed(seed)
    acknowledged, lock, lost, wrong = {}, threading.Lock(), [], []
    with tempfile.TemporaryDirectory() as data:
        for _ in range(ROUNDS):
            server, stop = Server(data), threading.Event()
            writers = [threading.Thread(target=submit_until_killed, args=(server, acknowledged, lock, stop)) for _ in range(3)]
            for writer in writers:
                writer.start()
            time.sleep(random.uniform(0.0, 0.4))
            server.kill()
            stop.set()
            for writer in writers:
                writer.join()
            with sqlite3.connect(os.path.join(data, "viva/viva.db")) as db:
                there = {row[0] for row in db.execute("SELECT id FROM attempts")}
                logged = {json.loads(row[0])["attempt"] for row in db.execute("SELECT data FROM events WHERE kind = 'attempt-submitted'")}
                lost += [i for i in acknowledged if i not in there or i not in logged]
                if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    lost.append("the database is broken")
        server = Server(data)
        until = time.time() + 300
        waiting = set(acknowledged)
        while waiting and time.time() < until:
            for attempt in list(waiting):
                status, told = server.call("GET", "/attempts/" + attempt)
                if status != 200:
                    lost.append(attempt)
                    waiting.discard(attempt)
                elif told["status"] != "submitted":
                    waiting.discard(attempt)
                    if told["verdict"] != acknowledged[attempt]:
                        wrong.append((attempt, told["status"], told["verdict"], (told["judgement"] or {}).get("error")))
            time.sleep(0.1)
        server.kill()
    print(f"seed {seed}: killed {ROUNDS} times, {len(acknowledged)} attempts acknowledged, {len(lost)} lost, {len(waiting)} not judged, {len(wrong)} misjudged")
    print(*lost[:5], *sorted(waiting)[:5], *wrong[:5], sep="\n")
    failed = bool(lost) + bool(waiting) + bool(wrong) + (len(acknowledged) < ROUNDS)
    print(f"{4 - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
