"""What viva writes for other programs, from a coach without a server: the tests of tests/http/exports.py, and those that need a clock of their own. COACH names the program."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/http"))
from exports import PlanInACalendar  # noqa: E402
from report import run  # noqa: E402


class ByLine(unittest.TestCase):
    """A coach on a new database for each test, asked as Case asks a server."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="viva-exports-")
        self.addCleanup(folder.cleanup)
        self.process = subprocess.Popen([os.environ["COACH"], ROOT / "bank", folder.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end)

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.assertEqual(self.process.wait(60), 0)

    def tell(self, *line):
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def ok(self, method, path, body=None):
        parts = path.strip("/").split("/")
        if parts == ["plan"]:
            return self.tell("plan", body) if body else self.tell("plan")
        if parts == ["roles"]:
            return {"roles": yaml.safe_load((ROOT / "bank/roles.yaml").read_text())["roles"]}
        if method == "GET" and parts[2:] == ["probes"]:
            return self.tell("probes", parts[1])
        if method == "POST" and parts[2] == "probes":
            return self.tell("answer", parts[1], parts[3], body)
        raise AssertionError(f"{method} {path}")


class Calendar(PlanInACalendar, ByLine):
    def calendar_text(self):
        return self.tell("calendar")

    def test_days_that_are_past_are_gone_and_those_to_come_keep_their_uid(self):
        self.planned(14)
        before, interview = self.events(self.calendar())
        self.tell("days", 5)
        after, same = self.events(self.calendar())
        self.assertEqual(min(after), "2026-11-29")
        self.assertLess(min(before), "2026-11-29")
        self.assertTrue(all(self.uids(before)[date] == uid for date, uid in self.uids(after).items() if date in before))
        self.assertEqual(self.uids(interview), self.uids(same))
        self.tell("days", 9)
        _, on_the_day = self.events(self.calendar())
        self.assertEqual(list(on_the_day), ["2026-12-08"])
        self.tell("days", 1)
        self.assertEqual(self.events(self.calendar())[1], {})


if __name__ == "__main__":
    run(__name__)
