"""viva bench memory and viva bench mastery as a stranger would use them: on logs of their own. VIVA names the program."""
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest
from datetime import datetime, timedelta, timezone

VIVA = os.environ["VIVA"]
REVIEWS = ["card_id", "review_rating", "review_time", "review_duration"]
ANSWERS = ["student", "item", "skill", "correct"]


def csv_of(names, rows):
    return "\n".join([",".join(names)] + [",".join(str(row[name]) for name in names) for row in rows]) + "\n"


def reviews(cards=150, each=10, forgets_after=5.0):
    """Cards that are forgotten sooner than the published weights expect."""
    draw = random.Random(3)
    rows = []
    for card in range(cards):
        at, strength, before = datetime(2026, 1, 5, 12, tzinfo=timezone.utc) + timedelta(days=draw.randrange(60)), forgets_after, None
        for _ in range(each):
            gap = draw.randrange(1, 12)
            at += timedelta(days=gap, seconds=draw.randrange(3600))
            recalled = before is None or draw.random() < math.exp(-gap / strength)
            strength = strength * 1.3 if recalled else forgets_after
            rows.append({"card_id": f"card {card}", "review_rating": 3 if recalled else 1, "review_time": at.isoformat(), "review_duration": 4000})
            before = at
    return sorted(rows, key=lambda row: row["review_time"])


def answers(students=120, each=40, told=True):
    draw = random.Random(5)
    hard = [draw.gauss(0, 1) for _ in range(30)]
    rows = []
    for student in range(students):
        strong = draw.gauss(0, 1.2)
        for _ in range(each):
            item = draw.randrange(30)
            chance = 1 / (1 + math.exp(hard[item] - strong)) if told else 0.5
            rows.append({"student": f"s{student}", "item": f"i{item}", "skill": f"a{item % 4}" + ("+b" if item % 5 == 0 else ""), "correct": int(draw.random() < chance)})
    return rows


class BenchLearning(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def bench(self, name, text, *more, code=0):
        path = pathlib.Path(self.folder.name, "log.csv")
        if text is not None:
            path.write_text(text)
            more = ("--data", path, *more)
        done = subprocess.run([VIVA, "bench", name, *more], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stdout + done.stderr

    def figures(self, name, text):
        told = json.loads(self.bench(name, text, "--json"))
        self.assertEqual(told["bench"], name)
        self.assertTrue(all(isinstance(value, (int, float)) for value in told["figures"].values()))
        return told["figures"]

    def test_a_fit_foresees_a_memory_unlike_the_published_one(self):
        figures = self.figures("memory", csv_of(REVIEWS, reviews()))
        self.assertEqual((figures["reviews"], figures["cards"]), (1500, 150))
        for measure in ("log_loss", "rmse_bins", "auc"):
            for model in ("sm2", "default", "fitted"):
                self.assertIn(f"{model}_{measure}", figures)
        self.assertLess(figures["fitted_log_loss"], figures["default_log_loss"] - 0.02)
        self.assertLess(figures["fitted_log_loss"], figures["sm2_log_loss"])
        self.assertLess(figures["fitted_rmse_bins"], figures["default_rmse_bins"])
        self.assertGreater(figures["fit_seconds"], 0)

    def test_the_order_of_rows_and_columns_and_the_zone_of_times_change_nothing(self):
        def told(names, rows):
            return {name: value for name, value in self.figures("memory", csv_of(names, rows)).items() if name != "fit_seconds"}
        rows = reviews(40)
        plain = told(REVIEWS, rows)
        turned = [{**row, "deck": "x", "review_time": datetime.fromisoformat(row["review_time"]).astimezone(timezone(timedelta(hours=-5))).isoformat()} for row in rows]
        random.Random(1).shuffle(turned)
        self.assertEqual(plain, told(["review_time", "deck", *REVIEWS[:2], "review_duration"], turned))

    def test_answers_of_students_that_nobody_has_seen_are_foreseen_and_come_true(self):
        figures = self.figures("mastery", csv_of(ANSWERS, answers()))
        self.assertEqual([figures[name] for name in ("answers", "students", "items", "skills")], [4800, 120, 30, 5])
        self.assertGreater(figures["auc"], 0.7)
        self.assertLess(figures["ece"], 0.05)
        self.assertGreater(figures["accuracy"], 0.63)
        self.assertGreater(figures["answers_per_s"], 1000)

    def test_coins_cannot_be_foreseen(self):
        figures = self.figures("mastery", csv_of(ANSWERS, answers(told=False)))
        self.assertAlmostEqual(figures["auc"], 0.5, delta=0.04)
        self.assertGreater(figures["log_loss"], 0.68)

    def test_what_is_wrong_with_a_file_is_said_with_its_line(self):
        rows = reviews(4)
        for change, said in ({"review_rating": 5}, "log.csv:3: '5' is no review_rating"), ({"review_time": "yesterday"}, "log.csv:3: 'yesterday' is no review_time"), ({"card_id": ""}, "log.csv:3: card_id is empty"):
            self.assertIn(said, self.bench("memory", csv_of(REVIEWS, [rows[0], {**rows[1], **change}, *rows[2:]]), code=2))
        self.assertIn("no column 'review_rating'", self.bench("memory", csv_of(["card_id", "review_time", "review_duration"], rows), code=2))
        self.assertIn("no row below", self.bench("memory", ",".join(REVIEWS) + "\n", code=2))
        self.assertIn("nothing to foresee", self.bench("memory", csv_of(REVIEWS, rows[:1]), code=2))
        rows = answers(6, 4)
        self.assertIn("log.csv:2: 'yes' is not correct", self.bench("mastery", csv_of(ANSWERS, [{**rows[0], "correct": "yes"}, *rows[1:]]), code=2))
        self.assertIn("log.csv:2: more than 16 skills", self.bench("mastery", csv_of(ANSWERS, [{**rows[0], "skill": "+".join(map(str, range(17)))}, *rows[1:]]), code=2))
        self.assertIn("too few to hold some back", self.bench("mastery", csv_of(ANSWERS, rows[:8]), code=2))
        for name in ("memory", "mastery"):
            self.assertIn("--data FILE.csv", self.bench(name, None, code=2))
            self.assertIn("nowhere.csv", self.bench(name, None, "--data", "nowhere.csv", code=2))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed > 0)
