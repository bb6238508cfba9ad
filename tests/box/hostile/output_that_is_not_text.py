# expect: ok
import os, sys

def run():
    os.write(1, b"\xff\xfe\x00\x1b[31m<script>alert(1)</script>\xed\xa0\x80")
    print("\ud800")
    return True
