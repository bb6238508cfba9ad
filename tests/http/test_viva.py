"""viva over a socket: what a browser can rely on, and what no input can break.

One server for all tests, with the bank of this checkout. Each answer is held against docs/openapi.yaml by the client; at the end every call of the
document must have been answered with success, the server must still be there, and must have said nothing that hints at a bug."""
import gzip
import datetime
import http.client
import json
import os
import socket
import sys
import time
import unittest
import uuid

import yaml

from openapi import PREFIX, ROOT
from report import run
from archive import Archived
from exports import CardsForAnki, PlanInACalendar
from plan import Planned
from reviews import ProbesThatComeBack
from server import DOCUMENT, Client, Server, Stream, wait_for
from voice import SpokenAnswers
from words import AnswersInWords

KNN = ROOT / "bank/nearest-neighbours/k-nearest-neighbours"
SLUG = "k-nearest-neighbours"
OTHER = "precision-recall-and-roc-auc"  # for hints, probes, drafts: nothing is submitted there
CLASS = "gaussian-naive-bayes"
RIGHT = (KNN / "submissions/accepted/reference.py").read_text()
WRONG = (KNN / "submissions/wrong/takes_the_farthest.py").read_text()

server = None


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    status, trouble = server.stop()
    assert status == 0 and not trouble, f"viva ended with {status}:\n" + "\n".join(trouble)


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = Client(server)

    def get(self, path, **headers):
        return self.client.call("GET", path, headers=headers)

    def ok(self, method, path, body=None, status=200):
        answer = self.client.call(method, path, body)
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def refused(self, answer, status, code, where=None):
        self.assertEqual((answer.status, answer.error["code"]), (status, code), answer)
        self.assertTrue(len(answer.error["message"]) > 10, answer)
        if where is not None:
            self.assertEqual(answer.error["where"], where, answer)


