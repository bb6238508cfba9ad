"""What viva writes for other programs, read by parsers of another make: the plan as an iCalendar, reviewed probes as notes for Anki."""
import csv
import datetime
import html
import io
import re

import icalendar
import yaml

from openapi import ROOT

EVERY_DAY = [45] * 7


class PlanInACalendar:
    """To be mixed with Case."""

    def calendar_text(self):
        """As a calendar program gets it: by the address alone."""
        path = self.ok("POST", "/plan/feed", status=201)["path"]
        answer = self.client.raw("GET", path)
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        self.client.call("GET", path.removeprefix("/api/v1"))  # held against the document
        self.assertEqual(self.get("/export/plan.ics").body.count(b"BEGIN:VEVENT"), answer.body.count(b"BEGIN:VEVENT"))
        return answer.body.decode()

    def test_a_feed_is_private_until_it_is_opened_and_dead_when_it_is_closed(self):
        first = self.ok("POST", "/plan/feed", status=201)
        self.assertRegex(first["path"], r"^/api/v1/feeds/[\w-]{43}/plan\.ics$")
        self.assertEqual(self.ok("GET", "/plan/feed"), {"opened": first["opened"], "path": None})  # told once
        second = self.ok("POST", "/plan/feed", status=201)
        self.assertEqual(self.client.raw("GET", first["path"]).status, 404)
        self.assertEqual(self.client.raw("GET", second["path"]).status, 200)
        self.assertEqual(self.ok("DELETE", "/plan/feed"), {"opened": None, "path": None})
        self.refused(self.client.raw("GET", second["path"]), 404, "not-found", "token")
        for token in "x", "%2e%2e", "a" * 5000:
            self.assertIn(self.client.raw("GET", f"/api/v1/feeds/{token}/plan.ics").status, (400, 404, 414))

    def calendar(self):
        text = self.calendar_text()
        lines = text.split("\r\n")
        self.assertEqual(lines.pop(), "")
        self.assertTrue(all(len(line.encode()) <= 75 for line in lines))
        self.assertFalse(any("\n" in line or "\r" in line for line in lines))
        return icalendar.Calendar.from_ical(text)

    def planned(self, ahead=None, role=None, week=EVERY_DAY):
        today = datetime.date.fromisoformat(self.ok("GET", "/plan")["today"])
        interview = (today + datetime.timedelta(days=ahead)).isoformat() if ahead is not None else None
        return self.ok("PUT", "/plan", {"interview": interview, "role": role, "week": week})

    def events(self, calendar):
        """By date; each is a whole day and no date stands twice among those of one kind."""
        days, interviews = {}, {}
        for event in calendar.walk("VEVENT"):
            date = event.decoded("dtstart")
            self.assertIs(type(date), datetime.date)
            self.assertEqual(event.decoded("dtend"), date + datetime.timedelta(days=1))
            self.assertIn(str(event["transp"]), ("TRANSPARENT", "OPAQUE"))
            kind = interviews if event["transp"] == "OPAQUE" else days
            self.assertNotIn(date.isoformat(), kind)
            kind[date.isoformat()] = event
        return days, interviews

    @staticmethod
    def uids(days):
        return {date: str(event["uid"]) for date, event in days.items()}

    def test_a_calendar_says_what_it_is_and_how_often_to_look(self):
        self.planned(20, "ml-engineer")
        calendar = self.calendar()
        self.assertEqual([str(calendar[key]) for key in ("version", "method", "name", "x-wr-calname", "x-published-ttl")], ["2.0", "PUBLISH", "viva", "viva", "PT6H"])
        self.assertEqual(calendar["refresh-interval"].params["value"], "DURATION")
        self.assertIn("viva", calendar["prodid"])
        for event in calendar.walk("VEVENT"):
            self.assertEqual(event.decoded("dtstamp"), event.decoded("last-modified"))
            self.assertEqual(event.decoded("dtstamp").utcoffset(), datetime.timedelta())

    def test_a_calendar_holds_each_planned_day_with_what_to_do_and_why(self):
        for ahead, role in (None, None), (20, "ml-engineer"), (3, "data-scientist"):
            plan = self.planned(ahead, role)
            days, _ = self.events(self.calendar())
            self.assertEqual(sorted(days), [day["date"] for day in plan["days"] if day["items"]])
            for day in plan["days"]:
                if not day["items"]:
                    continue
                title, lines = str(days[day["date"]]["summary"]), str(days[day["date"]]["description"]).split("\n")
                self.assertRegex(title, rf"^viva: .+, {day['planned']} minutes?$")
                topics = {item["topic"]["title"] for item in day["items"] if item["topic"]}
                self.assertTrue(not topics or any(topic in title for topic in topics), title)
                self.assertEqual(len(lines), len(day["items"]))
                for line, item in zip(lines, day["items"]):
                    self.assertTrue(line.endswith(": " + item["why"]), line)
                    self.assertRegex(line, rf", {item['minutes']} minutes?\b")
                    self.assertEqual(f", part {item['part']} of {item['parts']}:" in line, item["parts"] > 1)
                    if item["question"]:
                        self.assertTrue(line.startswith(item["question"]["title"] + ", "), line)
                    if item["kind"] == "page":
                        self.assertTrue(line.startswith(f"Read: {item['topic']['title']}, "), line)

    def test_a_day_keeps_its_uid_and_an_interview_that_moves_keeps_it_too(self):
        plan = self.planned(20, "ml-engineer")
        days, interviews = self.events(self.calendar())
        self.assertEqual([str(event["summary"]) for event in interviews.values()], ["Interview: " + self.role_title("ml-engineer")])
        self.assertEqual(list(interviews), [plan["interview"]])
        self.assertEqual(len(set(self.uids(days).values()) | set(self.uids(interviews).values())), len(days) + 1)
        moved = self.planned(25)
        days_then, interviews_then = self.events(self.calendar())
        self.assertEqual(list(interviews_then), [moved["interview"]])
        self.assertEqual([str(event["summary"]) for event in interviews_then.values()], ["Interview"])
        self.assertEqual(set(self.uids(interviews_then).values()), set(self.uids(interviews).values()))
        both = set(days) & set(days_then)
        self.assertGreater(len(both), 10)
        self.assertTrue(all(days[date]["uid"] == days_then[date]["uid"] for date in both))
        self.planned()
        self.assertEqual(self.events(self.calendar())[1], {})

    def test_days_without_minutes_are_not_in_it(self):
        self.planned(None, None, [0] * 7)
        self.assertEqual(self.events(self.calendar()), ({}, {}))
        self.planned(None, None, [60, 0, 0, 0, 0, 0, 0])
        days, _ = self.events(self.calendar())
        self.assertTrue(days)
        self.assertEqual({datetime.date.fromisoformat(date).weekday() for date in days}, {0})

    def role_title(self, key):
        return next(role["title"] for role in self.ok("GET", "/roles")["roles"] if role["key"] == key)


