# SPDX-License-Identifier: GPL-3.0-or-later
"""The care file: chosen people and days as they were written, on their way to another computer.

Lines of JSON in UTF-8: a head that says what this is, then every chain entry by entry, then a last
line with the SHA-256 of all bytes before it. What was not chosen is there by its number and hash
alone, so that every chain can still be checked. See docs/care-file.md.

A file is read line by line, every line checked before it is used; nothing in it is taken for the
name of a file. The one who reads it takes all of it or nothing.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import msgspec

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.care_entries import (
    Entry,
    Kinds,
    LeftOut,
    UnknownKindError,
    fault_of,
    fault_of_place,
)
from caregiver_guide.storage.care_file_errors import (
    CareFileDamaged,
    CareFileNotWritten,
    CareFileTooLarge,
    CareFileTooNew,
    CareFileUnreadable,
    NotACareFile,
)
from caregiver_guide.storage.chain import COLUMNS, Revision, chain_hash
from caregiver_guide.storage.data_folder import sync_folder, sync_handle
from caregiver_guide.storage.part_files import begin_part_file

T = TypeVar("T")

VERSION: Final = 1
SUFFIX: Final = "care"

LARGEST_FILE: Final = 256 * 1024 * 1024
LONGEST_LINE: Final = 2 * 1024 * 1024
LONGEST_HEAD: Final = 64 * 1024
MOST_ENTRIES: Final = 250_000
MOST_PEOPLE: Final = 200

_BEGIN_OF_LEFT_OUT = b'["left-out",'
_BEGIN_OF_ENTRY = b"["
_MAGIC = b'{"caregiver_guide_care_file":'
_ABOUT = (
    "Records of gentle massage given at home, for another computer with Caregiver Guide. "
    "Each line below is one entry as it was written, in the order of 'columns'; its last column "
    "is a SHA-256 that ties it to the entry before. Anybody who has this file can read it."
)

_WHY = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EACCES: "you may not use that place",
    errno.EPERM: "you may not use that place",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "the folder is not there",
    errno.ENOTDIR: "its folder is a file",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EIO: "the disk does not answer as it should",
}


class NamedPerson(msgspec.Struct, frozen=True):
    """Somebody whom the file is about."""

    id: str
    name: str


class Head(msgspec.Struct, frozen=True):
    """The first line: what the file is, who made it when, about whom, and which days it holds.

    ``first_day`` and ``last_day`` are ``None`` where all days were chosen.
    """

    caregiver_guide_care_file: int
    made: str
    made_with: str
    people: list[NamedPerson]
    first_day: date | None = None
    last_day: date | None = None
    columns: list[str] = []
    about: str = _ABOUT


class _Version(msgspec.Struct):
    caregiver_guide_care_file: int


class _End(msgspec.Struct):
    end: str
    entries: int


def _why(problem: OSError) -> str:
    return _WHY.get(problem.errno or 0, (problem.strerror or "it cannot be used").lower())


def _why_unread(problem: OSError) -> str:
    return "it is not there" if problem.errno == errno.ENOENT else _why(problem)


# -- writing -----------------------------------------------------------------------------


def new_head(
    made: Moment,
    made_with: str,
    people: Iterable[NamedPerson],
    first_day: date | None = None,
    last_day: date | None = None,
) -> Head:
    """Return the head of a file that is made now."""
    return Head(VERSION, made.iso, made_with, list(people), first_day, last_day, list(COLUMNS))


def write_care_file(path: Path, head: Head, entries: Iterable[Entry]) -> int:
    """Write a care file for its owner alone, and return how many entries it holds whole.

    It has another name until it is whole on disk. Raises `CareFileNotWritten`, and then what was
    at ``path`` before is still there.
    """
    try:
        made = begin_part_file(path)
        try:
            with made.open("wb") as file:
                written = _Writer(file, path).write(head, entries)
                file.flush()
                sync_handle(file.fileno())
            made.replace(path)
        finally:
            with suppress(OSError):
                made.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as problem:
        raise CareFileNotWritten(path, _why(problem)) from problem
    return written


class _Writer:
    """Writes line after line, and keeps to the limits that a reader sets."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._digest = sha256()
        self._size = 0

    def write(self, head: Head, entries: Iterable[Entry]) -> int:
        """Write everything and return how many entries are whole."""
        whole = lines = 0
        self._put(head)
        for entry in entries:
            lines += 1
            whole += isinstance(entry, Revision)
            self._put(entry)
            if lines > MOST_ENTRIES or self._size > LARGEST_FILE - LONGEST_HEAD:
                raise CareFileNotWritten(self._path, "there is too much in it; choose fewer days")
        self._put(_End(self._digest.hexdigest(), lines))
        return whole

    def _put(self, item: Head | Entry | _End) -> None:
        line = msgspec.json.encode(item) + b"\n"
        if len(line) > (LONGEST_HEAD if isinstance(item, Head) else LONGEST_LINE):
            raise CareFileNotWritten(self._path, "a text in it is too long")
        self._digest.update(line)
        self._size += len(line)
        self._file.write(line)


# -- reading -----------------------------------------------------------------------------


