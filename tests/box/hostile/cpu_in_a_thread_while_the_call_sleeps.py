# expect: time-limit, seconds 0.3
import threading, time

def burn():
    while True:
        pass

def run():
    threading.Thread(target=burn, daemon=True).start()
    time.sleep(60)