def open_probes():
    """As their authors wrote them, by the guid of their note: (slug, topic, dimension, probe)."""
    found = {}
    for path in sorted((ROOT / "bank").glob("*/*/probes.yaml")) + sorted((ROOT / "bank").glob("*/topic.yaml")):
        page = path.name == "topic.yaml"
        about = yaml.safe_load((path if page else path.with_name("question.yaml")).read_text())
        for probe in yaml.safe_load(path.read_text())["probes"]:
            if not probe.get("sealed"):
                topic = path.parent.name if page else about["topic"]
                found[f"{about['uuid']}/{probe['id']}"] = (path.parent.name, topic, about["dimension"], probe)
    return found


AUTHORED = open_probes()
AN_ANSWER = {"choice": lambda probe: 0, "several": lambda probe: [0], "number": lambda probe: -777, "order": lambda probe: list(range(len(probe["items"]))), "line": lambda probe: [1]}


def bare(text):
    """Letters and digits alone: what is left of Markdown and of the HTML made of it alike."""
    return re.sub(r"[\W_]", "", html.unescape(re.sub(r"<[^>]*>", "", text)))


def items(text):
    return re.findall(r"<li>(.*?)</li>", text, re.S)


class NotesOfAnki:
    """To be mixed with Case. What is answered here is taken back."""

    OF_A_KIND = 1  # probes that are answered; None: all

    def anki_text(self):
        answer = self.get("/export/anki.txt")
        self.assertEqual(answer.status, 200, answer)
        return answer.body.decode()

    def authored(self):
        return AUTHORED

    def notes(self):
        """The header by key, and the rows by guid: (front, back, tags)."""
        text = self.anki_text()
        lines = text.split("\n")
        count = next(i for i, line in enumerate(lines) if not line.startswith("#"))
        header = dict(line[1:].split(":", 1) for line in lines[:count])
        rows = list(csv.reader(io.StringIO("\n".join(lines[count:]), newline=""), delimiter="\t", strict=True))
        self.assertTrue(all(len(row) == 4 and "#" not in row[0] for row in rows))
        self.assertEqual(len({row[0] for row in rows}), len(rows))
        return header, {row[0]: tuple(row[1:]) for row in rows}

    def answer_some(self):
        """Answers so many of each kind; their guids."""
        chosen, per_kind = [], {}
        for guid, (_, _, _, probe) in self.authored().items():
            per_kind.setdefault(probe["kind"], []).append(guid)
        for guids in per_kind.values():
            chosen += guids[: self.OF_A_KIND]
        for guid in chosen:
            slug, _, _, probe = self.authored()[guid]
            told = self.ok("POST", f"/questions/{slug}/probes/{probe['id']}", {"draw": 0, "answer": AN_ANSWER[probe["kind"]](probe)})
            self.addCleanup(self.ok, "DELETE", f"/reviews/{told['review']['id']}")
        return chosen


