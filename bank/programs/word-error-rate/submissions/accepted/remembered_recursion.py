# approach: recursion over the ends of both lists, with a memory
import sys
from functools import lru_cache

sys.setrecursionlimit(10000)


def distance(a, b):
    @lru_cache(None)
    def cost(i, j):
        if i == 0 or j == 0:
            return i + j
        if a[i - 1] == b[j - 1]:
            return cost(i - 1, j - 1)
        return 1 + min(cost(i - 1, j), cost(i, j - 1), cost(i - 1, j - 1))
    return cost(len(a), len(b))


text = sys.stdin.buffer.read().decode().lower()
lines = text.splitlines()
lines += [""] * (len(lines) % 2)
total = count = 0
out = []
while lines:
    a, b, *lines = lines
    a, b = a.split(), b.split()
    total, count = total + distance(a, b), count + len(a)
    out.append(f"{distance(a, b)} {len(a)}")
out.append(f"WER {100 * total / count:.1f}" if count else "WER -")
print("\n".join(out))
