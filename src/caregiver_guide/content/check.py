# SPDX-License-Identifier: GPL-3.0-or-later
"""List every fault of a content folder at once, for the people who write content."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import msgspec

from caregiver_guide.content.faults import Fault
from caregiver_guide.content.files import (
    FOLDERS,
    OPENING,
    SINGLE,
    ContentFiles,
    file_kind,
    files_from,
    hashes,
    version_of,
)
from caregiver_guide.content.giver_words import faults_of_giver_words
from caregiver_guide.content.lint import Note, lint_content, lint_program, missing_pictures, notes
from caregiver_guide.content.page_words import faults_of_page_words
from caregiver_guide.content.pictures_lint import steps_without_picture
from caregiver_guide.content.reading import Measure
from caregiver_guide.content.rulebook_reader import RulebookReader
from caregiver_guide.content.texts import program_texts
from caregiver_guide.domain.values import dataclass

OTHER_FOLDERS = (
    "themes",
    "figure",
    "fonts",
    "icons",
    "styles",
    "sounds",
    "page",
    "translations",
    "words",
)
"""Folders of resources that hold no content of this kind."""

WANTED = {
    "string": "words in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list in [ ]",
    "object": "a table",
}

PACKAGE = Path(__file__).resolve().parents[1]
INTERFACE = "the program's own words"

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: the faults, what to look at, and the reading of each file.

    ``files`` is the content itself, or ``None`` where something in it has the wrong shape or name.
    """

    faults: tuple[Fault, ...]
    notes: tuple[Note, ...] = ()
    reading: dict[str, Measure] = field(default_factory=dict)
    files: ContentFiles | None = None
    conditions: int = 0
    routines: int = 0
    positions: int = 0
    sources: int = 0
    version: str = ""


def check_folder(folder: Path, own: Path) -> CheckReport:
    """Return every fault of the content in ``folder``.

    A folder without ``body/regions.toml`` is an addition: what it lacks is taken from the app's
    ``own`` content, so that the ids it names can be looked up.
    """
    faults: list[Fault] = [*_strangers(folder), *faults_of_page_words(folder)]
    is_whole = (folder / "body" / "regions.toml").is_file()
    tables: dict[str, Table] = {} if is_whole else _tables(own, [])
    mine = _tables(folder, faults)
    tables.update(mine)
    if not mine and not faults:
        faults.append(
            Fault(
                "(folder)",
                "(all)",
                "No file of content is in it.",
                "Name the folder that holds conditions/, routines/ or the other files.",
            )
        )
    if is_whole:
        faults.extend(_missing(tables, faults))
    for name in mine:
        tables[name] = _mended(name, tables[name], faults)
    version = version_of(hashes(folder))
    try:
        files = files_from(tables, version)
    except msgspec.ValidationError as error:
        # Only reached when a whole file is missing or no table at all; that is a fault above.
        if not faults:
            faults.append(Fault("(content)", "(all)", f"{error}.", "Compare with resources/."))
        return CheckReport(tuple(sorted(set(faults))))
    if is_whole:
        faults.extend(faults_of_giver_words(folder, None if faults else files))
    reader = RulebookReader(files)
    book = reader.read()
    program = program_texts(PACKAGE)
    is_sound = not faults and not reader.faults
    found = [*reader.faults]
    found += missing_pictures(files, book if is_sound else None, folder)
    found += steps_without_picture(files, folder)
    more, reading = lint_content(files, book if is_sound else None, program)
    found += more
    to_check = list(notes(files, reading))
    if program.shown and folder.resolve() == own.resolve():
        more, reading[INTERFACE] = lint_program(files, program)
        faults += more
    if not is_whole:
        found = [fault for fault in found if fault.file in mine]
        to_check = [note for note in to_check if note.file in mine]
        reading = {name: measure for name, measure in reading.items() if name in mine}
    return CheckReport(
        tuple(sorted({*faults, *found})),
        tuple(sorted(to_check)),
        reading,
        files if is_sound else None,
        conditions=sum(
            entry.kind != "default"
            for table in files.conditions.values()
            for entry in table.values()
        ),
        routines=len(files.routines),
        positions=len(files.positions),
        sources=len(files.sources),
        version=version,
    )


def _strangers(folder: Path) -> Iterator[Fault]:
    """Yield a fault for every TOML file that stands where none is read."""
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder)
        place = name.parts[0]
        if len(name.parts) == 1 and place in SINGLE:
            continue
        is_body = place == "body" and name.name != "regions.toml"
        if len(name.parts) == 2 and place in FOLDERS and not is_body:
            continue
        if place in OTHER_FOLDERS and len(name.parts) > 1:
            continue
        yield Fault(
            name.as_posix(),
            "(file)",
            "No content is read from here.",
            f"Put it into one of: {', '.join(f'{each}/' for each in FOLDERS)}.",
        )


