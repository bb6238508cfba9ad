# expect: ok or runtime-error or no-result
import gc

def run():
    for kind in (list, dict, str, tuple):
        space = gc.get_referents(kind.__dict__)[0]
        space["__len__"] = space["__iter__"] = None
    return True
