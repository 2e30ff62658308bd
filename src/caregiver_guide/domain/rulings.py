# SPDX-License-Identifier: GPL-3.0-or-later
"""Join the effects of all findings of a person: the strictest wins, and everything adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from caregiver_guide.domain.body import Body, Mask, bits
from caregiver_guide.domain.conditions import (
    ClearanceDay,
    Condition,
    Kind,
    LotionLimit,
    Rule,
)
from caregiver_guide.domain.plan import CLEARED_WORDS, EARLIER_WORDS, OWN_WORDS, Urgency
from caregiver_guide.domain.profile import CARE_PLAN, Clearance, Finding, Profile
from caregiver_guide.domain.rulebook import Rulebook

LOTION_ORDER = (LotionLimit.ANY, LotionLimit.WATER_BASED, LotionLimit.NONE)


@dataclass(frozen=True, slots=True)
class Cause:
    """Which rule of which condition something follows from, and the place that is marked."""

    condition: str
    rule: int
    marked: Mask = 0


@dataclass(slots=True)
class Rulings:
    """All that holds for a person on one day, each entry with its cause.

    Every field only ever grows stricter while findings are added, in any order. ``cleared`` names
    the conditions of which a yes has lifted a rule, ``uncleared`` those of which one still waits,
    ``earlier`` the signs that were there on an earlier day only and are still open.
    """

    stops: list[tuple[Urgency | None, bool, Cause]] = field(default_factory=list)
    asks: list[tuple[bool, Cause]] = field(default_factory=list)
    avoid: list[tuple[Mask, Cause]] = field(default_factory=list)
    pressure: list[tuple[int, Mask, Cause]] = field(default_factory=list)
    lotion_none: list[tuple[Mask, Cause]] = field(default_factory=list)
    lotion: list[tuple[LotionLimit, Cause]] = field(default_factory=list)
    lotion_without: list[tuple[str, Cause]] = field(default_factory=list)
    no_positions: list[tuple[str, Cause]] = field(default_factory=list)
    only_positions: list[tuple[tuple[str, ...], Cause]] = field(default_factory=list)
    only_routines: list[tuple[tuple[str, ...], Cause]] = field(default_factory=list)
    off_marked: list[tuple[Mask, Cause]] = field(default_factory=list)
    minutes: list[tuple[int, Cause]] = field(default_factory=list)
    reports: list[Cause] = field(default_factory=list)
    confirms: list[tuple[Mask, Cause]] = field(default_factory=list)
    says: list[Cause] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    no_drink: list[Cause] = field(default_factory=list)
    counting: dict[str, Mask] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    uncleared: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    calls_hospice_first: bool = False

    @property
    def avoided(self) -> Mask:
        """Every region that no hand may touch."""
        mask = 0
        for places, _ in self.avoid:
            mask |= places
        return mask

    def words_of(self, condition: str) -> int:
        """Return which of a condition's words are true: never those of what was lifted."""
        if condition in self.cleared and condition not in self.uncleared:
            return CLEARED_WORDS
        return EARLIER_WORDS if condition in self.earlier else OWN_WORDS


def rulings_of(book: Rulebook, profile: Profile) -> Rulings:
    """Return what follows from every finding of ``profile`` that counts on its day.

    An id that the rulebook does not hold raises ``KeyError``: it is never passed over.
    """
    cleared = _Cleared(profile.clearances, profile.on, book.care_plan_days)
    counting = _counting(book, profile, cleared)
    present = frozenset(finding.condition for finding in counting)
    rulings = Rulings()
    # What had to be done at once was said that day; now the care team has to be asked.
    rulings.earlier |= present - {one.condition for one in counting if not one.is_earlier}
    for finding in counting:
        condition = book.conditions[finding.condition]
        if condition.names_hospice_first:
            rulings.calls_hospice_first = True
        rulings.counting[condition.id] = rulings.counting.get(condition.id, 0) | finding.marked
        _add(book, rulings, condition, finding, present, cleared, profile)
    return rulings


class _Cleared:
    """The clearances in force on a day."""

    def __init__(
        self, clearances: Iterable[Clearance], day: date, care_plan_days: int | None = None
    ) -> None:
        self.day = day
        self.in_force: dict[str, list[Clearance]] = {}
        for clearance in clearances:
            is_old = clearance.names == CARE_PLAN and _is_long_ago(
                clearance.asked_on or clearance.on, day, care_plan_days
            )
            if clearance.counts_on(day) and not is_old:
                self.in_force.setdefault(clearance.names, []).append(clearance)

    def lifts(
        self, rule: Rule, condition: Condition, finding: Finding, present: frozenset[str]
    ) -> bool:
        if rule.lifted_only_with is not None and rule.lifted_only_with not in present:
            return False
        return any(
            self._suits(clearance, condition, finding)
            for name in rule.lifted_by
            for clearance in self.in_force.get(name, ())
        )

    def is_about(self, finding: Finding) -> bool:
        """Whether somebody's yes to its condition can be about a finding."""
        given = self.in_force.get(finding.condition, ())
        return any(clearance.can_be_about(finding) for clearance in given)

    def _suits(self, clearance: Clearance, condition: Condition, finding: Finding) -> bool:
        if clearance.names != condition.id:
            return True
        if not clearance.can_be_about(finding):
            return False
        # Where two computers disagree on the day of a yes, both days have to suit.
        days = {clearance.on, clearance.asked_on or clearance.on}
        if condition.clearance_day is ClearanceDay.SAME_DAY:
            return days == {self.day}
        if condition.clearance_day is ClearanceDay.AFTER_UNTIL:
            return finding.until is not None and min(days) >= finding.until
        return True


