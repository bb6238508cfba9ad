# mistake: averages the rates of the utterances
# says: You averaged the rates of the utterances, so that a short one weighs as much as a long one. Add up errors and words first, then divide once.
# verdict: wrong-answer
import sys
def d(a, b):
    row = list(range(len(b) + 1))
    for i, r in enumerate(a, 1):
        g, row[0] = row[0], i
        for j, h in enumerate(b, 1):
            g, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, g + (r != h))
    return row[-1]
lines = sys.stdin.read().lower().split("\n")
if lines[-1] == "" and len(lines) % 2: lines.pop()
rates = []
for a, b in zip(lines[::2], lines[1::2]):
    a, b = a.split(), b.split()
    print(d(a, b), len(a))
    if a: rates.append(d(a, b) / len(a))
print("WER", f"{100 * sum(rates) / len(rates):.1f}" if rates else "-")
