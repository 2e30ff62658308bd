# SPDX-License-Identifier: GPL-3.0-or-later
"""Which massages are possible today: one card for each, with what changed and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from caregiver_guide.domain.plan import Bar, Effect, Plan, Reason, Verdict
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.rulebook import DEFAULT_PRESSURE
from caregiver_guide.domain.rulings import Rulings
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.fit import fit_of
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.pictures import Picture, card_picture
from caregiver_guide.services.plan_words import PlanWords, ReasonWords

MINUTES: Final = (3, 5, 10, 15, 20)
_USUAL_MINUTES: Final = 10
_FIRST_MINUTES: Final = 5
_GOOD_TO_BEGIN: Final = "m-hand"

# What a caregiver asks first when something is different; a lower number is told first.
_TOLD_FIRST: Final = {
    Effect.STOP: 0,
    Effect.ASK_FIRST: 1,
    Effect.AVOID_SITE: 2,
    Effect.LIMIT_PRESSURE: 3,
    Effect.POSITION: 4,
    Effect.PRODUCT: 5,
    Effect.LIMIT_TIME: 6,
    Effect.NOT_IN_REACH: 7,
    Effect.NOTE: 8,
}


_ABOUT_ROUTINE: Final = frozenset(
    {Effect.STOP, Effect.ASK_FIRST, Effect.AVOID_SITE, Effect.LIMIT_PRESSURE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineCard:
    """One routine today; ``plan`` is the mildest over its own positions.

    ``line`` says what changed and why, or what the routine is where nothing changed. ``chip`` says
    how it fits; ``is_as_usual`` where nothing is adapted but the minutes that were wished for.
    """

    id: str
    name: str
    summary: str
    evidence: str
    known: str
    minutes: int
    position: str
    chip: str
    is_as_usual: bool
    line: str
    picture: Picture
    reasons: tuple[ReasonWords, ...]
    says: tuple[str, ...]
    instead: str
    plan: Plan

    @property
    def verdict(self) -> Verdict:
        """The mildest verdict over the routine's positions."""
        return self.plan.verdict

    @property
    def can_start(self) -> bool:
        """Whether this routine may be given today."""
        return self.plan.verdict <= Verdict.ADAPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineChoiceView:
    """All routines, the possible ones first; ``chosen`` is an id or empty."""

    name: str
    minutes: int
    offered: tuple[int, ...]
    is_first: bool
    cards: tuple[RoutineCard, ...]
    chosen: str
    keep_away: tuple[KeepAway, ...]
    nothing_possible: str

    def card(self, routine: str) -> RoutineCard | None:
        """Return the card of a routine, or ``None``."""
        return next((card for card in self.cards if card.id == routine), None)


def default_minutes(is_first_session: bool) -> int:
    """Return the minutes that are chosen beforehand."""
    return _FIRST_MINUTES if is_first_session else _USUAL_MINUTES


def routine_choice_view(
    words: PlanWords,
    profile: Profile,
    minutes: int,
    chosen: str | None = None,
    zones: Sequence[KeepAway] = (),
    tone: str = "",
    usual: str = "",
) -> RoutineChoiceView:
    """Return the cards for ``profile`` and a wish of ``minutes``; ``usual`` was given last time."""
    rulings = words.library.planner.rulings(profile)
    cards = [
        _card(words, rulings, profile, routine, minutes, zones, tone)
        for routine in _in_order(words, usual, profile.is_first_session)
    ]
    cards.sort(key=lambda card: 0 if card.can_start else 1)
    first = cards[0].id if cards and cards[0].can_start else ""
    return RoutineChoiceView(
        name=words.name,
        minutes=minutes,
        offered=tuple(n for n in MINUTES if n <= _FIRST_MINUTES)
        if profile.is_first_session
        else MINUTES,
        is_first=profile.is_first_session,
        cards=tuple(cards),
        chosen=first if chosen is None else chosen,
        keep_away=tuple(zones),
        nothing_possible=_nothing_possible(words, cards),
    )


def mildest_plan(
    words: PlanWords, rulings: Rulings, profile: Profile, routine: str, minutes: int
) -> Plan:
    """Return the plan of ``routine`` in that of its positions which asks for the least change."""
    planner = words.library.planner
    positions = words.library.book.routines[routine].positions
    plans = [
        planner.plan_from(rulings, profile, routine, position, minutes) for position in positions
    ]
    return min(plans, key=lambda plan: plan.verdict)


def told_first(reasons: Sequence[Reason]) -> list[Reason]:
    """Return reasons, those first that a caregiver asks about first, one for each condition."""
    found: dict[tuple[str, Effect, Bar], Reason] = {}
    for reason in sorted(reasons, key=lambda r: (_TOLD_FIRST[r.effect], r.condition, r.rule)):
        found.setdefault((reason.condition, reason.effect, reason.bar), reason)
    return list(found.values())


