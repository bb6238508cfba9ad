"""Runs the tests of a file and ends with a line that ./check adds up."""
import sys
import unittest


class Telling(unittest.TextTestResult):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def run(module):
    names = sys.argv[1:] or None
    suite = unittest.defaultTestLoader.loadTestsFromNames(names, sys.modules[module]) if names else unittest.defaultTestLoader.loadTestsFromModule(sys.modules[module])
    result = unittest.TextTestRunner(resultclass=Telling, verbosity=2, stream=sys.stdout).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"{result.passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not result.passed else 0)
