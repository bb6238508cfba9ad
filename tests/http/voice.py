"""Answers said aloud over the API: points to tick, attempts that are self-assessed, and recordings that are written down."""
import threading
import uuid

from server import Client, wait_for
from speech_stand_in import Recogniser, transcript, wav

FRESH = "how-many-folds"
UNTOLD = "labels-or-no-labels"  # no other test touches it
BOTH = "why-validation-score-drops-in-production"


class SpokenAnswers:
    """To be mixed with Case."""

    def ticks(self, slug, audience="peer"):
        return self.ok("POST", f"/questions/{slug}/points", {"audience": audience})["points"]

    def said(self, slug, ticks, **more):
        return self.ok("POST", f"/questions/{slug}/self-assessments", {"points": ticks, "spoken_ms": 93000, **more})

    def test_the_points_are_told_on_asking_and_that_opens_the_question(self):
        self.assertFalse(self.ok("GET", "/questions/" + UNTOLD)["unlocked"])
        points = self.ticks(UNTOLD)
        self.assertGreater(len(points), 3)
        self.assertEqual(len({point["id"] for point in points}), len(points))
        opened = self.ok("GET", "/questions/" + UNTOLD)
        self.assertEqual((opened["unlocked"], opened["status"], opened["attempts"]), (True, "new", 0))
        self.assertEqual(self.ticks(UNTOLD), points)
        self.refused(self.client.call("POST", f"/questions/{UNTOLD}/points", {"audience": "king"}), 400, "invalid", "/audience")
        self.refused(self.client.call("POST", "/questions/k-nearest-neighbours/points", {}), 400, "invalid", "slug")
        self.refused(self.client.call("POST", "/questions/nothing/points", {}), 404, "not-found")

    def test_all_points_ticked_are_still_no_result_of_vivas(self):
        points, recording = self.ticks(FRESH), str(uuid.uuid4())
        attempt = self.said(FRESH, {point["id"]: "yes" for point in points}, audience="peer", recording=recording)
        self.assertEqual((attempt["status"], attempt["verdict"], attempt["score"], attempt["code"], attempt["assessment"]), ("self-assessed", None, 0, "", None))
        answer = attempt["answer"]
        self.assertEqual((answer["self_assessed"], answer["claimed"], answer["made"], answer["points"]), (True, {"band": "strong", "score": 1}, len(points), len(points)))
        self.assertEqual((answer["low"], answer["high"], answer["band_sure"], answer["followed"]), (0, 0, False, None))
        self.assertEqual([point["id"] for point in attempt["self"]["points"]], [point["id"] for point in points])
        self.assertEqual((attempt["self"]["recording"], attempt["self"]["spoken_ms"]), (recording, 93000))
        self.assertEqual(self.ok("GET", "/attempts/" + attempt["id"]), attempt)
        listed = self.ok("GET", f"/attempts?question={FRESH}")["attempts"][0]
        self.assertEqual((listed["id"], listed["status"], listed["verdict"], listed["answer"]), (attempt["id"], "self-assessed", None, answer))
        card = self.ok("GET", "/questions/" + FRESH)
        self.assertEqual((card["status"], card["accepted"], card["last"]), ("tried", 0, None))
        self.assertEqual((card["self_assessed"]["attempt"], card["self_assessed"]["made"]), (attempt["id"], len(points)))
        self.assertNotIn(FRESH, [each["slug"] for each in self.ok("GET", "/questions?status=solved&limit=1000")["questions"]])

    def test_ticks_are_weighed_like_points_and_what_is_left_out_was_not_said(self):
        points = self.ticks(FRESH)
        whole = sum(point["weight"] for point in points)
        attempt = self.said(FRESH, {points[0]["id"]: "yes", points[1]["id"]: "partly"})
        self.assertAlmostEqual(attempt["answer"]["claimed"]["score"], (points[0]["weight"] + points[1]["weight"] / 2) / whole)
        self.assertEqual([point["found"] for point in attempt["self"]["points"]], ["yes", "partly"] + ["no"] * (len(points) - 2))
        self.assertEqual(attempt["answer"]["made"], 1)
        self.assertEqual(self.said(FRESH, {})["answer"]["claimed"], {"band": "wrong", "score": 0})

    def test_wrong_ticks_are_named(self):
        path, point = f"/questions/{FRESH}/self-assessments", self.ticks(FRESH)[0]["id"]
        for body, where in (({"points": {"nothing": "yes"}}, "/points/nothing"), ({"points": {point: "maybe"}}, f"/points/{point}"), ({"points": []}, "/points"),
                            ({"points": {f"p{i}": "no" for i in range(41)}}, "/points"), ({"points": {}, "audience": "stakeholder"}, "/audience"),
                            ({"points": {}, "recording": "mine"}, "/recording")):
            self.refused(self.client.call("POST", path, {"spoken_ms": 1, **body}), 400, "invalid", where)

    def test_the_same_ticks_sent_twice_are_one_attempt(self):
        request = str(uuid.uuid4())
        first, second = (self.said(FRESH, {}, request=request) for _ in range(2))
        self.assertEqual(first, second)

    def test_nothing_that_reads_a_text_takes_one_that_was_only_said(self):
        attempt = self.said(FRESH, {})
        path = f"/attempts/{attempt['id']}"
        point = attempt["self"]["points"][0]["id"]
        self.refused(self.client.call("POST", path + "/opinion"), 400, "invalid", "id")
        self.refused(self.client.call("POST", path + "/followups", {"point": point, "text": "x"}), 400, "invalid", "id")
        self.refused(self.client.call("PUT", f"{path}/claims/{point}", {"found": "yes"}), 400, "invalid", "id")
        self.assertEqual(self.ok("PUT", path + "/felt", {"felt": "hard"})["felt"], "hard")

    def test_a_judged_answer_after_it_is_the_result_again(self):
        self.said(BOTH, {}, audience="stakeholder")
        judged = self.ok("POST", f"/questions/{BOTH}/attempts", {"text": "The customers changed after March, so the data drifted.", "audience": "peer"}, 202)
        card = self.ok("GET", "/questions/" + BOTH)
        self.assertEqual(card["last"]["attempt"], judged["id"])
        self.assertNotIn("self_assessed", card)

    # --- recordings ---

    def write_down(self, recording=None, kind="audio/wav"):
        return self.client.send("POST", "/speech", wav() if recording is None else recording, {"Content-Type": kind})

    def test_a_recording_is_written_down_with_its_times(self):
        self.assertEqual(self.ok("GET", "/session")["speech_host"], "127.0.0.1")
        Recogniser.status, Recogniser.reply = 200, transcript((0.0, 1.4, " Regularisation, um, shrinks"), (1.4, 2.9, " the weights \u2013 \u00fcberall."))
        answer = self.write_down()
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.json, {"text": "Regularisation, um, shrinks the weights \u2013 \u00fcberall.", "seconds": 3.0, "segments": [
            {"start": 0.0, "end": 1.4, "text": "Regularisation, um, shrinks"}, {"start": 1.4, "end": 2.9, "text": "the weights \u2013 \u00fcberall."}]})
        path, _, parts = Recogniser.asked[-1]
        self.assertEqual((path, parts["file"].get_content_type(), parts["response_format"].get_payload()), ("/inference", "audio/wav", "verbose_json"))
        self.assertEqual(parts["file"].get_payload(decode=True), wav())

    def test_sounds_that_are_no_words_are_left_out(self):
        Recogniser.status, Recogniser.reply = 200, transcript((0, 1, " [BLANK_AUDIO]"), (1, 2, " (applause)"))
        self.assertEqual(self.write_down().json, {"text": "", "segments": [], "seconds": 3.0})

    def test_times_that_make_no_sense_are_not_told(self):
        for segments in (((2, 1, " a b"),), ((0, 1, " a"), (-5, 2, " b")), ((0, 1, " a"), (90, 95, " b")), (("0", 1, " a"),)):
            Recogniser.status, Recogniser.reply = 200, transcript(*segments)
            answer = self.write_down()
            self.assertEqual(answer.status, 200, answer)
            self.assertNotIn("segments", answer.json)
        Recogniser.reply = b'{"text": " just text"}'
        self.assertEqual(self.write_down().json, {"text": "just text", "seconds": 3.0})

    def test_a_recogniser_that_misbehaves_is_told_and_nothing_else_happens(self):
        cases = ((200, b"<html>", {}), (200, b"", {}), (200, b"[1]", {}), (200, b'{"txt": "a"}', {}), (200, b'{"text": 3}', {}), (200, b'{"error": "failed to read WAV"}', {}),
                 (200, b'{"text": "' + b"la " * 9000 + b'"}', {}), (200, b'{"text": "\xff"}', {}), (200, b'{"text": "a\\u0000b"}', {}), (200, b"{" * 3_000_000, {}),
                 (302, b"", {"Location": "http://127.0.0.1:9/"}), (400, b'{"error":"x"}', {}), (401, b"", {}), (404, b"", {}), (429, b"", {}), (500, b"", {}),
                 (200, b'{"te', {"Content-Length": "5"}))
        for status, reply, headers in cases:
            Recogniser.status, Recogniser.reply, Recogniser.headers_too = status, reply, headers
            answer = self.write_down()
            Recogniser.headers_too = {}
            self.refused(answer, 503, "unavailable")
            self.assertNotIn("\ufffd", answer.error["message"])
        before = len(Recogniser.asked)
        self.assertGreaterEqual(before, len(cases))

    def test_only_a_wav_recording_of_bounded_length_goes_out(self):
        before = len(Recogniser.asked)
        for kind in ("audio/webm", "application/json", "text/plain", None):
            self.refused(self.write_down(kind=kind), 415, "media-type", "Content-Type")
        whole = wav()
        for bad in (b"x", b"RIFF", whole[:30], whole[:100], whole[:36] + b"data\xff\xff\xff\xff" + whole[44:], wav(bits=8), wav(channels=3), wav(rate=4000), wav(rate=96000), wav(coding=3),
                    wav(seconds=0), b"\0" * 5000, whole[:12] + b"junk\xff\xff\xff\x7f" + whole[12:]):
            self.refused(self.write_down(bad), 400, "invalid", "body")
        self.refused(self.write_down(b""), 400, "invalid", "body")
        self.refused(self.write_down(wav(seconds=132)), 413, "too-large", "body")
        self.refused(self.write_down(wav(seconds=151, rate=8000)), 413, "too-large", "body")
        self.refused(self.client.send("POST", "/speech", whole, {"Content-Type": "audio/wav", "X-Viva-CSRF": None}), 403, "forbidden", "X-Viva-CSRF")
        self.assertEqual(len(Recogniser.asked), before)
        Recogniser.status, Recogniser.reply = 200, transcript((0, 1, " fine"))
        self.assertEqual(self.write_down(wav(seconds=130), "audio/x-wav; codecs=1").json["seconds"], 130)

    def test_few_recordings_at_a_time_and_others_are_served_meanwhile(self):
        gate, answers = threading.Event(), []
        Recogniser.status, Recogniser.reply, Recogniser.hold = 200, transcript((0, 1, " fine")), gate
        try:
            before = len(Recogniser.asked)
            clients = [Client(self.client.server) for _ in range(2)]
            threads = [threading.Thread(target=lambda client=client: answers.append(client.send("POST", "/speech", wav(), {"Content-Type": "audio/wav"}))) for client in clients]
            for thread in threads:
                thread.start()
            wait_for(lambda: len(Recogniser.asked) == before + 2)
            headers = {**self.client.headers("POST"), "Content-Type": "audio/wav"}
            self.refused(self.client.raw("POST", "/api/v1/speech", wav(), headers), 429, "too-many", "speech")
            self.ok("PUT", "/settings", {"theme": "system"})
        finally:
            gate.set()
            Recogniser.hold = None
        for thread in threads:
            thread.join(60)
        self.assertEqual([answer.status for answer in answers], [200, 200])