class CareFileReader:
    """One look through a care file, from the first line to the last.

    ``head`` is there at once; ``seal`` is the checksum, once `entries` has come to the end.
    Raises a `CareFileError` at the first thing that is not right. Not more than one line is in
    memory.
    """

    def __init__(self, path: Path, kinds: Kinds) -> None:
        self.path = path
        self.seal = ""
        self._kinds = kinds
        self._line = 1
        try:
            self._refuse_by_size()
            with path.open("rb") as file:
                self.head = self._read_head(file.readline(LONGEST_HEAD + 1))
        except OSError as problem:
            raise CareFileUnreadable(path, _why_unread(problem)) from problem
        self._people = {one.id for one in self.head.people}

    def _refuse_by_size(self) -> None:
        state = self.path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise NotACareFile(self.path)
        if state.st_size > LARGEST_FILE:
            raise CareFileTooLarge(self.path)

    def _read_head(self, line: bytes) -> Head:
        if not line.startswith(_MAGIC):
            raise NotACareFile(self.path)
        if not line.endswith(b"\n"):
            raise self._damaged("the head has no end")
        if self._decode(line, _Version).caregiver_guide_care_file > VERSION:
            raise CareFileTooNew(self.path)
        head = self._decode(line, Head)
        with suppress(ValueError):
            datetime.fromisoformat(head.made)
            return self._checked(head)
        raise self._damaged("made")

    def _checked(self, head: Head) -> Head:
        ids = {one.id for one in head.people}
        if (
            head.caregiver_guide_care_file != VERSION
            or tuple(head.columns) != COLUMNS
            or len(head.made_with) > 100
            or not 1 <= len(ids) == len(head.people) <= MOST_PEOPLE
        ):
            raise self._damaged("head")
        return head

    def entries(self) -> Iterator[Entry]:
        """Yield every entry in the order of the chains, each checked with all before it."""
        try:
            with self.path.open("rb") as file:
                yield from self._entries(file)
        except OSError as problem:
            raise CareFileUnreadable(self.path, _why_unread(problem)) from problem

    def _entries(self, file: BinaryIO) -> Iterator[Entry]:
        digest = sha256(file.readline(LONGEST_HEAD + 1))
        before: Entry | None = None
        met: set[str] = set()
        self._line = 1
        while (line := file.readline(LONGEST_LINE + 1)).startswith(_BEGIN_OF_ENTRY):
            self._line += 1
            if len(line) > LONGEST_LINE or self._line > MOST_ENTRIES + 1:
                raise CareFileTooLarge(self.path)
            digest.update(line)
            one = self._entry(line, before)
            if one.kind == "person":
                met.add(one.person)
            yield one
            before = one
        self._check_end(line, digest.hexdigest(), file.read(1))
        self._refuse_open_chain(before, None)
        if met != self._people:
            raise self._damaged("somebody is missing")
        self.seal = digest.hexdigest()

    def _entry(self, line: bytes, before: Entry | None) -> Entry:
        """Return the entry of a line that follows ``before``."""
        one: Entry
        if line.startswith(_BEGIN_OF_LEFT_OUT):
            one = self._decode(line, LeftOut)
        else:
            one = self._decode(line, Revision)
        fault = fault_of_place(one)
        if fault or (one.person and one.person not in self._people):
            raise self._damaged(fault or "person")
        previous = self._hash_before(one, before)
        if isinstance(one, LeftOut):
            return one
        if one.hash != chain_hash(one, previous):
            raise self._damaged("not as it was written")
        try:
            fault = fault_of(one, self._kinds)
        except UnknownKindError:
            raise CareFileTooNew(self.path) from None
        if fault:
            raise self._damaged(fault)
        return one

    def _hash_before(self, one: Entry, before: Entry | None) -> str:
        """Return the hash that an entry is tied to; chains come in order and have no holes."""
        chain = (one.person, one.replica)
        if before is not None and chain == (before.person, before.replica):
            if one.seq != before.seq + 1:
                raise self._damaged("an entry is missing")
            return before.hash
        self._refuse_open_chain(before, chain)
        if one.seq != 1:
            raise self._damaged("the first entry is missing")
        return ""

    def _refuse_open_chain(self, before: Entry | None, chain: tuple[str, str] | None) -> None:
        """A chain ends with an entry that is there, and no chain comes twice."""
        if before is None:
            return
        if isinstance(before, LeftOut):
            raise self._damaged("nothing follows what was left out")
        if chain is not None and chain <= (before.person, before.replica):
            raise self._damaged("the chains are not in order")

    def _check_end(self, line: bytes, digest: str, after: bytes) -> None:
        self._line += 1
        if len(line) > LONGEST_HEAD or after:
            raise self._damaged("more than there should be")
        if not line:
            raise self._damaged("the end is missing")
        end = self._decode(line, _End)
        if end.end != digest or end.entries != self._line - 2:
            raise self._damaged("checksum")

    def _decode(self, line: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(line, type=kind)
        except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
            raise self._damaged("not readable") from problem

    def _damaged(self, fault: str) -> CareFileDamaged:
        return CareFileDamaged(self.path, f"line {self._line}: {fault}")
