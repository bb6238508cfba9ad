# expect: output-limit at open
print("z" * (1 << 20))
