# expect: no-result bus error (SIGBUS), line 11
import mmap

def run():
    file = open("/tmp/mapped", "w+b")
    file.truncate(4096)
    mapped = mmap.mmap(file.fileno(), 4096)
    file.truncate(0)
    return first(mapped)

def first(mapped): return mapped[0]
