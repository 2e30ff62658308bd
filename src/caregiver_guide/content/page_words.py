# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fixed sentence of the page for the care team, one file for each language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from caregiver_guide.content.faults import ContentError, Fault

FOLDER = "page"
ENGLISH = "en"


class Plural(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence for one and a sentence for any other number, with ``{count}`` in it."""

    one: str
    many: str

    def of(self, count: int, **more: object) -> str:
        """Return the sentence for ``count``."""
        return (self.one if count == 1 else self.many).format(count=count, **more)


class PageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The page's own sentences; what is said about conditions comes from the content."""

    language: str
    months: tuple[str, ...]
    months_in_full: tuple[str, ...]
    names_that_are_words: tuple[str, ...]
    names_hidden: str
    weekdays: tuple[str, ...]
    day: str
    day_and_month: str
    span: str
    days: Plural
    title: str
    name: str
    initials: str
    born: str
    given_by: str
    team: str
    not_given: str
    roles: dict[str, str]
    name_and_role: str
    name_and_phone: str
    act_on: str
    nothing_to_act_on: str
    more: Plural
    more_marks: Plural
    act_reaction: str
    act_stop: str
    act_open: str
    act_calm_stops: Plural
    no_reason: str
    act_worse: str
    act_new: Plural
    act_unsaid: Plural
    act_overdue: Plural
    act_questions: Plural
    names_and_more: str
    places: str
    still_right: str
    yes: str
    change: str
    no_zones: str
    no_zones_must_ask: str
    no_zones_nothing: str
    front: str
    back: str
    left_letter: str
    right_letter: str
    own_sides: str
    marks_as_of: str
    shading: str
    place_unknown: str
    right_side: str
    left_side: str
    both_sides: str
    places_and: str
    more_places: Plural
    since: str
    until: str
    said_by: str
    said_by_on: str
    nobody_said: str
    conditions: str
    no_conditions: str
    clearances: str
    no_clearances: str
    clearance: str
    clearance_until: str
    clearance_names: dict[str, str]
    before_after: str
    scale: str
    column_massages: str
    column_lower: str
    column_same: str
    column_higher: str
    column_missing: str
    middle: str
    pair: str
    asked: str
    watched: str
    not_enough: str
    watched_line: str
    no_numbers: str
    declined: str
    could_not_say: str
    no_answer: str
    mixed: str
    day_by_day: str
    massages: Plural
    minutes: Plural
    under_a_minute: str
    under_a_minute_mark: str
    stopped: Plural
    not_wanted: Plural
    begun: Plural
    unfinished: Plural
    no_massages: str
    row_minutes: str
    strip_last: str
    legend_before: str
    legend_after: str
    legend_watched: str
    positions: str
    counted: str
    pressure: str
    signs: str
    next_days: str
    next_fine: str
    next_serious: str
    next_unknown: str
    manner: str
    legend_reaction: str
    likes: str
    notes: str
    reactions: str
    no_reactions: str
    severities: dict[str, str]
    reaction_head: str
    reaction_place: str
    what_was_done: str
    was_graver: str
    was_graver_by: str
    questions: str
    no_questions: str
    your_word: str
    ticks: dict[str, str]
    initials_line: str
    date_line: str
    method: str
    method_without: str
    made: str
    made_without_log: str
    not_medical: str
    complete: str
    told_count: str
    on_days: Plural
    legend_told: str
    told_later: str
    hours_mark: str
    meanings: dict[str, str]
    lasted: dict[str, str]
    says_stop: str
    lotion: str
    lotion_kinds: dict[str, str]
    lotion_without: str
    lotion_not_on: str
    allergies: str
    left_out: str
    of_pages: str
    of_pages_large: str
    of_pages_log: str
    not_wanted_mark: str
    legend_not_wanted: str
    strip_most: str


def page_languages(resources: Path) -> dict[str, str]:
    """Return the languages that a page can be made in: the name of each, by its short name."""
    files = sorted((resources / FOLDER).glob("*.toml"))
    return {file.stem: page_words(resources, file.stem).language for file in files}


def page_words(resources: Path, language: str = ENGLISH) -> PageWords:
    """Return the page's words in ``language``, or in English where there is no such file.

    Raises `ContentError` for a file that is not as it should be.
    """
    path = resources / FOLDER / f"{language}.toml"
    if not path.is_file():
        path = resources / FOLDER / f"{ENGLISH}.toml"
    return _read(path, path.stat().st_mtime_ns)


def faults_of_page_words(resources: Path) -> tuple[Fault, ...]:
    """Return what is wrong with the files of the page's words."""
    try:
        page_languages(resources)
    except ContentError as error:
        return error.faults
    return ()


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> PageWords:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), PageWords, strict=True)
    except (ValueError, msgspec.ValidationError) as problem:
        fault = Fault(
            f"{FOLDER}/{path.name}", "", str(problem), "Compare it with the English file."
        )
        raise ContentError([fault]) from None
