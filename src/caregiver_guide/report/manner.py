# SPDX-License-Identifier: GPL-3.0-or-later
"""How massages were given, what the person likes and how they say stop, and the newest notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from caregiver_guide.domain.scores import signs_of
from caregiver_guide.domain.session import FollowUp, Severity
from caregiver_guide.report.facts import LotionUsed
from caregiver_guide.report.telling import Telling
from caregiver_guide.report.wording import capital, sentence, shortened, tidy

_MOST_OWN_WORDS = 90
_MOST_POSITIONS = 3
_MOST_NOTES = 2


class Manner:
    """Says it in lines, what matters most to hands first."""

    def __init__(self, tell: Telling) -> None:
        self.tell = tell

    def lines(self) -> tuple[str, ...]:
        """Return the lines, without what is left out on purpose."""
        options, found = self.tell.options, []
        if options.shows_manner:
            found += [
                *self.own_words(),
                *self.positions(),
                *self.pressure(),
                *self.lotion(),
            ]
        if options.shows_reactions:
            found += self.next_days()
        if options.shows_scores:
            found += self.signs()
        if options.shows_notes:
            found += self.notes()
        return tuple(found)

    def own_words(self) -> Iterable[str]:
        """Say how the person says stop, and what they like."""
        words, person = self.tell.words, self.tell.facts.person
        likes = person.likes if self.tell.options.shows_notes else ""
        for template, text in ((words.says_stop, person.says_stop), (words.likes, likes)):
            if tidy(text):
                said = shortened(self.tell.said(text), _MOST_OWN_WORDS)
                yield template.format(text=sentence(said))

    def lotion(self) -> Iterable[str]:
        """Say which lotion the last plan allowed, and what the person is allergic to."""
        words, tell = self.tell.words, self.tell
        products = tell.library.files.products
        used = tell.facts.lotion
        if used is not None and tell.options.shows_conditions:
            yield words.lotion.format(text=self.lotion_words(used))
        allergies = [
            products.allergies[one].name
            if one in products.allergies
            else tell.said(one.removeprefix("other:"))
            for one in tell.facts.person.allergies
        ]
        if allergies and tell.options.shows_conditions:
            yield words.allergies.format(list=", ".join(allergies))

    def lotion_words(self, used: LotionUsed) -> str:
        """Return a lotion as the plan had it, without what nobody may ever use."""
        words, tell = self.tell.words, self.tell
        names = tell.library.files.products.lotion
        text = words.lotion_kinds.get(used.allowed, used.allowed)
        avoid = [
            names[one].name.split(" (")[0] if one in names else one
            for one in used.avoid
            if one not in tell.library.book.lotion_without
        ]
        if avoid and used.allowed != "none":
            text = words.lotion_without.format(kind=text, list=", ".join(avoid))
        if used.not_on and used.allowed != "none":
            text = words.lotion_not_on.format(text=text)
        return text

    def positions(self) -> Iterable[str]:
        """Say in which positions massages were given, and how often."""
        words, known = self.tell.words, self.tell.library.positions
        counts = Counter(
            story.session.position for story in self.tell.given if story.session.position
        )
        listed = [
            words.counted.format(
                what=(
                    known[name].name.replace("{name}", self.tell.short_name)
                    if name in known
                    else name.replace("-", " ")
                ),
                count=count,
            )
            for name, count in counts.most_common(_MOST_POSITIONS)
        ]
        if listed:
            yield words.positions.format(list=", ".join(listed))

    def pressure(self) -> Iterable[str]:
        """Say how firm hands were at the most."""
        levels = [
            step.pressure
            for story in self.tell.given
            for step in story.session.steps
            if step.is_touch and step.outcome != "skipped"
        ]
        if levels:
            yield self.tell.words.pressure.format(level=max(levels))

    def signs(self) -> Iterable[str]:
        """Say what was watched in a person who cannot say, and that it is no score."""
        counts = signs_of(self.tell.given, self.tell.library.files.comfort_signs.wait_minutes)
        if counts.count:
            yield self.tell.words.signs.format(
                count=counts.count, lower=counts.lower, same=counts.same, higher=counts.higher
            )

    def next_days(self) -> Iterable[str]:
        """Say how the days after the massages were, in counts."""
        words, asked = self.tell.words, next_days_of(self.tell)
        fine = sum(one.result == "fine" for one in asked)
        serious = sum(one.is_serious for one in asked)
        parts = (
            (words.next_fine, fine),
            (words.next_serious, serious),
            (words.next_unknown, len(asked) - fine - serious),
        )
        listed = ", ".join(text.format(count=count) for text, count in parts if count)
        if listed:
            yield words.next_days.format(count=len(asked), list=listed)

    def notes(self) -> Iterable[str]:
        """Say the newest notes, and how many more there are."""
        words, tell = self.tell.words, self.tell
        notes = [
            words.reaction_head.format(
                day=tell.near_day(note.happened.day),
                what=sentence(shortened(tell.said(note.text), _MOST_OWN_WORDS)),
            )
            for note in reversed(tell.facts.notes)
        ]
        if not notes:
            return
        text = " ".join(notes[:_MOST_NOTES])
        left = len(notes) - _MOST_NOTES
        if left > 0:
            text = f"{text} {capital(sentence(words.more.of(left)))}"
        yield words.notes.format(text=text)


def next_days_of(tell: Telling) -> tuple[FollowUp, ...]:
    """Return what was answered about the days after the massages of the period."""
    found = (story.follow_up("next-day") for story in tell.given)
    return tuple(one for one in found if one is not None and one.is_closed)


def serious_next_days(tell: Telling) -> Iterable[tuple[FollowUp, Severity, str]]:
    """Yield the answers about the next days for which somebody had to be called, in words.

    They are those about the massages of the period, from whichever computer, and those given in
    the period about a massage before it.
    """
    texts = {one.id: one for one in tell.library.files.follow_up.answer}
    stories = (one for story in tell.stories for one in story.follow_ups if one.when == "next-day")
    for asked in dict.fromkeys((*stories, *tell.facts.follow_ups)):
        if not asked.is_closed:
            continue
        for answer in asked.answers:
            known = texts.get(answer)
            if known is not None and known.result != "fine":
                severity: Severity = "emergency" if known.result == "emergency" else "needs-call"
                yield asked, severity, known.text
