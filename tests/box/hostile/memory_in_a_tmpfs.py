# expect: runtime-error more to disk, memory 256
def run():
    for i in range(100):
        with open(f"/tmp/{i}", "wb") as file:
            file.write(b"x" * (1 << 22))
    return "wrote 400 MB"
