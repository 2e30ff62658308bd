# SPDX-License-Identifier: GPL-3.0-or-later
"""How a paid aide reads the same: whole texts in place of whole texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from caregiver_guide.content.faults import ContentError, Fault
from caregiver_guide.content.files import ContentFiles
from caregiver_guide.domain.profile import Giver

FOLDER = "words"
_FILE = "aide.toml"
_PAGE = Path("page") / "en.toml"
_CALLED = re.compile("massag", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_UNSAID = frozenset({"id", "source", "sources", "also", "evidence", "forbidden_claims"})
"""Fields that no aide's work is called in: ids, words to search by, and what studies found."""
_TOLD_OF = _UNSAID | {"learn"}
"""Learn tells what others do and have studied as well: only the rows that are there count."""

T = TypeVar("T")


class GiverWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of one giver: ``kept`` are those that stay as they are though they say massage."""

    source: list[str]
    grade: str
    seen: str
    kept: list[str]
    interface: dict[str, str]
    content: dict[str, str]
    page: dict[str, str]
    reading: dict[str, str]

    @property
    def tables(self) -> tuple[dict[str, str], ...]:
        """The rows by where their texts stand."""
        return (self.interface, self.content, self.page, self.reading)

    def said(self, text: str) -> str:
        """Return a whole text as this giver reads it."""
        for table in self.tables:
            if text in table:
                return table[text]
        return text

    def reworded(self, value: T) -> T:
        """Return a value of the content with each whole text in it as this giver reads it."""
        return cast("T", self._reworded(value))

    def _reworded(self, value: object) -> object:
        if isinstance(value, str):
            return self.said(value)
        if isinstance(value, dict):
            return {key: self._reworded(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._reworded(one) for one in value]
        if isinstance(value, tuple):
            return tuple(self._reworded(one) for one in value)
        if isinstance(value, msgspec.Struct):
            changes = {
                name: self._reworded(getattr(value, name))
                for name in value.__struct_fields__
                if name not in _UNSAID
            }
            return msgspec.structs.replace(value, **changes)
        return value


def giver_words(resources: Path, giver: Giver) -> GiverWords | None:
    """Return the words of a giver; ``None`` for family, whose words stand in the other files.

    Raises `ContentError` for a file that is not as it should be.
    """
    if giver != "aide":
        return None
    path = resources / FOLDER / _FILE
    return _read(path, path.stat().st_mtime_ns)


def faults_of_giver_words(resources: Path, files: ContentFiles | None) -> tuple[Fault, ...]:
    """Return what is wrong with the words of an aide, and which text has none."""
    try:
        words = giver_words(resources, "aide")
    except ContentError as error:
        return error.faults
    except OSError as error:
        return (_fault("(file)", f"It cannot be read ({error.strerror}).", "Put it back."),)
    if words is None or files is None:
        return ()
    on_page = tomllib.loads((resources / _PAGE).read_text("utf-8"))
    return (*_wrong_rows(words), *_missing_rows(words, files, set(_texts(on_page))))


def _wrong_rows(words: GiverWords) -> Iterator[Fault]:
    for table in words.tables:
        for text, said in table.items():
            if sorted(_PLACEHOLDER.findall(text)) != sorted(_PLACEHOLDER.findall(said)):
                yield _fault(text, "The names in braces differ.", "Write the same ones.")
            if is_called_massage(said):
                yield _fault(text, "It still says massage.", "Call it comfort touch.")


def _missing_rows(words: GiverWords, files: ContentFiles, on_page: set[str]) -> Iterator[Fault]:
    found = set(_texts(files))
    for text in sorted(found | on_page):
        if is_called_massage(text) and text not in words.kept and words.said(text) == text:
            yield _fault(text, "An aide would read massage here.", "Add a row for it.")
    for text in (*words.content, *words.kept, *words.page):
        if text not in found | on_page:
            yield _fault(text, "No content says this any more.", "Take the row out, or correct it.")


def is_called_massage(text: str) -> bool:
    """Return whether a text calls the work massage; a name in braces does not count."""
    return _CALLED.search(_PLACEHOLDER.sub("", text)) is not None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in _TOLD_OF:
                yield from _texts(getattr(value, name))


def _fault(place: str, problem: str, remedy: str) -> Fault:
    return Fault(f"{FOLDER}/{_FILE}", place, problem, remedy)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> GiverWords:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), GiverWords, strict=True)
    except (ValueError, msgspec.ValidationError) as problem:
        raise ContentError((_fault("(file)", f"{problem}.", "Correct what is named."),)) from None
