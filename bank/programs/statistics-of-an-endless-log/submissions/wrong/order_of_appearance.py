# mistake: services in the order in which they appear
# says: The services come out in the order in which they were first seen. The output is sorted by name.
# verdict: wrong-answer
import sys
s = {}
for line in sys.stdin:
    if line.strip() and not line.startswith("#"):
        name, x = line.split()
        t = s.setdefault(name, [0, 0.0, 0.0])
        t[0] += 1; d = float(x) - t[1]; t[1] += d / t[0]; t[2] += d * (float(x) - t[1])
for name in reversed(sorted(s)):
    n, m, q = s[name]
    print(name, n, m, (q / (n - 1)) ** 0.5 if n > 1 else 0)
