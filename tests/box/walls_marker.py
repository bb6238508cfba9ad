"""A hunt for a marker: VIVA names the program, VIVA_ROOT the checkout.

The marker is random. It stands in the reference and so in the expected outputs that are kept in the cache, and in an attempt that the database
holds; the test makes sure of each. Then a submission looks for it in everything that it can see: each file that it can reach by any name, its environment, every
object of the interpreter, and its own memory as far as it is mapped. It knows the marker in disguise only, and undoes the disguise on what it
reads, never on what it knows, so that it cannot find itself; that it would find the marker is shown by one that it writes.
"""
import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import tempfile

VIVA, ROOT = os.environ["VIVA"], pathlib.Path(os.environ["VIVA_ROOT"])
MODEL = ROOT / "bank/nearest-neighbours/k-nearest-neighbours"

HUNTER = '''
import ctypes, gc, os, sys

DISGUISE = bytes((each + 85) % 256 for each in range(256))  # done twice it is not undone, so what is searched may hold WANTED itself
WANTED = bytes.fromhex("@DISGUISED@")
count = {"files": 0, "bytes": 0, "objects": 0, "pages": 0}


def holds(data):
    count["bytes"] += len(data)
    return WANTED in bytes(data).translate(DISGUISE)


def in_file(path):
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        count["files"] += 1
        kept = b""
        while True:
            data = os.read(file, 1 << 20)
            if not data:
                return False
            if holds(kept + data):
                return True
            kept = data[-64:]
            if path.startswith("/dev/"):
                return False
    except OSError:
        return False
    finally:
        os.close(file)


def tops():
    names = {"/" + name for name in "bin boot data desk dev etc home lib media mnt new old opt proc root run sbin srv sys tmp usr var viva work".split()}
    try:
        names |= {"/" + name for name in os.listdir("/")}
    except OSError:
        pass
    names |= {"@TREE@", "@HOME@", "/proc/self", "/proc/1", "/proc/2", "/dev/shm", "/sys/fs/cgroup"}
    return sorted(names)


def files():
    libraries = ("/usr/lib/", "/lib", "/usr/share/zoneinfo")
    for top in tops():
        for folder, _, names in os.walk(top):
            if folder.startswith(libraries) and "viva" not in folder:
                names = [name for name in names if name.endswith((".py", ".yaml", ".cbor", ".db", ".md"))][:40]
            for name in names:
                if in_file(os.path.join(folder, name)):
                    yield os.path.join(folder, name)


def objects():
    seen, waiting = set(), [*gc.get_objects(), *sys.modules.values()]
    gc.unfreeze()
    waiting += gc.get_objects()
    while waiting and len(seen) < 400000:
        thing = waiting.pop()
        if id(thing) in seen or thing is WANTED:
            continue
        seen.add(id(thing))
        if type(thing) is str and len(thing) >= 16 and holds(thing.encode("utf-8", "replace")):
            yield "a text"
        if type(thing) in (bytes, bytearray) and holds(thing):
            yield "bytes"
        try:
            waiting += gc.get_referents(thing)
        except Exception:
            pass
    count["objects"] = len(seen)


def memory():
    """Pages around what we know the addresses of: write() tells whether a page is there, since it gives EFAULT and does not crash."""
    libc = ctypes.CDLL(None, use_errno=True)
    null = os.open("/desk/pages", os.O_RDWR | os.O_CREAT)
    anchors = {id(object()), id(count), id(b"x" * 9999), id([0] * 99999), ctypes.addressof(ctypes.create_string_buffer(9)), id(sys), id(holds)}
    looked = set()
    for anchor in anchors:
        for step in (1, -1):
            page, missing = anchor >> 12, 0
            for _ in range(3000):
                page += step
                if page in looked or missing > 64:
                    break
                looked.add(page)
                os.lseek(null, 0, os.SEEK_SET)
                if libc.write(null, ctypes.c_void_p(page << 12), ctypes.c_size_t(4096)) != 4096:
                    missing += 1
                    continue
                missing = 0
                count["pages"] += 1
                if holds(os.pread(null, 4096, 0)):
                    yield hex(page << 12)
    os.close(null)
    os.unlink("/desk/pages")


def hunt(n):
    found = []
    if n == 1:
        found += list(memory())  # first, since whatever is read from a file stays behind in it
        found += list(objects())
    planted = os.fork()  # so that the plain marker is never in this process
    if planted == 0:
        with open("/desk/planted", "wb") as file:
            file.write(bytes((each - 85) % 256 for each in WANTED))
        os._exit(0)
    os.waitpid(planted, 0)
    found += list(files())
    os.unlink("/desk/planted")
    print("PLANTED", "/desk/planted" in found)
    found = [path for path in found if path != "/desk/planted"]
    found += [name for name, value in os.environ.items() if holds((name + value).encode())]
    print("FOUND", found)
    print("SEEN", count)
    return n
'''

