"""Prints what this interpreter needs to run: one line for each folder or file to bind, and each symbolic link on the way.
With --stacks: one line a stack, its state and what it consists of, for `viva doctor`.

viva-box runs it outside the box, before it builds the root that children see (src/box/root.c). The aim is the interpreter, its standard library, its
site-packages and the shared libraries of the system, and nothing else: whole folders of libraries (/usr/lib/x86_64-linux-gnu), but never
all of /usr, /usr/lib or a home folder, where other things live too. Debian, a venv, conda and pyenv differ only in sys.path and in what is mapped.
"""
import glob
import os
import sys

SHARED = {"/", "/usr", "/usr/lib", "/usr/lib64", "/usr/local", "/usr/local/lib", "/lib", "/lib64", "/opt", "/home", "/root", "/tmp", "/etc"}

links, binds = {}, set()


def need(path):
    """Takes note of the links on the way to a path, and of the file or folder at its end."""
    done, rest = "", [part for part in path.split("/") if part]
    for _ in range(400):
        if not rest:
            break
        part = rest.pop(0)
        if part == "..":
            done = os.path.dirname(done)
            continue
        if part == ".":
            continue
        here = f"{done}/{part}"
        if os.path.islink(here):
            target = os.readlink(here)
            links[here] = target
            if target.startswith("/"):
                done = ""
            rest = [part for part in target.split("/") if part] + rest
        else:
            done = here
    if os.path.exists(done) and done not in SHARED:
        binds.add(done)


def mapped_libraries():
    """Folders of the shared libraries in use, or the files alone where a folder holds other things too."""
    import ctypes, ssl, zlib, decimal, sqlite3  # noqa: so that their libraries are mapped
    with open("/proc/self/maps") as maps:
        for line in maps:
            path = line.split(maxsplit=5)[5].strip() if line.count("/") else ""
            if ".so" in os.path.basename(path) and os.path.exists(path):
                folder = os.path.dirname(path)
                need(path if folder in SHARED else folder)


def loose_libraries():
    """Debian puts some libraries straight into /usr/lib: those files alone. Where everything lies in /usr/lib64, that folder is what it is for."""
    for folder in ("/usr/lib", "/usr/local/lib", "/usr/lib64"):
        files = glob.glob(folder + "/*.so.*") + glob.glob(folder + "/*.so")
        if len(files) > 200 and folder == "/usr/lib64":
            binds.add(folder)
            continue
        for path in files:
            need(path)


def prefixes():
    """A venv, conda or pyenv has its libraries below a prefix of its own; Debian's prefix is /usr, of which sys.path names the parts."""
    for prefix in {sys.prefix, sys.base_prefix}:
        if os.path.realpath(prefix) in SHARED:
            continue
        for part in ("pyvenv.cfg", "lib", "lib64", "conda-meta/history"):
            if os.path.exists(os.path.join(prefix, part)):
                need(os.path.join(prefix, part))


def main():
    need(sys.executable)
    if getattr(sys, "_base_executable", None):
        need(sys._base_executable)
    for path in sys.path:
        if path and os.path.isdir(path):
            need(path)
    prefixes()
    loose_libraries()
    try:
        mapped_libraries()
    except ImportError:
        pass  # a module that this interpreter was built without needs no library
    for pattern in ("/lib*/ld-linux*.so.*", "/etc/alternatives", "/etc/ld.so.cache", "/usr/share/zoneinfo"):
        for path in glob.glob(pattern):
            need(path)
    for path, target in sorted(links.items()):
        if not any(path.startswith(folder + "/") for folder in binds):
            print("link", path, target, sep="\t")
    for path in sorted(binds):
        if not any(path.startswith(folder + "/") for folder in binds):
            print("bind", path, sep="\t")


def stacks():
    """NAME, ready or missing, and versions or what is missing: without importing anything large."""
    import importlib.util
    packages = {"numpy": ["numpy"], "sklearn": ["numpy", "pandas", "scipy", "scikit-learn"], "torch": ["numpy", "torch"]}
    for stack, names in packages.items():
        missing = [name for name in names if importlib.util.find_spec({"scikit-learn": "sklearn"}.get(name, name)) is None]
        if missing:
            print(stack, "missing", ", ".join(missing) + f" not found by {sys.executable}", sep="\t")
            continue
        print(stack, "ready", ", ".join(["Python " + sys.version.split()[0], *map(version, names)]), sep="\t")


def version(name):
    import importlib.metadata
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return name


stacks() if sys.argv[1:] == ["--stacks"] else main()
