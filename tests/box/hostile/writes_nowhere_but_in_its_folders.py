# expect: ok
import os

def run():
    for folder in ("/", "/usr/lib", "/usr/lib/python3", os.path.dirname(os.__file__), "/viva", "/etc", "/dev", "/proc", "/sys"):
        try:
            open(os.path.join(folder, "left"), "w")
        except OSError:
            continue
        return folder
    for folder in ("/desk", "/tmp"):
        with open(os.path.join(folder, "left"), "w") as file:
            file.write("x")
    for path in (os.__file__, "/dev/urandom", "/dev/zero"):
        try:
            open(path, "wb")
        except OSError:
            continue
        return path
    return True
