# SPDX-License-Identifier: GPL-3.0-or-later
"""Damaged files: whatever a dying disk did to a log, it is noticed or it does no harm.

A log is used as the app uses it: opened, read for the first screen, checked, read again. Opening,
reading or the check has to say that something is wrong, unless every word is as it was written.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.ends import Ends
from tests.faults.family import Family, Wall, first_day, quick_keys, two_days

from caregiver_guide.domain.session import SessionPlace
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.log import Log, log_file, open_log
from caregiver_guide.storage.verification import VerifyReport

PAGE = 4096

BY_OPENING = "noticed when it was opened"
BY_READING = "noticed when it was read"
BY_THE_DATABASE = "noticed by the database's own check"
BY_THE_CHAIN = "noticed by the chains alone"
BY_THE_INDEX = "noticed in the table of newest versions, which was made anew"
HARMLESS = "every word as it was written"
SILENT = "SILENT: other words than were written"

RIGHT = (BY_OPENING, BY_READING, BY_THE_DATABASE, BY_THE_CHAIN, BY_THE_INDEX, HARMLESS)

Damage = Callable[[bytearray, bytes, random.Random], None]


def _bits(number: int) -> Damage:
    def flip(content: bytearray, _older: bytes, chance: random.Random) -> None:
        for _ in range(number):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)

    return flip


def _cut_short(content: bytearray, _older: bytes, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _zeroed(content: bytearray, _older: bytes, chance: random.Random) -> None:
    at = _page(content, chance)
    content[at : at + PAGE] = bytes(len(content[at : at + PAGE]))


def _swapped(content: bytearray, _older: bytes, chance: random.Random) -> None:
    one, other = _page(content, chance), _page(content, chance)
    kept = content[one : one + PAGE]
    content[one : one + PAGE] = content[other : other + PAGE]
    content[other : other + PAGE] = kept


def _never_written(content: bytearray, older: bytes, chance: random.Random) -> None:
    """Put a page back to what stood there before the last writings reached it."""
    at = _page(content, chance)
    content[at : at + PAGE] = older[at : at + PAGE].ljust(PAGE, b"\0")


def _scribbled(content: bytearray, _older: bytes, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    size = min(512, len(content) - at)
    content[at : at + size] = chance.randbytes(size)


def _page(content: bytearray, chance: random.Random) -> int:
    return PAGE * chance.randrange(max(1, len(content) // PAGE))


DAMAGES: dict[str, Damage] = {
    "one bit flipped": _bits(1),
    "8 bits flipped": _bits(8),
    "64 bits flipped": _bits(64),
    "cut short": _cut_short,
    "a page of zeros": _zeroed,
    "two pages swapped": _swapped,
    "a page never written": _never_written,
    "a sector of nonsense": _scribbled,
}


class Original:
    """The log before it was damaged: its bytes, older bytes, and every word it holds."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        family = Family(folder / "data", passphrase=passphrase)
        path = log_file(family.folder)
        number_of_first = len(first_day(family))
        for number, step in enumerate(two_days(family), start=1):
            step()
            if number == number_of_first:
                self.older = path.read_bytes()
        # One more massage that was cut off, so that the place where it stood is there too.
        family.open()
        family.check()
        family.begin()
        family.later()
        family.close()
        self.content = path.read_bytes()
        with open_log(family.folder, family.wall, passphrase=passphrase) as log:
            self.words = every_word(log)


def every_word(log: Log) -> dict[str, Any]:
    """Return all that the log tells about everybody, as values that can be compared."""
    words: dict[str, Any] = {"replica": log.replica, "origin": log.origin}
    for name, kind in vars(log).items():
        if not isinstance(kind, Facts):
            continue
        facts = kind.all()
        words[name] = facts
        words[f"{name} then"] = [kind.history(fact.id) for fact in facts]
        words[f"{name} each"] = [kind.one(fact.id) for fact in facts]
    for person in log.people.all():
        words[f"last of {person.id}"] = log.sessions.recent(person.id)
        words[f"bin of {person.id}"] = log.notes.binned(person.id)
        words[f"found of {person.id}"] = log.search(person.id, "slept")
        words[f"hash of {person.id}"] = log.fingerprint(person.id)
    words["place"] = log.sessions.place()
    return words


def judge(folder: Path, words: dict[str, Any], content: bytes, passphrase: str) -> str:
    """Use a damaged log as the app does, and say who noticed."""
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():
        left.unlink()
    log_file(folder).write_bytes(content)
    try:
        log = open_log(folder, Wall(), passphrase=passphrase)
    except StorageError:
        return BY_OPENING
    with log:
        try:
            read = every_word(log)
        except StorageError:
            return BY_READING
        return _judge_by_check(log, log.verify(), words, read)


def _judge_by_check(log: Log, report: VerifyReport, words: dict, read: dict) -> str:
    if any(fault.startswith("integrity") for fault in report.faults):
        return BY_THE_DATABASE
    if not report.is_ok:
        return BY_THE_CHAIN
    if not report.is_index_ok:
        log.rebuild_index()
        read = every_word(log)
        return BY_THE_INDEX if _same(words, read) else SILENT
    return HARMLESS if _same(words, read) else SILENT


def _same(words: dict, read: dict) -> bool:
    """Whether all words are as written; a place that says that it is lost counts as told."""
    place = read["place"]
    if isinstance(place, SessionPlace) and not place.position.steps:
        read = {**read, "place": words["place"]}
    return words == read


def damage(
    folder: Path, files: int, seed: int = 1, passphrase: str = ""
) -> tuple[Ends, dict[str, Ends]]:
    """Damage so many files, each kind in turn; return who noticed, in all and for each kind."""
    with quick_keys():
        return _damage(folder, files, seed, passphrase)


def _damage(folder: Path, files: int, seed: int, passphrase: str) -> tuple[Ends, dict[str, Ends]]:
    folder.mkdir(parents=True, exist_ok=True)
    original = Original(folder / "original", passphrase)
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    all_ends = Ends(*RIGHT)
    each = {name: Ends(*RIGHT) for name in DAMAGES}
    names = list(DAMAGES)
    for number in range(files):
        name = names[number % len(names)]
        content = bytearray(original.content)
        while content == original.content:
            DAMAGES[name](content, original.older, chance)
        try:
            end = judge(folder / "data", original.words, bytes(content), passphrase)
        except Exception as raw:
            end = f"no sentence: {raw!r:.200}"
        where = f"file {number}: {name}, seed {seed}"
        all_ends.count(end, where)
        each[name].count(end, where)
    return all_ends, each
