# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that nobody wrote: real logs and backups, changed at random, opened and restored.

Each has to be opened or refused with a sentence, within seconds, in a memory that does not grow,
and without a file made anywhere else. A program of its own tries them all: if it dies or hangs, the
file it was at is still there to look at.
"""

import random
import resource
import shutil
import signal
import subprocess
from functools import partial
from pathlib import Path

from tests.faults.damage import DAMAGES
from tests.faults.disk_calls import run_under
from tests.faults.ends import Ends
from tests.faults.family import Family, Wall, first_day, quick_keys, rows_of, two_days
from tests.faults.lives import EVERY_DAY

from caregiver_guide.storage.backups import keep
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import log_file, open_log
from caregiver_guide.storage.restore import prepare_restore

OPENED = "opened, and the check found nothing"
FOUND = "opened, and the check or the reading found damage"
REFUSED = "refused when it was opened"
RESTORED = "made ready to be restored"
NOT_RESTORED = "refused as a backup"

TAKEN_IN = "taken in from a care file"
NOT_TAKEN_IN = "refused as a care file"

PASSPHRASE = "river-lamp-button-cloud"
LONGEST_S = 10
MOST_MEMORY_MB = 200

_EDGES = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\x01", b"\xff\xff", b"\x00" * 8, b"\xff" * 8)


def mutated(content: bytes, older: bytes, chance: random.Random) -> bytes:
    """Return ``content`` changed in one to four ways."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(_WAYS)(changed, older, chance)
        if len(changed) < 200:
            break
    return bytes(changed)


def _edge(content: bytearray, _older: bytes, chance: random.Random) -> None:
    """Put a number that programs stumble over somewhere."""
    at = chance.randrange(len(content))
    edge = chance.choice(_EDGES)
    content[at : at + len(edge)] = edge


def _header(content: bytearray, _older: bytes, chance: random.Random) -> None:
    """Change the first hundred bytes, where the file says what it is."""
    content[chance.randrange(16, 100)] = chance.randrange(256)


