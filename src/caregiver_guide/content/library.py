# SPDX-License-Identifier: GPL-3.0-or-later
"""All content of the app, loaded and checked: the rulebook, and the words beside it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TypeVar

from caregiver_guide.content.faults import ContentError
from caregiver_guide.content.files import ContentFiles, read_files
from caregiver_guide.content.giver_words import GiverWords
from caregiver_guide.content.rulebook_reader import RulebookReader
from caregiver_guide.content.schema import (
    ConditionEntry,
    PositionEntry,
    RoutineFile,
    StepEntry,
)
from caregiver_guide.domain.planner import Planner
from caregiver_guide.domain.rulebook import Rulebook

T = TypeVar("T")


class Library:
    """The content in use. Nothing in it changes while the app runs."""

    def __init__(
        self, files: ContentFiles, book: Rulebook, words: GiverWords | None = None
    ) -> None:
        """Keep ``files`` for their words, ``book`` for its rules, and the giver's own ``words``."""
        self.files = files
        self.book = book
        self.words = words
        self.planner = Planner(book)

    def read_with(self, words: GiverWords | None) -> Library:
        """Return the same rules in the words of another giver."""
        if words is None or self.words is not None:
            return self
        return Library(words.reworded(self.files), self.book, words)

    def said(self, value: T) -> T:
        """Return a text, or what holds texts, in the words of whoever gives care."""
        return value if self.words is None else self.words.reworded(value)

    @cached_property
    def conditions(self) -> dict[str, ConditionEntry]:
        """Every condition by id, in the order of the files."""
        return {
            name: entry for table in self.files.conditions.values() for name, entry in table.items()
        }

    @property
    def routines(self) -> dict[str, RoutineFile]:
        """Every routine by id."""
        return self.files.routines

    @property
    def positions(self) -> dict[str, PositionEntry]:
        """Every position by id."""
        return self.files.positions

    @cached_property
    def steps(self) -> dict[tuple[str, str], StepEntry]:
        """Every step by routine and step id, the shared opening and close included."""
        shared = {step.id: step for step in self.files.opening.step}
        return {
            (routine, name): step
            for routine, entry in self.files.routines.items()
            for name, step in {**shared, **{step.id: step for step in entry.step}}.items()
        }

    @property
    def version(self) -> str:
        """The version of the rule set."""
        return self.files.version


def load_library(folder: Path) -> Library:
    """Return the content of ``folder``; raise :class:`ContentError` with all of its faults."""
    files = read_files(folder)
    reader = RulebookReader(files)
    book = reader.read()
    if reader.faults:
        raise ContentError(reader.faults)
    return Library(files, book)
