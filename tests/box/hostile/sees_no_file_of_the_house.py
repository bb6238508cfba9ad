# expect: ok, seconds 5
import os

TOPS = {"usr", "lib", "lib32", "lib64", "bin", "viva", "etc", "desk", "tmp", "dev", "proc", "sys", "opt"}
NEVER = {"home", "root", "var", "srv", "mnt", "media", "boot", "run", "sbin", "work", "data", "bank"}

def listed(folder):
    """Names in a folder; of one that may not be listed, none."""
    try:
        return set(os.listdir(folder))
    except PermissionError:
        return set()

def run():
    if not listed("/") <= TOPS | {"home", "root"}:  # a venv may lie in a home folder: then that way alone leads through it
        return str(listed("/"))
    if not listed("/etc") <= {"passwd", "group", "alternatives", "ld.so.cache"}:
        return str(listed("/etc"))
    if not listed("/dev") <= {"null", "zero", "urandom", "random"} or not listed("/proc") <= {"cpuinfo"}:
        return "dev, proc"
    for top in sorted(TOPS | NEVER | listed("/")):
        for folder, _, files in os.walk("/" + top):
            if folder.startswith(("/usr/lib", "/lib")):
                continue
            for name in files:
                if name in ("cases.py", "reference.py", "question.yaml", "shadow", "viva.db", "bank") or name.endswith((".db", ".sqlite")):
                    return folder + "/" + name
    return True
