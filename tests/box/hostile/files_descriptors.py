# expect: runtime-error more files
def run():
    return [open("/dev/null") for _ in range(10000)]
