# expect: ok or runtime-error or no-result
import gc

def run():
    for thing in gc.get_objects():
        if type(thing) is dict and "reduce" in thing and "SCALARS" in thing:
            thing["reduce"] = thing["TABLE"] = None
    return True
