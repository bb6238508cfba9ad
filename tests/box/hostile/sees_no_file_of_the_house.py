# expect: ok
import os

ALLOWED = {"usr", "lib", "lib32", "lib64", "bin", "viva", "etc", "work", "tmp", "dev", "proc", "sys", "root", "opt", "home"}

def run():
    if not set(os.listdir("/")) <= ALLOWED:
        return str(os.listdir("/"))
    if not set(os.listdir("/etc")) <= {"passwd", "group", "alternatives", "ld.so.cache"}:
        return str(os.listdir("/etc"))
    if set(os.listdir("/dev")) != {"null", "zero", "urandom", "random"} or os.listdir("/proc") != ["cpuinfo"]:
        return "dev, proc"
    for folder, _, files in os.walk("/"):
        if folder.startswith("/usr/lib"):
            continue
        for name in files:
            if name in ("cases.py", "reference.py", "question.yaml", "shadow", "viva.db", "bank") or name.endswith((".db", ".sqlite")):
                return folder + "/" + name
    return True
