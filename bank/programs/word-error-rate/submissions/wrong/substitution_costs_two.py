# mistake: no substitution, only deletion and insertion
# says: A wrong word costs you 2, a deletion and an insertion. One substitution is one error: look at the diagonal neighbour too.
# verdict: wrong-answer
import sys
def d(a, b):
    row = list(range(len(b) + 1))
    for i, r in enumerate(a, 1):
        g, row[0] = row[0], i
        for j, h in enumerate(b, 1):
            g, row[j] = row[j], g if r == h else min(row[j] + 1, row[j - 1] + 1)
    return row[-1]
lines = sys.stdin.read().lower().split("\n")
if lines[-1] == "" and len(lines) % 2: lines.pop()
e = w = 0
for a, b in zip(lines[::2], lines[1::2]):
    a, b = a.split(), b.split()
    e += d(a, b); w += len(a)
    print(d(a, b), len(a))
print("WER", f"{100 * e / w:.1f}" if w else "-")
