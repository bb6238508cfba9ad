# expect: ok or runtime-error
import sys

def run():
    frame = sys._getframe()
    while frame:
        for name in ("encode", "find_entry", "CALLS"):
            if name in frame.f_globals and frame.f_globals is not globals():
                frame.f_globals[name] = None
        frame = frame.f_back
    return True
