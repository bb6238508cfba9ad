# expect: runtime-error ModuleNotFoundError
def run():
    import viva
