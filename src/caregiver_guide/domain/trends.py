# SPDX-License-Identifier: GPL-3.0-or-later
"""What massages come to over days and weeks, by the calendar on the wall where each was given.

A massage belongs to the local day of its own moment, whatever zone the caregiver is in later: days
are never counted by dividing hours, so a day of 23 or 25 hours is a day, and so is one that a
traveller lives twice.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from caregiver_guide.domain.body import Body
from caregiver_guide.domain.scores import Pair, Pairs
from caregiver_guide.domain.session import Reaction, SessionStory, Severity, WeeklyPlan
from caregiver_guide.domain.values import dataclass

Step = Literal["day", "week", "month"]

MONDAY = 1
_MOST_DAYS = 31
_MOST_WEEKS_IN_DAYS = 190
_WORST_FIRST: tuple[Severity, ...] = ("emergency", "needs-call", "minor", "comfort")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included; an end before its start is our mistake."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse days that run backwards."""
        if self.last < self.first:
            raise ValueError("days cannot end before they begin")

    @classmethod
    def until(cls, last: date, days: int) -> Span:
        """Return ``days`` days (1 or more) of which ``last`` is the last."""
        return cls(last - timedelta(days=days - 1), last)

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def week_of(day: date, first_weekday: int = MONDAY) -> date:
    """Return the first day of the week of ``day``; weeks begin on ``first_weekday`` (1 to 7)."""
    return day - timedelta(days=(day.isoweekday() - first_weekday) % 7)


# -- before and after, over time -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """The pairs of a day, a week or a month, and whether a reaction was noticed in it."""

    step: Step
    first: date
    last: date
    pairs: Pairs
    has_reaction: bool = False


def columns_of(
    pairs: Sequence[Pair],
    span: Span,
    reaction_days: Iterable[date] = (),
    first_weekday: int = MONDAY,
) -> tuple[Column, ...]:
    """Return a column for every day of ``span``, of more than a month one for every week.

    Of more than half a year there is one for every month.
    Every pair of the span stands in one column. An empty column says that there was none.
    """
    step: Step = "day" if span.days <= _MOST_DAYS else "week"
    if span.days > _MOST_WEEKS_IN_DAYS:
        step = "month"
    found: dict[date, list[Pair]] = {start: [] for start in _starts(span, step, first_weekday)}
    noticed = set()
    for pair in pairs:
        if pair.when.day in span:
            found[_start(pair.when.day, step, first_weekday)].append(pair)
    for day in reaction_days:
        if day in span:
            noticed.add(_start(day, step, first_weekday))
    return tuple(
        Column(step, start, _end(start, step), Pairs(tuple(several)), start in noticed)
        for start, several in found.items()
    )


def _starts(span: Span, step: Step, first_weekday: int) -> Iterator[date]:
    start = _start(span.first, step, first_weekday)
    while start <= span.last:
        yield start
        start = _end(start, step) + timedelta(days=1)


def _start(day: date, step: Step, first_weekday: int) -> date:
    if step == "month":
        return day.replace(day=1)
    return day if step == "day" else week_of(day, first_weekday)


def _end(start: date, step: Step) -> date:
    if step == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    return start if step == "day" else start + timedelta(days=6)


# -- massages a week, beside the person's own plan ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Week:
    """One week: massages given, their seconds of touch, and the plan that held at its end.

    ``planned`` is ``None`` where nobody had said how many; ``is_over`` is false for the present
    week.
    """

    first: date
    given: int
    days: int
    touch_seconds: int
    planned: int | None
    is_over: bool

    @property
    def last(self) -> date:
        """The last day of the week."""
        return self.first + timedelta(days=6)


def weeks_of(
    stories: Iterable[SessionStory],
    span: Span,
    plans: Sequence[WeeklyPlan] = (),
    first_weekday: int = MONDAY,
) -> tuple[Week, ...]:
    """Return every week that has a day in ``span``, the oldest first, with the massages given.

    ``span`` ends today; ``plans`` are all that were ever set, and ``stories`` reach back to the
    first day of the first week.
    """
    given: dict[date, list[SessionStory]] = {
        start: [] for start in _starts(span, "week", first_weekday)
    }
    for story in stories:
        start = week_of(story.session.started.day, first_weekday)
        if story.session.was_given and story.session.started.day <= span.last and start in given:
            given[start].append(story)
    return tuple(
        Week(
            first=start,
            given=len(several),
            days=len({story.session.started.day for story in several}),
            touch_seconds=sum(story.session.touch_seconds for story in several),
            planned=planned_on(plans, min(_end(start, "week"), span.last)),
            is_over=_end(start, "week") < span.last,
        )
        for start, several in given.items()
    )


def planned_on(plans: Sequence[WeeklyPlan], day: date) -> int | None:
    """Return how many massages a week were planned on ``day``; ``None`` where nobody had said."""
    so_far = [plan for plan in plans if plan.happened.day <= day]
    newest = max(so_far, key=lambda plan: plan.happened.utc_ms, default=None)
    return newest.massages or None if newest is not None else None


# -- where hands were --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TouchTime:
    """How long hands were on each region, in seconds.

    A step counts whole for every region it touches, so that the regions are more than
    ``touch_seconds`` together. ``massages`` counts those that told where hands were, ``untold``
    those that did not.
    """

    regions: dict[str, int]
    touch_seconds: int
    massages: int
    untold: int


def touch_time_of(stories: Iterable[SessionStory], body: Body) -> TouchTime:
    """Return where hands were in the massages that took place; a step left out counts nothing."""
    regions: Counter[str] = Counter()
    told = untold = seconds = 0
    for story in stories:
        if not story.session.was_given:
            continue
        steps = [
            step
            for step in story.session.steps
            if step.is_touch and step.outcome != "skipped" and step.seconds > 0
        ]
        told += bool(steps)
        untold += not steps
        for step in steps:
            seconds += step.seconds
            for name in set(step.regions) & body.index.keys():
                regions[name] += step.seconds
    return TouchTime(dict(regions), seconds, told, untold)


# -- reactions by place ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceReactions:
    """What was noticed on one region, the worst first; ``region`` is empty where none was named."""

    region: str
    reactions: tuple[Reaction, ...]

    @property
    def worst(self) -> Severity:
        """How grave the worst of them was."""
        return self.reactions[0].severity


def reactions_by_place(
    reactions: Iterable[Reaction], body: Body, harmless: frozenset[str] = frozenset()
) -> tuple[PlaceReactions, ...]:
    """Return the reactions of each region: the gravest place first, those without a place last.

    Those named in ``harmless`` are left out unless they were grave.
    """
    found: dict[str, list[Reaction]] = {}
    for one in reactions:
        if one.what in harmless and one.severity in ("comfort", "minor"):
            continue
        for region in dict.fromkeys(one.regions) or ("",):
            found.setdefault(region, []).append(one)
    places = [
        PlaceReactions(region, tuple(sorted(several, key=_grave_then_new)))
        for region, several in found.items()
    ]
    return tuple(
        sorted(
            places,
            key=lambda place: (
                not place.region,
                _WORST_FIRST.index(place.worst),
                -len(place.reactions),
                body.index.get(place.region, len(body.regions)),
            ),
        )
    )


def _grave_then_new(reaction: Reaction) -> tuple[int, int]:
    return _WORST_FIRST.index(reaction.severity), -reaction.happened.utc_ms
