# SPDX-License-Identifier: GPL-3.0-or-later
"""After a massage: how the person is now, what was noticed, and what to do for a while."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from caregiver_guide.content.schema import AftercareStep
from caregiver_guide.domain.profile import Drinks
from caregiver_guide.domain.session import ComfortSigns, Rating, ReactionLength, Severity, TellsBy
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.call_script import CallFacts, call_script
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.ratings_view import (
    RatingGiven,
    RatingsView,
    SignsGiven,
    ratings_view,
)
from caregiver_guide.services.stop_view import call_of

ReactionKind = Literal["good", "usual", "watch", "call-today", "emergency"]
SEVERITIES: Final[dict[str, Severity]] = {
    "comfort-only": "comfort",
    "minor": "minor",
    "needs-call": "needs-call",
    "emergency": "emergency",
}
_CALLS: Final = frozenset({"watch", "call-today", "emergency"})
_LIKELY: Final[dict[ReactionKind, Severity]] = {
    "good": "comfort",
    "usual": "comfort",
    "watch": "minor",
    "call-today": "needs-call",
    "emergency": "emergency",
}


@dataclass(frozen=True, slots=True)
class ReactionChoice:
    """Something that may be noticed; ``least`` is the mildest severity it can have.

    ``say`` is what to say on the telephone; empty where nobody has to be called.
    """

    id: str
    text: str
    kind: ReactionKind
    advice: str
    asks_place: bool
    look_again_minutes: int | None
    least: Severity
    say: str = ""

    @property
    def is_to_tell(self) -> bool:
        """Whether the care team should hear of it."""
        return self.kind in _CALLS


@dataclass(frozen=True, slots=True)
class SeverityChoice:
    """How bad something was, in words."""

    id: Severity
    text: str
    help: str


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that can be chosen for a reaction; ``is_massaged`` where hands were just now."""

    id: str
    text: str
    group: str
    is_massaged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterView:
    """Everything the screen after a massage draws.

    ``session`` is the id of the massage.

    ``aftercare_first`` are those of the steps of ``aftercare`` that come before any question.

    ``first`` is what to do before anything else where the massage was stopped for something grave:
    what to do, and whom to call; ``first_say`` is what to say on the telephone then. With
    ``asks_first`` the first thing asked is whether to answer now or in ``wait_minutes``.
    ``was_begun_only`` says that no hands were on the person at all.
    """

    name: str
    ratings: RatingsView
    reactions: tuple[ReactionChoice, ...]
    nothing_new: str
    severities: tuple[SeverityChoice, ...]
    places: tuple[PlaceChoice, ...]
    say_title: str
    aftercare: tuple[str, ...]
    aftercare_first: tuple[str, ...]
    usual: tuple[str, ...]
    call_today: tuple[str, ...]
    call_now_title: str
    call_now: tuple[str, ...]
    touch_limit: str
    first: tuple[str, ...] = ()
    first_say: str = ""
    asks_first: bool = False
    was_begun_only: bool = False
    wait_minutes: int = 10
    tone: str = ""
    session: str = ""

    def reaction(self, reaction_id: str) -> ReactionChoice:
        """Return a reaction by its id."""
        return next(one for one in self.reactions if one.id == reaction_id)


@dataclass(frozen=True, slots=True)
class ReactionGiven:
    """Something that was noticed: where, how bad, what was done, and how long it lasted."""

    what: str
    severity: Severity
    regions: tuple[str, ...] = ()
    what_done: str = ""
    lasted: ReactionLength = ""


@dataclass(frozen=True, slots=True)
class AfterGiven:
    """Everything that was answered after a massage; ``nothing_new`` was said on purpose."""

    ratings: tuple[RatingGiven, ...] = ()
    signs: SignsGiven | None = None
    reactions: tuple[ReactionGiven, ...] = ()
    nothing_new: bool = False
    note: str = ""


