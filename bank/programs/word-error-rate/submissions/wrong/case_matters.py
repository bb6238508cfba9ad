# mistake: upper and lower case differ
# says: Good and good count as two words. Compare in lower case.
# verdict: wrong-answer
import sys
def d(a, b):
    row = list(range(len(b) + 1))
    for i, r in enumerate(a, 1):
        g, row[0] = row[0], i
        for j, h in enumerate(b, 1):
            g, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, g + (r != h))
    return row[-1]
lines = sys.stdin.read().split("\n")
if lines[-1] == "" and len(lines) % 2: lines.pop()
e = w = 0
for a, b in zip(lines[::2], lines[1::2]):
    a, b = a.split(), b.split()
    e += d(a, b); w += len(a)
    print(d(a, b), len(a))
print("WER", f"{100 * e / w:.1f}" if w else "-")
