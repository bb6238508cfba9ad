# expect: ok or runtime-error
import sys

def trace(frame, event, argument):
    if "space" in frame.f_globals:
        raise ValueError("traced")
    return trace

def run():
    sys.settrace(trace)
    sys.setprofile(lambda *args: None)
    return True
