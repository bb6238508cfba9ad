# expect: time-limit at open, seconds 0.3
while True:
    pass
