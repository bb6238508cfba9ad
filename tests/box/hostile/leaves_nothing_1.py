# expect: ok
import os, sys

def run():
    if os.listdir("/desk") or os.listdir("/tmp"):
        return str(os.listdir("/desk") + os.listdir("/tmp"))
    for folder in ("/desk", "/tmp"):
        with open(folder + "/left", "w") as file:
            file.write("x")
    sys.modules["numpy"].left = True
    __builtins__["left"] = True
    return True