def _is_long_ago(read_on: date, day: date, days: int | None) -> bool:
    """Whether a plan was read too long ago; a day to come was a wrong clock, and is long ago."""
    return read_on > day or (days is not None and (day - read_on).days > days)


def is_in_care_plan(book: Rulebook, clearances: Iterable[Clearance], day: date) -> bool:
    """Whether the written care plan lets a paid aide touch on ``day``.

    What it says counts for as many days as the content tells, from when somebody last read it.
    """
    return CARE_PLAN in _Cleared(clearances, day, book.care_plan_days).in_force


def _counting(book: Rulebook, profile: Profile, cleared: _Cleared) -> list[Finding]:
    """Return every finding that counts today, once each, in an order of its own."""
    counting = (
        counts_as(book.conditions[finding.condition], finding, profile.on)
        for finding in profile.findings
    )
    found = _once_each(counting, cleared)
    if profile.giver == "aide" and CARE_PLAN not in cleared.in_force:
        found.add(Finding(book.role_condition))
    if profile.allergies:
        found.add(Finding(book.allergy_condition))
    order = {name: number for number, name in enumerate(book.conditions)}
    return sorted(
        found,
        key=lambda finding: (
            order[finding.condition],
            finding.marked,
            str(finding.since),
            str(finding.until),
            finding.note or "",
        ),
    )


def _once_each(findings: Iterable[Finding | None], cleared: _Cleared) -> set[Finding]:
    """Return each finding once; of two that are the same, the one that a yes is not about."""
    found: dict[Finding, Finding] = {}
    for finding in findings:
        if finding is None:
            continue
        same = replace(finding, noted=None, noted_on=None, key="")
        if same not in found or not cleared.is_about(finding):
            found[same] = finding
    return set(found.values())


def counts_as(condition: Condition, finding: Finding, day: date) -> Finding | None:
    """Return the finding as it counts on ``day``: itself, what it has become, or nothing."""
    # Who said so and other words must not make one finding two.
    bare = Finding(
        finding.condition,
        finding.marked,
        finding.since,
        finding.until,
        note=finding.note if condition.shows_note else None,
        noted=finding.noted,
        noted_on=finding.noted_on,
        key=finding.key,
        is_earlier=finding.is_earlier,
    )
    if condition.kind is Kind.TODAY or condition.is_lifelong:
        return bare
    if condition.clearance_day is ClearanceDay.AFTER_UNTIL:
        return bare
    if condition.ends_days_after_since is not None and finding.since is not None:
        last = finding.since + timedelta(days=condition.ends_days_after_since)
        if finding.until is not None:
            last = finding.until if condition.until_decides else min(last, finding.until)
        return bare if day <= last else None
    if finding.until is None:
        return bare
    if day <= finding.until + timedelta(days=condition.days_after_until):
        return bare
    if condition.becomes is not None:
        return Finding(
            condition.becomes,
            finding.marked,
            noted=finding.noted,
            noted_on=finding.noted_on,
            key=finding.key,
        )
    return None


def _add(
    book: Rulebook,
    rulings: Rulings,
    condition: Condition,
    finding: Finding,
    present: frozenset[str],
    cleared: _Cleared,
    profile: Profile,
) -> None:
    """Add one finding's effects to ``rulings``."""
    body = book.body
    marked, weighed = finding.marked, finding.marked
    is_unknown = condition.kind is Kind.ZONE and not finding.marked
    if not finding.marked and condition.unknown_as is not None:
        marked = condition.unknown_as
    waits = is_unknown and condition.waits_for_mark
    if waits:
        # A yes to the rest does not tell where it is: what must not be held is not held yet.
        may_hold = all(rule.hold is not False for rule in condition.rules)
        rulings.asks.append((may_hold, Cause(condition.id, OWN_WORDS)))

    rules = condition.rules
    if is_unknown and condition.unknown is not None:
        rules = (*rules, *condition.unknown)
    for rule in rules:
        if rule.with_any and not (rule.with_any & present):
            continue
        if rule.days_since is not None and _is_past(finding.since, rule.days_since, profile.on):
            continue
        # "With a mark on … also" is read for the zone as a whole.
        if rule.for_marks_on is not None and not marked & rule.for_marks_on:
            continue
        if rule.lifted_by:
            is_lifted = cleared.lifts(rule, condition, finding, present)
            if condition.has_cleared_words:
                (rulings.cleared if is_lifted else rulings.uncleared).add(condition.id)
            if is_lifted:
                continue
        cause = Cause(condition.id, rule.number, weighed)
        _add_rule(body, rulings, rule, cause, marked, is_unknown, waits, present)
        if rule.says:
            rulings.says.append(Cause(condition.id, rule.number))
    if finding.marked and condition.kind is not Kind.ZONE:
        # Only now is it known whether the condition's own words still hold.
        place = Cause(condition.id, rulings.words_of(condition.id))
        rulings.avoid.append((body.with_margin(finding.marked), place))
    if condition.shows_note and finding.note:
        rulings.notes.append((condition.id, finding.note))
    if condition.id == book.allergy_condition:
        _add_oils(rulings, condition, profile)