class CardsForAnki(NotesOfAnki):
    """The same with the tests, on the bank of this checkout."""

    def test_a_file_for_anki_says_how_it_is_to_be_read(self):
        answered = self.answer_some()
        self.assertEqual({AUTHORED[guid][3]["kind"] for guid in answered}, set(AN_ANSWER))
        header, notes = self.notes()
        self.assertEqual(header, {"separator": "tab", "html": "true", "notetype": "Basic", "deck": "viva", "columns": "guid\tFront\tBack\tTags", "guid column": "1", "tags column": "4"})
        self.assertLessEqual(set(answered), set(notes))
        self.assertLessEqual(set(notes), set(AUTHORED))
        for guid, (_, _, tags) in notes.items():
            _, topic, dimension, _ = AUTHORED[guid]
            self.assertEqual(tags, f"viva {topic} {dimension}")

    def test_a_probe_is_a_note_from_its_first_answer_until_that_is_taken_back(self):
        _, before = self.notes()
        guid = next(guid for guid in AUTHORED if guid not in before)
        slug, _, _, probe = AUTHORED[guid]
        told = self.ok("POST", f"/questions/{slug}/probes/{probe['id']}", {"draw": 0, "answer": AN_ANSWER[probe["kind"]](probe)})
        self.assertEqual(set(self.notes()[1]) - set(before), {guid})
        self.ok("DELETE", f"/reviews/{told['review']['id']}")
        self.assertEqual(self.notes()[1], before)

    def test_notes_ask_what_the_authors_ask_and_tell_what_is_right(self):
        self.answer_some()
        _, notes = self.notes()
        told = {"choice": self.options_are_told, "several": self.options_are_told, "number": self.a_number_is_told, "order": self.an_order_is_told, "line": self.lines_are_told}
        for guid, (front, back, _) in notes.items():
            probe = AUTHORED[guid][3]
            with self.subTest(guid):
                ask = probe["ask"]
                for name, value in probe["draws"][0].items() if "draws" in probe else ():
                    ask = ask.replace("{{" + name + "}}", str(value))
                self.assertTrue(bare(front).startswith(bare(ask)), front)
                self.assertIn(bare(probe["says"]), bare(back))
                self.assertNotRegex(front + back, r"class=|id=|style=|\{\{")
                for text, side in (ask, front), (probe["says"], back):
                    formulas = re.findall(r"(?<!\\)\$([^$]+)\$", re.sub(r"`[^`]*`", "", text)) if r"\$" not in text else []
                    for formula in formulas:
                        self.assertIn(r"\(" + html.escape(formula) + r"\)", side)
                told[probe["kind"]](probe, front, back)

    def options_are_told(self, probe, front, back):
        shown = items(front)[-len(probe["options"]):]
        self.assertEqual(sorted(map(bare, shown)), sorted(bare(option["text"]) for option in probe["options"]))
        right = re.findall(r"<p><strong>([A-H])</strong>: (.*?)</p>", back, re.S)
        self.assertEqual(sorted(bare(text) for _, text in right), sorted(bare(option["text"]) for option in probe["options"] if option.get("right")))
        for place, text in right:
            self.assertEqual(shown[ord(place) - ord("A")], text)
        for option in probe["options"]:
            self.assertIn(bare(option.get("says", "")), bare(back))

    def a_number_is_told(self, probe, front, back):
        value, more = re.match(r"<p><strong>(\S+?)(?: (.*?))?</strong>", back).groups()
        expected, tolerance = probe["draws"][0]["expected"], probe["tolerance"]
        self.assertAlmostEqual(float(value), float(expected), delta=1e-12 * abs(expected))
        self.assertEqual(html.unescape(more or ""), probe.get("unit", ""))
        width = tolerance.get("absolute", 0) + tolerance.get("relative", 0) * abs(expected)
        self.assertAlmostEqual(float(re.search(r"\(± (.*?)\)", back)[1]), width, delta=0.006 * width)
        if "unit" in probe:
            self.assertIn(f"<p>In: {html.escape(probe['unit'])}</p>", front)

    def an_order_is_told(self, probe, front, back):
        count = len(probe["items"])
        self.assertEqual([html.unescape(item) for item in items(back)[:count]], probe["items"])
        shown = [html.unescape(item) for item in items(front)[-count:]]
        self.assertNotEqual(shown, probe["items"])
        self.assertEqual(sorted(shown), sorted(probe["items"]))

    def lines_are_told(self, probe, front, back):
        code = [f"{i:2}  {line}" for i, line in enumerate(probe["code"].rstrip("\n").split("\n"), 1)]
        blocks = [html.unescape(re.findall(r"<pre><code>(.*?)</code></pre>", side, re.S)[at]).rstrip("\n").split("\n") for side, at in ((front, -1), (back, 0))]
        self.assertEqual(blocks, [code, [code[i - 1] for i in sorted(probe["right"])]])
