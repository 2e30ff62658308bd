# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the plan: a pure function of profile, routine, position and minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from caregiver_guide.domain.body import Body, Mask, Side
from caregiver_guide.domain.plan import (
    CLEARED_WORDS,
    DRINK_OFFER,
    EARLIER_WORDS,
    Action,
    Alternative,
    Bar,
    Effect,
    Lotion,
    Plan,
    PlannedStep,
    PositionStatus,
    Reason,
    Sentence,
    Urgency,
    Verdict,
)
from caregiver_guide.domain.position import Position
from caregiver_guide.domain.profile import LEGS, PRESSURE_2, Profile
from caregiver_guide.domain.routine import LeaveOut, On, Routine, SidedStep, Step
from caregiver_guide.domain.rulebook import (
    ASKED_MINUTES,
    DEFAULT_LEGS,
    DEFAULT_NEVER,
    DEFAULT_PRESSURE,
    FIRST_SESSION,
    NOT_MEANT,
    OTHER_WAY,
    REACH,
    UNMARKED,
    Rulebook,
)
from caregiver_guide.domain.rulings import LOTION_ORDER, Cause, Rulings, rulings_of

HIGHEST_PRESSURE = 2
ORDINARY_PRESSURE = 1
LONGEST_SECONDS = 1200
FIRST_SECONDS = 300
LEAST_TOUCH_SECONDS = 60
PHRASES = "phrases"
_TOLD_AS = {CLEARED_WORDS: "told-cleared", EARLIER_WORDS: "told-earlier"}


class Planner:
    """Makes plans from one rulebook. Between two plans it keeps nothing about a person."""

    def __init__(self, book: Rulebook) -> None:
        """Use the rules of ``book``."""
        self.book = book
        self._written = _Written()

    def plan(
        self,
        profile: Profile,
        routine: str,
        position: str | None = None,
        minutes: int | None = None,
    ) -> Plan:
        """Return today's plan of ``routine`` for ``profile``.

        ``minutes`` (1 or more) asks for a shorter session; without ``position`` the first one
        possible is taken. An id that the rulebook does not hold raises ``KeyError``.
        """
        return self.plan_from(self.rulings(profile), profile, routine, position, minutes)

    def rulings(self, profile: Profile) -> Rulings:
        """Return the joined effects of all findings; they are the same for every routine."""
        return rulings_of(self.book, profile)

    def plan_from(
        self,
        rulings: Rulings,
        profile: Profile,
        routine: str,
        position: str | None = None,
        minutes: int | None = None,
    ) -> Plan:
        """Return the plan for findings that have been joined before."""
        return Day(self.book, rulings, profile, self._written).plan_of(routine, position, minutes)

    def longest_seconds(self, profile: Profile) -> int:
        """Return how long anybody may be touched today at the most, whatever was asked for."""
        return min(most for most, _ in self.day(profile).time_limits(None))

    def day(self, profile: Profile) -> Day:
        """Return one person's day, from which any number of plans can be made."""
        return Day(self.book, self.rulings(profile), profile, self._written)


@dataclass(frozen=True, slots=True)
class _Wish:
    routine: Routine
    position: str | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """The steps of a routine in one position, and why they differ from what is written."""

    steps: tuple[PlannedStep, ...]
    differs: bool
    touch_seconds: int
    reasons: frozenset[Reason]


@dataclass(slots=True)
class _Written:
    """Steps and drafts as nobody's findings change them, which are the same for everybody.

    There are as many as the content has ways to reach its steps, and no more.
    """

    steps: dict[tuple[int, Mask, bool, int, bool], PlannedStep] = field(default_factory=dict)
    drafts: dict[tuple[str, Mask, int, bool], _Draft] = field(default_factory=dict)


