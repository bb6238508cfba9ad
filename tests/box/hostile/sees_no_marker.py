# expect: ok, seconds 5
import os

TOPS = ("etc", "dev", "desk", "tmp", "viva", "proc", "home", "root", "var", "srv", "mnt", "media", "opt", "run", "boot", "data", "old", "new")

def run():
    marker = "mark" + "er-of-the-hostile-suite"
    try:
        tops = set(TOPS) | set(os.listdir("/"))
    except PermissionError:
        tops = set(TOPS)
    for top in tops - {"usr", "sys", "dev", "bin", "lib", "lib32", "lib64"}:  # without the interpreter and its libraries
        for folder, _, files in os.walk("/" + top):
            for name in files:
                try:
                    with open(os.path.join(folder, name), "rb") as file:
                        if marker.encode() in file.read(1 << 20):
                            return os.path.join(folder, name)
                except OSError:
                    pass
    return True
