# expect: forbidden another program
import os

def run():
    with open("/work/program", "w") as file:
        file.write("#!/usr/bin/python3\n")
    os.chmod("/work/program", 0o4755)
    os.execv("/work/program", ["program"])
