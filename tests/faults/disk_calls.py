# SPDX-License-Identifier: GPL-3.0-or-later
"""The layer between a program and the disk: built from disk_calls.c, spoken to from Python."""

import ctypes
import os
import pickle
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).with_suffix(".c")

MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - for trials
"""Where trials are quick; ``None`` for the usual place where there is no such folder."""

WHY_NOT = (
    ""
    if sys.platform == "linux" and shutil.which("gcc")
    else "calls to the disk are caught on Linux with gcc only"
)
"""Why the layer cannot be built here; empty where it can."""

_HEAD = struct.Struct("<cQQI")


class Call(NamedTuple):
    """One call that changed the disk.

    ``kind`` is O (a file made), W (written), T (cut to a size), S (synced), D (a folder synced),
    U (a name removed), R (renamed), L (linked), M (a folder made), A (an entry acknowledged).
    ``a`` is the file's number on its disk, or the entry's; ``b`` a place or size in bytes.
    """

    kind: str
    a: int
    b: int
    data: bytes


def build(where: Path) -> Path:
    """Compile the layer into the folder ``where``, unless it is there, and return it."""
    library = where / "disk_calls.so"
    if not library.exists():
        made = where / f"disk_calls-{os.getpid()}.so"
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-o", made, SOURCE, "-ldl"],
            check=True,
        )
        made.rename(library)
    return library


def run_under(library: Path | None, function: str, *arguments):
    """Call ``function`` ("module:name") in a program of its own, and return what it returns.

    Its first argument is the layer that the program runs above; without one, ``None``.
    """
    above = {"LD_PRELOAD": str(library)} if library else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.disk_calls", str(library or "")],
        input=pickle.dumps((function, arguments)),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        env={
            **os.environ,
            **above,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        },
    )
    return pickle.loads(done.stdout)  # noqa: S301 - we wrote it ourselves


def read_calls(path: Path) -> list[Call]:
    """Return the record that was written to ``path``."""
    content = path.read_bytes()
    calls = []
    at = 0
    while at < len(content):
        kind, a, b, size = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        calls.append(Call(kind.decode(), a, b, content[at : at + size]))
        at += size
    return calls


class Layer:
    """The layer, from inside a program that runs above it."""

    def __init__(self, library: str) -> None:
        self._library = ctypes.CDLL(library)
        self._library.disk_failed_call.restype = ctypes.c_char_p
        self._record = -1

    def watch(self, folder: Path, record: Path | None = None) -> None:
        """Mind the files in ``folder`` from now on, and write the calls down in ``record``."""
        if self._record >= 0:
            os.close(self._record)
            self._record = -1
        if record is not None:
            self._record = os.open(record, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_APPEND)
        self._library.disk_watch(os.fsencode(folder), self._record)

    def acknowledge(self, number: int) -> None:
        """Write down that the program was told that entry ``number`` is saved."""
        self._library.disk_mark(number)

    def fail(self, number: int, error: int, *, on: bool = False) -> None:
        """Let call ``number`` from now (1 is the next) fail; ``on``: all later ones as well."""
        self._library.disk_fail(number, error, int(on))

    def kill(self, number: int) -> None:
        """Let the program die just before call ``number`` from now."""
        self._library.disk_fail(number, -1, 0)

    def mend(self) -> None:
        """Let every call succeed again, and count no more."""
        self._library.disk_mend()

    @property
    def calls(self) -> int:
        """How many calls there were from saying which should fail until the disk was mended."""
        return self._library.disk_calls()

    @property
    def failed(self) -> str:
        """Which kind of call failed first; empty while none has."""
        return self._library.disk_failed_call().decode()

    def without_locks(self, error: int) -> None:
        """Refuse every lock with this error, as a disk over the network may; 0 allows them."""
        self._library.disk_without_locks(error)


def _main() -> None:
    from importlib import import_module

    function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    answer_to = os.dup(1)
    os.dup2(2, 1)
    module, _, name = function.partition(":")
    layer = Layer(sys.argv[1]) if sys.argv[1] else None
    answer = getattr(import_module(module), name)(layer, *arguments)
    with os.fdopen(answer_to, "wb") as file:
        pickle.dump(answer, file)


if __name__ == "__main__":
    _main()
