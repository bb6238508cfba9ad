# expect: ok
import builtins

def run():
    def broken(*args, **kwargs):
        raise SystemExit("patched")
    for name in ("len", "isinstance", "type", "repr", "str", "list", "dict", "tuple", "getattr", "hasattr", "iter", "next", "print", "open", "id", "hash", "bytes", "int", "__import__", "callable", "range", "set"):
        setattr(builtins, name, broken)
    return True
