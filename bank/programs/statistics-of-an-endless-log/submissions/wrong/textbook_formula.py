# mistake: sum of squares minus square of the sum
# says: Your deviations are noise when the times are large: two sums near 1e24 were subtracted, and their digits are gone. Update the squared deviations from the mean instead.
# verdict: wrong-answer
import sys
s = {}
for line in sys.stdin:
    if line.strip() and not line.startswith("#"):
        name, x = line.split()
        t = s.setdefault(name, [0, 0.0, 0.0])
        t[0] += 1; t[1] += float(x); t[2] += float(x) ** 2
for name in sorted(s):
    n, a, b = s[name]
    print(name, n, a / n, (abs(b - a * a / n) / (n - 1)) ** 0.5 if n > 1 else 0)
