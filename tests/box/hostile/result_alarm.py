# expect: no-result alarm ended it (SIGALRM), seconds 5
import signal, time

def run():
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    time.sleep(5)
