# expect: runtime-error ModuleNotFoundError
def run():
    import _viva
