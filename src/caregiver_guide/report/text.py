# SPDX-License-Identifier: GPL-3.0-or-later
"""The page as plain text, for a message to the care team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from caregiver_guide.content.page_words import PageWords
from caregiver_guide.report.lines import TICKS, DayMark, Line, Listing, ScoreLine, Shown
from caregiver_guide.report.summary import Summary
from caregiver_guide.report.wording import capital, day_words, sentence

T = TypeVar("T")


def summary_text(summary: Summary, shown: Shown | None = None) -> str:
    """Return everything the page says, in its order, as lines of text.

    ``shown`` is what had room on the page; without it, whatever may be shown is there.
    """
    words = summary.words
    shown = shown or _all_of(summary)
    parts = [
        [words.title, f"{summary.period_words}, {summary.days_words}"],
        [*(f"{item.label}: {item.text}" for item in summary.who), summary.totals],
        _box(words.act_on, _listed(summary.act_on, shown.act_on)),
        _box(
            words.places,
            _lines(
                summary.zones,
                [f"{line.number}. {line.name}. {line.detail}" for line in summary.zones.items],
                shown.zones,
            ),
        ),
        _box(words.conditions, _listed(summary.conditions, shown.conditions)),
        _box(words.clearances, _keyed(summary.clearances, shown.clearances)),
        _box(
            words.before_after,
            [words.scale, *(_score(row, words) for row in summary.scores), summary.no_numbers],
        ),
        _box(
            words.reactions,
            _lines(
                summary.reactions,
                [f"{line.head} {line.rest}" for line in summary.reactions.items],
                shown.reactions,
            ),
        ),
        _box(
            words.day_by_day,
            [
                ", ".join(one.text for one in summary.ends),
                summary.strip_note,
                *(_day(day, summary) for day in summary.strip if _has_news(day)),
            ],
        ),
        _box(words.manner, _lines(summary.manner, summary.manner.items, shown.manner)),
        _box(words.questions, [*_keyed(summary.questions, shown.questions), _asked_for(words)]),
        [summary.marks_note],
        [summary.method, summary.made, words.not_medical],
    ]
    return "\n\n".join("\n".join(line for line in part if line) for part in parts) + "\n"


def _all_of(summary: Summary) -> Shown:
    return Shown(
        act_on=len(summary.act_on.first),
        zones=len(summary.zones.first),
        conditions=len(summary.conditions.first),
        clearances=len(summary.clearances.first),
        reactions=len(summary.reactions.first),
        manner=len(summary.manner.first),
        questions=len(summary.questions.first),
    )


def _box(heading: str, lines: Iterable[str]) -> list[str]:
    return [heading.upper(), *lines]


def _listed(listing: Listing[str], shown: int) -> list[str]:
    return _lines(listing, [f"- {text}" for text in listing.items], shown)


def _keyed(listing: Listing[Line], shown: int) -> list[str]:
    return _lines(listing, [f"- {line.text}" for line in listing.items], shown)


def _lines(listing: Listing[T], lines: Sequence[str], shown: int) -> list[str]:
    if not listing.items:
        return [listing.empty]
    return [*lines[:shown], listing.left(shown)]


def _score(row: ScoreLine, words: PageWords) -> str:
    text = f"{row.name}: {row.asked}"
    if row.has_asked:
        meaning = f" ({row.meaning})" if row.meaning else ""
        text = (
            f"{row.name}, {words.asked} {row.count}: {row.asked}{meaning}."
            f" {capital(words.column_lower)} {row.lower}, {words.column_same} {row.same},"
            f" {words.column_higher} {row.higher}"
        )
    missing = f"{capital(words.column_missing)} {row.missing}." if row.missing else ""
    return " ".join(filter(None, (sentence(text), row.watched, missing)))


def _asked_for(words: PageWords) -> str:
    """Return what a nurse may tick, where nothing can be ticked."""
    return words.your_word.format(list=", ".join(words.ticks[tick] for tick in TICKS))


def _has_news(day: DayMark) -> bool:
    return bool(day.massages or day.was_not_wanted or day.has_reaction or day.was_stopped)


def _day(day: DayMark, summary: Summary) -> str:
    words = summary.words
    parts = []
    if day.massages:
        length = words.under_a_minute if day.is_under_a_minute else words.minutes.of(day.minutes)
        parts += [words.massages.of(day.massages), length]
    if day.was_not_wanted:
        parts.append(words.not_wanted.one.format(count=1).removeprefix("1 "))
    for pairs, source in ((day.asked, words.asked), (day.watched, words.watched)):
        if pairs:
            shown = ", ".join(
                words.pair.format(before=pair.before, after=pair.after) for pair in pairs
            )
            parts.append(f"{summary.strip_question.lower()} {shown} ({source})")
    if day.was_stopped:
        parts.append(words.stopped.one.format(count=1).removeprefix("1 "))
    if day.has_reaction:
        parts.append(words.legend_reaction)
    if day.is_told:
        parts.append(words.told_later)
    return f"{day.weekday} {day_words(day.day, words)}: {', '.join(parts)}."
