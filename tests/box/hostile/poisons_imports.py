# expect: ok
import sys

def run():
    with open("/work/numpy.py", "w") as file:
        file.write("raise SystemExit")
    sys.path.insert(0, "/work")
    sys.modules.clear()
    sys.meta_path.clear()
    return True
