# expect: no-result or memory-limit or runtime-error or time-limit
import sys
sys.setrecursionlimit(10 ** 9)

class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")

def run():
    deep = []
    for _ in range(10 ** 6):
        deep = [deep]
    return repr(deep)