def _tables(folder: Path, faults: list[Fault]) -> dict[str, Table]:
    """Return every content file that is readable TOML, by its path; note those that are not."""
    found: dict[str, Table] = {}
    paths = [folder / name for name in SINGLE if (folder / name).is_file()]
    for name in FOLDERS:
        paths.extend(sorted((folder / name).glob("*.toml")))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = tomllib.loads(path.read_text("utf-8"))
        except OSError as error:
            problem = f"The file cannot be read ({error.strerror})."
            faults.append(Fault(name, "(file)", problem, "Check its permissions."))
        except UnicodeDecodeError:
            faults.append(Fault(name, "(file)", "The text is not UTF-8.", "Save it as UTF-8."))
        except tomllib.TOMLDecodeError as error:
            faults.append(Fault(name, "(file)", f"{error}.", "Correct the line named here."))
    return found


def _missing(tables: dict[str, Table], faults: list[Fault]) -> Iterator[Fault]:
    """Yield a fault for each file that a whole set must have."""
    unreadable = {fault.file for fault in faults}
    for name in (*SINGLE, f"routines/{OPENING}.toml"):
        if name not in tables and name not in unreadable:
            yield Fault(name, "(file)", "The file is missing.", "Put it back.")


def _mended(name: str, table: Table, faults: list[Fault]) -> Table:
    """Note every fault of shape in a file, and return it with the faulty parts taken out.

    What is left can then be checked for its meaning too, so that one run shows everything.
    """
    schema = msgspec.json.schema(file_kind(name))
    checker = jsonschema.Draft202012Validator(schema)
    for _ in range(50):
        errors = sorted(checker.iter_errors(table), key=lambda error: list(map(str, error.path)))
        leaves = [leaf for error in errors for leaf in _leaves(error)]
        if not leaves:
            break
        faults.extend(_as_fault(name, leaf) for leaf in leaves)
        for leaf in leaves:
            _take_out(table, leaf, schema)
    return table


def _leaves(error: jsonschema.ValidationError) -> list[jsonschema.ValidationError]:
    """Return the errors at the bottom of an error with alternatives."""
    if error.validator == "anyOf" and error.context:
        kinds = [e for e in error.context if e.validator not in ("type", "const")]
        return kinds or [error]
    return [error]


def _key(path: list[str | int]) -> str:
    """Return a path within a file as people write it: ``port.rule[0].avoid``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "(file)"


def _as_fault(name: str, error: jsonschema.ValidationError) -> Fault:
    key = _key(list(error.absolute_path))
    if error.validator == "additionalProperties":
        known = sorted(error.schema.get("properties", {}))
        strange = sorted(set(error.instance) - set(known))
        words = ", ".join(f"'{word}'" for word in strange)
        return Fault(
            name, key, f"{words} is not known here.", f"Remove it; known are {', '.join(known)}."
        )
    if error.validator == "required":
        missing = sorted(set(error.validator_value) - set(error.instance))
        words = ", ".join(f"'{word}'" for word in missing)
        return Fault(name, key, f"{words} is missing.", "Add it.")
    if error.validator == "enum":
        allowed = ", ".join(repr(value) for value in error.validator_value)
        return Fault(name, key, f"{error.instance!r} is not allowed.", f"Write one of {allowed}.")
    shown = repr(error.instance)
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    wanted = WANTED.get(str(error.validator_value), "")
    remedy = f"Write {wanted}." if wanted else "Compare with the other files."
    return Fault(name, key, f"{shown} is not what belongs here.", remedy)


def _take_out(table: Table, error: jsonschema.ValidationError, schema: Table) -> None:
    """Remove or fill the faulty part, so that the rest can be looked at."""
    path = list(error.absolute_path)
    part: Any = table
    for step in path[:-1] if error.validator not in ("additionalProperties", "required") else path:
        try:
            part = part[step]
        except (KeyError, IndexError, TypeError):
            return
    if error.validator == "additionalProperties":
        for key in set(part) - set(error.schema.get("properties", {})):
            del part[key]
    elif error.validator == "required":
        for key in set(error.validator_value) - set(part):
            part[key] = _filler(error.schema["properties"][key], schema)
    elif path:
        last = path[-1]
        if (isinstance(part, dict) and last in part) or (
            isinstance(part, list) and isinstance(last, int) and last < len(part)
        ):
            part[last] = _filler(error.schema, schema)


def _filler(wanted: Table, schema: Table) -> Any:  # noqa: ANN401 - any part of a schema
    """Return something that fits a part of the schema and means nothing."""
    if "$ref" in wanted:
        wanted = schema["$defs"][str(PurePosixPath(wanted["$ref"]).name)]
    if "default" in wanted:
        return wanted["default"]
    if "anyOf" in wanted:
        return _filler(wanted["anyOf"][0], schema)
    if "enum" in wanted:
        return wanted["enum"][0]
    kind = wanted.get("type")
    if kind == "object":
        properties = wanted.get("properties", {})
        return {
            key: _filler(properties[key], schema)
            for key in wanted.get("required", ())
            if key in properties
        }
    fillers: Table = {"string": "", "integer": 1, "number": 1, "boolean": False, "array": []}
    return fillers.get(str(kind))
