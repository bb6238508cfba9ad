"""Probes that come back, over the API: an answer is a review, its grade can be changed, and it can be taken back."""

TRIED = "precision-recall-and-roc-auc"
GRADES = ["again", "hard", "good", "easy"]


class ProbesThatComeBack:
    """To be mixed with Case."""

    def number(self):
        return next(probe for probe in self.ok("GET", f"/questions/{TRIED}/probes")["probes"] if probe["kind"] == "number")

    def answered(self, answer, **more):
        probe = self.number()
        return probe, self.ok("POST", f"/questions/{TRIED}/probes/{probe['id']}", {"draw": probe["draw"], "answer": answer, **more})["review"]

    def queued(self, probe):
        return any(item["question"] == TRIED and item["probe"]["id"] == probe["id"] for item in self.ok("GET", "/reviews")["items"])

    def test_what_was_not_known_is_due_on_the_same_day(self):
        probe, review = self.answered(-777)
        self.assertEqual((review["suggested"], review["grade"]), ("again", "again"))
        self.assertEqual(review["days"]["again"], 0)
        self.assertEqual(sorted(review["days"].values()), [review["days"][grade] for grade in GRADES])
        self.assertTrue(self.queued(probe))

    def test_another_grade_moves_it_and_taking_it_back_brings_it_back(self):
        probe, _ = self.answered(-777)
        before = self.ok("GET", "/reviews")
        _, review = self.answered(-777, spent_ms=4000)
        self.assertEqual(self.ok("GET", "/reviews")["undo"], review["id"])
        graded = self.ok("PUT", f"/reviews/{review['id']}", {"grade": "easy"})["review"]
        self.assertEqual((graded["grade"], graded["suggested"], graded["days"]), ("easy", "again", review["days"]))
        self.assertFalse(self.queued(probe))
        self.assertEqual(self.ok("DELETE", f"/reviews/{review['id']}"), {"question": TRIED, "probe": probe["id"]})
        self.assertTrue(self.queued(probe))
        after = self.ok("GET", "/reviews")
        self.assertEqual((after["done"], after["due"]), (before["done"], before["due"]))
        self.refused(self.client.call("DELETE", f"/reviews/{review['id']}"), 409, "stale", "id")
        self.refused(self.client.call("PUT", f"/reviews/{review['id']}", {"grade": "good"}), 409, "stale", "id")

    def test_how_long_it_took_suggests_the_grade(self):
        probe, review = self.answered(-777)
        right = self.ok("POST", f"/questions/{TRIED}/probes/{probe['id']}", {"draw": 0, "answer": -777})["expected"]
        for spent, grade in (1000, "easy"), (probe["seconds"] * 1000, "good"), (probe["seconds"] * 3000, "hard"), (0, "good"):
            told = self.ok("POST", f"/questions/{TRIED}/probes/{probe['id']}", {"draw": 0, "answer": right, "spent_ms": spent})
            self.assertEqual(told["review"]["suggested"], grade, spent)

    def test_grades_and_ids_that_are_none_are_refused(self):
        _, review = self.answered(-777)
        for body, where in ({"grade": "fine"}, "/grade"), ({}, "/grade"), ({"grade": "good", "more": 1}, "/more"):
            self.refused(self.client.call("PUT", f"/reviews/{review['id']}", body), 400, "invalid", where)
        for method, body in ("PUT", {"grade": "good"}), ("DELETE", None):
            self.refused(self.client.call(method, "/reviews/0190a5c2-0000-7000-8000-000000000009", body), 404, "not-found")
        self.refused(self.client.call("GET", "/reviews?limit=3"), 400, "invalid", "limit")
        self.refused(self.client.call("POST", f"/questions/{TRIED}/probes/{self.number()['id']}", {"draw": 0, "answer": 1, "spent_ms": -1}), 400, "invalid", "/spent_ms")

    def first_answer(self):
        """To a number probe that nobody has answered yet."""
        for card in self.ok("GET", "/questions?limit=1000")["questions"]:
            for probe in self.ok("GET", f"/questions/{card['slug']}/probes")["probes"]:
                if probe["kind"] == "number" and not probe["last"]:
                    return self.ok("POST", f"/questions/{card['slug']}/probes/{probe['id']}", {"draw": probe["draw"], "answer": -777})["review"]

    def test_how_much_should_stay_is_a_setting_and_moves_what_is_due(self):
        self.ok("PUT", "/settings", {"delays": False})
        before = self.first_answer()["days"]["easy"]
        self.assertEqual(self.ok("PUT", "/settings", {"retention": 97})["retention"], 97)
        self.assertLess(self.first_answer()["days"]["easy"], before)
        self.assertEqual(self.ok("PUT", "/settings", {"retention": 90})["retention"], 90)
        self.assertEqual(self.first_answer()["days"]["easy"], before)
        self.refused(self.client.call("PUT", "/settings", {"retention": 50}), 400, "invalid", "/retention")

    def test_the_likeliest_probes_are_fifteen_without_sealed_ones_and_shrink_as_they_are_done(self):
        first = self.ok("GET", "/reviews?which=likely")
        self.assertLessEqual(len(first["items"]) + first["done"], max(15, first["done"]))
        for item in first["items"]:
            probes = {probe["id"] for probe in self.ok("GET", f"/questions/{item['question']}/probes")["probes"]} if not item["page"] else {item["probe"]["id"]}
            self.assertIn(item["probe"]["id"], probes)
            self.assertIn("Likely to be asked", item["why"])
        self.refused(self.get("/reviews?which=best"), 400, "invalid", "which")
        self.refused(self.get("/reviews?other=1"), 400, "invalid", "other")
        self.assertIsNone(self.ok("GET", "/progress")["memory"]["fit"])
