# mistake: compares the words at the same places
# says: You compared word by word at the same place, so after one missing word everything behind it counts as wrong. The smallest number of edits has to be searched.
# verdict: wrong-answer
import sys
def d(a, b):
    return sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))
lines = sys.stdin.read().lower().split("\n")
if lines[-1] == "" and len(lines) % 2: lines.pop()
e = w = 0
for a, b in zip(lines[::2], lines[1::2]):
    a, b = a.split(), b.split()
    e += d(a, b); w += len(a)
    print(d(a, b), len(a))
print("WER", f"{100 * e / w:.1f}" if w else "-")
