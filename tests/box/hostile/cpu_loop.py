# expect: time-limit, seconds 0.3
def run():
    while True:
        pass
