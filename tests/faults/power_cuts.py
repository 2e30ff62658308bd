# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts, thousands of them: what the log's own code asked of the disk, cut off anywhere.

A program writes two days of a family's log, and every call to the disk is recorded (disk_calls.c).
Then a disk is put together as a cut may leave it. What was synced is there. Of what was not, any
write may be there, be lost, or have arrived in part, 512 bytes at a time, in any order; a name that
was made, changed or removed may be as before until its folder is synced. The log's own code opens
what is left. It must hold exactly what was acknowledged, or that and the entry that was under way.

A cut cannot be seen by killing a program: the system still writes what a killed program left.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sqlcipher3 import dbapi2
from tests.faults.disk_calls import MEMORY, Call, Layer, read_calls, run_under
from tests.faults.ends import Ends
from tests.faults.family import (
    Family,
    Wall,
    all_rows,
    first_day,
    migrate,
    rows_in,
    rows_of,
    two_days,
)

from caregiver_guide.domain.session import Caregiver
from caregiver_guide.storage import database
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import log_file, open_log
from caregiver_guide.storage.migrations import MIGRATIONS

SECTOR = 512

Rows = dict[str, list[tuple]]


class Story(NamedTuple):
    """What a program asked of the disk, and the log's rows after each acknowledged step."""

    root: Path
    before: dict[str, tuple[int, bytes]]
    calls: list[Call]
    states: list[Rows | None]


# ---- the recording, above the layer


def record_days(layer: Layer, root: str, record: str, pragmas: dict[str, str | int]) -> list:
    """Write two days of a log, and return its rows after each step (``None`` before the first)."""
    _change_pragmas(pragmas)
    family = Family(Path(root) / "new" / "data")
    layer.watch(Path(root), Path(record))
    states: list[Rows | None] = [None]
    for number, step in enumerate(two_days(family), start=1):
        step()
        layer.acknowledge(number)
        states.append(rows_of(family.log) if family.log else states[-1])
    return states


def record_migration(layer: Layer, root: str, record: str, pragmas: dict[str, str | int]) -> list:
    """Bring a log to the next schema, and return its rows before and after."""
    _change_pragmas(pragmas)
    folder = Path(root) / "data"
    before = all_rows(log_file(folder))
    layer.watch(Path(root), Path(record))
    migrate(folder)
    layer.acknowledge(1)
    return [before, all_rows(log_file(folder))]


def _change_pragmas(changed: dict[str, str | int]) -> None:
    """Spoil the settings on purpose, for the runs that must fail."""
    usual = dict(database._PRAGMAS)
    database._PRAGMAS = tuple({**usual, **changed}.items())


