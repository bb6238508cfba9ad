# approach: a table of which one row is kept
import sys


def distance(reference, hypothesis):
    row = list(range(len(hypothesis) + 1))
    for i, r in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, h in enumerate(hypothesis, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (r != h))
    return row[-1]


lines = sys.stdin.read().lower().split("\n")
if lines[-1] == "" and len(lines) % 2 == 1:
    lines.pop()
errors = words = 0
for reference, hypothesis in zip(lines[::2], lines[1::2]):
    reference, hypothesis = reference.split(), hypothesis.split()
    found = distance(reference, hypothesis)
    errors += found
    words += len(reference)
    print(found, len(reference))
print("WER", f"{100 * errors / words:.1f}" if words else "-")
