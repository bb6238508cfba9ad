# expect: ok
import gc

def run():
    secret = "expected" + "-value-of-the-control"
    return not any(type(thing) is dict and secret in thing.values() for thing in gc.get_objects() if type(thing) is dict)
