# expect: runtime-error
class Lie(Exception):
    __traceback__ = property(lambda self: 1 / 0)
    __class__ = property(lambda self: 1 / 0)
    def __str__(self):
        raise SystemExit
    __repr__ = __str__
    def __eq__(self, other):
        raise SystemExit

def run():
    raise Lie()
