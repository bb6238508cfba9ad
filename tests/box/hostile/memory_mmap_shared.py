# expect: memory-limit or runtime-error, memory 64
import mmap

def run():
    areas = []
    for _ in range(4096):
        area = mmap.mmap(-1, 1 << 22)
        area.write(b"x" * (1 << 22))
        areas.append(area)
    return "held 16 GB"
