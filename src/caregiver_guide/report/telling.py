# SPDX-License-Identifier: GPL-3.0-or-later
"""How the page speaks of days, people, places and what was noticed, names left out if wished."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.content.page_words import PageWords
from caregiver_guide.domain.profile import Finding
from caregiver_guide.domain.rulings import counts_as
from caregiver_guide.domain.session import (
    ConditionRecord,
    Moment,
    Reaction,
    SessionStory,
    ZoneRecord,
)
from caregiver_guide.report.facts import PageFacts, PageOptions
from caregiver_guide.report.hidden_names import hidden_names
from caregiver_guide.report.lines import MarkWord
from caregiver_guide.report.wording import (
    capital,
    day_words,
    initials,
    joined,
    near_day_words,
    place_words,
    shortened,
    tidy,
)


class Telling:
    """The facts of one page with the words to tell them in.

    Where the name is not to be shown, no part of it is left in anything that is told, and no
    caregiver's name either: their first letters stand for them.
    """

    def __init__(
        self,
        facts: PageFacts,
        library: Library,
        now: Moment,
        options: PageOptions,
        words: PageWords,
    ) -> None:
        self.facts = facts
        self.library = library
        self.now = now
        self.options = options
        self.words = words
        self.stories = tuple(story for story in facts.stories if story.session.state != "running")
        self.given = tuple(story for story in self.stories if story.session.was_given)
        self.stop_reasons = {one.id: one for one in library.files.stop_reasons.reason}
        self._reaction_texts = {one.id: one.text for one in library.files.reactions.reaction}
        self._hidden = () if options.shows_name else hidden_names(facts, words)

    def day(self, day: date) -> str:
        """Return a day with its year."""
        return day_words(day, self.words)

    def near_day(self, day: date) -> str:
        """Return a day without its year where that is the year of the page."""
        return near_day_words(day, self.facts.period.end.year, self.words)

    def said(self, text: str) -> str:
        """Return words of the caregiver's own, without any name where none is to be shown."""
        line = tidy(text)
        for name in self._hidden:
            line = name.hide(line)
        return line

    @property
    def short_name(self) -> str:
        """The person's name as it stands in a sentence."""
        name = tidy(self.facts.person.name)
        return shortened(name, 24) if self.options.shows_name else initials(name) or "–"

    # ------------------------------------------------------------ marks and conditions

    def holds(self, record: ZoneRecord | ConditionRecord) -> bool:
        """Whether a finding still counts today, as the plan itself sees it."""
        return self.counted(record) is not None

    def counted(self, record: ZoneRecord | ConditionRecord) -> Finding | None:
        """Return a record as the finding that counts today; one nobody knows always counts."""
        finding = Finding(record.condition, 0, record.since, record.until)
        condition = self.library.book.conditions.get(record.condition)
        return finding if condition is None else counts_as(condition, finding, self.now.day)

    def condition_name(self, record: ZoneRecord | ConditionRecord) -> str:
        """Return what a condition is called, with the caregiver's own words where it has none."""
        entry = self.library.conditions.get(record.condition)
        if entry is None:
            return capital(record.condition.replace("-", " "))
        counted = self.counted(record)
        if counted is not None:
            entry = self.library.conditions.get(counted.condition, entry)
        if entry.shows_note and record.note:
            return f"{entry.name} ({shortened(self.said(record.note), 60)})"
        return entry.name

    def short_names(self, zones: Iterable[ZoneRecord]) -> str:
        """Return what marks are called in a sentence, each once."""
        names = []
        for zone in zones:
            entry = self.library.conditions.get(zone.condition)
            short = entry.short if entry is not None else ""
            names.append((short or self.condition_name(zone)).lower())
        return joined(list(dict.fromkeys(names)), 3, self.words)

    def mark(self, zone: ZoneRecord) -> MarkWord:
        """Return how a mark is drawn; one nobody knows forbids touch."""
        entry = self.library.conditions.get(zone.condition)
        return entry.mark if entry is not None else "no-touch"

    # ------------------------------------------------------------ reactions and stops

    def was_cut_short(self, story: SessionStory) -> bool:
        """Whether a massage ended early for more than sleep or a caller: those are usual ends."""
        reason = self.stop_reasons.get(story.session.stop_reason or "")
        return story.session.is_broken_off and not (reason is not None and reason.usual)

    def reaction_text(self, reaction: Reaction) -> str:
        """Return what was noticed."""
        known = self._reaction_texts.get(reaction.what)
        return known if known is not None else capital(reaction.what.replace("-", " "))

    def reaction_place(self, reaction: Reaction) -> str:
        """Return where it was noticed; empty where nobody said."""
        if not reaction.regions:
            return ""
        return place_words(reaction.regions, self.library.book.body, self.words)

    def lowered(self, text: str) -> str:
        """Return a text of the content as the middle of a sentence, with the name put in."""
        begins_with_name = text.startswith("{name}")
        filled = text.replace("{name}", self.short_name)
        return filled if begins_with_name else filled[:1].lower() + filled[1:]
