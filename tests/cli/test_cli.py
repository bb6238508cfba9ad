"""The commands as a stranger would type them: what they print, and how they exit. VIVA names the program, VIVA_ROOT the checkout."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

VIVA = os.environ["VIVA"]
ROOT = pathlib.Path(os.environ["VIVA_ROOT"])
BANK = ROOT / "bank"
KNN = BANK / "nearest-neighbours/k-nearest-neighbours"
SCORE = "model-selection/why-validation-score-drops-in-production"
FRAUD = "ml-system-design/card-fraud-detection"
EARLY = BANK / "deep-learning/test-an-early-stopping-rule"


class Cli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.env = {**os.environ, "XDG_DATA_HOME": cls.home.name + "/data", "XDG_CONFIG_HOME": cls.home.name + "/config"}

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def viva(self, *words, code=0, stdin=b"", env=None):
        done = subprocess.run([VIVA, *map(str, words)], input=stdin, capture_output=True, env={**self.env, **(env or {})}, timeout=300)
        self.assertEqual(done.returncode, code, (words, done.stdout[-2000:], done.stderr[-2000:]))
        return done.stdout.decode(), done.stderr.decode()

    def json(self, *words, code=0, **more):
        return json.loads(self.viva(*words, "--json", code=code, **more)[0])

    def file(self, text):
        path = pathlib.Path(self.home.name, "solution.py")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def answer(self, question, name):
        return pathlib.Path(BANK / question / "answers" / name).read_text().split("\n---\n", 1)[1]

    def test_an_answer_in_words_is_told_point_by_point_with_quotes(self):
        text = self.answer(SCORE, "strong.md")
        told = self.json("answer", SCORE.split("/")[1], self.file(text))
        self.assertEqual(told["band"], "strong")
        self.assertEqual(told["audience"], "peer")
        self.assertTrue({"question", "score", "low", "high", "confidence", "band_sure", "misconceptions", "delivery", "followup", "followups",
                         "honest", "sense"} <= set(told))
        found = [point for point in told["points"] if point["found"] == "yes"]
        self.assertGreaterEqual(len(found), 6)
        for point in found:
            units = text.encode("utf-16-le")
            self.assertEqual(units[2 * point["at"]:2 * (point["at"] + point["len"])].decode("utf-16-le"), point["quote"])
            self.assertTrue({"id", "says", "weight", "confidence", "because", "followup", "study"} <= set(point))
        out, _ = self.viva("answer", SCORE, "-", stdin=text.encode())
        self.assertIn("strong", out)
        self.assertIn("so the same customer sits in train", out)

    def test_a_weak_answer_exits_1_and_hears_what_is_missing(self):
        out, _ = self.viva("answer", SCORE, self.file(self.answer(SCORE, "weak.md")), code=1)
        self.assertIn("not found", out)
        self.assertIn("explanation.md", out)
        self.assertIn("The interviewer: ", out)
        told = self.json("answer", SCORE, self.file(self.answer(SCORE, "wrong.md")), code=1)
        self.assertEqual(told["band"], "wrong")
        self.assertIn("only_overfitting", [item["id"] for item in told["misconceptions"]])

    def test_the_audience_and_the_stage_are_chosen(self):
        told = self.json("answer", SCORE, self.file(self.answer(SCORE, "stakeholder.md")), "--audience", "stakeholder")
        self.assertEqual((told["audience"], told["band"]), ("stakeholder", "strong"))
        self.assertIn("meanwhile", [point["id"] for point in told["points"]])
        told = self.json("answer", FRAUD, "--stage", "data", stdin=b"Reports arrive late, so what is not yet reported is not good yet.", code=1)
        self.assertEqual({point["stage"] for point in told["points"]}, {"data"})
        self.assertIn("there are peer and stakeholder", self.viva("answer", SCORE, "-", "--audience", "boss", code=2)[1])
        self.assertIn("frame", self.viva("answer", FRAUD, "-", "--stage", "fame", code=2)[1])

    def test_what_is_no_answer_is_told_so(self):
        for text, sense in (("", "empty"), ("asdf jklo qwer uiop zxcv", "gibberish"), ("I like pizza with cheese, and beer.", "off-topic")):
            told = self.json("answer", SCORE, stdin=text.encode(), code=1)
            self.assertEqual((told["sense"], told["score"], told["band"]), (sense, 0, "wrong"))
            self.assertTrue(told["sense_says"])

    def test_an_answer_that_cannot_be_judged_exits_2_and_says_why(self):
        self.assertIn("type implementation", self.viva("answer", "k-nearest-neighbours", "-", code=2)[1])
        self.assertIn("UTF-8", self.viva("answer", SCORE, "-", stdin=b"\xff\xfe", code=2)[1])
        self.assertIn("80000", self.viva("answer", SCORE, "-", stdin=b"a" * 90000, code=2)[1])
        self.assertEqual(self.json("answer", "no-such-question", "-", code=2)["error"]["code"], "not-found")

    def test_graded_answers_that_miss_their_band_are_found(self):
        bank = pathlib.Path(self.home.name, "words-bank")
        shutil.copytree(BANK, bank, ignore=lambda folder, names: [] if pathlib.Path(folder).name != "bank" else
                        [name for name in names if (BANK / name).is_dir() and name != "model-selection"])
        weak = (bank / SCORE / "answers/weak.md").read_text()
        (bank / SCORE / "answers/weaker.md").write_text(weak.replace("band: weak", "band: strong", 1))
        told = self.json("bank", "check", bank / SCORE, code=1)
        self.assertTrue(any("the author says strong" in finding["message"] and "weaker.md" in finding["where"] for finding in told["findings"]))

    def test_help_names_every_command_and_so_does_the_manual(self):
        out, _ = self.viva("--help")
        manual = (ROOT / "docs/man/viva.1").read_text()
        for command in ("serve", "try", "answer", "bank", "today", "plan", "progress", "review", "export", "import", "delete", "rebuild", "doctor", "bench"):
            self.assertIn(command, out)
            self.assertIn("usage: viva " + command, self.viva(command, "--help")[0])
            self.assertIn(command, manual)

    def test_a_mistyped_command_or_option_is_answered_with_the_nearest(self):
        self.assertIn("did you mean 'doctor'", self.viva("docter", code=2)[1])
        self.assertIn("did you mean --json", self.viva("doctor", "--jsn", code=2)[1])
        self.assertIn("--listen wants a value", self.viva("serve", "--listen", code=2)[1])

    def test_what_is_kept_can_be_taken_away_brought_back_and_removed(self):
        folder = tempfile.mkdtemp(dir=self.home.name)
        db, archive = folder + "/viva.db", folder + "/all.json"
        self.viva("plan", "--minutes", "25", "--db", db)
        self.viva("export", archive, "--csv", folder + "/tables", "--db", db)
        first = pathlib.Path(archive).read_text()
        self.assertEqual(self.viva("export", "--db", db)[0], first)
        self.assertEqual(len(json.loads(first)["events"]), 1)
        self.assertIn("plan-set", pathlib.Path(folder, "tables/events.csv").read_text())
        self.viva("export", "--calendar", folder + "/plan.ics", "--db", db)
        self.assertIn("SUMMARY:viva: ", pathlib.Path(folder, "plan.ics").read_text())
        self.viva("export", "--anki", folder + "/anki.txt", "--db", db)
        self.assertTrue(pathlib.Path(folder, "anki.txt").read_text().startswith("#separator:tab\n"))
        self.assertIn("never mixed", self.viva("import", archive, "--db", db, code=2)[1])
        self.assertIn("nothing was removed", self.viva("delete", "--db", db, stdin=b"no\n", code=1)[0])
        self.assertEqual(self.viva("export", "--db", db)[0], first)
        self.assertIn("is removed", self.viva("delete", "--db", db, stdin=b"delete\n")[0])
        self.assertEqual(json.loads(self.viva("export", "--db", db)[0])["events"], [])
        self.assertEqual(self.json("import", archive, "--db", db), {"rows": 2, "events": 1, "reviews": 0, "cards": 0})
        self.assertEqual(self.viva("export", "--db", db)[0], first)
        pathlib.Path(archive).write_text("[1,")
        self.assertIn("is not JSON: line 1", self.viva("import", archive, "--db", folder + "/new.db", code=2)[1])

    def test_the_list_has_every_question_in_the_stable_form(self):
        listed = self.json("bank", "list")["questions"]
        folders = {path.parent.name for path in BANK.glob("*/*/question.yaml")}
        self.assertEqual({question["slug"] for question in listed}, folders)
        for question in listed:
            self.assertEqual(set(question), {"slug", "title", "type", "dimension", "topic", "difficulty", "minutes", "roles"})

    def test_an_accepted_file_exits_0_and_tells_each_case(self):
        told = self.json("try", "k-nearest-neighbours", KNN / "submissions/accepted/reference.py")
        self.assertEqual(set(told) - {"reference_ms", "seed"}, {"question", "verdict", "score", "cases", "misconceptions", "stdout", "time_ms", "memory_kb"})
        self.assertEqual((told["question"], told["verdict"], told["score"]), ("k-nearest-neighbours", "accepted", 1.0))
        self.assertGreater(len(told["cases"]), 20, "fixed cases and fresh ones")
        self.assertTrue({"name", "visible", "verdict", "ms", "message"} <= set(told["cases"][0]))

    def test_every_wrong_file_exits_1_and_its_mistake_is_named(self):
        for path in sorted((KNN / "submissions/wrong").glob("*.py")):
            verdict = path.read_text().split("# verdict: ")[1].split("\n")[0]
            told = self.json("try", "nearest-neighbours/k-nearest-neighbours", path, code=1)
            self.assertEqual(told["verdict"], verdict, path.name)
            self.assertEqual([named["file"] for named in told["misconceptions"]], [path.name])

    def test_the_nearly_right_start_fails_a_visible_case_for_a_named_reason(self):
        told = self.json("try", KNN, KNN / "nearly.py", code=1)
        self.assertTrue(any(case["visible"] and case["verdict"] == "wrong-answer" and case["message"] for case in told["cases"]))
        self.assertEqual(len(told["misconceptions"]), 1)

    def test_hidden_cases_tell_neither_input_nor_expectation(self):
        told = self.json("try", "k-nearest-neighbours", self.file("def knn_predict(*a, **k):\n    return 12345\n"), code=1)
        for case in told["cases"]:
            if not case["visible"]:
                self.assertFalse({"input", "expected", "got", "differs", "printed"} & set(case), case)

    def test_a_statement_is_judged_like_any_other_code(self):
        slug = "best-sellers-of-each-shop"
        done = self.json("try", slug, BANK / "sql" / slug / "submissions/accepted/count_the_better_ones.sql")
        self.assertEqual(done["verdict"], "accepted")
        done = self.json("try", slug, BANK / "sql" / slug / "submissions/wrong/share_of_the_best.sql", code=1)
        self.assertEqual([found["file"] for found in done["misconceptions"]], ["share_of_the_best.sql"])
        self.assertRegex(done["cases"][0]["message"], r"^row 1, shop 'Harbour', share: 0\.\d+, expected 0\.\d+$")
        done = self.json("try", slug, self.file("SELECT shop,\n  prodct\nFROM sales\n"), code=1)
        self.assertEqual(done["verdict"], "runtime-error")
        self.assertEqual(done["cases"][0]["message"], "SQLError: no such column: prodct, line 2; did you mean product?")

    def test_a_question_is_checked_by_its_slug_too(self):
        for name in ("word-error-rate", "programs/word-error-rate"):
            told = self.json("bank", "check", name)
            self.assertEqual((told["proven"], told["errors"]), (1, 0))
        self.assertIn("did you mean 'word-error-rate'?", self.viva("bank", "check", "word-eror-rate", code=2)[1])

    def test_a_program_is_judged_by_what_it_prints(self):
        slug = "word-error-rate"
        done = self.json("try", slug, BANK / "programs" / slug / "submissions/accepted/remembered_recursion.py")
        self.assertEqual(done["verdict"], "accepted")
        done = self.json("try", slug, self.file("print('1 6\\n3 4')\n"), code=1)
        self.assertEqual(done["cases"][0]["message"], "line 2, column 3: '4', expected '3'")

    def test_a_short_soak_loses_and_misjudges_nothing(self):
        told = self.json("bench", "soak", "--minutes", "0.1")
        figures = told["figures"]
        self.assertEqual(told["bench"], "soak")
        self.assertGreater(figures["runs"], 0)
        self.assertEqual((figures["lost"], figures["misjudged"], figures["box_restarts"]), (0, 0, 0))
        self.assertEqual(figures["growth_judged"], 0, "six seconds say nothing about growth")
        for name in ("rss", "box_rss", "zygote_rss"):
            self.assertGreater(figures[name + "_start_mb"], 0, name)
            self.assertGreater(figures[name + "_end_mb"], 0, name)
        for name in ("fds", "cgroups", "processes", "zombies", "files"):
            self.assertTrue({name + "_start", name + "_end", name + "_growth_percent"} <= set(figures), name)
        self.assertGreater(figures["fds_end"], 10)
        self.assertGreater(figures["processes_end"], 1)
        self.assertIn("0.05", self.viva("bench", "soak", "--minutes", "soon", code=2)[1])
        self.assertIn("run, api, fair, soak, words, rubric, memory or mastery", self.viva("bench", "soap", code=2)[1])

    def test_standard_input_is_a_file_too(self):
        code = (KNN / "submissions/accepted/reference.py").read_bytes()
        self.assertIn("accepted", self.viva("try", "k-nearest-neighbours", "-", stdin=code)[0])

    def test_what_cannot_be_judged_exits_2_and_says_why(self):
        self.assertIn("No such file", self.viva("try", "k-nearest-neighbours", "/nowhere.py", code=2)[1])
        error = self.json("try", "k-nearest-neighbors", self.file("x = 1"), code=2)["error"]
        self.assertEqual(error["code"], "not-found")
        self.assertIn("k-nearest-neighbours", error["message"])
        self.assertIn("UTF-8", self.viva("try", "k-nearest-neighbours", self.file(b"x = '\xff'"), code=2)[1])
        self.assertIn("UTF-8", self.viva("try", "k-nearest-neighbours", self.file(b"x = 1\0"), code=2)[1])
        self.assertIn("bytes", self.viva("try", "k-nearest-neighbours", self.file("#" * 300000), code=2)[1])

    def test_an_interpreter_that_does_not_run_is_refused(self):
        self.assertIn("/bin/false", self.viva("try", "k-nearest-neighbours", KNN / "nearly.py", "--python", "/bin/false", code=2)[1])
        self.assertIn("/bin/false", self.viva("doctor", code=2, env={"VIVA_PYTHON": "/bin/false"})[1])

    def test_the_configuration_file_is_read_and_a_broken_line_is_told(self):
        folder = pathlib.Path(self.home.name, "other/viva")
        folder.mkdir(parents=True)
        (folder / "viva.conf").write_text("# where\nbank = " + str(ROOT / "bench") + "\n")
        env = {"XDG_CONFIG_HOME": str(folder.parent)}
        self.assertIn("sklearn-regression", self.viva("bank", "list", env=env)[0])
        (folder / "viva.conf").write_text("bnak = x\n")
        self.assertIn("viva.conf", self.viva("bank", "list", env=env, code=2)[1])

    def test_a_recorded_attempt_stays(self):
        first = self.json("try", "k-nearest-neighbours", KNN / "nearly.py", "--record", code=1)
        second = self.json("try", "k-nearest-neighbours", KNN / "submissions/accepted/reference.py", "--record")
        self.assertNotEqual(first["attempt"], second["attempt"])
        database = pathlib.Path(self.home.name, "data/viva/viva.db")
        self.assertEqual(database.stat().st_mode & 0o777, 0o600)
        self.assertEqual(database.parent.stat().st_mode & 0o777, 0o700)
        with sqlite3.connect(database) as db:
            rows = dict(db.execute("SELECT id, verdict FROM attempts"))
        self.assertEqual((rows[first["attempt"]], rows[second["attempt"]]), ("wrong-answer", "accepted"))

    def test_a_recorded_answer_in_words_stays_with_its_band(self):
        answers = BANK / "behavioural/a-model-you-shipped-that-failed/answers"
        strong, slug = (answers / "strong.md").read_text().split("---\n", 2)[2], "a-model-you-shipped-that-failed"
        told = self.json("answer", slug, self.file(strong), "--record")
        self.assertIn("Recorded as attempt", self.viva("answer", slug, "--record", stdin=b"asdf qwer zxcv blorp", code=1)[0])
        self.assertIn("whole answer", self.viva("answer", "card-fraud-detection", "--stage", "frame", "--record", stdin=b"7200 frauds a day.", code=2)[1])
        self.assertNotIn("attempt", self.json("answer", slug, self.file(strong)))
        with sqlite3.connect(pathlib.Path(self.home.name, "data/viva/viva.db")) as db:
            rows = {row[0]: row[1:] for row in db.execute(
                "SELECT a.id, a.verdict, w.audience, a.status, a.code FROM attempts a JOIN answers w ON w.attempt_id = a.id")}
        self.assertEqual(rows[told["attempt"]], (told["band"], "peer", "judged", strong))
        self.assertEqual(len(rows), 2)
        self.assertEqual(self.json("bank", "disputes"), {"disputes": []})
        self.assertIn("0 points seen otherwise", self.viva("bank", "disputes")[0])

    def test_a_suite_of_cases_is_told_what_it_exposes_and_recorded_with_it(self):
        slug = "test-an-early-stopping-rule"
        suite = BANK / "deep-learning" / slug / "suites/happy_path.py"
        self.assertIn("2 of 7 bugs exposed, by 2 cases", self.viva("try", slug, suite, code=1)[0])
        self.assertIn("wrong-answer, 2 of 7 bugs exposed (recorded", self.viva("try", slug, suite, "--record", code=1)[0])
        told = self.json("try", slug, suite, code=1)
        self.assertEqual(([bug["exposed_by"] for bug in told["bugs"]].count("stops"), told["to_expose"]), (2, 7))
        self.assertEqual([case["finding"] for case in told["cases"]], ["right", "right"])

    def test_a_broken_question_is_found_with_file_line_and_column(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, "bank")
            shutil.copytree(BANK, copy)
            broken = copy / "nearest-neighbours/k-nearest-neighbours"
            text = (broken / "question.yaml").read_text()
            (broken / "question.yaml").write_text(text.replace("difficulty:", "dificulty:"))
            out, _ = self.viva("bank", "check", broken, code=1)
            line = 1 + text[: text.index("difficulty:")].count("\n")
            self.assertRegex(out, r"question\.yaml:%d:1: .*dificulty.*difficulty" % line)

    def test_a_wrong_file_that_passes_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, "bank")
            shutil.copytree(BANK, copy)
            question = copy / "nearest-neighbours/k-nearest-neighbours"
            reference = (question / "submissions/accepted/reference.py").read_text().split("\n", 1)[1]
            (question / "submissions/wrong/not_wrong.py").write_text("# mistake: none\n# says: Nothing is wrong here.\n# verdict: wrong-answer\n" + reference)
            told = self.json("bank", "check", question, code=1)
            self.assertTrue(any("not_wrong.py" in finding["where"] and not finding["warning"] for finding in told["findings"]), told)

    def test_mutants_that_no_case_notices_are_told_and_declared_ones_are_held_to_it(self):
        told = self.json("bank", "check", KNN, "--mutants")
        row, = told["questions"]
        self.assertEqual((row["question"], row["score"], row["equivalent"], row["survivors"]), ("k-nearest-neighbours", 1, 2, []))
        self.assertEqual(row["killed"] + row["equivalent"], row["mutants"])
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, "bank")
            shutil.copytree(BANK, copy)
            question = copy / "nearest-neighbours/k-nearest-neighbours"
            (question / "submissions/equivalent.yaml").write_text(
                "equivalent:\n"
                "  - {line: 'votes = Counter(labels[i] for i in nearest)', change: 'there is no such change', why: 'this entry names no mutant'}\n"
                "  - {line: 'predictions = []', change: '`max(votes, key=votes.get)` became `min(votes, key=votes.get)`', why: 'this line is another one'}\n"
                "  - {line: 'predictions.append(max(votes, key=votes.get))', change: '`max(votes, key=votes.get)` became `min(votes, key=votes.get)`', "
                "why: 'this reason is not a true one'}\n")
            told = self.json("bank", "check", question, "--mutants", code=1)
            out, _ = self.viva("bank", "check", question, "--mutants", code=1)
        row, = told["questions"]
        self.assertEqual([survivor["line"] for survivor in row["survivors"]], [9, 9])
        self.assertEqual(row["survivors"][0]["before"].strip(), "distances = np.sqrt(((points - query) ** 2).sum(axis=1))")
        self.assertEqual(row["survivors"][0]["after"].strip(), "distances = ((points - query) ** 2).sum(axis=1)")
        self.assertLess(row["score"], 0.95)
        where = [finding["where"].rsplit("/", 1)[1] for finding in told["findings"] if not finding["warning"]]
        self.assertEqual(sorted(where), ["equivalent.yaml:2:1", "equivalent.yaml:3:1", "equivalent.yaml:4:1"])
        self.assertRegex(out, r"reference\.py:9: no case notices that .*\n    - .*np\.sqrt.*\n    \+ ")

    def test_equivalent_mutants_are_declared_with_a_reason(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, "bank")
            shutil.copytree(BANK, copy)
            question = copy / "nearest-neighbours/k-nearest-neighbours"
            (question / "submissions/equivalent.yaml").write_text("equivalent:\n  - {line: a, chnge: b, why: short}\n")
            out, _ = self.viva("bank", "check", question, code=1)
        self.assertRegex(out, r"equivalent\.yaml:2:\d+: .*chnge.*change")
        self.assertRegex(out, r"equivalent\.yaml:2:\d+: say why")

    def cases(self, *lines):
        return self.file("from viva import case\n\n\ndef cases():\n" + "".join(f"    {line}\n" for line in lines))

    def test_cases_of_a_learner_are_counted_by_the_bugs_that_they_expose(self):
        complete = self.json("try", "test-an-early-stopping-rule", EARLY / "suites/complete.py")
        self.assertEqual((complete["verdict"], complete["score"], len(complete["bugs"])), ("accepted", 1, 7))
        self.assertTrue(all(bug["exposed_by"] for bug in complete["bugs"]))
        some = self.json("try", "test-an-early-stopping-rule", EARLY / "suites/happy_path.py", code=1)
        exposed = [bug["n"] for bug in some["bugs"] if bug["exposed_by"]]
        self.assertEqual((some["verdict"], len(exposed)), ("wrong-answer", 2))
        self.assertAlmostEqual(some["score"], 2 / 7)
        self.assertEqual(sorted({n for case in some["cases"] for n in case["exposes"]}), exposed)
        self.assertIn("7 of 7 bugs exposed, by 8 cases", self.viva("try", "test-an-early-stopping-rule", EARLY / "suites/complete.py")[0])

    def test_a_false_alarm_costs_exposes_nothing_and_tells_what_is_right(self):
        told = self.json("try", "test-an-early-stopping-rule", self.cases(
            "yield case('wrong', losses=[1.0, 0.5], patience=1, min_delta=0.0, expected=(0, 0))",
            "yield case('raises', losses=[1.0, 0.5], patience=1, min_delta=0.0, raises='ValueError')",
            "yield case('not allowed', losses=[float('nan')], patience=1, min_delta=0.0, expected=(0, 0))",
            "yield case('no such argument', curve=[1.0], expected=(0, 0))"), code=1)
        self.assertEqual([case["finding"] for case in told["cases"]], ["false-alarm", "false-alarm", "not-allowed", "not-allowed"])
        self.assertEqual((told["verdict"], told["score"]), ("wrong-answer", 0))
        self.assertTrue(all(bug["exposed_by"] is None for bug in told["bugs"]))
        self.assertEqual(told["cases"][0]["got"]["items"], ["1", "1"])
        self.assertIn("finite", told["cases"][2]["message"])

    def test_cases_that_cannot_be_read_say_why(self):
        for lines, says in (
            (["yield case('a', losses=[1.0], patience=1, min_delta=0.0)"], "expected"),
            (["yield case('a', expected=1)", "yield case('a', expected=1)"], "two cases are named 'a'"),
            (["yield 5"], "case(...)"),
            (["return [case(str(i), losses=[1.0], patience=1, min_delta=0.0, expected=(0, 0)) for i in range(16)]"], "more than 15"),
        ):
            told = self.json("try", "test-an-early-stopping-rule", self.cases(*lines), code=1)
            self.assertEqual(told["verdict"], "runtime-error")
            self.assertIn(says, told["cases"][0]["message"])
        told = self.json("try", "test-an-early-stopping-rule", self.cases("yield 1 / 0"), code=1)
        self.assertEqual((told["cases"][0]["exception"], told["cases"][0]["line"]), ("ZeroDivisionError", 5))
        self.assertEqual(self.json("try", "test-an-early-stopping-rule", self.cases("return []"), code=1)["score"], 0)

    def test_cases_never_meet_the_programs_they_are_held_against(self):
        hunt = self.cases("import gc, os, sys",
                          "seen = [str(each)[:2000] for each in gc.get_objects() if isinstance(each, (str, dict, list))]",
                          "found = any('losses' + '[best]' in each for each in seen)",
                          "yield case('found ' + str(found), losses=[1.0], patience=1, min_delta=0.0, expected=(0, 0))")
        self.assertEqual(self.json("try", "test-an-early-stopping-rule", hunt, code=1)["cases"][0]["name"], "found False")

    def test_a_suite_that_claims_too_much_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(BANK, folder + "/bank")
            suite = pathlib.Path(folder, "bank/deep-learning/test-an-early-stopping-rule/suites/happy_path.py")
            suite.write_text(suite.read_text().replace("# exposes: ", "# exposes: 1 + 1", 1))
            self.assertIn("is not the number", self.viva("bank", "check", suite.parent.parent, code=1)[0])
            suite.write_text(suite.read_text().replace("1 + 1", "", 1).replace("expected=(2, 2)", "expected=(2, 1)"))
            told = self.viva("bank", "check", suite.parent.parent, code=1)[0]
            self.assertIn("case 'falls all the way': the case is wrong, not the program", told)

    def test_the_doctor_names_each_wall_and_the_interpreter(self):
        done = subprocess.run([VIVA, "doctor", "--json"], capture_output=True, env=self.env, timeout=120)
        told = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if all(wall["stands"] for wall in told["walls"]) else 1)
        self.assertGreaterEqual(len(told["walls"]), 8)
        for wall in told["walls"]:
            self.assertTrue(wall["says"], wall)
        self.assertTrue(told["python"]["path"].startswith("/"))


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(failed > 0)
