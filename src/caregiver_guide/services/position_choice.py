# SPDX-License-Identifier: GPL-3.0-or-later
"""How the person may lie or sit for a massage today, with pillows, and why not otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from caregiver_guide.content.places import PlaceReader
from caregiver_guide.content.schema import PositionCheckEntry
from caregiver_guide.domain.body import Mask, Side
from caregiver_guide.domain.plan import Plan, PositionStatus, Verdict
from caregiver_guide.domain.planner import Day
from caregiver_guide.domain.position import Position
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.rulebook import REACH
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.plan_words import PlanWords, ReasonWords
from caregiver_guide.services.routine_choice import mildest_plan, told_first


@dataclass(frozen=True, slots=True)
class Pillow:
    """One pillow: its letter, where it goes, and why."""

    letter: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class PositionPicture:
    """A picture of a position; the widget that draws it knows nothing else.

    ``down`` is the side that the person lies on, if on one. ``bears`` are the places that carry
    weight, ``conflict`` the marked ones that bar the position, and ``zones`` all that are marked,
    numbered as everywhere.
    """

    scene: str
    down: Side | None
    bears: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    zones: tuple[KeepAway, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCard:
    """One position; ``blocked_by`` names what bars it ("Port under the skin"), else empty.

    ``fits`` says whether the routine can be done in it at all, whoever the person is.
    """

    id: str
    name: str
    told: str
    suits: str
    is_ok: bool
    fits: bool
    blocked_by: str
    reasons: tuple[ReasonWords, ...]
    pillows: tuple[Pillow, ...]
    checks: tuple[str, ...]
    picture: PositionPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionChoiceView:
    """All positions in one order; ``plan`` is the plan in the chosen one.

    ``instead`` says in words what is possible where the plan is not; ``instead_routine`` and
    ``instead_position`` are its ids, empty where nothing is.
    """

    name: str
    routine: str
    chosen: str
    cards: tuple[PositionCard, ...]
    plan: Plan
    ask: str
    keep_away: tuple[KeepAway, ...]
    instead: str
    instead_routine: str
    instead_position: str

    @property
    def card(self) -> PositionCard:
        """The chosen card."""
        return next(card for card in self.cards if card.id == self.chosen)

    @property
    def can_go_on(self) -> bool:
        """Whether the massage may be given in the chosen position."""
        return self.plan.verdict <= Verdict.ADAPTED


def position_choice_view(
    words: PlanWords,
    profile: Profile,
    routine: str,
    minutes: int,
    chosen: str | None = None,
    zones: Sequence[KeepAway] = (),
    tone: str = "",
) -> PositionChoiceView:
    """Return the positions for ``routine``; without ``chosen`` the mildest one is chosen."""
    library = words.library
    day = library.planner.day(profile)
    rulings = day.rulings
    if chosen is None:
        plan = mildest_plan(words, rulings, profile, routine, minutes)
    else:
        plan = library.planner.plan_from(rulings, profile, routine, chosen, minutes)
    drawing = _Drawing(words, day, tuple(zones), tone)
    counting = frozenset(rulings.counting)
    marked = library.book.body.mask(region for zone in zones for region in zone.regions)
    own = library.book.routines[routine].positions
    statuses = sorted(plan.positions, key=lambda s: own.index(s.id) if s.id in own else len(own))
    instead = plan.instead
    return PositionChoiceView(
        name=words.name,
        routine=library.routines[routine].name,
        chosen=plan.position.id,
        cards=tuple(
            _card(words, status, routine, counting, drawing.of(status), marked)
            for status in statuses
        ),
        plan=plan,
        ask=words.fill(library.files.phrases["ask-pillow"]),
        keep_away=tuple(zones),
        instead=_instead(words, plan),
        instead_routine=instead.routine if instead is not None else "",
        instead_position=instead.position if instead is not None else "",
    )


class _Drawing:
    """Makes the pictures of the positions for one person on one day."""

    def __init__(self, words: PlanWords, day: Day, zones: tuple[KeepAway, ...], tone: str) -> None:
        self._book = words.library.book
        self._day = day
        self._zones = zones
        self._tone = tone

    def of(self, status: PositionStatus) -> PositionPicture:
        """Return the picture of a position, with what bars it."""
        position = self._book.positions[status.id]
        scene, lying = self._scene(position)
        return PositionPicture(
            scene=scene,
            down=self._down(lying),
            bears=self._book.body.ids(lying.bears),
            conflict=tuple(
                dict.fromkeys(
                    reason.region
                    for reason in status.reasons
                    if reason.condition != REACH and reason.region is not None
                )
            ),
            zones=self._zones,
            tone=self._tone,
        )

    def _scene(self, position: Position) -> tuple[str, Position]:
        """Return the name of the picture, and the position that says what carries weight."""
        if not position.lies_on:
            return position.id, position
        side = position.lies_on[self._day.side_down(position) or 0]
        return f"{position.id}.{side}", self._book.positions[side]

    def _down(self, lying: Position) -> Side | None:
        """Return the side that carries the weight, where only one does."""
        body = self._book.body
        left, right = lying.bears & body.left, lying.bears & body.right
        if bool(left) == bool(right):
            return None
        return "L" if left else "R"


def _card(
    words: PlanWords,
    status: PositionStatus,
    routine: str,
    counting: frozenset[str],
    picture: PositionPicture,
    marked: Mask,
) -> PositionCard:
    entry = words.library.positions[status.id]
    reasons = told_first(status.reasons)
    findings = [reason for reason in reasons if reason.condition != REACH]
    return PositionCard(
        id=status.id,
        name=words.fill(entry.name),
        told=words.fill(entry.told),
        suits=words.fill(entry.suits),
        is_ok=status.is_ok,
        fits=status.id in words.library.book.routines[routine].positions,
        blocked_by=words.reason(findings[0]).title if findings else "",
        reasons=tuple(words.reason(reason) for reason in reasons),
        pillows=tuple(
            Pillow(pillow.letter, words.fill(pillow.where), words.fill(pillow.why))
            for pillow in entry.pillow
        ),
        checks=tuple(
            words.fill(check.say)
            for check in entry.check
            if _applies(words, check, counting, marked)
        ),
        picture=picture,
    )


def _applies(
    words: PlanWords, check: PositionCheckEntry, counting: frozenset[str], marked: Mask
) -> bool:
    """Whether a sentence belongs to this person: by what they have, or by what is marked where."""
    if check.marked_on:
        places = PlaceReader(words.library.book.body, {}).mask(check.marked_on)
        if not places & marked:
            return False
    return not check.conditions or bool(counting & set(check.conditions))


def _instead(words: PlanWords, plan: Plan) -> str:
    if plan.instead is None:
        return ""
    phrases = words.library.files.phrases
    position = words.fill(words.library.positions[plan.instead.position].name)
    if plan.instead.routine == plan.routine:
        return phrases["instead-position"].replace("{position}", position)
    routine = words.library.routines[plan.instead.routine].name
    return phrases["instead"].replace("{routine}", routine).replace("{position}", position)
