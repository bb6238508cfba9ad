"""Answers in words over the API: what is shown before and after, follow-ups, disagreeing, stages, model answers."""
import json
import os
import subprocess
import uuid

from openapi import ROOT
from model_stand_in import StandIn, completion
from server import VIVA, Stream

STORY = "a-model-you-shipped-that-failed"
BOTH = "why-validation-score-drops-in-production"  # has both audiences
STAGED = "card-fraud-detection"


def model(slug, name):
    """The text of a graded answer of the bank, without its front matter."""
    path = next(ROOT.glob(f"bank/*/{slug}/answers/{name}.md"))
    return path.read_text().split("---\n", 2)[2]


class AnswersInWords:
    """To be mixed with Case."""

    def answer(self, slug, text, **more):
        return self.ok("POST", f"/questions/{slug}/attempts", {"text": text, **more}, 202)

    def disputes(self):
        """What `viva bank disputes` tells the bank's authors, beside the running server."""
        home = self.client.server.home.name
        told = subprocess.run([VIVA, "bank", "disputes", "--json", "--bank", ROOT / "bank"], capture_output=True, text=True, check=True,
                              env={**os.environ, "XDG_DATA_HOME": home + "/data", "XDG_CONFIG_HOME": home + "/config"})
        return json.loads(told.stdout)["disputes"]

    def test_the_points_are_not_told_before_an_attempt(self):
        question = self.ok("GET", "/questions/" + STORY)
        self.assertEqual((question["runnable"], question["answerable"], question["story"]), (False, True, True))
        self.assertEqual((question["audiences"], question["stages"]), (["peer"], []))
        self.assertEqual(set(question["drafts"]), {"peer"})
        self.assertGreater(question["words"]["max"], question["words"]["min"])
        self.assertNotIn("points", question)

    def test_an_answer_comes_back_judged_and_is_listed_with_band_and_range(self):
        stream = Stream(self.client)
        attempt = self.answer(BOTH, model(BOTH, "strong"), audience="peer", sure=70, spent_ms=65000)
        self.assertEqual((attempt["status"], attempt["sure"], attempt["judgement"]), ("judged", 70, None))
        told = stream.take("attempt", attempt["id"])
        stream.close()
        self.assertEqual(told[-1]["verdict"], attempt["verdict"])
        found = attempt["assessment"]
        self.assertEqual((found["band"], found["audience"]), (attempt["verdict"], "peer"))
        self.assertAlmostEqual(found["score"], attempt["score"])
        self.assertLessEqual(found["low"], found["score"])
        self.assertLessEqual(found["score"], found["high"])
        utf16 = attempt["code"].encode("utf-16-le")
        for point in found["points"]:
            self.assertEqual(utf16[2 * point["at"]:2 * (point["at"] + point["len"])].decode("utf-16-le"), point["quote"])
        listed = self.ok("GET", f"/attempts?question={BOTH}")["attempts"]
        listed = next(each for each in listed if each["id"] == attempt["id"])
        self.assertEqual(listed["answer"], attempt["answer"])
        self.assertAlmostEqual(listed["answer"]["low"], found["low"])
        self.assertAlmostEqual(listed["answer"]["high"], found["high"])
        self.assertEqual(listed["answer"]["made"], sum(point["found"] == "yes" for point in found["points"]))
        card = self.ok("GET", "/questions/" + BOTH)
        self.assertEqual(card["status"], "solved" if attempt["verdict"] == "strong" else "tried")
        self.assertIn("html", self.ok("GET", f"/questions/{BOTH}/explanation"))

    def test_an_answer_to_code_and_code_to_words_are_refused(self):
        self.refused(self.client.call("POST", f"/questions/{STORY}/attempts", {"code": "x = 1"}), 400, "invalid", "/text")
        self.refused(self.client.call("POST", "/questions/k-nearest-neighbours/attempts", {"text": "x"}), 400, "invalid", "/code")
        self.refused(self.client.call("POST", f"/questions/{STORY}/runs", {"code": "x"}), 400, "invalid", "slug")
        self.refused(self.client.call("POST", f"/questions/{STORY}/attempts", {"text": " \n "}), 400, "invalid", "/text")
        self.refused(self.client.call("POST", f"/questions/{STORY}/attempts", {"text": "\u00fc" * 20001}), 413, "too-large", "/text")
        self.refused(self.client.call("POST", f"/questions/{STORY}/attempts", {"text": "x", "audience": "stakeholder"}), 400, "invalid", "/audience")
        self.refused(self.client.call("POST", f"/questions/{STORY}/attempts", {"text": "x", "audience": "king"}), 400, "invalid", "/audience")
        self.refused(self.client.call("POST", f"/questions/{STAGED}/attempts", {"stages": {"nowhere": "x"}}), 400, "invalid", "/stages/nowhere")
        self.refused(self.client.call("POST", f"/questions/{STAGED}/attempts", {"stages": {"frame": 3}}), 400, "invalid", "/stages/frame")
        self.refused(self.client.call("POST", f"/questions/{STAGED}/attempts", {"stages": {}, "text": "x"}), 400, "invalid", "/stages")

    def test_the_same_answer_sent_twice_is_one_attempt(self):
        request = str(uuid.uuid4())
        first, second = (self.answer(STORY, "I shipped a model, and it failed.", request=request) for _ in range(2))
        self.assertEqual(first, second)

    def test_each_audience_has_a_draft(self):
        path = f"/questions/{BOTH}/draft"
        peer = self.ok("PUT", path, {"code": "to a peer", "audience": "peer", "revision": 0, "spent_ms": 5})
        self.ok("PUT", path, {"code": "to the head", "audience": "stakeholder", "revision": 0, "spent_ms": 6})
        drafts = self.ok("GET", "/questions/" + BOTH)["drafts"]
        self.assertEqual((drafts["peer"]["code"], drafts["stakeholder"]["code"]), ("to a peer", "to the head"))
        stale = self.client.call("PUT", path, {"code": "x", "audience": "stakeholder", "revision": 7, "spent_ms": 6})
        self.refused(stale, 409, "stale")
        self.assertEqual(stale.json["draft"], drafts["stakeholder"])
        self.assertEqual(peer["revision"], 1)
        self.refused(self.client.call("PUT", "/questions/k-means/draft", {"code": "x", "audience": "peer", "revision": 0, "spent_ms": 0}), 400, "invalid", "/audience")

    def test_the_interviewer_asks_about_what_is_missing_at_least_twice(self):
        attempt = self.answer(STORY, model(STORY, "weak"))
        asked, before = [], attempt["score"]
        missing = {point["id"] for point in attempt["assessment"]["points"] if point["found"] != "yes"}
        path = f"/attempts/{attempt['id']}/followups"
        for reply in ("I don't know.", model(STORY, "strong")):
            ask = attempt["ask"]
            asked.append(ask["point"])
            self.assertIn(ask["point"], missing)
            self.refused(self.client.call("POST", path, {"point": "something_else", "text": "x"}), 400, "invalid", "/point")
            self.refused(self.client.call("POST", path, {"point": ask["point"], "text": "\n"}), 400, "invalid", "/text")
            attempt = self.ok("POST", path, {"point": ask["point"], "text": reply[:3900]})
            self.refused(self.client.call("POST", path, {"point": ask["point"], "text": "again"}), 409, "stale", "/point")
        self.assertEqual(len(set(asked)), 2)
        first, second = attempt["followups"]
        self.assertEqual((first["point"], first["text"], first["found"], first["honest"]), (asked[0], "I don't know.", "no", True))
        self.assertEqual((second["point"], second["found"]), (asked[1], "yes"))
        self.assertEqual(second["text"].encode("utf-16-le")[2 * second["at"]:2 * (second["at"] + second["len"])].decode("utf-16-le"), second["quote"])
        self.assertEqual(attempt["score"], before)
        self.assertGreater(attempt["answer"]["followed"]["score"], before)
        self.assertEqual(self.ok("GET", "/attempts/" + attempt["id"]), attempt)
        self.assertNotIn("gains", second)

    def test_a_story_is_kept_with_the_questions_it_serves_and_a_removal_is_undone(self):
        path, text = "/stories/" + str(uuid.uuid4()), model(STORY, "strong")
        none = self.ok("GET", "/stories")
        self.assertEqual(none["stories"], [])
        self.assertIn(STORY, {each["question"] for each in none["questions"]})
        self.assertEqual({str(each["best"]) for each in none["questions"]}, {"None"})
        told = self.ok("PUT", path, {"title": "The model that failed", "text": text})
        story, = told["stories"]
        self.assertEqual((story["id"], story["title"], story["text"]), (path.split("/")[-1], "The model that failed", text))
        scores = [each["score"] for each in story["serves"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(len(scores), len(told["questions"]))
        own = next(each for each in story["serves"] if each["question"] == STORY)
        self.assertEqual(own["band"], "strong")
        self.assertLess(min(scores), own["score"] - 0.3)  # it does not serve everything
        best = next(each["best"] for each in told["questions"] if each["question"] == STORY)
        self.assertEqual((best["story"], best["band"]), (story["id"], "strong"))
        changed = self.ok("PUT", path, {"title": "Shorter", "text": "We shipped a model and it failed."})["stories"][0]
        self.assertEqual((changed["title"], changed["created"]), ("Shorter", story["created"]))
        self.assertEqual(self.ok("DELETE", path)["stories"], [])
        self.refused(self.client.call("DELETE", path), 404, "not-found", "id")
        self.assertEqual(self.ok("PUT", path, {"title": "Back", "text": text})["stories"][0]["title"], "Back")
        self.ok("DELETE", path)

    def test_a_story_that_cannot_be_kept_is_told_where(self):
        path = "/stories/" + str(uuid.uuid4())
        for body, code, where in (({"title": "x" * 121, "text": "y"}, (413, "too-large"), "/title"), ({"title": " ", "text": "y"}, (400, "invalid"), "/title"),
                                  ({"title": "x", "text": "y" * 8001}, (413, "too-large"), "/text"), ({"title": "x"}, (400, "invalid"), "/text")):
            self.refused(self.client.call("PUT", path, body), *code, where)
        self.refused(self.client.call("PUT", "/stories/mine", {"title": "x", "text": "y"}), 400, "invalid", "id")
        self.assertEqual(self.ok("GET", "/stories")["stories"], [])

    def test_disagreeing_changes_the_score_to_ones_own_and_can_be_undone(self):
        attempt = self.answer(STORY, model(STORY, "partial"))
        point = next(each for each in attempt["assessment"]["points"] if each["found"] == "no")
        path = f"/attempts/{attempt['id']}/claims/{point['id']}"
        seen = self.ok("PUT", path, {"found": "yes", "why": "my second sentence says it"})
        total = sum(each["weight"] for each in seen["assessment"]["points"])
        self.assertAlmostEqual(seen["answer"]["claimed"]["score"], min(1, attempt["score"] + point["weight"] * (1 - point["credit"]) / total), 4)
        self.assertEqual((seen["score"], seen["verdict"], seen["assessment"]), (attempt["score"], attempt["verdict"], attempt["assessment"]))
        self.assertEqual([(each["point"], each["found"], each["why"]) for each in seen["claims"]], [(point["id"], "yes", "my second sentence says it")])
        told = self.disputes()[0]
        self.assertEqual((told["question"], told["point"], told["engine"], told["learner"], told["text"]), (STORY, point["id"], "no", "yes", attempt["code"]))
        self.assertEqual((told["says"], told["why"]), (point["says"], "my second sentence says it"))
        half = self.ok("PUT", path, {"found": "partly"})
        self.assertAlmostEqual(half["answer"]["claimed"]["score"], min(1, attempt["score"] + point["weight"] * (0.5 - point["credit"]) / total), 4)
        back = self.ok("DELETE", path)
        self.assertEqual((back["answer"]["claimed"], back["claims"]), (None, []))
        self.assertEqual(self.disputes(), [])
        self.refused(self.client.call("DELETE", path), 404, "not-found", "point")
        self.refused(self.client.call("PUT", path + "x", {"found": "yes"}), 404, "not-found", "point")
        self.refused(self.client.call("PUT", path, {"found": "maybe"}), 400, "invalid", "/found")
        self.refused(self.client.call("PUT", path, {"found": "no", "why": "x" * 1001}), 413, "too-large", "/why")

    def test_a_story_for_another_question_keeps_a_fifth_unless_the_learner_sees_it_otherwise(self):
        other = "when-you-did-not-know"
        own = self.answer(other, model(other, "strong"))["assessment"]["subject"]
        self.assertEqual((own["found"], own["factor"], own["nearest"]), ("yes", 1, None))
        attempt = self.answer(STORY, model(other, "strong"))
        subject = attempt["assessment"]["subject"]
        self.assertEqual((subject["found"], subject["nearest"]["question"]), ("no", other))
        self.assertLessEqual(attempt["score"], 0.2)
        path = f"/attempts/{attempt['id']}/claims/{subject['id']}"
        claimed = self.ok("PUT", path, {"found": "yes", "why": "the model's failure is in it"})
        self.assertAlmostEqual(claimed["answer"]["claimed"]["score"], attempt["score"] / subject["factor"], 3)
        self.assertIn(("subject", "no", "yes"), [(each["point"], each["engine"], each["learner"]) for each in self.disputes()])
        self.assertIsNone(self.ok("DELETE", path)["answer"]["claimed"])
        brief = self.answer(STORY, "I shipped a model that failed.")
        self.assertNotIn("subject", brief["assessment"])
        self.refused(self.client.call("PUT", f"/attempts/{brief['id']}/claims/subject", {"found": "yes"}), 404, "not-found", "point")

    def test_stages_open_one_after_the_other_and_tell_their_fact(self):
        path = f"/questions/{STAGED}"
        stages = self.ok("GET", path)["stages"]
        self.assertEqual([stage["opened"] for stage in stages], [True] + [False] * (len(stages) - 1))
        secret = next(i for i, stage in enumerate(stages) if i > 0)
        self.assertIsNone(stages[secret]["reveals_html"])
        self.refused(self.client.call("POST", f"{path}/stages/{stages[2]['id']}"), 400, "invalid", "stage")
        self.refused(self.client.call("POST", f"{path}/stages/nowhere"), 404, "not-found", "stage")
        opened = self.ok("POST", f"{path}/stages/{stages[1]['id']}")
        self.assertTrue(opened["opened"])
        self.assertIn("forgotten subscription", opened["reveals_html"])
        self.assertEqual(self.ok("POST", f"{path}/stages/{stages[1]['id']}", {}), opened)
        self.assertEqual(self.ok("GET", path)["stages"][1], opened)
        attempt = self.answer(STAGED, model(STAGED, "strong"))
        self.assertTrue(all(stage["opened"] for stage in self.ok("GET", path)["stages"]))
        parts = {"frame": "7200 frauds a day, about 612,000 EUR.", "data": "Wait 90 days for the labels to mature."}
        apart = self.ok("POST", path + "/attempts", {"stages": parts}, 202)
        self.assertEqual(apart["code"], "## frame\n7200 frauds a day, about 612,000 EUR.\n\n## data\nWait 90 days for the labels to mature.\n")
        self.assertLess(apart["score"], attempt["score"])

    def test_model_answers_open_once_one_has_answered(self):
        path = f"/questions/{STORY}/answers"
        fresh = [each for each in self.ok("GET", f"/attempts?question={STORY}")["attempts"]]
        if not fresh:
            self.refused(self.get(path), 403, "locked")
        self.answer(STORY, "I shipped a model that failed.")
        answers = self.ok("GET", path)["answers"]
        self.assertEqual([each["text"] for each in answers], [model(STORY, "strong")])
        self.assertGreater(len(answers[0]["points"]), 3)
        self.refused(self.get("/questions/k-nearest-neighbours/answers"), 400, "invalid", "slug")

    def test_a_second_opinion_is_told_and_changes_nothing(self):
        self.assertEqual(self.ok("GET", "/session")["opinion_host"], "127.0.0.1")
        attempt = self.answer(BOTH, model(BOTH, "strong"), audience="peer")
        quote = "Then the time split"
        StandIn.status, StandIn.reply = 200, completion(json.dumps({"points": [{"id": "split", "found": "yes", "quote": quote, "says": "Named."},
                                                                               {"id": "skew", "found": "yes", "quote": "never said so"}]}))
        opinion = self.ok("POST", f"/attempts/{attempt['id']}/opinion")
        self.assertEqual([each["quote"] for each in opinion["findings"]], [quote])
        self.assertEqual((opinion["model"], opinion["dropped"]), ("stand-in", 1))
        self.assertEqual(self.ok("GET", f"/attempts/{attempt['id']}")["assessment"], attempt["assessment"])

    def test_a_model_that_fails_is_told_and_nothing_else_is_touched(self):
        attempt = self.answer(BOTH, model(BOTH, "weak"), audience="peer")
        for status, reply in ((200, b"<html>"), (500, b"{}"), (200, completion("10/10")), (200, completion(None, refusal="no"))):
            StandIn.status, StandIn.reply = status, reply
            self.refused(self.client.call("POST", f"/attempts/{attempt['id']}/opinion"), 503, "unavailable")
        self.refused(self.client.call("POST", f"/attempts/{uuid.uuid4()}/opinion"), 404, "not-found")
        self.assertEqual(self.ok("GET", f"/attempts/{attempt['id']}")["assessment"], attempt["assessment"])
