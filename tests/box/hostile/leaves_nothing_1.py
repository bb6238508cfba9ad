# expect: ok
import os, sys

def run():
    if os.listdir("/work") or os.listdir("/tmp"):
        return str(os.listdir("/work") + os.listdir("/tmp"))
    for folder in ("/work", "/tmp"):
        with open(folder + "/left", "w") as file:
            file.write("x")
    sys.modules["numpy"].left = True
    __builtins__["left"] = True
    return True