def _is_said(
    words: PlanWords, step: AftercareStep, massaged: Sequence[str], holds: Mapping[str, bool]
) -> bool:
    """Whether a step belongs to a massage of these regions, by what ``holds`` of it besides."""
    body = words.library.book.body
    mask = body.mask(region for region in massaged if region in body.index)
    return all(
        holds[word] if word in holds else bool(body.groups.get(word, 0) & mask)
        for word in step.only_if
    )


def after_view(
    words: PlanWords,
    before: Sequence[Rating] = (),
    massaged: Sequence[str] = (),
    touch_limit: str = "",
    drinks: Drinks = "ask",
    facts: CallFacts | None = None,
    stopped_for: str | None = None,
    numbers: Sequence[str] = (),
    *,
    tells_by: TellsBy = "numbers",
    signs_before: ComfortSigns | None = None,
    must_wait: bool = False,
    asks_first: bool = False,
    tone: str = "",
    hospice_first: bool = False,
    has_lotion: bool = True,
    was_begun_only: bool = False,
) -> AfterView:
    """Return the screen after a massage of the ``massaged`` regions.

    ``facts`` are what to tell on the telephone about this massage, ``stopped_for`` is the id of
    the reason why it was stopped, and ``numbers`` are whom to call, in words; with
    ``hospice_first`` the hospice line before all. ``asks_first`` is whether to ask now or later is
    the first question, hands still full of lotion. Of lotion and of places where no hands were
    nothing is said.
    """
    files = words.library.files
    stop = next((one for one in files.stop_reasons.reason if one.id == stopped_for), None)
    is_grave = stop is not None and stop.urgency != "none"
    care = files.preparation.aftercare
    holds = {
        "lotion": has_lotion and not was_begun_only,
        "touch": not was_begun_only,
        "no-touch": was_begun_only,
    }
    steps = [step for step in care.steps if _is_said(words, step, massaged, holds)]
    drink = (words.fill(care.drink),) if drinks == "free" else ()
    return AfterView(
        name=words.name,
        ratings=ratings_view(
            words,
            "after",
            before,
            tells_by=tells_by,
            signs_before=signs_before,
            must_wait=must_wait,
        ),
        asks_first=asks_first,
        was_begun_only=was_begun_only,
        wait_minutes=files.comfort_signs.wait_minutes,
        tone=tone,
        reactions=tuple(
            ReactionChoice(
                one.id,
                words.fill(one.text),
                one.kind,
                words.fill(one.advice),
                one.asks_place,
                one.look_again_minutes,
                _LIKELY[one.kind],
                call_script(words, facts, words.fill(one.text))
                if facts is not None and one.kind in _CALLS
                else "",
            )
            for one in files.reactions.reaction
        ),
        nothing_new=words.fill(files.reactions.nothing_new),
        severities=tuple(
            SeverityChoice(SEVERITIES[one.id], words.fill(one.text), words.fill(one.help))
            for one in files.reactions.severity
        ),
        places=_places(words, massaged),
        say_title=words.fill(files.stop_reasons.call.title),
        aftercare=(*(words.fill(step.text) for step in steps), *drink),
        aftercare_first=tuple(words.fill(step.text) for step in steps if step.is_first),
        usual=tuple(words.fill(line) for line in care.usual),
        call_today=tuple(words.fill(line) for line in care.call_today),
        call_now_title=words.fill(care.call_now_title),
        call_now=tuple(words.fill(line) for line in care.call_now),
        touch_limit=words.fill(files.phrases[touch_limit]) if touch_limit else "",
        first=(
            call_of(words, stop, hospice_first=hospice_first),
            words.fill(stop.advice),
            *numbers,
        )
        if stop is not None and is_grave
        else (),
        first_say=call_script(words, facts, words.fill(stop.text))
        if stop is not None and is_grave and facts is not None
        else "",
    )


def _places(words: PlanWords, massaged: Sequence[str]) -> tuple[PlaceChoice, ...]:
    """Return every place, those first where hands were."""
    regions = words.library.book.body.regions
    touched = set(massaged)
    choices = [
        PlaceChoice(region.id, words.region(region.id), region.group, region.id in touched)
        for region in regions
    ]
    return tuple(sorted(choices, key=lambda choice: not choice.is_massaged))
