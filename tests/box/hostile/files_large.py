# expect: runtime-error
def run():
    with open("/desk/large", "wb") as file:
        file.truncate(1 << 40)
        file.seek(1 << 39)
        file.write(b"x")
