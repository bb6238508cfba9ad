# expect: time-limit, seconds 0.3
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass

def run():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
