"""What is kept of a learner: exported, imported into another house, forgotten. Runs late, so that there is something of everything."""
import csv
import io
import json
import sqlite3
import uuid

from server import Client, Server
from words import STORY, model

TABLES = ["learner", "events", "attempts", "answers", "followups", "claims", "drafts", "hints", "unlocks", "stages", "probe_answers", "stories"]
# What hangs on the day and hour of the call.
MEMORY = ("skills", "topics", "memory", "calibration", "outcomes")


class Archived:
    """To be mixed with Case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = Server()
        cls.there = Client(cls.other)
        cls.leave_something(cls.client)

    @staticmethod
    def leave_something(client):
        """What the tests before take back."""
        attempt = client.call("POST", f"/questions/{STORY}/attempts", {"text": model(STORY, "strong")}).json
        point = attempt["assessment"]["points"][0]["id"]
        client.call("PUT", f"/attempts/{attempt['id']}/claims/{point}", {"found": "yes", "why": 'In the first sentence, "quoted", with\na second line.'})
        client.call("PUT", f"/stories/{uuid.uuid4()}", {"title": "The queue that grew", "text": "We had, at night, 3% of orders waiting.\n\nI looked."})

    @classmethod
    def tearDownClass(cls):
        status, trouble = cls.other.stop()
        assert status == 0 and not trouble, "\n".join(trouble)

    def setUp(self):
        self.assertEqual(self.there.call("DELETE", "/learner").json, {"forgotten": True})

    def export(self, client=None):
        answer = (client or self.client).call("GET", "/export/viva.json")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Content-Disposition"], 'attachment; filename="viva.json"')
        return answer.body

    def bring(self, archive):
        return self.there.call("POST", "/import", json.loads(archive) if isinstance(archive, bytes) else archive)

    def test_everything_goes_round_byte_by_byte(self):
        archive = self.export()
        tables = json.loads(archive)
        self.assertEqual(list(tables), ["format", "version"] + TABLES)
        for table in TABLES:
            self.assertTrue(tables[table], f"no test before this one has left anything in {table}")
        taken = self.bring(archive)
        self.assertEqual((taken.status, taken.json["rows"]), (200, sum(len(tables[table]) for table in TABLES)))
        self.assertEqual(taken.json["events"], len(tables["events"]))
        self.assertEqual(self.export(self.there), archive)

    def test_what_follows_from_the_log_is_the_same_in_the_other_house(self):
        self.bring(self.export())
        here, there = self.ok("GET", "/progress"), self.there.call("GET", "/progress").json
        for part in MEMORY:
            self.assertEqual(here[part], there[part], part)
        self.assertGreater(here["memory"]["cards"], 0)
        self.assertEqual([item["probe"]["id"] for item in self.ok("GET", "/reviews")["items"]], [item["probe"]["id"] for item in self.there.call("GET", "/reviews").json["items"]])
        self.assertEqual(self.ok("GET", "/attempts?limit=50"), self.there.call("GET", "/attempts?limit=50").json)
        self.assertEqual(self.ok("GET", "/settings"), self.there.call("GET", "/settings").json)

    def rows(self):
        """Every table that is about learners: its columns and how many rows it has, in the other house."""
        database = sqlite3.connect(f"file:{self.other.home.name}/data/viva/viva.db?mode=ro", uri=True)
        names = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in names}
        return {name: (set(columns[name]), database.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]) for name in names if "learner_id" in columns[name]}

    def test_no_table_and_no_column_is_left_out(self):
        archive = json.loads(self.export())
        self.bring(archive)
        for name, (columns, count) in self.rows().items():
            if name in TABLES:
                self.assertEqual(set(archive[name][0]) | {"learner_id"}, columns, name)
            else:
                self.assertIn(name, {"accounts", "sessions", "feeds", "reviews", "cards"})
        self.assertGreater(self.rows()["cards"][1], 0)
        self.there.call("DELETE", "/learner")
        self.assertEqual({name for name, (_, count) in self.rows().items() if count}, {"accounts", "sessions"})

    def test_nothing_that_signs_in_is_in_it(self):
        archive = self.export()
        self.assertNotIn(self.client.cookie.split("=")[1].encode(), archive)
        self.assertNotIn(b"token_hash", archive)
        self.assertNotIn(b"learner_id", archive)

    def test_a_history_is_never_mixed_with_another(self):
        archive = self.export()
        self.refused(self.client.call("POST", "/import", json.loads(archive)), 409, "stale", "learner")
        self.assertEqual(self.export(), archive)

    def test_what_is_no_archive_is_refused_and_leaves_nothing(self):
        whole, empty = json.loads(self.export()), self.export(self.there)
        first = {**whole["attempts"][0]}
        for change, where in ({"format": "other"}, "/format"), ({"version": 2}, "/version"), ({"more": []}, "/more"), ({"learner": []}, "/learner"), \
                ({"events": {}}, "/events"), ({"attempts": [7]}, "/attempts"), ({"attempts": [{**first, "code": None}]}, "/attempts/0/id"), \
                ({"attempts": [{**first, "score": "x"}]}, "/attempts/0/score"), ({"attempts": [{**first, "status": "done"}]}, "/attempts/0/id"), \
                ({"answers": [{**whole["answers"][0], "attempt_id": "nobody"}]}, "/answers/0/attempt_id"), \
                ({"learner": [{**whole["learner"][0], "zone": "../../etc/passwd"}]}, "/learner/0/zone"), \
                ({"hints": [{"n": 1}]}, "/hints/0/question_uuid"), ({"stories": whole["stories"] * 2}, "stories"):
            answer = self.bring({**whole, **change})
            self.assertGreaterEqual(answer.status, 400, (where, change))
            self.refused(answer, 409 if where == "stories" else 400, "stale" if where == "stories" else "invalid", where)
            self.assertEqual(self.export(self.there), empty, where)
        self.refused(self.bring({}), 400, "invalid", "/format")

    def test_each_table_is_a_sheet_with_the_same_values(self):
        whole = json.loads(self.export())
        for table in TABLES:
            answer = self.get(f"/export/{table}.csv")
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/csv; charset=utf-8"))
            rows = list(csv.DictReader(io.StringIO(answer.body.decode(), newline="")))
            self.assertEqual(len(rows), len(whole[table]))
            for row, known in zip(rows, whole[table]):
                for name, value in known.items():
                    if isinstance(value, str):
                        self.assertEqual(row[name], value)
                    elif isinstance(value, (dict, list)):
                        self.assertEqual(json.loads(row[name]), value)
                    elif value is not None and not isinstance(value, bool):
                        self.assertEqual(float(row[name]), value)
        for file in "passwords.csv", "viva.txt", ".csv", "viva.json.csv":
            self.refused(self.get(f"/export/{file}"), 404, "not-found")

    def test_what_is_forgotten_is_gone_and_viva_starts_anew(self):
        self.bring(self.export())
        self.assertTrue(self.there.call("GET", "/attempts").json["attempts"])
        self.there.call("DELETE", "/learner")
        left = json.loads(self.export(self.there))
        self.assertEqual({table: len(left[table]) for table in TABLES if left[table]}, {"learner": 1})
        self.assertEqual(left["learner"][0]["settings"], {})
        self.assertEqual(self.there.call("GET", "/attempts").json["attempts"], [])
        self.assertTrue(self.there.call("GET", "/session").json["first_visit"])
        self.assertEqual(self.there.call("GET", "/progress").json["memory"]["cards"], 0)
