#!/usr/bin/python3
"""A long history: 50,000 events at random are imported; what follows from them is made again and is the same, and the archive of it is the one that came."""
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "http"))
from report import run  # noqa: E402

ROOT = pathlib.Path(os.environ.get("VIVA_ROOT", pathlib.Path(__file__).resolve().parents[2]))
VIVA = os.environ["VIVA"]
EVENTS = 50_000
TABLES = ["learner", "events", "attempts", "answers", "followups", "claims", "drafts", "hints", "unlocks", "stages", "probe_answers", "stories"]


def history(seed):
    """An archive of answers to probes of forty questions, with grades changed and answers taken back, and of whole questions."""
    draw = random.Random(seed)
    questions = [str(uuid.UUID(int=draw.getrandbits(128), version=4)) for _ in range(40)]
    archive = {"format": "viva-archive", "version": 1, **{table: [] for table in TABLES}}
    archive["learner"] = [{"name": "Learner", "zone": "Europe/Vienna", "created": 1, "settings": {}}]
    at, reviews = 1_700_000_000_000_000, []
    for _ in range(EVENTS):
        at += draw.randrange(1, 1500) * 1_000_000
        event = str(uuid.UUID(int=((at // 1000) << 80) | (7 << 76) | (draw.getrandbits(12) << 64) | (2 << 62) | draw.getrandbits(62)))
        question, kind = draw.choice(questions), draw.random()
        if kind < 0.75 or not reviews:
            right = draw.random() < 0.8
            name, data = "probe-answered", {"probe": f"p{draw.randrange(6)}", "draw": 0, "answer": 1, "right": right, "spent_ms": 20000, "suggested": 3 if right else 1}
            reviews.append(event)
        elif kind < 0.88:
            name, data = "review-graded", {"review": draw.choice(reviews), "grade": draw.randrange(1, 5)}
        elif kind < 0.92:
            name, data = "review-undone", {"review": reviews.pop(draw.randrange(len(reviews)))}
        else:
            name, data = "attempt-judged", {"attempt": event, "status": "judged", "verdict": draw.choice(["accepted", "wrong-answer"]), "score": 0.5, "seed": "1", "sure": 70}
        archive["events"].append({"id": event, "kind": name, "question_uuid": question, "question_hash": "x", "question_type": "implementation", "topic": "clustering",
                                  "dimension": "coding", "difficulty": 2, "zone": "Europe/Vienna", "at": at, "data": data})
    return archive


class LongHistory(unittest.TestCase):
    def viva(self, *words):
        done = subprocess.run([VIVA, *map(str, words), "--db", self.db, "--bank", ROOT / "bank"], capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return done.stdout

    def derived(self):
        database = sqlite3.connect(self.db)
        return [database.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall() for table, order in (("reviews", "id"), ("cards", "question_uuid, probe"))]

    def test_fifty_thousand_events_are_taken_in_rebuilt_and_given_back(self):
        with tempfile.TemporaryDirectory() as folder:
            self.db, path, again = folder + "/viva.db", pathlib.Path(folder, "a.json"), pathlib.Path(folder, "b.json")
            archive = history(5)
            path.write_text(json.dumps(archive))
            taken = json.loads(self.viva("import", path, "--json"))
            self.assertEqual((taken["events"], taken["rows"]), (EVENTS, EVENTS + 1))
            before = self.derived()
            self.assertGreater(len(before[0]), 35_000)
            self.assertGreater(len(before[1]), 200)
            self.assertEqual(json.loads(self.viva("rebuild", "--json"))["events"], EVENTS)
            self.assertEqual(self.derived(), before)
            self.viva("export", again)
            self.assertEqual(json.loads(again.read_text()), archive)


if __name__ == "__main__":
    run(__name__)
