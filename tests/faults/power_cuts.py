# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts, thousands of them: what the log's own code asked of the disk, cut off anywhere.

A program writes two days of a family's log, or a backup of it, and every call to the disk is
recorded (disk_calls.c). Then a disk is put together as a cut may leave it. What was synced is
there. Of what was not, any write may be there, be lost, or have arrived in part, 512 bytes at a
time, in any order; a name that was made, changed or removed may be as before until its folder is
synced. The log's own code opens what is left. It must hold exactly what was acknowledged, or that
and the entry that was under way.

A cut cannot be seen by killing a program: the system still writes what a killed program left.
"""

import errno
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.faults.disk_calls import MEMORY, Call, Layer, read_calls, run_under
from tests.faults.ends import Ends
from tests.faults.family import Family, make_equal_logs, two_days
from tests.faults.lives import LIVES, Days

from caregiver_guide.storage import database
from caregiver_guide.storage.errors import StorageError

SECTOR = 512


class Story(NamedTuple):
    """What a program asked of the disk, what was there before, and who can judge."""

    life: Days
    folders: list[str]
    files: dict[str, tuple[int, bytes]]
    calls: list[Call]


# ---- the recording


def record(
    folder: Path, library: Path, what: str = "days", pragmas: dict[str, str | int] | None = None
) -> Story:
    """Return the story of one life (see `LIVES`), with some of our settings spoiled on purpose."""
    calls = folder / "calls"
    life, folders, files = run_under(
        library, "tests.faults.power_cuts:record_life", str(folder), what, str(calls), pragmas or {}
    )
    return Story(life, folders, files, read_calls(calls))


def record_life(
    layer: Layer, root: str, what: str, calls: str, pragmas: dict[str, str | int]
) -> tuple[Days, list[str], dict[str, tuple[int, bytes]]]:
    """Do what `record` says, above the layer."""
    database._PRAGMAS = tuple({**dict(database._PRAGMAS), **pragmas}.items())
    make_equal_logs()
    life = LIVES[what](Path(root))
    life.learn()
    life.begin()
    names = {str(path.relative_to(life.home)): path for path in life.home.rglob("*")}
    folders = [name for name, path in names.items() if path.is_dir()]
    files = {
        name: (path.stat().st_ino, path.read_bytes())
        for name, path in names.items()
        if path.is_file()
    }
    layer.watch(life.home, Path(calls))
    life.live(layer.acknowledge)
    return life, folders, files


def record_bad_ends(folder: Path, library: Path) -> Story:
    """Return the story of two days on a disk that refuses the last sync of every entry, once."""
    calls = folder / "calls"
    function = "tests.faults.power_cuts:live_with_bad_ends"
    life = run_under(library, function, str(folder), str(calls))
    return Story(life, [], {}, read_calls(calls))


def live_with_bad_ends(layer: Layer, root: str, calls: str) -> Days:
    """Do what `record_bad_ends` says, above the layer."""
    make_equal_logs()
    life = Days(Path(root))
    life.learn()
    layer.watch(life.home)
    life.begin()
    numbers = []
    family = Family(life.data)
    for step in two_days(family):
        layer.fail(10_000_000, 0)
        step()
        layer.mend()
        numbers.append(layer.calls)
    kept: set[int] = set()
    while True:
        if family.log:
            family.close()
        life.begin()
        layer.watch(life.home, Path(calls))
        family = Family(life.data)
        for place, step in enumerate(two_days(family), start=1):
            if place not in kept and step.__name__ not in {"open", "close"}:
                layer.fail(numbers[place - 1], errno.EIO)
            try:
                step()
            except StorageError:  # no entry: opening, or how far a massage has got
                kept.add(place)
                break
            finally:
                layer.mend()
            layer.acknowledge(place)
        else:
            assert len(numbers) - len(kept) > 10
            return life


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


def cuts(
    story: Story, trials: int, seed: int, after: str = ""
) -> Iterator[tuple[int, int, dict[str, bytes]]]:
    """Yield so many cuts, spread over all calls: call's place, last acknowledged step, files.

    Or over the calls of one kind, right ``after`` which it is cut off.
    """
    chance = random.Random(seed)  # noqa: S311 - trials have to be the same every time
    disk = Disk(str(story.life.home), folders={"", *story.folders})
    for name, (inode, content) in story.files.items():
        disk.lay(name, content, inode)
    wanted = sum(call.kind in (after or call.kind) for call in story.calls)
    share, done, acknowledged, passed = trials / wanted, 0, 0, 0
    for place, call in enumerate(story.calls, start=1):
        if call.kind == "A":
            acknowledged = call.a
        else:
            disk.do(call)
        passed += call.kind in (after or call.kind)
        while done < round(passed * share):
            done += 1
            yield place, acknowledged, disk.cut(chance)


def lay_out(folders: list[str], files: dict[str, bytes], home: Path) -> None:
    """Write what a trial left below ``home``, in place of what is there."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    for folder in folders:
        (home / folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def cut_off(story: Story, trials: int, seed: int = 1, after: str = "") -> Ends:
    """Try so many cuts, and return how many ended how: "whole", or something that must not be."""
    ends = Ends()
    life = copy(story.life)
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        life.home = Path(name) / "home"
        for place, acknowledged, files in cuts(story, trials, seed, after):
            lay_out(story.folders, files, life.home)
            end = life.judge(acknowledged)
            ends.count(end, f"after call {place} of {len(story.calls)}, seed {seed}")
    return ends