def _add_oils(rulings: Rulings, condition: Condition, profile: Profile) -> None:
    """Add what lotion must not hold for this person's allergies."""
    for allergy in profile.allergies:
        for oil in condition.allergen_oils.get(allergy, ()):
            rulings.lotion_without.append((oil, Cause(condition.id, 0)))
    is_said = any(allergy in condition.allergen_oils for allergy in profile.allergies)
    is_given = any(given.condition == condition.id for given in profile.findings)
    if is_given and not is_said:
        # Which allergy was not said in words we know: then it may be any of them.
        for oils in condition.allergen_oils.values():
            rulings.lotion_without.extend((oil, Cause(condition.id, 0)) for oil in oils)


def _is_past(since: date | None, days: int, day: date) -> bool:
    """Return whether ``day`` is ``days`` or more after ``since``; unknown is not past."""
    return since is not None and day >= since + timedelta(days=days)


def _add_rule(
    body: Body,
    rulings: Rulings,
    rule: Rule,
    cause: Cause,
    marked: Mask,
    is_unknown: bool,
    waits: bool,
    present: frozenset[str],
) -> None:
    """Add what one rule says for the ``marked`` places; only those of ``cause`` bear on weight.

    Of a sign of an earlier day, what forbids is told in words of its own; the rest in its own.
    """
    is_earlier = cause.condition in rulings.earlier
    forbids = replace(cause, rule=EARLIER_WORDS) if is_earlier else cause
    if rule.stop is not None:
        urgency = rule.stop.urgency
        if rule.stop.emergency_with & present:
            urgency = Urgency.EMERGENCY
        if is_earlier and urgency is Urgency.EMERGENCY:
            urgency = Urgency.CALL_TODAY
        rulings.stops.append((urgency, rule.may_hold_hand, forbids))
    if rule.asks_first:
        rulings.asks.append((rule.may_hold_hand, forbids))
    if rule.avoid is not None and (places := rule.avoid.of(marked)):
        rulings.avoid.append((places, cause))
    for limit in rule.pressure:
        if places := limit.on.of(marked):
            rulings.pressure.append((limit.level, places, cause))
    if rule.lotion_none_on is not None and (places := rule.lotion_none_on.of(marked)):
        rulings.lotion_none.append((places, cause))
    if rule.lotion is not LotionLimit.ANY:
        rulings.lotion.append((rule.lotion, cause))
    rulings.lotion_without.extend((word, cause) for word in rule.lotion_without)
    if not waits:
        _add_positions(body, rulings, rule, cause, marked, cause.marked, is_unknown)
    if rule.only_routines:
        rulings.only_routines.append((rule.only_routines, cause))
    if rule.minutes is not None:
        rulings.minutes.append((rule.minutes, cause))
    if rule.reports_today:
        rulings.reports.append(cause)
    if rule.confirms:
        rulings.confirms.append((rule.confirm_before, cause))
    if rule.no_drink:
        rulings.no_drink.append(cause)


def _add_positions(
    body: Body,
    rulings: Rulings,
    rule: Rule,
    cause: Cause,
    marked: Mask,
    weighed: Mask,
    is_unknown: bool,
) -> None:
    """Add the positions that one rule bars."""
    for position in rule.no_positions:
        rulings.no_positions.append((position, cause))
    if rule.only_positions:
        rulings.only_positions.append((rule.only_positions, cause))
    if rule.no_marked_side:
        for number in bits(marked):
            side = body.regions[number].side
            if side is not None:
                where = 0 if is_unknown else 1 << number
                place = Cause(cause.condition, cause.rule, where)
                rulings.no_positions.append(("side-left" if side == "L" else "side-right", place))
        if not marked:
            rulings.no_positions.extend(
                (name, Cause(cause.condition, cause.rule)) for name in ("side-left", "side-right")
            )
    if rule.off_marked and weighed:
        rulings.off_marked.append((weighed, cause))