def record(
    folder: Path, library: Path, kind: str = "days", pragmas: dict[str, str | int] | None = None
) -> Story:
    """Return the story of one program; ``kind`` is "days" or "migration"."""
    root = folder / "home"
    root.mkdir(parents=True)
    if kind == "migration":
        family = Family(root / "data")
        for step in first_day(family):
            step()
    before = {
        str(path.relative_to(root)): (path.stat().st_ino, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }
    calls = folder / "calls"
    states = run_under(
        library, f"tests.faults.power_cuts:record_{kind}", str(root), str(calls), pragmas or {}
    )
    return Story(root, before, read_calls(calls), states)


# ---- the disk


@dataclass
class Disk:
    """A disk: what is safely on it, and what only waits to be.

    Files are numbered anew each time one is made, since a disk uses the number of a removed file
    again. Names are relative to the root; each folder keeps its changes in their order.
    """

    root: str
    safe: dict[int, bytearray] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=lambda: {""})
    waiting: dict[int, list[Call]] = field(default_factory=dict)
    name_changes: dict[str, list[tuple[str, str, str, int]]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    _number: dict[int, int] = field(default_factory=dict)
    _made: int = 0

    def lay(self, name: str, content: bytes, inode: int) -> None:
        """Put a file that was there from the beginning."""
        self._made += 1
        self._number[inode] = self._made
        self.safe[self._made] = bytearray(content)
        self.names[name] = self.seen[name] = self._made
        folder = _folder_of(name)
        while folder:
            self.folders.add(folder)
            folder = _folder_of(folder)

    def do(self, call: Call) -> None:
        """Take one call of the program."""
        kind = call.kind
        if kind in "WT":
            self.waiting.setdefault(self._number[call.a], []).append(call)
        elif kind == "S":
            number = self._number[call.a]
            for waited in self.waiting.pop(number, []):
                _apply(self.safe[number], waited)
        elif kind == "O":
            self._made += 1
            self._number[call.a] = self._made
            self.safe[self._made] = bytearray()
            self._change("make", self._name(call.data), "", self._made)
        elif kind == "U":
            self._change("remove", self._name(call.data), "", 0)
        elif kind == "M":
            self._change("folder", self._name(call.data), "", 0)
        elif kind in "RL":
            old, new = (self._name(part) for part in call.data.split(b"\n"))
            self._change("rename" if kind == "R" else "make", new, old, self.seen[old])
        elif kind == "D":
            folder = self._name(call.data)
            for change in self.name_changes.pop(folder, []):
                _rename(self.names, self.folders, change)

    def _name(self, path: bytes) -> str:
        return os.path.relpath(os.fsdecode(path), self.root).removeprefix(".")

    def _change(self, what: str, name: str, old: str, number: int) -> None:
        change = (what, name, old, number)
        _rename(self.seen, set(), change)
        self.name_changes.setdefault(_folder_of(name), []).append(change)

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as a cut at this moment may leave them."""
        names, folders = dict(self.names), set(self.folders)
        for changes in self.name_changes.values():
            for change in _some(changes, chance):
                _rename(names, folders, change)
        reached = {name: number for name, number in names.items() if _is_reached(name, folders)}
        return {name: self._left(number, chance) for name, number in reached.items()}

    def _left(self, number: int, chance: random.Random) -> bytes:
        content = self.safe[number]
        waiting = self.waiting.get(number)
        if not waiting:
            return bytes(content)
        content = bytearray(content)
        mode = chance.random()
        for call in waiting:
            if mode < 0.15:
                continue
            if mode < 0.3:
                _apply(content, call)
                continue
            happens = chance.random()
            if happens < 0.3:
                _apply(content, call)
            elif happens < 0.6 and call.kind == "W":
                _apply_torn(content, call, chance)
            elif happens < 0.7 and call.kind == "W":
                # The file has grown, and what should stand there has not arrived.
                content.extend(bytes(max(0, call.b + len(call.data) - len(content))))
        return bytes(content)


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _is_reached(name: str, folders: set[str]) -> bool:
    folder = _folder_of(name)
    while folder:
        if folder not in folders:
            return False
        folder = _folder_of(folder)
    return True


def _some(changes: list, chance: random.Random) -> list:
    """Return the changes of names that made it: none, all, the first ones, or any."""
    mode = chance.random()
    if mode < 0.2:
        return []
    if mode < 0.4:
        return changes
    if mode < 0.7:
        return changes[: chance.randrange(len(changes) + 1)]
    return [change for change in changes if chance.random() < 0.5]


def _rename(names: dict[str, int], folders: set[str], change: tuple[str, str, str, int]) -> None:
    what, name, old, number = change
    if what == "folder":
        folders.add(name)
    elif what == "remove":
        names.pop(name, None)
    else:
        names[name] = number
        if what == "rename":
            names.pop(old, None)


def _apply(content: bytearray, call: Call) -> None:
    if call.kind == "T":
        del content[call.b :]
        content.extend(bytes(call.b - len(content)))
        return
    content.extend(bytes(max(0, call.b - len(content))))
    content[call.b : call.b + len(call.data)] = call.data


def _apply_torn(content: bytearray, call: Call, chance: random.Random) -> None:
    """Let some sectors of one write arrive."""
    for at in range(0, len(call.data), SECTOR):
        if chance.random() < 0.5:
            part = call.data[at : at + SECTOR]
            _apply(content, Call("W", call.a, call.b + at, part))


# ---- the trials


def cuts(story: Story, trials: int, seed: int) -> Iterator[tuple[int, int, dict[str, bytes]]]:
    """Yield so many cuts, spread over all calls: call's place, last acknowledged step, files."""
    chance = random.Random(seed)  # noqa: S311 - trials have to be the same every time
    disk = Disk(str(story.root))
    for name, (inode, content) in story.before.items():
        disk.lay(name, content, inode)
    share, done, acknowledged = trials / len(story.calls), 0, 0
    for place, call in enumerate(story.calls, start=1):
        if call.kind == "A":
            acknowledged = call.a
        else:
            disk.do(call)
        while done < round(place * share):
            done += 1
            yield place, acknowledged, disk.cut(chance)


def lay_out(files: dict[str, bytes], root: Path) -> None:
    """Write the files of a trial below ``root``, in place of what is there."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def cut_off(story: Story, trials: int, seed: int = 1) -> Ends:
    """Try so many cuts, and return how many ended how: "whole", or something that must not be."""
    judge = judge_migration if story.before else judge_days
    ends = Ends()
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        root = Path(name) / "home"
        for place, acknowledged, files in cuts(story, trials, seed):
            lay_out(files, root)
            end = judge(root, story.states, acknowledged)
            ends.count(end, f"after call {place} of {len(story.calls)}, seed {seed}")
    return ends


def judge_days(root: Path, states: Sequence[Rows | None], acknowledged: int) -> str:
    """Open what a cut left, as the next start does, and say what came of it."""
    folder = root / "new" / "data"
    if acknowledged and not log_file(folder).exists():
        return "lost"
    try:
        with open_log(folder, Wall()) as log:
            rows = rows_of(log)
            report = log.verify()
            log.caregivers.add(Caregiver(name="Jo"))  # life goes on
    except StorageError as problem:
        return f"broken: {type(problem).__name__}"
    if not (report.is_ok and report.is_index_ok):
        return "broken: the check found faults"
    return _compare(rows, states, acknowledged)


def _compare(rows: Rows, states: Sequence[Rows | None], acknowledged: int) -> str:
    allowed = states[acknowledged : acknowledged + 2]
    if rows in allowed or None in allowed:  # before the first step an empty log is right too
        return "whole"
    return "lost" if rows in states[:acknowledged] or acknowledged == 1 else "half"


def judge_migration(root: Path, states: Sequence[Rows | None], acknowledged: int) -> str:
    """Open what a cut left of a log that was on its way to the next schema."""
    path = log_file(root / "data")
    old = MIGRATIONS[-1].number
    try:
        found = open_database_as_it_is(path)
    except StorageError as problem:
        return f"broken: {type(problem).__name__}"
    if found not in states[acknowledged:]:
        return "lost" if found in states else "half"
    copies = backup_folder(path.parent).glob("caregiver-guide-schema-*.db")
    if found["version"] != [(old,)] and not any(_holds(copy, states[0]) for copy in copies):
        return "no copy of the old log"
    migrate(path.parent)
    return "whole" if all_rows(path)["revision"] == states[1]["revision"] else "half"


def _holds(path: Path, rows: Rows | None) -> bool:
    try:
        return all_rows(path) == rows
    except dbapi2.Error:
        return False


def open_database_as_it_is(path: Path) -> Rows:
    """Return the rows of a log after the database put it right, without changing its schema."""
    opened = database.Database(path)
    try:
        return rows_in(opened)
    finally:
        opened.close()
