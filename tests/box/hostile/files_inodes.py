# expect: runtime-error more to disk
import os

def run():
    for i in range(100000):
        os.close(os.open(f"/desk/{i}", os.O_CREAT | os.O_WRONLY))