class Day:
    """One person on one day: what may be touched, how firmly, and in which position."""

    def __init__(
        self, book: Rulebook, rulings: Rulings, profile: Profile, written: _Written
    ) -> None:
        self.book = book
        self.body: Body = book.body
        self.rulings = rulings
        self.profile = profile
        cleared = {item.names for item in profile.clearances if item.counts_on(profile.on)}
        self.ceiling = HIGHEST_PRESSURE if PRESSURE_2 in cleared else ORDINARY_PRESSURE
        self.avoid = list(rulings.avoid)
        self.avoid.append((self.body.never | self.body.private, Cause(DEFAULT_NEVER, -1)))
        self.has_legs = LEGS in cleared
        if not self.has_legs:
            self.avoid.append((self.body.legs, Cause(DEFAULT_LEGS, -1)))
        self.avoided: Mask = 0
        for places, _ in self.avoid:
            self.avoided |= places
        self.pressure = [
            *rulings.pressure,
            (0, self.body.still_only, Cause(DEFAULT_NEVER, -1)),
        ]
        self.max_pressure = min(
            (level for level, places, _ in rulings.pressure if places == self.body.everywhere),
            default=self.ceiling,
        )
        self.max_pressure = min(self.max_pressure, self.ceiling)

        self._bars: dict[str, tuple[Reason, ...]] = {}
        self._statuses: dict[str, dict[str, PositionStatus]] = {}
        self.changed: Mask = rulings.avoided
        for _, places, _ in rulings.pressure:
            self.changed |= places
        self._written = written

        # Each by what alone it depends on. The steps of the rulebook outlive the day, so that their
        # place in memory names them, and faster than all that they hold.
        self._touches: dict[tuple[int, Mask, bool], PlannedStep] = {}
        self._drafts: dict[tuple[str, Mask, int | None], _Draft] = {}
        self._possible: dict[tuple[str, int | None], tuple[Alternative, ...]] = {}
        self._confirms: dict[str, tuple[Sentence, ...]] = {}
        self._sentences: dict[tuple[Verdict, str | None, bool, bool], tuple[Sentence, ...]] = {}
        self._lotion: Lotion | None = None
        self._plain: Lotion | None = None
        self._product: tuple[Reason, ...] | None = None
        self._down: dict[str, int | None] = {}

    # -- the whole plan ------------------------------------------------------------------

    def plan_of(
        self, routine: str, position: str | None = None, minutes: int | None = None
    ) -> Plan:
        """Return the plan of one routine; an unknown id raises ``KeyError``."""
        if position is not None and position not in self.book.positions:
            raise KeyError(position)
        return self.plan(_Wish(self.book.routines[routine], position, minutes))

    def plan(self, wish: _Wish) -> Plan:
        """Return the plan of one wish."""
        routine = wish.routine
        statuses = self.statuses(routine)
        chosen = self.chosen(routine, statuses, wish.position)
        draft = self.draft(routine, chosen.id, wish.minutes)
        lotion = self.lotion()
        verdict = self.verdict(routine, chosen, draft, lotion)
        instead: Alternative | None = None
        if verdict is Verdict.NOT_THIS_WAY:
            instead = self.nearest(routine, chosen.id, wish.minutes)
            if instead is None:
                verdict = Verdict.STOP
        elif verdict is Verdict.ASK_FIRST:
            # A question that is owed never opens what nothing would make possible.
            if self.nearest(routine, "", None) is None:
                verdict = Verdict.STOP
            else:
                instead = self.holding()

        steps = draft.steps if verdict <= Verdict.ADAPTED else ()
        urgency = self.urgency()
        return Plan(
            rules=self.book.version,
            verdict=verdict,
            urgency=urgency,
            routine=routine.id,
            position=chosen,
            positions=tuple(statuses.values()),
            max_pressure=self.max_pressure,
            lotion=lotion,
            seconds=sum(step.seconds for step in steps),
            steps=steps,
            reasons=self.reasons(routine, chosen, draft),
            confirm=self.confirms(routine),
            instead=instead,
            say=self.sentences(routine, verdict, urgency, chosen, lotion, steps),
            calls_hospice_first=self.rulings.calls_hospice_first,
        )

    def verdict(
        self, routine: Routine, chosen: PositionStatus, draft: _Draft, lotion: Lotion
    ) -> Verdict:
        """Return the strictest verdict that anything calls for."""
        rulings = self.rulings
        if rulings.stops:
            return Verdict.STOP
        if rulings.asks:
            return Verdict.ASK_FIRST
        if not chosen.is_ok or draft.touch_seconds < LEAST_TOUCH_SECONDS:
            return Verdict.NOT_THIS_WAY
        if any(routine.id not in allowed for allowed, _ in rulings.only_routines):
            return Verdict.NOT_THIS_WAY
        is_usual = chosen.id == routine.positions[0] and lotion == self.plain_lotion()
        if draft.differs or rulings.reports or not is_usual:
            return Verdict.ADAPTED
        return Verdict.GO

    def urgency(self) -> Urgency | None:
        """Return the strictest urgency of all stops and reports."""
        found = [urgency for urgency, _, _ in self.rulings.stops if urgency is not None]
        if self.rulings.reports:
            found.append(Urgency.CALL_TODAY)
        return max(found, default=None)

    # -- positions -----------------------------------------------------------------------

    def statuses(self, routine: Routine) -> dict[str, PositionStatus]:
        """Return for every position whether it may be used for ``routine``, and why not."""
        known = self._statuses.get(routine.id)
        if known is not None:
            return known
        found: dict[str, PositionStatus] = {}
        for position in self.book.positions.values():
            if position.id not in self._bars:
                self._bars[position.id] = tuple(self.bars(position))
            reasons = set(self._bars[position.id])
            if position.id not in routine.positions:
                reasons.add(Reason(REACH, None, Effect.POSITION, NOT_MEANT))
            for number, (name, conditions) in enumerate(routine.barred):
                if name == position.id:
                    bar = Bar(routine.id, name, number)
                    for condition in conditions & self.rulings.counting.keys():
                        reasons.add(Reason(condition, None, Effect.POSITION, bar=bar))
            found[position.id] = PositionStatus(position.id, not reasons, _sorted(reasons))
        self._statuses[routine.id] = found
        return found

    def bars(self, position: Position) -> Iterator[Reason]:
        """Yield why the findings bar ``position``; nothing bars one that moves nobody."""
        if position.moves_nobody:
            return
        rulings = self.rulings
        for name, cause in rulings.no_positions:
            if name == position.id:
                yield from self.at_marks(cause, cause.marked)
        for allowed, cause in rulings.only_positions:
            if position.id not in allowed:
                yield Reason(cause.condition, None, Effect.POSITION, cause.rule)
        for bar in position.bars:
            words = Bar("", position.id, bar.number)
            for condition in bar.conditions & rulings.counting.keys():
                marked = rulings.counting[condition]
                if bar.marked_on is None:
                    yield Reason(condition, None, Effect.POSITION, bar=words)
                else:
                    for region in self.body.ids(marked & bar.marked_on):
                        yield Reason(condition, region, Effect.POSITION, bar=words)
        if position.lies_on:
            yield from self.no_side_free(position)
        else:
            for marked, cause in rulings.off_marked:
                if marked & position.bears:
                    yield from self.at_marks(cause, marked & position.bears)

    def at_marks(self, cause: Cause, marked: Mask) -> Iterator[Reason]:
        """Yield a position reason for every marked region, or one without a region."""
        regions = self.body.ids(marked) or (None,)
        for region in regions:
            yield Reason(cause.condition, region, Effect.POSITION, cause.rule)

    def side_bars(self, position: Position, side: str) -> list[Reason]:
        """Return why the person may not lie on ``side``, flatness aside."""
        found: list[Reason] = []
        for name, cause in self.rulings.no_positions:
            if name == side and cause.condition not in position.flat_only:
                found.extend(self.at_marks(cause, cause.marked))
        bears = self.book.positions[side].bears
        for marked, cause in self.rulings.off_marked:
            if marked & bears and cause.condition not in position.flat_only:
                found.extend(self.at_marks(cause, marked & bears))
        return found

    def no_side_free(self, position: Position) -> Iterator[Reason]:
        """Yield why neither side is free for a position on whichever side is."""
        found = [self.side_bars(position, side) for side in position.lies_on]
        if all(found):
            for reasons in found:
                yield from reasons

    def side_down(self, position: Position) -> int | None:
        """Return which of the sides of ``position`` is free (the first one, where both are)."""
        if position.id not in self._down:
            free = (
                n for n, side in enumerate(position.lies_on) if not self.side_bars(position, side)
            )
            self._down[position.id] = next(free, None)
        return self._down[position.id]

    def chosen(
        self, routine: Routine, statuses: dict[str, PositionStatus], wished: str | None
    ) -> PositionStatus:
        """Return the wished position, or the first possible one in the routine's own order."""
        if wished is not None:
            return statuses[wished]
        for name in routine.positions:
            if statuses[name].is_ok:
                return statuses[name]
        return statuses[routine.positions[0]]

    def reach(self, routine: Routine, position_id: str) -> Mask:
        """Return what hands can reach in a position."""
        position = self.book.positions[position_id]
        special = self.book.reach_for.get((position_id, routine.id))
        if special is not None:
            return special
        if position.lies_on:
            down = self.side_down(position)
            left_down, right_down = self.book.side_reach[position_id, "reach"]
            return right_down if down == 1 else left_down
        return position.reach

    # -- steps ---------------------------------------------------------------------------

    def draft(self, routine: Routine, position: str, minutes: int | None) -> _Draft:
        """Return the steps in ``position``: first what time leaves out, then what findings do.

        A position counts by what hands reach in it alone, so that most of them share a draft.
        """
        reach = self.reach(routine, position) & routine.touches
        known = self._drafts.get((routine.id, reach, minutes))
        if known is None:
            known = self.written_draft(routine, reach, minutes)
            self._drafts[routine.id, reach, minutes] = known
        return known

    def written_draft(self, routine: Routine, reach: Mask, minutes: int | None) -> _Draft:
        """Return the steps, by those of a well person where no finding changes any."""
        is_short = minutes is not None or self.rulings.minutes or self.profile.is_first_session
        if is_short or self.changed & routine.touches:
            return self.drafted(routine, reach, minutes)
        key = (routine.id, reach, self.ceiling, self.has_legs)
        known = self._written.drafts.get(key)
        if known is None:
            known = self._written.drafts[key] = self.drafted(routine, reach, minutes)
        return known

    def drafted(self, routine: Routine, reach: Mask, minutes: int | None) -> _Draft:
        """Return the steps with the routine's own places in ``reach``."""
        left_out = self.left_out(routine, minutes)
        takes_right = self.takes_right(routine, reach)
        differs = False
        steps: list[PlannedStep] = []
        for sided in routine.steps:
            reasons = left_out.get((sided.step.id, sided.side))
            planned = self.step(routine, sided, reach, takes_right, reasons)
            steps.append(planned)
            differs = differs or _differs(planned)
        return _Draft(
            tuple(steps),
            differs,
            sum(step.seconds for step in steps if step.is_touch),
            frozenset(reason for step in steps for reason in step.reasons),
        )

    def left_out(
        self, routine: Routine, minutes: int | None
    ) -> dict[tuple[str, Side | None], tuple[Reason, ...]]:
        """Return the steps that go because time is short, each with its reasons.

        Decided on the steps as written, before any finding skips one, so that a skipped step
        never makes room for another.
        """
        found: dict[tuple[str, Side | None], tuple[Reason, ...]] = {}
        left = routine.seconds
        if self.profile.is_first_session:
            first_area = next((s.step.area for s in routine.steps if s.step.area), "")
            for sided in routine.steps:
                if sided.step.area and sided.step.area != first_area:
                    found[sided.step.id, sided.side] = (
                        Reason(FIRST_SESSION, None, Effect.LIMIT_TIME),
                    )
                    left -= sided.step.seconds
        limits = self.time_limits(minutes)
        for leave in routine.leave_out:
            reasons = _sorted({reason for seconds, reason in limits if seconds < left})
            if not reasons:
                break
            for key, seconds in _matching(routine, leave):
                if key not in found:
                    found[key] = reasons
                    left -= seconds
        return found

    def time_limits(self, minutes: int | None) -> list[tuple[int, Reason]]:
        """Return every limit in seconds with its reason."""
        limits = [(LONGEST_SECONDS, Reason(ASKED_MINUTES, None, Effect.LIMIT_TIME))]
        if minutes is not None:
            limits.append((minutes * 60, Reason(ASKED_MINUTES, None, Effect.LIMIT_TIME)))
        if self.profile.is_first_session:
            limits.append((FIRST_SECONDS, Reason(FIRST_SESSION, None, Effect.LIMIT_TIME)))
        limits.extend(
            (most * 60, Reason(cause.condition, None, Effect.LIMIT_TIME, cause.rule))
            for most, cause in self.rulings.minutes
        )
        return limits

    def takes_right(self, routine: Routine, reach: Mask) -> bool:
        """Return whether a routine for one hand takes the right one, from its begin to its end.

        It is the hand with more of its places free, the right one if they are equal.
        """
        may = reach & ~self.avoided
        places = self.one_sided(routine)
        right, left = places & self.body.right & may, places & self.body.left & may
        return right.bit_count() >= left.bit_count()

    def one_sided(self, routine: Routine) -> Mask:
        """Return the places of a routine for one hand, on both sides."""
        places: Mask = 0
        for sided in routine.steps:
            if sided.step.on in (On.ONE, On.OTHER):
                places |= sided.step.places[0]
        return places

    def step(
        self,
        routine: Routine,
        sided: SidedStep,
        reach: Mask,
        takes_right: bool,
        left_out: tuple[Reason, ...] | None,
    ) -> PlannedStep:
        """Return one step as it is to be done today."""
        step = sided.step
        side = sided.side
        if left_out is not None:
            shown = side if step.on is not On.ONE and step.on is not On.OTHER else None
            return _skipped(step, shown, left_out)
        if not step.is_touch:
            return PlannedStep(
                step.id,
                side,
                is_touch=False,
                action=Action.KEEP,
                regions=(),
                pressure=0,
                seconds=step.seconds,
                is_open_ended=step.is_open_ended,
                reasons=(),
            )
        near = reach & step.touches
        has_moved = not takes_right and step.on in (On.ONE, On.OTHER)
        if not has_moved and not self.changed & step.touches:
            key = (id(sided), near, takes_right, self.ceiling, self.has_legs)
            known = self._written.steps.get(key)
            if known is None:
                known = self._written.steps[key] = self.worked_out(sided, near, takes_right)
            return known
        # Why a hand was chosen depends on all that is in reach.
        key_of_day = (id(sided), reach if has_moved else near, takes_right)
        known = self._touches.get(key_of_day)
        if known is None:
            known = self.worked_out(sided, near, takes_right)
            if has_moved and not known.reasons:
                known = replace(known, reasons=self.moved_reasons(routine, reach))
            self._touches[key_of_day] = known
        return known

    def worked_out(self, sided: SidedStep, reach: Mask, takes_right: bool) -> PlannedStep:
        """Return a touching step with its places, which findings may have moved."""
        written, side, moved = self.places(sided, reach, takes_right)
        return self.touch(sided.step, side, written, reach, moved)

    def moved_reasons(self, routine: Routine, reach: Mask) -> tuple[Reason, ...]:
        """Return why a routine for one hand takes the left one, for a step free on the right too.

        The hand is chosen once for the whole routine: a sore wrist moves the resting hands along.
        """
        given_up = self.one_sided(routine) & self.body.right
        out_of_reach = self.body.ids(given_up & ~reach)
        reasons = {Reason(REACH, region, Effect.NOT_IN_REACH) for region in out_of_reach}
        return _sorted(reasons.union(self.avoid_reasons(given_up & reach)))

    def places(
        self, sided: SidedStep, reach: Mask, takes_right: bool
    ) -> tuple[Mask, Side | None, Mask]:
        """Return the places of a step, its side, and what it gave up for them (0: nothing)."""
        step = sided.step
        if step.on is On.ONE or step.on is On.OTHER:
            return self.one_side(step, reach, takes_right)
        written = step.places[0]
        if sided.side == "R":
            written &= self.body.right
        elif sided.side == "L":
            written &= self.body.left
        return written, sided.side, 0

    def one_side(
        self, step: Step, reach: Mask, takes_right: bool
    ) -> tuple[Mask, Side | None, Mask]:
        """Return the places on one side: the first alternative of which any place is free."""
        may = reach & ~self.avoided
        goes_right = takes_right if step.on is On.ONE else not takes_right
        given_up: Mask = 0
        for places in step.places:
            right, left = places & self.body.right, places & self.body.left
            if not right and not left:
                chosen, side, other = places, None, 0
            elif goes_right:
                chosen, side, other = right, "R", left
            else:
                chosen, side, other = left, "L", right
            if not chosen & may and other & may and len(step.places) > 1:
                chosen, side, other = other, "L" if side == "R" else "R", chosen
            if chosen & may or len(step.places) == 1:
                # Moving to the left hand gives up the right one, and has its reason there.
                moved = other if side == "L" and step.on is On.ONE else 0
                return chosen, _side(side), given_up | moved
            given_up |= places
        return step.places[0] & self.body.right, "R", 0

    def touch(
        self, step: Step, side: Side | None, written: Mask, reach: Mask, given_up: Mask
    ) -> PlannedStep:
        """Return a touching step with what is avoided, out of reach or softer today."""
        kept = written & reach & ~self.avoided
        reasons = set(self.avoid_reasons((written | given_up) & reach))
        out_of_reach = (written | given_up) & ~reach
        for region in self.body.ids(out_of_reach):
            reasons.add(Reason(REACH, region, Effect.NOT_IN_REACH))
        if not kept:
            reasons.update(self.avoid_reasons(written))
            return _skipped(step, side, _sorted(reasons))
        usual = min(step.level, ORDINARY_PRESSURE)
        level = min(step.level, self.ceiling)
        # Limits on a place that is left alone count too: else leaving more alone could raise it.
        written &= reach
        for limit, places, _ in self.pressure:
            if places & written:
                level = min(level, limit)
        action = Action.KEEP
        if level < usual:
            action = Action.REST if level == 0 else Action.SOFTER
        if level < min(step.level, self.ceiling):
            reasons.update(self.pressure_reasons(written, min(step.level, self.ceiling)))
        return PlannedStep(
            step.id,
            side,
            is_touch=True,
            action=action,
            regions=self.body.ids(kept),
            pressure=level,
            seconds=step.seconds,
            is_open_ended=step.is_open_ended,
            reasons=_sorted(reasons),
        )

    def avoid_reasons(self, places: Mask) -> Iterator[Reason]:
        """Yield why each of ``places`` that is avoided is left alone."""
        if not places & self.avoided:
            return
        for avoided, cause in self.avoid:
            for region in self.body.ids(places & avoided):
                yield Reason(cause.condition, region, Effect.AVOID_SITE, cause.rule)

    def pressure_reasons(self, places: Mask, written: int) -> Iterator[Reason]:
        """Yield what keeps the pressure on ``places`` below the ``written`` level."""
        for level, limited, cause in self.pressure:
            if level < written and places & limited:
                if limited == self.body.everywhere:
                    yield Reason(cause.condition, None, Effect.LIMIT_PRESSURE, cause.rule)
                else:
                    for region in self.body.ids(places & limited):
                        yield Reason(cause.condition, region, Effect.LIMIT_PRESSURE, cause.rule)

    # -- lotion --------------------------------------------------------------------------

    def plain_lotion(self) -> Lotion:
        """Return what everybody may have."""
        if self._plain is None:
            self._plain = Lotion("any", self.lotion_words(self.book.lotion_without), ())
        return self._plain

    def lotion(self) -> Lotion:
        """Return which lotion is left after every limit."""
        if self._lotion is None:
            self._lotion = self.lotion_left()
        return self._lotion

    def lotion_left(self) -> Lotion:
        """Work out which lotion is left: the strictest of all limits."""
        rulings = self.rulings
        allowed = max(
            (LOTION_ORDER.index(limit) for limit, _ in rulings.lotion),
            default=0,
        )
        without = {word for word, _ in rulings.lotion_without} | set(self.book.lotion_without)
        not_on: Mask = 0
        for places, _ in rulings.lotion_none:
            not_on |= places
        return Lotion(
            LOTION_ORDER[allowed].value, self.lotion_words(without), self.body.ids(not_on)
        )

    def lotion_words(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return lotion words in the order of the content."""
        given = set(words)
        return tuple(word for word in self.book.lotion_words if word in given)

    # -- what is possible instead --------------------------------------------------------

    def nearest(self, routine: Routine, position: str, minutes: int | None) -> Alternative | None:
        """Return the nearest routine and position that are possible, or ``None``.

        First within the minutes asked for, then at their own length; what has just been refused
        in this ``position`` only if nothing else is left.
        """
        lengths = (minutes,) if minutes is None else (minutes, None)
        refused: Alternative | None = None
        for length in lengths:
            for name in (routine.id, *routine.nearest):
                for found in self.feasible(name, length):
                    if found.routine != routine.id or found.position != position:
                        return found
                    refused = found
        return refused

    def feasible(self, name: str, minutes: int | None) -> tuple[Alternative, ...]:
        """Return the routine ``name`` in the first two positions in which it is worth giving.

        Two are enough: whoever looks for another way has been refused one at most.
        """
        known = self._possible.get((name, minutes))
        if known is None:
            known = tuple(islice(self.worth_giving(self.book.routines[name], minutes), 2))
            self._possible[name, minutes] = known
        return known

    def worth_giving(self, routine: Routine, minutes: int | None) -> Iterator[Alternative]:
        """Yield the positions in which enough touch of ``routine`` is left."""
        if any(routine.id not in allowed for allowed, _ in self.rulings.only_routines):
            return
        for status in self.possible(routine):
            if self.draft(routine, status.id, minutes).touch_seconds >= LEAST_TOUCH_SECONDS:
                yield Alternative(routine.id, status.id)

    def possible(self, routine: Routine) -> Iterator[PositionStatus]:
        """Yield the positions in which ``routine`` may be given, in its own order."""
        statuses = self.statuses(routine)
        for name in routine.positions:
            if statuses[name].is_ok:
                yield statuses[name]

    def free_hand(self) -> Mask | None:
        """Return the hand that may be held: the right one first; ``None`` where none is free."""
        for side in (self.body.right, self.body.left):
            hand = self.body.groups["hand"] & side
            if not hand & self.avoided:
                return hand
        return None

    def may_hold(self) -> bool:
        """Whether every rule that forbids a session lets a hand be held, and a hand is free."""
        allowed = all(hold for _, hold, _ in self.rulings.stops)
        allowed = allowed and all(hold for hold, _ in self.rulings.asks)
        return allowed and self.free_hand() is not None

    def holding(self) -> Alternative | None:
        """Return how a hand may be held meanwhile, where every rule allows it."""
        if not self.may_hold():
            return None
        routine = self.book.routines[self.book.holding_routine]
        for status in self.possible(routine):
            return Alternative(routine.id, status.id)
        return None

    # -- words and reasons ---------------------------------------------------------------

    def reasons(
        self,
        routine: Routine,
        chosen: PositionStatus,
        draft: _Draft,
    ) -> tuple[Reason, ...]:
        """Return every reason of the plan once; a finding that changed nothing gets a note."""
        rulings = self.rulings
        found: set[Reason] = {*chosen.reasons, *draft.reasons}
        for _, _, cause in rulings.stops:
            found.add(Reason(cause.condition, None, Effect.STOP, cause.rule))
        for _, cause in rulings.asks:
            found.add(Reason(cause.condition, None, Effect.ASK_FIRST, cause.rule))
        for allowed, cause in rulings.only_routines:
            if routine.id not in allowed:
                found.add(Reason(cause.condition, None, Effect.STOP, cause.rule))
        if self._product is None:
            self._product = tuple(self.product_reasons())
        found.update(self._product)
        for cause in rulings.reports:
            found.add(Reason(cause.condition, None, Effect.NOTE, cause.rule))
        if chosen.id != routine.positions[0]:
            usual = self.statuses(routine)[routine.positions[0]]
            found.update(usual.reasons)
            # A position that the routine is not written for has said so already.
            if usual.is_ok and chosen.id in routine.positions:
                found.add(Reason(REACH, None, Effect.POSITION, OTHER_WAY))
        if self.ceiling < routine.highest_level:
            found.add(Reason(DEFAULT_PRESSURE, None, Effect.NOTE))
        spoken = {reason.condition for reason in found}
        spoken_earlier = {reason.condition for reason in found if reason.rule == EARLIER_WORDS}
        for condition in rulings.counting:
            words = rulings.words_of(condition)
            is_open = words == EARLIER_WORDS and condition not in spoken_earlier
            if condition not in spoken or is_open:
                found.add(Reason(condition, None, Effect.NOTE, words))
        return _sorted(found)

    def product_reasons(self) -> Iterator[Reason]:
        """Yield the reasons of every lotion limit that is more than everybody's."""
        rulings = self.rulings
        for _, cause in rulings.lotion:
            yield Reason(cause.condition, None, Effect.PRODUCT, cause.rule)
        for word, cause in rulings.lotion_without:
            if word not in self.book.lotion_without:
                yield Reason(cause.condition, None, Effect.PRODUCT, cause.rule)
        for _, cause in rulings.lotion_none:
            yield Reason(cause.condition, None, Effect.PRODUCT, cause.rule)

    def confirms(self, routine: Routine) -> tuple[Sentence, ...]:
        """Return the questions that must be answered yes before Start."""
        known = self._confirms.get(routine.id)
        if known is not None:
            return known
        found = [Sentence(routine.id, key) for key in routine.confirms]
        for before, cause in self.rulings.confirms:
            if not before or before & routine.touches:
                found.append(Sentence(cause.condition, f"confirm.{cause.rule}"))
        found.extend(Sentence(owner, "note", note) for owner, note in self.rulings.notes)
        self._confirms[routine.id] = tuple(dict.fromkeys(found))
        return self._confirms[routine.id]

    def sentences(
        self,
        routine: Routine,
        verdict: Verdict,
        urgency: Urgency | None,
        chosen: PositionStatus,
        lotion: Lotion,
        steps: tuple[PlannedStep, ...],
    ) -> tuple[Sentence, ...]:
        """Return what the caregiver is told, in order: what to do first, then why and how."""
        is_shorter = any(
            reason.effect is Effect.LIMIT_TIME for step in steps for reason in step.reasons
        )
        lies_on = self.book.positions[chosen.id].lies_on
        key = (verdict, chosen.id if lies_on else None, is_shorter, routine.has_lotion)
        known = self._sentences.get(key)
        if known is not None:
            return known
        found: list[Sentence] = [Sentence(PHRASES, f"verdict.{verdict.word}")]
        found += self.opening_sentences(verdict, urgency)
        for condition in self.rulings.counting:
            words = self.rulings.words_of(condition)
            found.append(Sentence(condition, _TOLD_AS.get(words, "told")))
        found += [Sentence(cause.condition, f"say.{cause.rule}") for cause in self.rulings.says]
        if verdict <= Verdict.ADAPTED:
            # What is said about lotion would be wrong words where none is used.
            found += self.lotion_sentences(lotion) if routine.has_lotion else []
            found += self.way_sentences(chosen, is_shorter)
        found += [
            Sentence(PHRASES, "allergy-other", allergy.removeprefix("other:").strip())
            for allergy in self.profile.allergies
            if allergy.startswith("other:")
        ]
        may_drink = self.profile.drinks == "free" and not self.rulings.no_drink
        if verdict <= Verdict.ADAPTED and may_drink:
            found.append(Sentence(PHRASES, DRINK_OFFER))
        self._sentences[key] = tuple(dict.fromkeys(found))
        return self._sentences[key]

    def opening_sentences(self, verdict: Verdict, urgency: Urgency | None) -> list[Sentence]:
        """Return whom to call, and whether a hand may be held meanwhile."""
        found: list[Sentence] = []
        if urgency is not None:
            found.append(Sentence(PHRASES, f"call.{urgency.word}"))
        if any(cause.rule == -1 for _, cause in self.rulings.asks):
            found.append(Sentence(UNMARKED, "told"))
        if verdict >= Verdict.NOT_THIS_WAY and self.may_hold():
            hand = self.free_hand()
            both = not self.body.groups["hand"] & self.avoided
            side = "right" if hand is not None and hand & self.body.right else "left"
            found.append(Sentence(PHRASES, "hold-hand" if both else f"hold-hand-{side}"))
        if verdict is Verdict.STOP and not self.rulings.stops:
            found.append(Sentence(PHRASES, "nothing-possible"))
        return found

    def lotion_sentences(self, lotion: Lotion) -> list[Sentence]:
        """Return which lotion may be used, and where none."""
        found: list[Sentence] = []
        plain = self.plain_lotion()
        if lotion.allowed != plain.allowed:
            found.append(Sentence(PHRASES, f"lotion.{lotion.allowed}"))
        if lotion.avoid:
            found.append(Sentence(PHRASES, "lotion.without", ", ".join(lotion.avoid)))
        if lotion.not_on:
            found.append(Sentence(PHRASES, "lotion.not-on", ", ".join(lotion.not_on)))
        return found

    def way_sentences(self, chosen: PositionStatus, is_shorter: bool) -> list[Sentence]:
        """Return the sentences about time and the free side."""
        found: list[Sentence] = []
        if is_shorter:
            found.append(Sentence(PHRASES, "shorter"))
        position = self.book.positions[chosen.id]
        if position.lies_on:
            down = self.side_down(position)
            found.append(Sentence(PHRASES, f"free-side-{'right' if down == 1 else 'left'}"))
        return found


def _side(name: str | None) -> Side | None:
    return None if name is None else "L" if name == "L" else "R"


def _sorted(reasons: set[Reason]) -> tuple[Reason, ...]:
    """Return reasons in one order, whatever order they were found in."""
    if not reasons:
        return ()
    return tuple(
        sorted(
            reasons,
            key=lambda r: (_ORDER[r.effect], r.condition, r.region or "", r.rule, r.bar),
        )
    )


_ORDER = {effect: number for number, effect in enumerate(Effect)}


def _skipped(step: Step, side: Side | None, reasons: tuple[Reason, ...]) -> PlannedStep:
    """Return a step that stays in the list with its reasons and takes no time."""
    return PlannedStep(
        step.id,
        side,
        is_touch=step.is_touch,
        action=Action.SKIP,
        regions=(),
        pressure=0,
        seconds=0,
        is_open_ended=step.is_open_ended,
        reasons=reasons,
    )


def _differs(step: PlannedStep) -> bool:
    """Return whether a caregiver does anything else than the step as written."""
    if step.action is not Action.KEEP:
        return True
    changes = (Effect.AVOID_SITE, Effect.NOT_IN_REACH)
    return any(reason.effect in changes for reason in step.reasons)


def _matching(routine: Routine, leave: LeaveOut) -> Iterator[tuple[tuple[str, Side | None], int]]:
    """Yield the sided steps that a leave-out entry names, with their seconds."""
    for sided in routine.steps:
        if sided.step.id == leave.step and leave.side in (None, sided.side):
            yield (sided.step.id, sided.side), sided.step.seconds
