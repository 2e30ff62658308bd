# SPDX-License-Identifier: GPL-3.0-or-later
"""What the log says over weeks: before and after, massages a week, where hands were, reactions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.scores import (
    Pairs,
    QuestionScores,
    SignCounts,
    scores_of,
    signs_of,
)
from caregiver_guide.domain.session import (
    Moment,
    RatingQuestion,
    RatingSource,
    Reaction,
    SessionRecord,
    SessionStory,
    Severity,
    WeeklyPlan,
)
from caregiver_guide.domain.trends import (
    MONDAY,
    Column,
    PlaceReactions,
    Span,
    TouchTime,
    Week,
    columns_of,
    planned_on,
    reactions_by_place,
    touch_time_of,
    week_of,
    weeks_of,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import given_count
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import Log

Choice = Literal["14", "28", "91", "365"]
"""How many days back the trends go."""

CHOICES: tuple[Choice, ...] = ("14", "28", "91", "365")
_GRAVE = frozenset({"needs-call", "emergency"})
_GOOD = "good"


@dataclass(frozen=True, slots=True)
class Measure:
    """One question: its words, its scores, and its columns over time for each source.

    ``low`` and ``high`` are what 0 and 10 mean.
    """

    id: RatingQuestion
    name: str
    low: str
    high: str
    scores: QuestionScores
    asked: tuple[Column, ...]
    watched: tuple[Column, ...]

    def pairs(self, source: RatingSource) -> Pairs:
        """Return the pairs from one source."""
        return self.scores.asked if source == "asked" else self.scores.watched

    def columns(self, source: RatingSource) -> tuple[Column, ...]:
        """Return the columns of one source."""
        return self.asked if source == "asked" else self.watched


@dataclass(frozen=True, slots=True)
class PlaceTime:
    """How long hands were on one place: its left, its right, or the middle, in seconds."""

    place: str
    left: int = 0
    right: int = 0
    middle: int = 0

    @property
    def longest(self) -> int:
        """The seconds of the side that had most."""
        return max(self.left, self.right, self.middle)


@dataclass(frozen=True, slots=True)
class NoticedLine:
    """One reaction at a place: the day, in plain words what, and how grave."""

    happened: Moment
    text: str
    severity: Severity
    what_done: str = ""


@dataclass(frozen=True, slots=True)
class NoticedPlace:
    """The reactions of one place, the gravest first; ``place`` is empty where none was named."""

    region: str
    place: str
    lines: tuple[NoticedLine, ...]

    @property
    def needs_call(self) -> bool:
        """Whether the care team has to know of one of them."""
        return any(line.severity in _GRAVE for line in self.lines)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan of massages a week (0 for none), since when, and by whom; empty if nobody knows."""

    since: date
    massages: int
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class TrendsView:
    """What the screen shows of one person and one span of days.

    ``span`` are the days asked for, from the first on that the log knows of.
    ``given`` and ``not_wanted`` count the massages of the span, ``ever`` all that were ever given.
    ``planned`` is what is planned now, ``None`` without a plan, and ``plans`` all that ever were,
    the oldest first. ``noticed`` counts reactions, each
    once however many places it names.
    """

    person: str
    person_name: str
    choice: Choice
    span: Span
    given: int
    not_wanted: int
    ever: int
    measures: tuple[Measure, ...]
    signs: SignCounts
    weeks: tuple[Week, ...]
    planned: int | None
    planned_since: date | None
    plans: tuple[PlanLine, ...]
    touch: TouchTime
    shade: dict[str, float]
    places: tuple[PlaceTime, ...]
    reactions: tuple[NoticedPlace, ...]
    noticed: int
    may_write: bool = True
    skin: str = ""

    @property
    def tells_by_signs(self) -> bool:
        """Whether there are signs that were watched before and after."""
        return self.signs.count > 0


def read_trends(
    log: Log,
    library: Library,
    person_id: str,
    today: date,
    *,
    choice: Choice = "14",
    first_weekday: int = MONDAY,
) -> TrendsView:
    """Return the trends of a person up to ``today``, reading only the days that are shown.

    ``first_weekday`` is the day on which weeks begin, 1 (Monday) to 7. Raises ``KeyError`` for a
    person nobody knows.
    """
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    asked = Span.until(today, int(choice))
    # The first week is read whole, so that it can be held against a plan.
    whole = Span(week_of(asked.first, first_weekday), today)
    start, end = _instants(whole)
    sessions = [
        session
        for session in log.sessions.between(person_id, start, end)
        if session.started.day in whole
    ]
    stories = log.sessions.stories(sessions)
    span = _since_the_log_began(asked, person.happened.day, sessions)
    shown = tuple(story for story in stories if story.session.started.day in span)
    given = tuple(story for story in shown if story.session.was_given)
    reactions = _reactions(log, person_id, span, stories)
    harmless = frozenset(one.id for one in library.files.reactions.reaction if one.kind == _GOOD)
    body = library.book.body
    touch = touch_time_of(shown, body)
    by_place = reactions_by_place(reactions, body, harmless)
    flagged = {one.happened.day for place in by_place for one in place.reactions}
    plans = log.weekly_plans.of(person_id)
    return TrendsView(
        person=person_id,
        person_name=person.name,
        choice=choice,
        span=span,
        given=len(given),
        not_wanted=sum(story.session.state == "not-wanted" for story in shown),
        ever=given_count(log, person_id),
        measures=_measures(library, person.name, shown, span, flagged, first_weekday),
        signs=signs_of(given, library.files.comfort_signs.wait_minutes),
        weeks=weeks_of(stories, span, plans, first_weekday),
        planned=planned_on(plans, today),
        planned_since=_newest_day(plans, today),
        plans=_plan_lines(log, plans),
        touch=touch,
        shade=_shade(touch),
        places=_places(library, touch),
        reactions=tuple(_noticed(library, person.name, place) for place in by_place),
        noticed=len({one.id for place in by_place for one in place.reactions}),
        may_write=not log.is_read_only,
        skin=person.skin,
    )


