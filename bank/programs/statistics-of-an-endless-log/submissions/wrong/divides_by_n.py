# mistake: population deviation
# says: You divided by n. A sample deviation divides by n - 1, since the mean was estimated from the same values.
# verdict: wrong-answer
import sys
s = {}
for line in sys.stdin:
    if line.strip() and not line.startswith("#"):
        name, x = line.split()
        t = s.setdefault(name, [0, 0.0, 0.0])
        t[0] += 1; d = float(x) - t[1]; t[1] += d / t[0]; t[2] += d * (float(x) - t[1])
for name in sorted(s):
    n, m, q = s[name]
    print(name, n, m, (q / n) ** 0.5)