def told_reasons(words: PlanWords, plan: Plan) -> tuple[ReasonWords, ...]:
    """Return in words why ``plan`` is not the routine as written; nothing that everybody has."""
    return tuple(words.reason(reason) for reason in _telling(plan))


def _telling(plan: Plan) -> list[Reason]:
    return told_first([reason for reason in plan.reasons if not _is_plain(reason)])


def _in_order(words: PlanWords, usual: str, is_first: bool) -> list[str]:
    """Return the routines: what was given last time, then the gentle beginning and what is near."""
    known = words.library.book.routines
    begin = known.get(_GOOD_TO_BEGIN)
    # Still hands come first for somebody who never had any of this: the gentlest there is.
    gentlest = words.library.book.holding_routine if is_first else ""
    wanted = [
        usual,
        gentlest,
        _GOOD_TO_BEGIN,
        *(begin.nearest if begin is not None else ()),
        *known,
    ]
    return list(dict.fromkeys(name for name in wanted if name in known))


def _card(
    words: PlanWords,
    rulings: Rulings,
    profile: Profile,
    routine: str,
    minutes: int,
    zones: Sequence[KeepAway],
    tone: str,
) -> RoutineCard:
    plan = mildest_plan(words, rulings, profile, routine, minutes)
    entry = words.library.routines[routine]
    reasons = _telling(plan)
    fit = fit_of(words.library, plan)
    return RoutineCard(
        id=routine,
        name=entry.name,
        summary=words.fill(entry.summary),
        evidence=words.fill(entry.evidence),
        known=words.known(entry.source, entry.grade, entry.seen),
        minutes=max(1, round(plan.seconds / 60)) if plan.seconds else 0,
        position=words.fill(words.library.positions[plan.position.id].name),
        chip=words.library.files.phrases[f"chip.{fit}"],
        is_as_usual=fit == Verdict.GO.word,
        line=_line(words, plan, reasons),
        picture=card_picture(words.library.book.body, _regions(words, plan), zones, tone),
        reasons=tuple(words.reason(reason) for reason in reasons),
        says=tuple(words.says(plan)),
        instead=_instead(words, plan),
        plan=plan,
    )


def _is_plain(reason: Reason) -> bool:
    """Whether a reason holds for everybody and tells nothing about today."""
    return reason.condition == DEFAULT_PRESSURE or reason.effect is Effect.NOTE


def _line(words: PlanWords, plan: Plan, reasons: Sequence[Reason]) -> str:
    """Return what is different about this very routine; what holds for all is told elsewhere."""
    summary = words.fill(words.library.routines[plan.routine].summary)
    usual = words.library.book.routines[plan.routine].positions[0]
    for reason in reasons:
        if reason.effect in _ABOUT_ROUTINE:
            return words.reason(reason).text
        if reason.effect is Effect.POSITION and (
            plan.verdict > Verdict.ADAPTED or plan.position.id != usual
        ):
            return words.reason(reason).text
    has_lotion = words.library.book.routines[plan.routine].has_lotion
    if plan.verdict is Verdict.ADAPTED and plan.lotion.allowed != "any" and has_lotion:
        return words.fill(words.library.files.phrases[f"lotion.{plan.lotion.allowed}"])
    return summary


def _regions(words: PlanWords, plan: Plan) -> tuple[str, ...]:
    """Return where hands go today, or would go if this routine were possible."""
    found: dict[str, None] = {}
    for step in plan.steps:
        found.update(dict.fromkeys(step.regions))
    if found:
        return tuple(found)
    body = words.library.book.body
    mask = 0
    for sided in words.library.book.routines[plan.routine].steps:
        for places in sided.step.places[:1]:
            mask |= places
    return body.ids(mask)


def _instead(words: PlanWords, plan: Plan) -> str:
    if plan.instead is None:
        return ""
    phrase = words.library.files.phrases["instead"]
    routine = words.library.routines[plan.instead.routine].name
    position = words.fill(words.library.positions[plan.instead.position].name)
    return phrase.replace("{routine}", routine).replace("{position}", position)


def _nothing_possible(words: PlanWords, cards: Sequence[RoutineCard]) -> str:
    if any(card.can_start for card in cards):
        return ""
    phrases = words.library.files.phrases
    plan = cards[0].plan
    keys = [s.key for s in plan.say if s.key.startswith("hold-hand") or s.key == "nothing-possible"]
    return words.fill(phrases[keys[0]]) if keys else words.fill(phrases["nothing-possible"])
