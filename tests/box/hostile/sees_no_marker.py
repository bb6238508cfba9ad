# expect: ok
import os

def run():
    marker = "mark" + "er-of-the-hostile-suite"
    for folder, _, files in os.walk("/"):
        if folder.startswith(("/usr", "/sys", "/dev")):
            continue
        for name in files:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    if marker.encode() in file.read(1 << 20):
                        return name
            except OSError:
                pass
    return True
