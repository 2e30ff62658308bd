# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the log knows of people, in a folder that a stranger can read without this app.

A table for each kind of entry as CSV and all of them as JSON, in a folder for each person, with a
README that says what every file and column is. The tables follow from the facts of the log, so a
new kind of fact is in the folder without a word here.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import Fact, Moment, Person, SessionRecord
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services import session_export
from caregiver_guide.services.bin_view import is_end
from caregiver_guide.services.column_words import MEANINGS
from caregiver_guide.services.moving import MOVED
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_export import as_csv, changes_counted, rows_of
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.part_files import begin_part_folder

_OF_EVERY_FACT = ("id", "happened", "time_zone", "written", "written_by", "version", "reason")
_IN_FRONT = frozenset(field.name for field in fields(Fact)) | {"person"}
_FILE_NAMES = {
    "person": "person",
    "contact": "care-team",
    "zone": "places-to-keep-away-from",
    "condition": "conditions",
    "clearance": "what-was-allowed",
    "zones-answer": "anything-to-keep-away-from",
    "check": "daily-checks",
    "signs-looked": "what-the-care-team-looked-at",
    "rating": "ratings",
    "reaction": "reactions",
    "note": "notes",
    "question": "questions",
    "page": "pages-for-the-care-team",
    "team-answer": "what-the-care-team-answered",
    "weekly-plan": "massages-a-week",
    "consent-answer": "softer-same-or-stop",
    "comfort-signs": "signs-of-comfort",
    "follow-up": "how-it-went",
}
_UNITS = {
    "at_s": "at_seconds",
    "seconds": "seconds",
    "planned_seconds": "planned_seconds",
    "pressure": "pressure_level",
    "softened_to": "softened_to_level",
}

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the name of its file, its columns in order, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]


class ExportError(Exception):
    """The folder cannot be written; ``str()`` says why and what to do."""


def export_folder(
    log: Log, library: Library, people: Sequence[Person], folder: Path, made: Moment
) -> tuple[Path, ...]:
    """Write everything about ``people`` into a new folder and return what was written.

    Raises what `write_folder` raises.
    """
    return write_folder(read_people(log, library, people), folder, made)


def read_people(
    log: Log, library: Library, people: Sequence[Person]
) -> tuple[tuple[Person, tuple[Table, ...]], ...]:
    """Return everything about ``people``, each with their tables; nothing is written."""
    return tuple((person, tables_of(log, library, person)) for person in people)


def write_folder(
    read: Sequence[tuple[Person, tuple[Table, ...]]], folder: Path, made: Moment
) -> tuple[Path, ...]:
    """Write what was read of people into a new folder and return what was written.

    The folder has another name until all of it is there. Raises `ExportError` for a folder that
    holds something already, or cannot be written.
    """
    people = [person for person, _ in read]
    if folder.is_dir() and any(folder.iterdir()):
        raise ExportError(f"{folder} is not empty. Nothing was written. Choose another folder.")
    part = None
    try:
        part = begin_part_folder(folder)
        columns = {column for _, tables in read for one in tables for column in one.columns}
        written = [_write(part / "README.txt", _readme(people, made, columns))]
        for name, (person, tables) in zip(_folder_names(people), read, strict=True):
            (part / name).mkdir(mode=0o700)
            for table in tables:
                text = as_csv(table.rows, table.columns)
                # A byte order mark tells spreadsheets that names may have accents.
                written.append(_write(part / name / f"{table.name}.csv", f"\ufeff{text}"))
            written.append(_write(part / name / "everything.json", _as_json(person, tables, made)))
        if folder.is_dir():
            folder.rmdir()
        part.rename(folder)
    except OSError as problem:
        raise ExportError(
            f"{folder} cannot be written: {(problem.strerror or str(problem)).lower()}. "
            "The log is as it was. Choose another place."
        ) from problem
    finally:
        if part is not None:
            with suppress(OSError):
                shutil.rmtree(part)
    return tuple(folder / path.relative_to(part) for path in written)


def _write(path: Path, text: str) -> Path:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return path


def _folder_names(people: Sequence[Person]) -> list[str]:
    """Return a name for each person's folder, made of letters and digits alone, none twice."""
    names: list[str] = []
    for person in people:
        word = re.sub(r"[^A-Za-z0-9]+", "-", person.name).strip("-").lower()[:40] or "person"
        if _NO_FOLDER.fullmatch(word):
            word = f"{word}-person"
        others = (f"{word}-{number}" for number in itertools.count(2))
        names.append(
            next(name for name in (word, *islice(others, len(names) + 1)) if name not in names)
        )
    return names


