# expect: ok
import threading

def run():
    found = []
    threads = [threading.Thread(target=found.append, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found) == [0, 1, 2, 3]
