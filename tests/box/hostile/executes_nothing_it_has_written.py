# expect: forbidden another program, line 8
import os

def run():
    with open("/desk/program", "w") as file:
        file.write("#!/usr/bin/python3\n")
    os.chmod("/desk/program", 0o4755)
    os.execv("/desk/program", ["program"])
