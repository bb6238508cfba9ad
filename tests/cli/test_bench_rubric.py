"""viva bench rubric as a stranger would use it: on the bank as it is. VIVA names the program, VIVA_ROOT the checkout."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest


class BenchRubric(unittest.TestCase):
    def test_it_measures_and_writes_weights(self):
        with tempfile.TemporaryDirectory() as folder:
            weights, rows = pathlib.Path(folder, "weights.inc"), pathlib.Path(folder, "rows.csv")
            done = subprocess.run([os.environ["VIVA"], "bench", "rubric", "--bank", pathlib.Path(os.environ["VIVA_ROOT"], "bank"), "--fit", weights, "--rows", rows, "--json"],
                                  capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, done.stderr)
            figures = json.loads(done.stdout)["figures"]
            for name in ("point_auc", "point_precision", "point_recall", "band_accuracy", "pairs_in_order", "strong_mean", "attack_shuffled",
                         "attack_negated", "attack_other", "attack_other_story", "attack_restated", "attack_gibberish", "second_language_loss", "answers_per_s"):
                self.assertIn(name, figures)
            self.assertGreater(figures["point_auc"], 0.85)
            self.assertGreater(figures["strong_mean"], 3.5)
            self.assertLess(figures["attack_shuffled"], 2)
            self.assertLess(figures["attack_other_story"], 1)
            self.assertLess(figures["attack_gibberish"], 0.3)
            self.assertRegex(weights.read_text(), r"^/\* Made by .*\n-?\d+\.\d+, /\* 1 \*/")
            self.assertTrue(rows.read_text().startswith("question,answer,point,made,found,"))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed > 0)
