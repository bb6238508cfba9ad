# expect: ok
import sys

def run():
    with open("/desk/numpy.py", "w") as file:
        file.write("raise SystemExit")
    sys.path.insert(0, "/desk")
    sys.modules.clear()
    sys.meta_path.clear()
    return True