class AWayIn(Case):
    def test_the_printed_address_opens_one_browser_once(self):
        key = server.key()
        first, second = self.client.raw("GET", "/?key=" + key), self.client.raw("GET", "/?key=" + key)
        self.assertEqual((first.status, first.headers["Location"]), (303, "/"))
        self.assertRegex(first.headers["Set-Cookie"], r"^viva=[\w-]{43}; Path=/; Max-Age=15552000; HttpOnly; SameSite=Strict$")
        self.assertEqual(second.status, 403)
        self.assertNotEqual(server.key(), key)

    def test_the_key_is_readable_by_its_owner_alone(self):
        path = os.path.join(server.home.name, "data/viva/key")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(os.path.dirname(path)).st_mode & 0o077, 0)

    def test_a_stranger_gets_a_page_without_script_and_401_from_every_call(self):
        page = self.client.raw("GET", "/")
        self.assertEqual(page.status, 401)
        self.assertNotIn(b"<script", page.body)
        self.assertIn(b"/?key=", page.body)
        for method, template, operation in DOCUMENT.operations():
            if operation.get("security") == []:
                continue
            path = PREFIX + template.replace("{slug}", SLUG).replace("{id}", "x").replace("{probe}", "x")
            answer = self.client.raw(method, path, b"{}" if method != "GET" else None, {"Content-Type": "application/json"})
            self.assertEqual((answer.status, answer.error["code"]), (401, "unauthorised"), path)

    def test_the_app_is_served_under_every_page_with_a_strict_policy(self):
        for path in ("/", "/practise", "/questions/" + SLUG):
            page = self.client.raw("GET", path, headers={"Cookie": self.client.cookie})
            self.assertEqual(page.status, 200)
            policy = page.headers["Content-Security-Policy"]
            for part in ("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"):
                self.assertIn(part, policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(page.headers["Cache-Control"], "no-store")

    def test_nothing_outside_of_the_app_is_served(self):
        for path in ("/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/assets/../../key", "//etc/passwd", "/key", "/viva.db"):
            answer = self.client.raw("GET", path, headers={"Cookie": self.client.cookie})
            self.assertIn(answer.status, (200, 400, 404), path)
            self.assertNotIn(b"root:", answer.body)
            self.assertNotIn(server.key().encode(), answer.body)


class Reading(Case):
    def test_the_session_tells_what_a_page_needs(self):
        session = self.ok("GET", "/session")
        self.assertEqual(session["csrf"], self.client.csrf)
        self.assertEqual({stack["name"] for stack in session["stacks"]}, {"numpy", "sklearn", "torch", "sql"})

    def test_a_list_read_page_by_page_is_the_whole_list(self):
        whole = self.ok("GET", "/questions?limit=1000")
        slugs, cursor = [], ""
        while cursor is not None:
            page = self.ok("GET", f"/questions?limit=3&cursor={cursor}")
            self.assertLessEqual(len(page["questions"]), 3)
            self.assertEqual(page["total"], whole["total"])
            slugs += [card["slug"] for card in page["questions"]]
            cursor = page["next_cursor"]
        self.assertEqual(slugs, [card["slug"] for card in whole["questions"]])
        self.assertEqual(len(slugs), whole["total"])

    def test_filters_narrow_the_list_to_what_they_say(self):
        whole = self.ok("GET", "/questions?limit=1000")["questions"]
        for name, value in (("type", "implementation"), ("dimension", "coding"), ("topic", "nearest-neighbours"), ("difficulty", 2), ("status", "new")):
            found = self.ok("GET", f"/questions?limit=1000&{name}={value}")["questions"]
            self.assertEqual([card["slug"] for card in found], [card["slug"] for card in whole if card[name] == value], name)
        role = self.ok("GET", "/questions?limit=1000&role=ml-engineer")["questions"]
        self.assertEqual({card["slug"] for card in role}, {card["slug"] for card in whole if "ml-engineer" in card["roles"]})
        for entry in self.ok("GET", "/sets")["sets"]:
            found = self.ok("GET", "/questions?limit=1000&set=" + entry["key"])["questions"]
            self.assertEqual({card["slug"] for card in found}, set(entry["questions"]))

    def test_a_search_forgives_a_slip(self):
        for text in ("nearest", "neigbours", "k-nearest"):
            found = self.ok("GET", "/questions?q=" + text)["questions"]
            self.assertIn(SLUG, [card["slug"] for card in found], text)

    def test_every_question_of_the_bank_is_shown_whole(self):
        for card in self.ok("GET", "/questions?limit=1000")["questions"]:
            question = self.ok("GET", "/questions/" + card["slug"])
            self.assertEqual({**card, **question}, question)
            probes = self.ok("GET", f"/questions/{card['slug']}/probes")["probes"]
            self.assertEqual(len(probes), question["probe_count"])

    def test_topics_roles_sets_words_today_and_status_are_there(self):
        topics = self.ok("GET", "/topics")["topics"]
        self.assertEqual(sum(topic["questions"] for topic in topics), self.ok("GET", "/questions")["total"])
        paged = next(topic for topic in topics if topic["page"] and topic["questions"])
        page = self.ok("GET", f"/topics/{paged['key']}")
        self.assertTrue(page["figure"]["svg"].startswith("<svg "))
        self.assertIn("<h2", page["body_html"])
        self.assertNotIn("<h2", page["lead_html"])
        self.assertEqual(len(page["cards"]), paged["questions"])
        self.assertEqual(len(self.ok("GET", f"/questions/{paged['key']}/probes")["probes"]), 3)
        self.refused(self.get("/topics/nothing"), 404, "not-found", "key")
        self.assertTrue(self.ok("GET", "/roles")["roles"])
        self.assertIsInstance(self.ok("GET", "/sets")["sets"], list)
        self.assertTrue(self.ok("GET", "/glossary")["terms"])
        self.assertTrue(self.ok("GET", "/today")["next"])
        self.assertEqual([finding for finding in self.ok("GET", "/status")["bank"]["findings"] if not finding["warning"]], [])

    def test_a_known_etag_is_304_and_head_has_no_body(self):
        first = self.get("/topics")
        self.assertRegex(first.headers["ETag"], r'^"[\w-]+"$')
        again = self.get("/topics", **{"If-None-Match": first.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        head = self.client.call("HEAD", "/topics")
        self.assertEqual((head.status, head.body, head.headers["Content-Length"]), (200, b"", str(len(first.body))))

    def test_a_long_answer_is_gzip_for_those_who_take_it(self):
        plain = self.get("/topics")
        packed = self.client.raw("GET", PREFIX + "/topics", headers={"Cookie": self.client.cookie, "Accept-Encoding": "gzip, br"})
        self.assertEqual(packed.headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)

    def test_settings_change_one_by_one_and_stay(self):
        before = self.ok("GET", "/settings")
        changed = self.ok("PUT", "/settings", {"theme": "dark", "font_size": 16, "zone": "Europe/Vienna"})
        self.assertEqual(changed, {**before, "theme": "dark", "font_size": 16, "zone": "Europe/Vienna"})
        self.assertEqual(self.ok("GET", "/settings"), changed)
        self.refused(self.client.call("PUT", "/settings", {"zone": "Mars/Olympus"}), 400, "invalid", "/zone")
        self.refused(self.client.call("PUT", "/settings", {"font_size": 99}), 400, "invalid", "/font_size")
        self.assertEqual(self.ok("GET", "/settings"), changed)
        self.assertEqual(self.ok("GET", "/session")["learner"]["zone"], "Europe/Vienna")


class Practising(Case):
    def test_hints_open_one_by_one(self):
        path = f"/questions/{OTHER}"
        self.refused(self.client.call("POST", path + "/hints", {"n": 2}), 400, "invalid", "/n")
        first = self.ok("POST", path + "/hints", {"n": 1})
        self.assertEqual(self.ok("POST", path + "/hints", {"n": 1}), first)
        hints = self.ok("GET", path)["hints"]
        self.assertEqual([hint["n"] for hint in hints["opened"]], [1])
        self.assertEqual(hints["opened"][0]["html"], first["html"])
        self.assertEqual(first["remaining"], hints["total"] - 1)
        self.refused(self.client.call("POST", path + "/hints", {"n": 1000}), 404, "not-found")

    def answer_to(self, probe, place):
        kind = probe["kind"]
        if kind == "choice":
            return place % len(probe["options"])
        if kind == "several":
            return [place % len(probe["options"])]
        if kind == "order":
            return list(range(len(probe["items"])))
        return [1] if kind == "line" else 0.5

    def test_a_probe_says_what_is_right_and_takes_it(self):
        for slug in (OTHER, SLUG, CLASS):
            for probe in self.ok("GET", f"/questions/{slug}/probes")["probes"]:
                path = f"/questions/{slug}/probes/{probe['id']}"
                told = self.ok("POST", path, {"draw": probe["draw"], "answer": self.answer_to(probe, 0)})
                if probe["kind"] in ("choice", "several"):
                    right = [place for place, option in enumerate(told["options"]) if option["right"]]
                    expected = right[0] if probe["kind"] == "choice" else right
                else:
                    expected = told["expected"]
                self.assertTrue(self.ok("POST", path, {"draw": probe["draw"], "answer": expected})["right"], probe)
            self.assertTrue(all(probe["last"]["right"] for probe in self.ok("GET", f"/questions/{slug}/probes")["probes"]))

    def test_a_probe_refuses_what_cannot_be_an_answer(self):
        probe = self.ok("GET", f"/questions/{OTHER}/probes")["probes"][0]
        path = f"/questions/{OTHER}/probes/{probe['id']}"
        for answer in (-1, 10**6, [0, 0, 0], [10**9], []):
            got = self.client.call("POST", path, {"draw": probe["draw"], "answer": answer})
            self.assertIn(got.status, (200, 400), got)
        self.refused(self.client.call("POST", path, {"draw": 10**6, "answer": 0}), 400, "invalid", "/draw")
        self.refused(self.client.call("POST", path, {"draw": 0, "answer": [0, "1"]}), 400, "invalid", "/answer/1")
        self.refused(self.client.call("POST", f"/questions/{OTHER}/probes/nothing", {"draw": 0, "answer": 0}), 404, "not-found")

    def test_sealed_probes_are_neither_shown_nor_taken(self):
        text = (ROOT / "bank/classification-metrics" / OTHER / "probes.yaml").read_text()
        sealed = [probe["id"] for probe in yaml.safe_load(text)["probes"] if probe.get("sealed")]
        shown = {probe["id"] for probe in self.ok("GET", f"/questions/{OTHER}/probes")["probes"]}
        self.assertTrue(sealed)
        for name in sealed:
            self.assertNotIn(name, shown)
            self.refused(self.client.call("POST", f"/questions/{OTHER}/probes/{name}", {"draw": 0, "answer": 0}), 404, "not-found")

    def test_a_draft_is_kept_and_a_stale_save_gets_the_stored_one(self):
        path = f"/questions/{CLASS}"
        self.assertIsNone(self.ok("GET", path)["draft"])
        saved = self.ok("PUT", path + "/draft", {"code": "# eins\n", "revision": 0, "spent_ms": 5})
        again = self.ok("PUT", path + "/draft", {"code": "# zwei \u20ac\n", "revision": saved["revision"], "spent_ms": 7})
        self.assertGreater(again["revision"], saved["revision"])
        draft = self.ok("GET", path)["draft"]
        self.assertEqual((draft["code"], draft["revision"], draft["spent_ms"]), ("# zwei \u20ac\n", again["revision"], 7))
        stale = self.client.call("PUT", path + "/draft", {"code": "# drei", "revision": saved["revision"], "spent_ms": 9})
        self.refused(stale, 409, "stale")
        self.assertEqual(stale.json["draft"], draft)
        self.assertEqual(self.ok("GET", "/today")["resume"]["question"]["slug"], CLASS)

    def test_explanation_and_solutions_open_when_somebody_gives_up(self):
        path = "/questions/top-p-sampling"
        for part in ("/explanation", "/solutions"):
            self.refused(self.get(path + part), 403, "locked")
        self.assertEqual(self.ok("POST", path + "/give-up"), {"unlocked": True})
        self.assertEqual(self.ok("POST", path + "/give-up", {}), {"unlocked": True})
        self.assertTrue(self.ok("GET", path)["unlocked"])
        self.assertIn("<h2", self.ok("GET", path + "/explanation")["html"])
        solutions = self.ok("GET", path + "/solutions")
        self.assertGreaterEqual(len(solutions["solutions"]), 2)
        self.assertIsNone(solutions["mine"])


class Voice(SpokenAnswers, Case):
    pass


class Words(AnswersInWords, Case):
    pass


class Plans(Planned, Case):
    pass


class Reviews(ProbesThatComeBack, Case):
    pass


class Judging(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stream = Stream(cls.client)
        wait_for(lambda: {stack["name"]: stack["state"] for stack in cls.client.call("GET", "/session").json["stacks"]}["numpy"] == "ready")

    @classmethod
    def tearDownClass(cls):
        cls.stream.close()

    def submit(self, code, **more):
        return self.ok("POST", f"/questions/{SLUG}/attempts", {"code": code, **more}, 202)

    def judged(self, code, **more):
        attempt = self.submit(code, **more)
        events = self.stream.take("attempt", attempt["id"])
        return self.ok("GET", "/attempts/" + attempt["id"]), events

    def test_a_run_tells_each_visible_case_as_it_comes(self):
        begun = self.ok("POST", f"/questions/{SLUG}/runs", {"code": WRONG}, 202)
        events = self.stream.take("run", begun["id"])
        ended = self.ok("GET", "/runs/" + begun["id"])
        cases = [event["case"] for event in events if event["case"]]
        self.assertEqual(ended["status"], "done", ended)
        self.assertEqual(cases, ended["judgement"]["cases"])
        self.assertTrue(all(case["visible"] for case in cases))
        self.assertEqual((events[-1]["done"], events[-1]["case"]), (events[-1]["total"], None))
        self.assertEqual(ended["judgement"]["verdict"], "wrong-answer")
        self.assertTrue(any(case.get("differs") for case in cases))

    def test_a_mistake_is_named_and_hidden_cases_keep_their_secrets(self):
        attempt, events = self.judged(WRONG, sure=70, spent_ms=65000)
        self.assertEqual((attempt["status"], attempt["verdict"], attempt["sure"], attempt["spent_ms"]), ("judged", "wrong-answer", 70, 65000))
        self.assertEqual(events[-1]["verdict"], "wrong-answer")
        self.assertEqual([mistake["file"] for mistake in attempt["judgement"]["misconceptions"]], ["takes_the_farthest.py"])
        for case in attempt["judgement"]["cases"]:
            if not case["visible"]:
                self.assertEqual({"input", "expected", "got", "differs", "printed", "why", "traceback"} & set(case), set(), case)
        self.assertTrue(any(case["fresh"] for case in attempt["judgement"]["cases"]))

    def test_the_reference_is_accepted_and_opens_what_is_behind(self):
        attempt, _ = self.judged(RIGHT, sure=90)
        self.assertEqual((attempt["verdict"], attempt["score"]), ("accepted", 1), attempt["judgement"])
        self.assertEqual(attempt["cases_passed"], attempt["cases_total"])
        question = self.ok("GET", "/questions/" + SLUG)
        self.assertEqual((question["status"], question["unlocked"], question["last"]["attempt"]), ("solved", True, attempt["id"]))
        self.assertIn("html", self.ok("GET", f"/questions/{SLUG}/explanation"))
        mine = self.ok("GET", f"/questions/{SLUG}/solutions")["mine"]
        self.assertEqual((mine["attempt"], mine["code"]), (attempt["id"], RIGHT))
        self.assertIn(attempt["id"], [recent["id"] for recent in self.ok("GET", "/today")["recent"]])
        felt = self.ok("PUT", f"/attempts/{attempt['id']}/felt", {"felt": "good"})
        self.assertEqual(felt["felt"], "good")

    def test_the_same_request_sent_twice_is_one_attempt(self):
        request = str(uuid.uuid4())
        first, second = self.submit(WRONG, request=request), self.submit(WRONG, request=request)
        self.assertEqual(first["id"], second["id"])
        self.stream.take("attempt", first["id"])

    def test_attempts_are_listed_newest_first_page_by_page(self):
        self.judged("def predict(: pass\n")
        whole = self.ok("GET", f"/attempts?question={SLUG}&limit=100")["attempts"]
        self.assertEqual([attempt["created"] for attempt in whole], sorted((attempt["created"] for attempt in whole), reverse=True))
        ids, cursor = [], ""
        while cursor is not None:
            page = self.ok("GET", f"/attempts?limit=2&cursor={cursor}")
            ids += [attempt["id"] for attempt in page["attempts"]]
            cursor = page["next_cursor"]
        self.assertEqual(ids, [attempt["id"] for attempt in self.ok("GET", "/attempts?limit=100")["attempts"]])
        self.assertLessEqual({attempt["id"] for attempt in whole}, set(ids))

    def test_those_who_wait_are_told_their_place_as_it_changes(self):
        """Two programs of a learner run at once. The first of them ends soon; the second one and the third keep the fourth waiting for a while."""
        def slow(seconds):
            return f"import time\n{WRONG.replace('    return', f'    time.sleep({seconds})' + chr(10) + '    return', 1)}"

        runs = f"/questions/{SLUG}/runs"
        running = [self.ok("POST", runs, {"code": slow(seconds)}, 202)["id"] for seconds in (0.5, 1.5)]
        heard = []
        while not set(running) <= {data["id"] for name, data in heard if name == "run" and data["status"] == "running"}:
            heard.append(self.stream.next())
        third = self.submit(slow(0.1))
        fourth = self.ok("POST", runs, {"code": WRONG}, 202)
        self.assertEqual((third["position"], fourth["position"]), (1, 2))
        while not any(data["id"] == fourth["id"] and data["status"] == "done" for name, data in heard):
            heard.append(self.stream.next())
        told = {id: [data.get("position") for name, data in heard if data.get("id") == id] for id in (*running, third["id"], fourth["id"])}
        self.assertEqual([place for id in running for place in told[id] if place], [])
        self.assertEqual(told[third["id"]][:2], [1, None])
        self.assertEqual(told[fourth["id"]][:3], [2, 1, None])
        self.assertEqual([place for id in (third["id"], fourth["id"]) for place in told[id] if place], [1, 2, 1])
        waiting = [data for name, data in heard if data.get("position")]
        self.assertTrue(all(data["status"] in ("queued", "submitted") and (data["done"], data["case"]) == (0, None) for data in waiting), waiting)
        for name, id in (("runs", running[1]), ("attempts", third["id"]), ("runs", fourth["id"])):
            wait_for(lambda: self.ok("GET", f"/{name}/{id}")["status"] in ("done", "judged"))
            self.assertNotIn("position", self.ok("GET", f"/{name}/{id}"))

    def test_where_the_learner_writes_the_cases_bugs_are_counted(self):
        suite = ROOT / "bank/deep-learning/test-an-early-stopping-rule"
        path, alarm = f"/questions/{suite.name}", "from viva import case\n\n\ndef cases():\n    yield case('off', losses=[1.0, 0.5], patience=1, min_delta=0.0, expected=(1, 0))\n"
        for code, exposed, verdict in ((alarm, 0, "wrong-answer"), ((suite / "suites/happy_path.py").read_text(), 2, "wrong-answer")):
            begun = self.ok("POST", path + "/attempts", {"code": code}, 202)
            self.assertNotIn("bugs", begun)
            events = self.stream.take("attempt", begun["id"])
            attempt = self.ok("GET", "/attempts/" + begun["id"])
            self.assertEqual((events[-1]["done"], events[-1]["total"]), (len(attempt["judgement"]["cases"]),) * 2)
            listed = self.ok("GET", f"/attempts?question={suite.name}")["attempts"][0]
            for told in (attempt, listed, self.ok("GET", path)["last"], self.ok("GET", "/today")["recent"][0]):
                self.assertEqual((told["verdict"], told["bugs"], told["cases_passed"], told["cases_total"]), (verdict, {"exposed": exposed, "total": 7}, 0, 0), told)
        self.assertNotIn("bugs", self.judged(WRONG)[0])

    def test_code_of_every_kind_gets_a_verdict(self):
        kinds = {"def predict(": "runtime-error", "while True: pass": "time-limit", "import socket\nsocket.socket()": "forbidden",
                 "x = '\u20ac\U0001f600'\nraise KeyError(x)": "runtime-error", "": "runtime-error", "import os\nos._exit(0)": "no-result"}
        for code, verdict in kinds.items():
            attempt, _ = self.judged(code)
            self.assertEqual(attempt["verdict"], verdict, (code, attempt["judgement"]))


class Today(unittest.TestCase):
    def test_what_is_next_follows_from_the_bugs_that_were_exposed(self):
        """On a viva of its own, where nothing else was tried."""
        suite = ROOT / "bank/deep-learning/test-an-early-stopping-rule"
        alarm = "    yield case('off', losses=[1.0, 0.5], patience=1, min_delta=0.0, expected=(1, 0))\n"
        house = Server()
        try:
            client = Client(house)
            stream = Stream(client)
            for code, why in (((suite / "suites/happy_path.py").read_text(), "Your cases exposed 2 of 7 bugs last time. Which claim of the contract does none of them touch yet?"),
                              ((suite / "suites/complete.py").read_text() + alarm, "Your cases exposed 7 of 7 bugs last time. Some of them fail for programs that are right; mend these, and it is done.")):
                begun = client.call("POST", f"/questions/{suite.name}/attempts", {"code": code}).json
                self.assertEqual(stream.take("attempt", begun["id"])[-1]["verdict"], "wrong-answer")
                following = client.call("GET", "/today").json["next"]
                self.assertEqual((following["question"]["slug"], following["why"]), (suite.name, why))
            stream.close()
        finally:
            status, trouble = house.stop()
        self.assertEqual((status, trouble), (0, []))


def sample(schema, name="x"):
    """A value that a schema allows."""
    schema = DOCUMENT.resolve(schema)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "oneOf" in schema:
        return sample(schema["oneOf"][0])
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "array":
        return [sample(schema["items"])] * schema.get("minItems", 1)
    if "d{4}-" in schema.get("pattern", ""):
        return "2099-12-20" if name == "date" else FUTURE
    if kind == "object":
        return {field: sample(inner, field) for field, inner in schema.get("properties", {}).items()}
    if schema.get("format") == "uuid":
        return str(uuid.uuid4())
    return {"integer": max(schema.get("minimum", 0), 0), "number": 0.5, "boolean": True, "string": "UTC" if name == "zone" else "text"}[kind]


FUTURE = (datetime.date.today() + datetime.timedelta(days=20)).isoformat()
WRONG_VALUES = [None, True, 1.5, "\u20ac", [], {}, [1, "a"], -1, 2**62, {"a": [1]}]


class BadInput(Case):
    def writes(self):
        """Every write of the document, on something that is there: (method, path, schema of its body)."""
        attempt = self.ok("GET", "/attempts?limit=1")["attempts"]
        ids = {"slug": OTHER, "id": attempt[0]["id"] if attempt else str(uuid.uuid4()), "probe": "nothing", "point": "nothing", "stage": "nothing", "date": "2026-12-20", "which": "measure"}
        for method, template, operation in DOCUMENT.operations():
            if method not in ("GET", "DELETE") and template != "/speech":  # that one takes a recording
                yield method, template.format(**ids), DOCUMENT.resolve(DOCUMENT.body_schema(operation))

    def test_a_field_that_is_missing_unknown_or_of_a_wrong_type_is_named(self):
        for method, path, schema in self.writes():
            good = sample(schema)
            for field in schema.get("required", []):
                body = {name: value for name, value in good.items() if name != field}
                self.refused(self.client.call(method, path, body), 400, "invalid", "/" + field)
            self.refused(self.client.call(method, path, {**good, "kode": 1}), 400, "invalid", "/kode")
            for field, inner in schema.get("properties", {}).items():
                for value in WRONG_VALUES:
                    body = {**good, field: value}
                    if DOCUMENT.complaint(schema, body) is None:
                        continue
                    answer = self.client.call(method, path, body)
                    self.assertEqual((answer.status, answer.error["code"]), (400, "invalid"), (path, body, answer))
                    self.assertTrue(answer.error["where"].startswith("/" + field), (path, body, answer))

    def test_bytes_that_are_not_json_are_400_and_say_where(self):
        bodies = {b"{": "line 1", b"[1]": "/", b'"x"': "line", b"{'a':1}": "line", b'{"code":"a","code":"b"}': "line", b'{"code":"\\u0000"}': "line",
                  b'{"code":"\0"}': "line 1, column 10", b'{"code":"\xff"}': "line 1, column 10", b'{"code":"\\ud800"}': "line", b"\xef\xbb\xbf{}": "line",
                  b'{"n":' + b"9" * 400 + b"}": "line", b'{"n":1e99999}': "line", b'{"a":' * 5000 + b"1" + b"}" * 5000: "line", b"[" * 400000: "line",
                  b'{"n":NaN}': "line", b"{}{}": "line", b"nul": "line"}
        for method, path, _ in self.writes():
            for body, where in bodies.items():
                answer = self.client.send(method, path, body)
                self.refused(answer, 400, "invalid")
                self.assertIn(where, answer.error["where"], (path, body[:50], answer))
            if not path.endswith(("give-up", "opinion", "feed")):
                self.refused(self.client.send(method, path, b""), 400, "invalid")

    def test_two_megabytes_of_code_are_413_with_a_message(self):
        code = "x" * 2_000_000
        for method, path, body in (("POST", f"/questions/{SLUG}/runs", {"code": code}), ("POST", f"/questions/{SLUG}/attempts", {"code": code}),
                                   ("PUT", f"/questions/{SLUG}/draft", {"code": code, "revision": 0, "spent_ms": 0})):
            answer = self.client.call(method, path, body)
            self.refused(answer, 413, "too-large")
            self.assertIn("524288", answer.error["message"])
        answer = self.client.call("POST", f"/questions/{SLUG}/runs", {"code": "x" * 300_000})
        self.refused(answer, 413, "too-large", "/code")

    def test_only_json_is_taken(self):
        for kind in (None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16"):
            answer = self.client.send("PUT", "/settings", b'{"theme":"dark"}', {"Content-Type": kind})
            self.refused(answer, 415, "media-type", "Content-Type")

    def test_names_that_do_not_exist_are_404(self):
        for path in ("/questions/nothing", "/questions/nothing/probes", "/questions/K-NN", "/questions/..%2f..%2fetc", "/questions/%00", "/questions/a%20b",
                     "/questions/" + "a" * 3000, "/runs/nothing", "/runs/" + str(uuid.uuid4()), "/attempts/" + str(uuid.uuid4()), "/attempts/%C3%A4",
                     "/attempts/'%20OR%201=1--", "/attempts?question=nothing", "/attempts?question=../bank", "/questions/topic%2Ftopic%2Fslug", "/nothing", "", "/", "/questions/", "/questions//probes"):
            answer = self.get(path)
            self.assertIn((answer.status, answer.error["code"]), ((404, "not-found"), (400, "invalid")), (path, answer))
        near = self.get("/questions/k-nearest-neighbour")
        self.refused(near, 404, "not-found")
        self.assertIn(SLUG, near.error["message"])

    def test_query_parameters_are_as_strict_as_bodies(self):
        for query in ("limit=0", "limit=1001", "limit=x", "limit=1e1", "limit=-1", "limit=999999999999999999999", "type=nothing", "dimension=x", "status=open",
                      "difficulty=6", "q=" + "a" * 201, "dificulty=3", "q=a&q=b", "q=%ff", "q=%00", "q=%", "cursor=" + "a" * 201):
            answer = self.get("/questions?" + query)
            self.refused(answer, 400, "invalid")
            self.assertIn(answer.error["where"], ("query", query.split("=")[0]), answer)
        self.assertIn("did you mean 'difficulty'", self.get("/questions?dificulty=3").error["message"])
        self.refused(self.get("/topics?x=1"), 400, "invalid", "x")

    def test_the_table_of_calls_is_the_document(self):
        ids = {"slug": SLUG, "id": "x", "probe": "x", "point": "x", "stage": "x", "key": "x", "date": "x", "which": "x", "file": "x", "token": "x"}
        for template, item in DOCUMENT.tree["paths"].items():
            allowed = {method.upper() for method in item if method in ("get", "put", "post", "delete", "patch")}
            allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
            path = template.format(**ids)
            options = self.client.raw("OPTIONS", PREFIX + path)
            self.assertEqual((options.status, set(options.headers["Allow"].split(", "))), (204, allowed), path)
            for method in {"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "BREW"} - allowed:
                answer = self.client.raw(method, PREFIX + path, headers=self.client.headers(method))
                self.assertEqual(answer.status, 405, (method, path, answer))
                self.assertEqual(set(answer.headers["Allow"].split(", ")), allowed)
                if method != "HEAD":
                    self.assertEqual(answer.error["code"], "method-not-allowed")

    def test_a_request_from_elsewhere_is_refused(self):
        for headers in ({"Host": "evil.example"}, {"Host": f"evil.example:{server.port}"}, {"Host": "127.0.0.1:1"}, {"Origin": "http://evil.example"},
                        {"Origin": "null"}, {"Origin": f"https://127.0.0.1:{server.port}"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            self.refused(self.get("/session", **headers), 403, "forbidden", next(iter(headers)))
            self.refused(self.client.call("PUT", "/settings", {"theme": "dark"}, headers), 403, "forbidden", next(iter(headers)))

    def test_a_write_without_the_csrf_word_is_refused(self):
        other = Client(server)
        for method, path, schema in self.writes():
            for word in (None, "", "x", other.csrf):
                answer = self.client.send(method, path, json.dumps(sample(schema)).encode(), {"X-Viva-CSRF": word})
                self.refused(answer, 403, "forbidden", "X-Viva-CSRF")

    def test_too_many_runs_are_429_with_the_time_to_wait(self):
        client = Client(server)
        for _ in range(130):
            answer = client.raw("POST", f"{PREFIX}/questions/{SLUG}/runs", b"{}", client.headers("POST"))
            if answer.status == 429:
                break
            self.assertEqual(answer.status, 400)
        self.assertEqual((answer.status, answer.error["code"]), (429, "too-many"))
        self.assertGreaterEqual(int(answer.headers["Retry-After"]), 1)


class Connections(Case):
    def request(self, path="/session", method="GET", body=b"", extra=""):
        headers = f"{method} {PREFIX}{path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {self.client.cookie}\r\n{extra}"
        return (headers + (f"Content-Length: {len(body)}\r\n" if body else "") + "\r\n").encode() + body

    def connect(self):
        return socket.create_connection(("127.0.0.1", server.port), timeout=20)

    def statuses(self, connection, count):
        """The statuses of the next answers on a connection."""
        reader, found = connection.makefile("rb"), []
        for _ in range(count):
            found.append(int(reader.readline().split()[1]))
            headers = http.client.parse_headers(reader)
            reader.read(int(headers["Content-Length"]))
        return found

    def test_requests_in_pieces_are_answered(self):
        with self.connect() as connection:
            for byte in self.request():
                connection.sendall(bytes([byte]))
            self.assertEqual(self.statuses(connection, 1), [200])
        body = json.dumps({"theme": "light"}).encode()
        with self.connect() as connection:
            whole = self.request("/settings", "PUT", body, f"Content-Type: application/json\r\nX-Viva-CSRF: {self.client.csrf}\r\n")
            for i in range(0, len(whole), 7):
                connection.sendall(whole[i:i + 7])
                time.sleep(0.001)
            self.assertEqual(self.statuses(connection, 1), [200])

    def test_pipelined_requests_are_answered_in_order(self):
        with self.connect() as connection:
            connection.sendall(self.request() + self.request("/nothing") + self.request("/settings") + self.request("/solutions?x") * 3 + self.request("/status"))
            self.assertEqual(self.statuses(connection, 7), [200, 404, 200, 404, 404, 404, 200])

    def test_a_body_cut_short_harms_nobody(self):
        for _ in range(20):
            with self.connect() as connection:
                connection.sendall(self.request("/settings", "PUT", b"x" * 1000, f"Content-Type: application/json\r\nX-Viva-CSRF: {self.client.csrf}\r\n")[:-500])
        self.ok("GET", "/session")

    def test_garbage_harms_nobody(self):
        for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/3.0\r\n\r\n", b"\0" * 5000, b"A" * 100000, os.urandom(5000),
                        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n", b"POST /api/v1/settings HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
                        b"PUT /api/v1/settings HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"):
            with self.connect() as connection:
                connection.settimeout(2)
                try:
                    connection.sendall(garbage)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
                except OSError:
                    pass  # closed on us, or waiting for more: both are fine
        self.ok("GET", "/session")

    def test_connections_that_wait_do_not_keep_others_out(self):
        waiting = [self.connect() for _ in range(300)]
        for connection in waiting:
            connection.sendall(self.request()[:-2])
        self.ok("GET", "/session")
        for connection in waiting:
            connection.close()

    def test_a_learner_has_16_streams_and_a_thousand_are_told_so(self):
        streams, statuses = [], []
        for _ in range(1000):
            connection = self.connect()
            connection.sendall(self.request("/events"))
            streams.append(connection)
        for connection in streams:
            statuses.append(int(connection.recv(4096).split()[1]))
        self.assertEqual((statuses.count(200), statuses.count(429)), (16, 984))
        self.ok("GET", "/session")
        for connection in streams:
            connection.close()

        def one_more():
            with self.connect() as connection:
                connection.sendall(self.request("/events"))
                return connection.recv(4096).startswith(b"HTTP/1.1 200")
        wait_for(one_more, 10)


class Exports(PlanInACalendar, CardsForAnki, Case):
    pass


class YoursToKeep(Archived, Case):
    pass


class ZTheEnd(Case):
    """Last by name: what all the tests before must have done, and left whole."""

    def test_every_call_of_the_document_was_answered_with_success(self):
        if len(sys.argv) > 1:
            self.skipTest("only some tests were asked for")
        missing = {(method, template) for method, template, _ in DOCUMENT.operations()} - Client.seen
        self.assertEqual(missing, set())

    def test_the_server_is_alive_and_has_nothing_to_report(self):
        self.assertTrue(server.alive())
        self.ok("GET", "/session")


if __name__ == "__main__":
    run(__name__)
