"""viva bench words as a stranger would use it: on a file of graded answers of their own. VIVA names the program."""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

VIVA = os.environ["VIVA"]
FIGURES = ("pearson_r rmse qwk within_question_r answers_per_s full_marks_mean attack_shuffled attack_negated attack_other attack_restated "
           "attack_gibberish attack_padding_loss second_language_loss unguarded_pearson_r unguarded_rmse answers questions").split()

# A question, its references, and six answers from full marks to nothing.
QUESTIONS = {
    "stack": ("What is a stack?",
              "A stack is a list in which the element that was added last is removed first. ||| Items leave a stack in the reverse order of their arrival.",
              ["A list where the last element added is the first one removed.",
               "Elements are pushed on top and removed from the top, so the last one in leaves first.",
               "A list where you add and remove elements at one end.",
               "It keeps elements in some order.",
               "Something that stores data.",
               "I forgot."]),
    "hash": ("Why does a hash table find a key quickly?",
             "A hash function turns the key into the index of a bucket, so only that one bucket has to be searched.",
             ["The hash function computes from the key in which bucket it lies, and only this bucket is searched.",
              "It computes an index from the key and goes straight to that bucket.",
              "Because the key is hashed to an index.",
              "Keys are in buckets.",
              "It is fast.",
              "No clue, sorry."]),
    "sort": ("How does merge sort work?",
             "It splits the array into halves, sorts each half by the same method, and merges the two sorted halves.",
             ["The array is split into two halves, each is sorted recursively, then both sorted halves are merged.",
              "Split in half, sort both halves with merge sort, and merge them in order.",
              "It divides the array and merges the parts.",
              "It compares the elements of the array.",
              "It sorts.",
              "I never learned that."]),
    "tree": ("What is the height of a binary tree?",
             "The height is the number of edges on the longest path from the root down to a leaf.",
             ["It is the number of edges of the longest path that goes from the root to a leaf.",
              "The longest way from the root down to any leaf, counted in edges.",
              "How many levels are between root and leaves.",
              "The number of nodes.",
              "How tall it is.",
              "Not sure."]),
}
MARKS = [5, 4.5, 3, 2, 1, 0]


def table(marks=None, header="qid\tquestion\treferences\tanswer\tscore"):
    lines = [header]
    for qid, (question, references, answers) in QUESTIONS.items():
        lines += [f"{qid}\t{question}\t{references}\t{answer}\t{mark}" for answer, mark in zip(answers, (marks or {}).get(qid, MARKS))]
    return "\n".join(lines) + "\n"