def _page_header(content: bytearray, _older: bytes, chance: random.Random) -> None:
    """Change how a page says what is in it."""
    page = chance.randrange(len(content) // 4096 + 1) * 4096
    at = min(len(content) - 1, page + (100 if page == 0 else 0) + chance.randrange(40))
    content[at] = chance.randrange(256)


def _moved(content: bytearray, _older: bytes, chance: random.Random) -> None:
    """Copy some bytes to another place."""
    size = chance.choice((4, 32, 512, 4096))
    one, other = (chance.randrange(max(1, len(content) - size)) for _ in range(2))
    content[one : one + size] = content[other : other + size]


def _taken_out(content: bytearray, _older: bytes, chance: random.Random) -> None:
    """Take some bytes out, so that all after them stand elsewhere."""
    at = chance.randrange(len(content))
    del content[at : at + chance.choice((1, 7, 512, 4096))]


def _longer(content: bytearray, _older: bytes, chance: random.Random) -> None:
    content += chance.randbytes(chance.choice((1, 512, 4096, 20_000)))


_WAYS = (*DAMAGES.values(), _edge, _edge, _header, _page_header, _moved, _taken_out, _longer)


def fuzz(folder: Path, files: int, what: str = "log", seed: int = 1) -> tuple[Ends, float]:
    """Try so many files; returns ends and megabytes.

    ``what`` is "log", "protected" (a log with a passphrase), "backup" or "care".

    Raises ``RuntimeError`` with the place of the file that made the program die or hang.
    """
    try:
        return run_under(None, "tests.faults.fuzz:try_files", str(folder), files, what, seed)
    except subprocess.CalledProcessError as died:
        raise RuntimeError(f"{folder}/tried made it end with {died.returncode}") from died


def try_files(_layer: None, root: str, files: int, what: str, seed: int) -> tuple[Ends, float]:
    """Do what `fuzz` says, in a program that may die of it."""
    with quick_keys():
        return _try_files(Path(root), files, what, seed)


def _try_files(folder: Path, files: int, what: str, seed: int) -> tuple[Ends, float]:
    content, older = _real_files(folder / "real", what)
    use = {
        "log": _open,
        "protected": _open,
        "backup": _restore,
        "care": partial(_take_in, folder / "real" / "own"),
    }
    ends = Ends(OPENED, FOUND, REFUSED, RESTORED, NOT_RESTORED, TAKEN_IN, NOT_TAKEN_IN)
    chance = random.Random(seed)  # noqa: S311 - the same files every time
    home = folder / "home"
    for number in range(files):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        file = folder / "tried"
        file.write_bytes(mutated(content, older, chance))
        signal.alarm(LONGEST_S)  # nobody answers it: a program that hangs is ended
        try:
            end = use[what](file, home)
        except Exception as raw:
            end = f"no sentence: {raw!r:.200}"
        ends.count(end, f"file {number}, seed {seed}")
    signal.alarm(0)
    return ends, _most_memory_mb()


def _most_memory_mb() -> float:
    """Return the most memory that this program has had, in megabytes.

    What `getrusage` tells begins with the memory of whoever started the program, under Linux.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _real_files(folder: Path, what: str) -> tuple[bytes, bytes]:
    """Return a log (or a backup) as bytes, and what it was before the last things were written."""
    family = Family(folder / "data", passphrase=PASSPHRASE if what == "protected" else "")
    steps = two_days(family)
    half = len(first_day(family)) - 1
    for step in steps[:half]:
        step()
    older = log_file(family.folder).read_bytes()
    if what == "backup":
        older = keep(family.log.draft_backup(folder / "older", "")).path.read_bytes()
    family.long_note()
    if what == "backup":
        kept = keep(family.log.draft_backup(folder / "backups", 'theme = "dark"\n'))
        family.close()
        return kept.path.read_bytes(), older
    if what == "care":
        file = folder / "pat.care"
        family.log.hand_over(file, family.log.people.all(), EVERY_DAY, "a test")
        own = Family(folder / "own", first_id=1000)
        for step in first_day(own):
            step()
        older = content = file.read_bytes()
        family.close()
        return content, older
    family.close()
    return log_file(family.folder).read_bytes(), older


def _open(file: Path, home: Path) -> str:
    data = home / "data"
    data.mkdir()
    shutil.copyfile(file, log_file(data))
    try:
        log = open_log(data, Wall(), passphrase=PASSPHRASE)  # what is not protected needs none
    except StorageError:
        return REFUSED
    with log:
        end = OPENED
        try:
            for person in log.people.all():
                log.sessions.stories(log.sessions.recent(person.id))
                log.zones.of(person.id)
                log.fingerprint(person.id)
            log.sessions.place()
        except StorageError:
            end = FOUND
        report = log.verify()
        if not (report.is_ok and report.is_index_ok):
            end = FOUND
    return end if _names(home) == {"data", "log.db"} else f"files left: {_names(home)}"


def _restore(file: Path, home: Path) -> str:
    data = home / "data"
    try:
        restoring = prepare_restore(file, data, Wall()())
    except StorageError:
        return NOT_RESTORED if _names(home) <= {"data"} else f"files left: {_names(home)}"
    restoring.put_in_place(Wall()())
    with open_log(data, Wall()) as log:
        if not log.verify().is_ok:
            return "restored, and damaged"
    return RESTORED if _names(home) == {"data", "log.db"} else f"files left: {_names(home)}"


def _take_in(own: Path, file: Path, home: Path) -> str:
    data = home / "data"
    shutil.copytree(own, data)
    with open_log(data, Wall()) as log:
        before = rows_of(log)
        try:
            care_file = log.taking_in(file)
            care_file.take_in(care_file.look().seal)
            end = TAKEN_IN
        except StorageError:
            end = NOT_TAKEN_IN
            if rows_of(log) != before:
                return "half taken in"
        report = log.verify()
        if not (report.is_ok and report.is_index_ok):
            return "taken in, and damaged"
        for person in log.people.all():
            log.sessions.stories(log.sessions.recent(person.id))
    return end if _names(home) == {"data", "log.db"} else f"files left: {_names(home)}"


def _names(home: Path) -> set[str]:
    return {path.name for path in home.rglob("*")}
