# expect: runtime-error threads than it may
import threading, time

def run():
    for _ in range(1000):
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