_NO_FOLDER = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""What Windows takes for a device."""


# -- tables --------------------------------------------------------------------------------


def tables_of(log: Log, library: Library, person: Person) -> tuple[Table, ...]:
    """Return everything about one person, a table for each kind of entry."""
    names = {one.id: one.name for one in log.caregivers.all()}
    words = PlanWords(library, person.name)
    reader = _Reader(library, words, names)
    sessions = tuple(reversed(log.sessions.recent(person.id, limit=1_000_000)))
    caregivers = {one.id: one for one in log.caregivers.all()}
    given = rows_of(person, log.sessions.stories(sessions), caregivers)
    tables = [
        Table(
            "sessions",
            with_names(session_export.COLUMNS),
            [row | reader.names(row) for row in given],
        ),
        Table("steps", _STEP_COLUMNS, [row for one in sessions for row in reader.steps(one)]),
    ]
    tables.append(
        Table("plans", _PLAN_COLUMNS, [row for one in sessions for row in _plans(log, one)])
    )
    tables.append(_givers(log, person, sessions))
    earlier = [
        row
        for one in sessions
        if one.version > 1 and not is_end(log, one)
        for row in reader.versions("session", log.sessions.history(one.id))
    ]
    for giver in log.caregivers_of(person):
        if giver.version > 1:
            earlier += reader.versions("caregiver", log.caregivers.history(giver.id))
    for kind, facts in log.kinds().items():
        if kind == "caregiver":
            continue
        found: tuple[Fact, ...] = (person,) if kind == "person" else facts.to_export(person.id)
        if found and kind != "session":
            columns = (*_OF_EVERY_FACT, *reader.own_columns(type(found[0])))
            rows = [reader.row(one) for one in found]
            tables.append(Table(_FILE_NAMES.get(kind, kind), columns, rows))
        # What was moved to somebody else speaks of them: it stands in their folder alone.
        binned = [
            one for one in (() if kind == "person" else facts.binned(person.id)) if one.why != MOVED
        ]
        for one in (*(found if kind != "session" else ()), *binned):
            if (one.version > 1 or one.is_in_bin) and "~" not in one.id:
                earlier += reader.versions(kind, facts.history(one.id))
    tables.append(Table("earlier-versions", _VERSION_COLUMNS, earlier))
    return tuple(tables)


def _plans(log: Log, session: SessionRecord) -> Iterable[Row]:
    """Return the plans that were shown for a massage, in their order."""
    for number, text in enumerate(log.sessions.plans_json(session), start=1):
        if text:
            yield {"session_id": session.id, "number": number, "plan": text}


def _givers(log: Log, person: Person, sessions: Sequence[SessionRecord]) -> Table:
    """Return whoever gave this person a massage, with what they are to them."""
    gave = {one.caregiver for one in sessions} | {person.recorded_by}
    rows: list[Row] = [
        {"name": one.name, "role": one.role, "phone": one.phone}
        for one in log.caregivers.all()
        if one.id in gave
    ]
    return Table("caregivers", ("name", "role", "phone"), rows)


_PLAN_COLUMNS = ("session_id", "number", "plan")
_STEP_COLUMNS = (
    "session_id", "number", "step", "side", "regions", "regions_in_words", "is_touch",
    "pressure_level", "softened_to_level", "planned_seconds", "seconds", "outcome", "started",
)  # fmt: skip
_VERSION_COLUMNS = (
    "kind", "id", "version", "written", "written_by", "reason", "is_in_bin", "content",
)  # fmt: skip


class _Reader:
    """Turns facts into rows of plain words and numbers."""

    def __init__(self, library: Library, words: PlanWords, caregivers: Mapping[str, str]) -> None:
        self._library = library
        self._words = words
        self._caregivers = caregivers
        self._names_of: Mapping[str, Mapping[str, str]] = {
            "condition": {key: one.name for key, one in library.conditions.items()},
            "routine": {key: one.name for key, one in library.routines.items()},
            "position": {key: one.name for key, one in library.positions.items()},
            "stop_reason": {one.id: one.text for one in library.files.stop_reasons.reason},
            "what": {one.id: one.text for one in library.files.reactions.reaction},
        }

    def own_columns(self, kind: type[Fact]) -> tuple[str, ...]:
        """Return the columns of a kind of fact beyond those of every fact."""
        own = (field.name for field in fields(kind) if field.name not in _IN_FRONT)
        return with_names([_column(name) for name in own])

    def row(self, fact: Fact) -> Row:
        """Return one fact."""
        row: Row = {
            "id": fact.id,
            "happened": fact.happened.iso,
            "time_zone": fact.happened.zone,
            "written": fact.written.iso,
            "written_by": self._caregivers.get(fact.recorded_by, ""),
            "version": changes_counted(fact),
            "reason": fact.why,
        }
        for field in fields(fact):
            if field.name in _IN_FRONT:
                continue
            row[_column(field.name)] = _plain(getattr(fact, field.name))
        return row | self.names(row)

    def names(self, row: Row) -> Row:
        """Return the names of what a row has ids for, as cells of their own."""
        return {
            _IN_WORDS[column]: self._in_words(column, value)
            for column, value in row.items()
            if column in _IN_WORDS
        }

    def _in_words(self, column: str, value: object) -> str:
        if isinstance(value, list):
            known = self._library.book.body.index
            return self._words.places(tuple(str(one) for one in value if one in known))
        return self._words.fill(self._names_of[column].get(str(value), ""))

    def steps(self, session: SessionRecord) -> Iterable[Row]:
        """Return the steps of a massage as they went."""
        for number, step in enumerate(session.steps, start=1):
            row: Row = {"session_id": session.id, "number": number}
            for field in fields(step):
                row[_column(field.name)] = _plain(getattr(step, field.name))
            yield row | self.names(row)

    def versions(self, kind: str, history: Sequence[Fact]) -> Iterable[Row]:
        """Return every version of a fact, the oldest first."""
        for one in history:
            content = {
                _column(field.name): _plain(getattr(one, field.name))
                for field in fields(one)
                if field.name not in _IN_FRONT
            }
            yield {
                "kind": _FILE_NAMES.get(kind, kind),
                "id": one.id,
                "version": changes_counted(one),
                "written": one.written.iso,
                "written_by": self._caregivers.get(one.recorded_by, ""),
                "reason": one.why,
                "is_in_bin": "yes" if one.is_in_bin else "no",
                "content": json.dumps(content, ensure_ascii=False),
            }


_IN_WORDS = {
    column: f"{column}_in_words"
    for column in ("condition", "regions", "routine", "position", "stop_reason", "what")
}
"""The columns that hold ids, each with the one beside it that holds the names."""


def with_names(columns: Sequence[str]) -> tuple[str, ...]:
    """Return columns with those for names beside the ones for ids."""
    found: list[str] = []
    for column in columns:
        found.append(column)
        if column in _IN_WORDS:
            found.append(_IN_WORDS[column])
    return tuple(found)


def _column(name: str) -> str:
    return "session_id" if name == "session" else _UNITS.get(name, name)


def _plain(value: object) -> object:
    """Return a value as a table holds it: words, numbers, and lists of them."""
    if isinstance(value, Moment):
        return value.iso
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _as_json(person: Person, tables: Iterable[Table], made: Moment) -> str:
    whole = {
        "about": "Everything that Caregiver Guide has written down about one person.",
        "person": person.name,
        "made": made.iso,
        "tables": {table.name: table.rows for table in tables},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


# -- what is what ------------------------------------------------------------------------


def _readme(people: Sequence[Person], made: Moment, occurring: AbstractSet[str]) -> str:
    whose = "\n".join(
        f"  {folder}/   {person.name}"
        for folder, person in zip(_folder_names(people), people, strict=True)
    )
    columns = "\n".join(
        f"  {name}: {meaning}" for name, meaning in MEANINGS.items() if name in occurring
    )
    return f"""What is in this folder
======================

Records of gentle massage given at home, written with Caregiver Guide.
Put together on {made.iso}. They hold what a person told their family: anybody
who has this folder can read it. It is a copy; the log itself is as it was.

One folder for each person:
{whose}

In each of them:
  sessions.csv            every massage, one in a row, the oldest first
  steps.csv               every step of every massage, as it went
  plans.csv               the plan of each massage, as it was shown
  caregivers.csv          who gave the massages
  earlier-versions.csv    what entries said before they were changed, and what
                          was put into the bin; the last column is JSON
  everything.json         all of these tables in one file, for programs
  other .csv files        one for each kind of entry, named for what is in it

CSV files open in any spreadsheet: UTF-8, a comma between cells, the names of the
columns in the first row. Lists inside a cell have semicolons between them. Where
words begin with a sign that a spreadsheet would take for a formula, there is a '
in front of them. An empty cell means that nothing was written down.

What the columns mean
{columns}
"""