class BenchWords(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return str(pathlib.Path(self.folder.name, name))

    def bench(self, data, *more, code=0):
        if data is not None:
            pathlib.Path(self.path("data.tsv")).write_bytes(data if isinstance(data, bytes) else data.encode())
            more = ("--data", self.path("data.tsv"), *more)
        done = subprocess.run([VIVA, "bench", "words", *more], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stdout + done.stderr

    def rows(self, data):
        self.bench(data, "--rows", self.path("rows.csv"))
        with open(self.path("rows.csv"), newline="") as file:
            return list(csv.DictReader(file))

    def test_every_figure_is_a_number_and_says_what_it_is_of(self):
        told = json.loads(self.bench(table(), "--json"))
        self.assertEqual(told["bench"], "words")
        self.assertEqual(sorted(told["figures"]), sorted(FIGURES))
        self.assertEqual((told["figures"]["answers"], told["figures"]["questions"]), (24, 4))
        self.assertGreater(told["figures"]["pearson_r"], 0.3)
        self.assertTrue(all(0 <= told["figures"][name] <= 5 for name in FIGURES if name.startswith("attack_") and "padding" not in name))

    def test_the_shipped_model_has_seen_the_bank_and_no_mark_of_the_file(self):
        whole, some = pathlib.Path(os.environ["VIVA_ROOT"], "bank"), pathlib.Path(self.path("bank"))  # part of a bank: a fit takes a while
        for topic in ("language-models", "model-selection", "interpretability"):
            shutil.copytree(whole / topic, some / topic)
        for name in ("topics", "roles", "sets", "glossary"):
            shutil.copy(whole / f"{name}.yaml", some)
        bank = ("--shipped", "--bank", str(some))
        def rows(data):
            self.bench(data, *bank, "--rows", self.path("rows.csv"))
            with open(self.path("rows.csv"), newline="") as file:
                return list(csv.DictReader(file))
        plain, turned = rows(table()), rows(table({qid: [5, 0, 1, 2, 3, 4.5] for qid in QUESTIONS}))
        self.assertEqual([row["predicted"] for row in plain], [row["predicted"] for row in turned])
        best = sum(float(row["predicted"]) for row in plain if row["score"] == "5")
        none = sum(float(row["predicted"]) for row in plain if row["score"] == "0")
        self.assertGreater(best, none + 4)
        self.assertIn("leave out --shipped", self.bench(table(), *bank, "--ablate", code=2))

    def test_it_repeats_to_the_last_digit(self):
        def figures():
            return {name: value for name, value in json.loads(self.bench(table(), "--json"))["figures"].items() if name != "answers_per_s"}
        self.assertEqual(figures(), figures())

    def test_marks_of_a_question_do_not_reach_its_own_predictions(self):
        turned = self.rows(table({"hash": [5, 4.5, 0, 1, 2, 3]}))  # full marks stay: they are what others are attacked with
        for before, after in zip(self.rows(table()), turned):
            if before["qid"] == "hash":
                self.assertEqual(before["predicted"], after["predicted"])
                self.assertEqual(before["unguarded"], after["unguarded"])
        elsewhere = [(a["unguarded"], b["unguarded"]) for a, b in zip(self.rows(table()), turned) if a["qid"] != "hash"]
        self.assertTrue(any(a != b for a, b in elsewhere), "the marks were not used at all")

    def test_rows_say_what_was_measured_of_each_answer_and_keep_any_qid(self):
        rows = self.rows(table().replace("stack\t", 'a "b", c\t'))
        self.assertEqual(len(rows), 24)
        self.assertEqual([row["qid"] for row in rows[:7]], ['a "b", c'] * 6 + ["hash"])
        self.assertEqual([float(row["score"]) for row in rows[:6]], MARKS)
        self.assertGreater(float(rows[0]["recall"]), float(rows[4]["recall"]))
        self.assertTrue(all(0 <= float(row["predicted"]) <= 5 for row in rows))

    def test_columns_may_come_in_any_order_with_others_beside_them(self):
        lines = [line.split("\t") for line in table().splitlines()]
        turned = "".join("\t".join([line[4], "x", *line[:4]]) + "\r\n" for line in lines)
        straight, other = (json.loads(self.bench(text, "--json"))["figures"] for text in (table(), turned))
        self.assertEqual(straight["rmse"], other["rmse"])

    def test_what_is_wrong_with_a_file_is_said_with_its_line(self):
        good = table().splitlines()
        for data, says in (
            ("", "there is no column 'qid'"),
            (table(header="qid\tquestion\treferences\tanswer\tmark"), "there is no column 'score'"),
            ("\n".join(good[:3] + ["tree\ttoo\tfew"] + good[3:]), "data.tsv:4: 3 fields where the first line names 5"),
            ("\n".join(good + ["tree\tq\tr\ta\tfine"]), "data.tsv:26: 'fine' is no score"),
            ("\n".join(good + ["tree\tq\tr\ta\t-1"]), "'-1' is no score"),
            ("\n".join(good + ["tree\tq\tr\ta\tnan"]), "'nan' is no score"),
            ("\n".join(good + ["new\tq\t\ta\t1"]), "qid and references must not be empty"),
            ("\n".join(good[:13]), "fewer than three questions"),
            (table({qid: [0] * 6 for qid in QUESTIONS}), "every score is 0"),
            (table().encode() + b"tree\tq\tr\t\xff\t1\n", "is not UTF-8"),
        ):
            with self.subTest(says):
                self.assertIn(says, self.bench(data, code=2))

    def test_what_is_wrong_with_the_command_is_said(self):
        self.assertIn("--data FILE.tsv", self.bench(None, code=2))
        self.assertIn("--leave-out qid", self.bench(table(), "--leave-out", "answer", code=2))
        self.assertIn("nowhere.tsv", self.bench(None, "--data", self.path("nowhere.tsv"), code=2))
        self.assertIn("no-such-folder", self.bench(table(), "--rows", self.path("no-such-folder/rows.csv"), code=2))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed > 0)
