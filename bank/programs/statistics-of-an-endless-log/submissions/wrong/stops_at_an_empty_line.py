# mistake: takes an empty line for the end
# says: Your program stops at the first empty line. An empty line is only that; the input ends where reading ends.
# verdict: wrong-answer
import sys
s = {}
while True:
    line = sys.stdin.readline().strip()
    if not line:
        break
    if line.startswith("#"):
        continue
    name, x = line.split()
    t = s.setdefault(name, [0, 0.0, 0.0])
    t[0] += 1; d = float(x) - t[1]; t[1] += d / t[0]; t[2] += d * (float(x) - t[1])
for name in sorted(s):
    n, m, q = s[name]
    print(name, n, m, (q / (n - 1)) ** 0.5 if n > 1 else 0)
