# approach: sums of what is left when the first value is taken off
import sys


def main():
    first, count, total, squares = {}, {}, {}, {}
    for raw in sys.stdin.buffer:
        parts = raw.split()
        if len(parts) != 2 or raw.startswith(b"#"):
            continue
        name, x = parts[0].decode(), float(parts[1])
        base = first.setdefault(name, x)
        count[name] = count.get(name, 0) + 1
        total[name] = total.get(name, 0.0) + (x - base)
        squares[name] = squares.get(name, 0.0) + (x - base) ** 2
    for name in sorted(first):
        n = count[name]
        variance = (squares[name] - total[name] ** 2 / n) / (n - 1) if n > 1 else 0.0
        print(f"{name} {n} {first[name] + total[name] / n!r} {max(variance, 0.0) ** 0.5!r}")


if __name__ == "__main__":
    main()