REFERENCE = "# approach: the marker itself\n# @MARKER@\ndef hunt(n):\n    return f'@MARKER@ {n}'\n"
QUESTION = {
    "cases.py": "from viva import case\n\n\ndef fixed():\n    yield case('one', visible=True, why='the only one', n=1)\n"
                "    yield case('two', visible=True, why='another', n=2)\n    yield case('three', why='hidden', n=3)\n    yield case('four', why='hidden', n=4)\n",
    "submissions/accepted/reference.py": REFERENCE,
    "submissions/accepted/other.py": REFERENCE.replace("itself", "again").replace("    return", "    text = n\n    return"),
    "starter.py": "def hunt(n):\n    return n\n",
}


def run(env, *words):
    done = subprocess.run([VIVA, *map(str, words)], capture_output=True, env=env, timeout=300)
    if done.returncode not in (0, 1):
        sys.exit(f"{words}: {done.returncode}\n{done.stdout.decode()[-2000:]}\n{done.stderr.decode()[-2000:]}")
    return json.loads(done.stdout)


def make_question(folder, marker):
    """A question of its own in a copy of the bank's frame: one topic, nothing else."""
    bank = folder / "bank"
    place = bank / MODEL.parent.name / "hunted"
    shutil.copytree(MODEL, place)
    for name in ("topics.yaml", "roles.yaml"):
        if (MODEL.parent.parent / name).exists():
            shutil.copy(MODEL.parent.parent / name, bank)
    for spare in [*place.glob("submissions/accepted/*"), place / "nearly.py"]:
        spare.unlink(missing_ok=True)
    text = (place / "question.yaml").read_text()
    text = re.sub(r"function: \w+", "function: hunt", text).replace("fresh: 20", "fresh: 0").replace("seconds: 2.0", "seconds: 30")
    (place / "question.yaml").write_text(text.replace("uuid: ef", "uuid: 00"))
    for name, content in QUESTION.items():
        (place / name).write_text(content.replace("@MARKER@", marker))
    return bank


def main():
    marker = "mark-" + secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="viva-hunt-") as home:
        folder = pathlib.Path(home)
        env = {**os.environ, "XDG_DATA_HOME": home + "/data", "XDG_CONFIG_HOME": home + "/config"}
        bank = make_question(folder, marker)
        right = folder / "right.py"
        right.write_text(REFERENCE.replace("@MARKER@", marker))
        results = []

        def check(name, holds, what=""):
            results.append(bool(holds))
            print("ok   " if holds else "FAIL ", name, "" if holds else what)

        told = run(env, "try", "hunted", right, "--bank", bank, "--record", "--json")
        check("the reference is accepted and recorded", told["verdict"] == "accepted", told)
        kept = [path for path in (folder / "data").rglob("*") if path.is_file() and marker.encode() in path.read_bytes()]
        check("the cache holds the marker", any(path.suffix == ".cbor" for path in kept), kept)
        check("the database holds the marker", any("viva.db" in path.name for path in kept), kept)

        disguised = bytes((each + 85) % 256 for each in marker.encode()).hex()
        hunter = folder / "hunter.py"
        hunter.write_text(HUNTER.replace("@DISGUISED@", disguised).replace("@TREE@", str(ROOT)).replace("@HOME@", home))
        told = run(env, "try", "hunted", hunter, "--bank", bank, "--json")
        printed = told["stdout"]
        check("the hunt came to its end", told["verdict"] == "wrong-answer" and "SEEN" in printed, told)
        check("it finds what it plants", "PLANTED True" in printed, printed)
        check("it finds nothing else", "FOUND []" in printed, printed)
        print(printed.strip())
        everything = json.dumps([case for case in told["cases"] if not case["visible"]])
        check("the verdict on the hidden case does not tell it either", marker not in everything, everything)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(not all(results))


main()
