#!/usr/bin/env python3
"""The merge of `Benchmarks merge` in automerge: two documents with N changes of one record each.

usage: automerge_peer.py N [--install]

Each document stands for one person's store. Both are made and saved first, by programs of their
own; then the clock starts, and one program loads both, merges them and saves the result. Prints a
JSON object with the seconds and the greatest resident size in bytes over that of the idle program.
--install makes a throw-away environment with automerge in it.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv

try:
    from automerge import core
except ImportError:
    core = None

PACKAGE = "automerge==1.0.0rc1"

# As many bytes as the benchmark's judgments take.
RECORD = b"\x5a" * 100


def make(count, person, path):
    document = core.Document()
    for number in range(count):
        with document.transaction() as change:
            change.put(core.ROOT, f"{person}/{number}", core.ScalarType.Bytes, RECORD)
    with open(path, "wb") as file:
        file.write(document.save())


def peak():
    # Kilobytes, except on a Mac.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def merge(left, right, path):
    idle = peak()
    start = time.perf_counter()
    documents = []
    for name in (left, right):
        with open(name, "rb") as file:
            documents.append(core.Document.load(file.read()))
    documents[0].merge(documents[1])
    with open(path, "wb") as file:
        file.write(documents[0].save())
        file.flush()
        os.fsync(file.fileno())
    print(json.dumps({"seconds": time.perf_counter() - start, "bytes": peak() - idle}))


def run_in_environment(arguments):
    """Runs this script again in an environment that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="automerge-peer-") as folder:
        venv.create(f"{folder}/env", with_pip=True)
        python = f"{folder}/env/bin/python"
        subprocess.run([python, "-m", "pip", "install", "-q", PACKAGE], check=True)
        sys.exit(subprocess.run([python, __file__, *arguments]).returncode)


def main():
    if "--install" in sys.argv:
        run_in_environment([part for part in sys.argv[1:] if part != "--install"])
    elif core is None:
        sys.exit("automerge is not installed. Call this with --install.")
    elif len(sys.argv) == 2:
        with tempfile.TemporaryDirectory(prefix="automerge-peer-") as folder:
            paths = [f"{folder}/{name}" for name in ("ada", "bob", "both")]
            for path in paths[:2]:
                person = os.path.basename(path)
                subprocess.run([sys.executable, __file__, "make", sys.argv[1], person, path],
                               check=True)
            subprocess.run([sys.executable, __file__, "merge", *paths], check=True)
    elif sys.argv[1] == "make":
        make(int(sys.argv[2]), *sys.argv[3:])
    else:
        merge(*sys.argv[2:])


main()
