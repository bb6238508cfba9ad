"""The plan, progress, outcomes and sittings, over the API."""
import datetime

WEEK = [30, 30, 30, 30, 30, 60, 20]


def days_from(date, n):
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=n)).isoformat()


class Planned:
    """To be mixed with Case."""

    def plan(self, ahead=None, role=None, week=WEEK):
        today = self.ok("GET", "/plan")["today"]
        return self.ok("PUT", "/plan", {"interview": days_from(today, ahead) if ahead is not None else None, "role": role, "week": week})

    def test_a_plan_leads_to_the_day_and_fits_the_minutes(self):
        plan = self.plan(21, "ml-engineer")
        self.assertEqual((plan["mode"], plan["days_left"], plan["role"], len(plan["days"])), ("dated", 21, "ml-engineer", 21))
        seen = []
        for i, day in enumerate(plan["days"]):
            weekday = datetime.date.fromisoformat(day["date"]).weekday()
            self.assertEqual(day["date"], days_from(plan["today"], i))
            self.assertEqual(day["minutes"], WEEK[weekday] // (2 if i == 20 else 1))
            self.assertLessEqual(day["planned"], day["minutes"])
            self.assertLessEqual(sum(item["minutes"] for item in day["items"] if item["kind"] == "reviews" or item["again"]), 0.4 * day["minutes"] + 1)
            self.assertLessEqual(len({item["question"]["slug"] for item in day["items"] if item["question"]}), 3)
            for item in day["items"]:
                self.assertTrue(item["why"].strip())
                if item["question"]:
                    self.assertIn("ml-engineer", item["question"]["roles"])
                    seen.append((item["question"]["slug"], item["part"], item["parts"]))
        self.assertEqual(len(seen), len(set(seen)))  # no part stands twice
        for slug, part, parts in seen:
            self.assertLessEqual(part, parts)
        self.assertGreater(len(seen), 8)
        self.assertIn("news", [item["kind"] for item in plan["days"][-1]["items"]])

    def test_an_interview_in_three_days_has_a_plan_of_its_own(self):
        plan = self.plan(3, "data-scientist", [40] * 7)
        self.assertEqual((plan["mode"], len(plan["days"])), ("short", 3))
        kinds = [[item["kind"] for item in day["items"]] for day in plan["days"]]
        self.assertTrue(all(day[0] == "likely" for day in kinds), kinds)
        self.assertNotIn("diagnostic", sum(kinds, []))
        self.assertNotIn("reviews", sum(kinds, []))
        self.assertEqual(plan["days"][-1]["minutes"], 20)
        self.assertIn("projects", kinds[-1])

    def test_a_day_and_a_question_can_be_moved_and_moved_back(self):
        plan = self.plan(30)
        there = days_from(plan["today"], 4)
        moved = self.ok("PUT", f"/plan/days/{there}", {"minutes": 90})
        self.assertEqual((moved["days"][4]["minutes"], moved["days"][4]["own"], moved["days"][5]["own"]), (90, 90, None))
        self.assertEqual(self.ok("PUT", f"/plan/days/{there}", {"minutes": None})["days"][4]["minutes"], plan["days"][4]["minutes"])
        slug = next(item["question"]["slug"] for day in plan["days"][6:] for item in day["items"] if item["question"] and item["parts"] == 1)
        self.ok("PUT", f"/plan/days/{there}", {"minutes": 200})
        wished = self.ok("PUT", f"/plan/questions/{slug}", {"day": there})
        items = [item for item in wished["days"][4]["items"] if item["question"] and item["question"]["slug"] == slug]
        self.assertEqual([(item["why"], item["wished"]) for item in items], [("You put it on this day.", True)])
        back = self.ok("PUT", f"/plan/questions/{slug}", {"day": None})
        self.assertFalse(any("You put it" in item["why"] for day in back["days"] for item in day["items"]))
        self.ok("PUT", f"/plan/days/{there}", {"minutes": None})

    def test_dates_roles_and_weeks_that_are_none_are_refused(self):
        good = {"interview": None, "role": None, "week": WEEK}
        for change, where in ({"interview": "2026-02-31"}, "/interview"), ({"interview": "2020-01-01"}, "/interview"), ({"interview": "2199-01-01"}, "/interview"), \
                ({"role": "astronaut"}, "/role"), ({"week": [1, 2]}, "/week"), ({"week": [601] + WEEK[1:]}, "/week/0"):
            self.refused(self.client.call("PUT", "/plan", {**good, **change}), 400, "invalid", where)
        self.refused(self.client.call("PUT", "/plan/days/2026-13-01", {"minutes": 5}), 400, "invalid", "date")
        self.refused(self.client.call("PUT", "/plan/questions/nothing", {"day": None}), 404, "not-found")

    def test_today_shows_what_the_plan_has(self):
        plan = self.plan(40, "ml-engineer", [50] * 7)
        today = self.ok("GET", "/today")
        self.assertEqual(today["plan"]["items"], plan["days"][0]["items"])
        self.assertEqual(today["plan"]["days_left"], 40)
        self.assertEqual(today["days"][-1]["date"], plan["today"])

    def test_progress_has_every_skill_and_topic_and_says_when_it_cannot_tell(self):
        progress = self.ok("GET", "/progress")
        self.assertEqual([skill["key"] for skill in progress["skills"]], ["fundamentals", "mathematics", "coding", "scenarios", "evaluation", "communication"])
        self.assertEqual([topic["key"] for topic in progress["topics"]], [topic["key"] for topic in self.ok("GET", "/topics")["topics"]])
        rounds = {each["key"]: each for each in progress["readiness"]["rounds"]}
        self.assertEqual(set(rounds), {"phone-screen", "coding", "ml-breadth", "ml-depth", "system-design", "behavioural"})
        for level in [skill["level"] for skill in progress["skills"]] + [topic["level"] for topic in progress["topics"]]:
            self.assertTrue(level["low"] <= level["chance"] <= level["high"])
            self.assertEqual(level["told"], level["answers"] >= 3)
        for each in rounds.values():
            self.assertEqual(each["told"], each["basis"] >= each["needs"])
        self.assertEqual(len(progress["memory"]["days"]), 30)
        self.assertTrue(78 <= len(progress["days"]) <= 84)

    def test_outcomes_are_kept_and_removed(self):
        body = {"round": "coding", "outcome": "failed", "date": "2026-11-20", "note": "heaps"}
        listed = self.client.call("POST", "/outcomes", body)
        self.assertEqual(listed.status, 201)
        outcome = listed.json["outcomes"][-1]
        self.assertEqual({key: outcome[key] for key in body}, body)
        self.assertEqual(self.ok("GET", "/progress")["outcomes"][-1], outcome)
        left = self.ok("DELETE", f"/outcomes/{outcome['id']}")["outcomes"]
        self.assertNotIn(outcome, left)
        self.refused(self.client.call("DELETE", f"/outcomes/{outcome['id']}"), 404, "not-found", "id")
        self.refused(self.client.call("POST", "/outcomes", {**body, "round": "golf"}), 400, "invalid", "/round")
        self.refused(self.client.call("POST", "/outcomes", {**body, "outcome": "great"}), 400, "invalid", "/outcome")

    def sit(self, which, sitting, answer=None):
        return self.client.call("POST", f"/sittings/{which}", {"question": sitting["question"], "probe": sitting["probe"]["id"], "draw": sitting["probe"]["draw"], "answer": answer, "spent_ms": 1000})

    def test_the_diagnostic_asks_in_three_parts_and_tells_what_it_found(self):
        reviews = self.ok("GET", "/reviews")["done"]
        sitting, asked, parts = self.ok("GET", "/sittings/diagnostic"), set(), set()
        self.assertEqual(sitting, self.ok("GET", "/sittings/diagnostic"))  # left and resumed
        first = sitting
        while not sitting["finished"] and len(asked) < 60:
            key = (sitting["question"], sitting["probe"]["id"])
            self.assertNotIn(key, asked)
            asked.add(key)
            parts.add(sitting["part"])
            sitting = self.sit("diagnostic", sitting).json
        self.assertTrue(sitting["finished"])
        self.assertLessEqual(len(asked), 40)
        self.assertTrue(parts <= {1, 2, 3})
        self.assertEqual(len(sitting["levels"]["dimensions"]), 5)
        self.assertTrue(all(level["share"] < 0.5 for level in sitting["levels"]["dimensions"]))  # nothing was known
        self.refused(self.sit("diagnostic", first), 409, "stale", "/probe")
        self.assertEqual(self.ok("GET", "/reviews")["done"], reviews)  # none of it is a review

    def test_a_measurement_asks_sealed_probes_once_and_tells_when_the_next_is(self):
        sitting, asked = self.ok("GET", "/sittings/measure"), set()
        while sitting["probe"]:
            asked.add((sitting["question"], sitting["probe"]["id"]))
            open_ones = {probe["id"] for probe in self.ok("GET", f"/questions/{sitting['question']}/probes")["probes"]}
            self.assertNotIn(sitting["probe"]["id"], open_ones)
            sitting = self.sit("measure", sitting).json
        self.assertEqual(len(asked), 12)
        gain = sitting["gain"]
        self.assertEqual([(measure["right"], measure["count"]) for measure in gain["measures"]], [(0, 12)])
        self.assertIsNone(gain["change"])
        self.assertEqual(gain["next"], days_from(gain["measures"][0]["date"], 14))
        self.refused(self.client.call("GET", "/sittings/golf"), 404, "not-found", "which")
