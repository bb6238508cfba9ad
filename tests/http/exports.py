"""What viva writes for other programs, read by parsers of another make: the plan as an iCalendar."""
import datetime

import icalendar

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