def _since_the_log_began(asked: Span, began: date, sessions: Sequence[SessionRecord]) -> Span:
    """Return the days asked for without those before anything was written down.

    A week in which the app was not there is not a week without a massage.
    """
    first = min((session.started.day for session in sessions), default=began)
    return Span(min(asked.last, max(asked.first, min(first, began))), asked.last)


def record_weekly_plan(log: Log, person_id: str, massages: int, *, by: str) -> WeeklyPlan:
    """Write how many massages a week (0 to 28; 0 for no plan) are meant from now on."""
    return log.weekly_plans.add(WeeklyPlan(person=person_id, massages=massages), by=by)


def _instants(span: Span) -> tuple[Moment, Moment]:
    """Return instants a day wider than ``span`` in any zone; what is kept goes by its own day."""
    first = datetime.combine(span.first, datetime.min.time(), UTC) - timedelta(days=1)
    last = datetime.combine(span.last, datetime.min.time(), UTC) + timedelta(days=2)
    return Moment.of(first, "UTC"), Moment.of(last, "UTC")


def _reactions(
    log: Log, person_id: str, span: Span, stories: Sequence[SessionStory]
) -> list[Reaction]:
    """Return the reactions of the days, without those of a massage that lies in the bin."""
    start, end = _instants(span)
    known = {story.session.id for story in stories}
    found = []
    for one in log.reactions.between(person_id, start, end):
        if one.happened.day not in span:
            continue
        if one.session and one.session not in known:
            session = log.sessions.one(one.session)
            if session is None or session.is_in_bin:
                continue
        found.append(one)
    return found


def _measures(
    library: Library,
    name: str,
    stories: Sequence[SessionStory],
    span: Span,
    flagged: set[date],
    first_weekday: int,
) -> tuple[Measure, ...]:
    found = []
    for entry in library.files.ratings.rating:
        scores = scores_of(stories, entry.id)
        asked, watched = (
            columns_of(pairs.all, span, flagged, first_weekday)
            for pairs in (scores.asked, scores.watched)
        )
        found.append(
            Measure(
                id=entry.id,
                name=entry.short,
                low=entry.low.replace("{name}", name),
                high=entry.high.replace("{name}", name),
                scores=scores,
                asked=asked,
                watched=watched,
            )
        )
    return tuple(found)


def _plan_lines(log: Log, plans: Sequence[WeeklyPlan]) -> tuple[PlanLine, ...]:
    known = {plan.recorded_by: log.caregivers.one(plan.recorded_by) for plan in plans}
    names = {key: found.name for key, found in known.items() if found is not None}
    return tuple(
        PlanLine(plan.happened.day, plan.massages, names.get(plan.recorded_by, ""))
        for plan in plans
    )


def _newest_day(plans: Sequence[WeeklyPlan], today: date) -> date | None:
    days = [plan.happened.day for plan in plans if plan.happened.day <= today]
    return max(days, default=None) if planned_on(plans, today) is not None else None


def _shade(touch: TouchTime) -> dict[str, float]:
    """Return how long hands were on each region, as a part of the longest."""
    longest = max(touch.regions.values(), default=0)
    return {name: seconds / longest for name, seconds in touch.regions.items()}


def _places(library: Library, touch: TouchTime) -> tuple[PlaceTime, ...]:
    """Return the places that hands were on, the longest first."""
    seconds: dict[str, dict[str, int]] = {}
    names: dict[str, str] = {}
    for region in library.book.body.regions:
        if region.id in touch.regions:
            names[region.place] = region.name
            sides = seconds.setdefault(region.place, {})
            sides[region.side or ""] = touch.regions[region.id]
    places = [
        PlaceTime(
            place=names[place],
            left=sides.get("L", 0),
            right=sides.get("R", 0),
            middle=sides.get("", 0),
        )
        for place, sides in seconds.items()
    ]
    return tuple(sorted(places, key=lambda one: -one.longest))


def _noticed(library: Library, name: str, place: PlaceReactions) -> NoticedPlace:
    words = PlanWords(library, name)
    texts = {one.id: one.text for one in library.files.reactions.reaction}
    region = place.region
    is_known = region in library.book.body.index
    return NoticedPlace(
        region=region,
        place=words.region(region) if is_known else region,
        lines=tuple(
            NoticedLine(
                happened=one.happened,
                text=words.fill(texts.get(one.what, one.what.replace("-", " "))),
                severity=one.severity,
                what_done=one.what_done,
            )
            for one in place.reactions
        ),
    )
