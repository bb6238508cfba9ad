# approach: Welford's update, three numbers a service
import math
import sys

services = {}
for line in sys.stdin:
    if not line.strip() or line.startswith("#"):
        continue
    name, text = line.split()
    state = services.setdefault(name, [0, 0.0, 0.0])
    x = float(text)
    state[0] += 1
    delta = x - state[1]
    state[1] += delta / state[0]
    state[2] += delta * (x - state[1])
for name in sorted(services):
    count, mean, squares = services[name]
    print(name, count, mean, math.sqrt(squares / (count - 1)) if count > 1 else 0)
