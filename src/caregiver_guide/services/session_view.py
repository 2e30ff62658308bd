# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the step player draws, made from the running massage and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caregiver_guide.content.schema import StepEntry
from caregiver_guide.domain.body import Side
from caregiver_guide.domain.plan import Action, Effect, PlannedStep
from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.stroke_specs import StrokeWish
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.pictures import Picture, picture_of, place_words, whole_figure
from caregiver_guide.services.plan_words import PlanWords, ReasonWords
from caregiver_guide.services.routine_choice import told_first
from caregiver_guide.services.session_engine import (
    LEAD_IN_S,
    Cue,
    PauseReason,
    RunState,
    SessionProgress,
)


@dataclass(frozen=True, slots=True)
class PressureWords:
    """A pressure level of 0, 1 or 2 in words: its name, what it is like, what is seen."""

    level: int
    name: str
    like: str
    hands: str
    see: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One moment of a massage as it is shown.

    ``step`` counts from 1; ``time_left`` is "0:48"; ``part_left`` and ``part_done`` run from 0.0
    to 1.0 within the step. ``place`` says where hands are and whose side it is ("right hand"),
    empty where hands touch nothing. ``changed`` says what differs from the step as written, and
    ``reasons`` why. ``next_title`` is empty at the last step; ``next_side`` says on whose side it
    is when hands change sides for it.

    ``lead_in_left`` is how many seconds are left to settle before the first step, while the state
    is "lead-in". ``cue`` is set in the one view in which its moment is passed (see
    `SessionProgress`): what speaks or sounds acts on it and keeps no memory of its own.
    ``interrupted_at`` is the time of day, in words, since when the session rests although nobody
    asked for it; empty where somebody did, or where it is not known.
    """

    name: str
    routine: str
    state: RunState
    step: int
    count: int
    step_key: str
    title: str
    words: str
    pace: str
    how: str
    changed: str
    reasons: tuple[ReasonWords, ...]
    place: str
    pressure: PressureWords | None
    picture: Picture
    time_left: str
    seconds_left: int
    part_left: float
    part_done: float
    minutes_left: int
    next_title: str
    is_step_over: bool
    is_open_ended: bool
    paused_because: PauseReason | None
    ask_now: bool
    ask_words: str
    keep_away: tuple[KeepAway, ...]
    cue: Cue | None = None
    lead_in_left: int = 0
    follows_alone: bool = False
    interrupted_at: str = ""
    next_side: Side | None = None

    @property
    def is_paused(self) -> bool:
        """Whether hands and clock rest."""
        return self.state == "paused"

    @property
    def is_settling(self) -> bool:
        """Whether the first step has yet to begin."""
        return self.lead_in_left > 0

    @property
    def is_last(self) -> bool:
        """Whether nothing follows this step."""
        return not self.next_title


def session_view(
    progress: SessionProgress,
    routine: str,
    words: PlanWords,
    zones: Sequence[KeepAway] = (),
    tone: str = "",
    interrupted_at: str = "",
) -> SessionView:
    """Return what to show of ``progress`` in a massage of ``routine``."""
    step = progress.step
    entry = words.library.steps[routine, step.id]
    shown = StepWords(entry, step, words, is_asked=progress.is_softened)
    following = progress.next_step
    view = SessionView(
        name=words.name,
        routine=words.library.routines[routine].name,
        state=progress.state,
        step=progress.index + 1,
        count=progress.count,
        step_key=_step_key(progress),
        title=shown.title,
        words=shown.words,
        pace=shown.pace,
        how=shown.how,
        changed=shown.changed,
        reasons=tuple(words.reason(one) for one in told_first(step.reasons)),
        place=place_words(words, step.regions) if step.regions else "",
        pressure=pressure_words(step, words) if step.is_touch else None,
        picture=step_picture(routine, step, words, zones, tone),
        time_left=clock_words(progress.remaining_s),
        seconds_left=progress.remaining_s,
        part_left=1.0 - progress.fraction,
        part_done=progress.fraction,
        minutes_left=progress.minutes_left,
        next_title=_next_title(following, routine, words),
        next_side=_next_side(step, following),
        is_step_over=progress.is_step_over,
        is_open_ended=step.is_open_ended,
        paused_because=progress.paused_because if progress.is_paused else None,
        ask_now=progress.ask_now,
        cue=progress.cue,
        lead_in_left=progress.lead_in_s,
        follows_alone=progress.follows_alone,
        interrupted_at=interrupted_at if progress.is_paused else "",
        ask_words=words.library.files.phrases["ask-now"],
        keep_away=tuple(zones),
    )
    return _settling(view, words) if view.is_settling else view


def _settling(view: SessionView, words: PlanWords) -> SessionView:
    """Return what is shown before the first step, which ``view`` shows: nothing to do yet."""
    phrases = words.library.files.phrases
    return replace(
        view,
        step_key="lead-in",
        title=phrases["lead-in.title"],
        words=phrases["lead-in"],
        pace="",
        changed="",
        place="",
        pressure=None,
        time_left=clock_words(view.lead_in_left),
        seconds_left=view.lead_in_left,
        part_left=min(1.0, view.lead_in_left / LEAD_IN_S),
        part_done=0.0,
        next_title=view.title,
    )


def _step_key(progress: SessionProgress) -> str:
    """Return what is the same as long as the same step is shown, on the same places."""
    step = progress.step
    return f"{progress.index}:{step.id}:{step.side or ''}:{' '.join(step.regions)}"


def clock_words(seconds: int) -> str:
    """Return seconds as a caregiver reads them: "0:48", "12:05"."""
    return f"{max(0, seconds) // 60}:{max(0, seconds) % 60:02d}"


class StepWords:
    """The words of one step as it is done today; a resting step never tells to stroke."""

    def __init__(
        self, entry: StepEntry, step: PlannedStep, words: PlanWords, *, is_asked: bool = False
    ) -> None:
        """``is_asked`` says that the person has asked for less pressure than was planned."""
        phrases = words.library.files.phrases
        asked = words.fill(phrases["step.asked-softer"]) if is_asked else ""
        self.changed = ""
        if step.action is Action.REST:
            self.title = phrases["step.rest-title"]
            self.words = phrases["step.rest"]
            self.pace = ""
            self.how = f"{phrases['step.rest']} {phrases['pressure.0.words']}"
            self.changed = asked or _why(step, words)
            return
        self.title = words.fill(entry.title)
        self.words = words.fill(entry.words)
        self.pace = words.fill(entry.pace)
        self.how = words.fill(entry.how)
        if step.action is Action.SOFTER:
            self.changed = asked or phrases["step.softer"]
        elif any(r.effect in (Effect.AVOID_SITE, Effect.NOT_IN_REACH) for r in step.reasons):
            self.changed = phrases["step.part"]


def _why(step: PlannedStep, words: PlanWords) -> str:
    reasons = [r for r in step.reasons if r.effect is Effect.LIMIT_PRESSURE]
    return words.reason(reasons[0]).text if reasons else ""


def pressure_words(step: PlannedStep, words: PlanWords) -> PressureWords:
    """Return how much pressure a step has today, in words."""
    phrases = words.library.files.phrases
    before = f"pressure.{step.pressure}"
    return PressureWords(
        step.pressure,
        phrases[f"{before}.name"],
        phrases[f"{before}.words"],
        phrases[f"{before}.like"],
        phrases[f"{before}.see"],
        phrases["pressure.credit"],
    )


def step_picture(
    routine: str,
    step: PlannedStep,
    words: PlanWords,
    zones: Sequence[KeepAway] = (),
    tone: str = "",
) -> Picture:
    """Return the picture of a step as it is done today, with what hands keep away from."""
    wish = StrokeWish(
        step=f"{routine}/{step.id}",
        regions=frozenset(step.regions),
        avoided=_avoided(routine, step, words, zones),
        rests=step.action is Action.REST,
    )
    if not step.regions:
        return replace(whole_figure(zones, tone), stroke=wish)
    return replace(picture_of(words.library.book.body, step.regions, zones, tone), stroke=wish)


def _avoided(
    routine: str, step: PlannedStep, words: PlanWords, zones: Sequence[KeepAway]
) -> frozenset[str]:
    """Return where no hand lies: marked places, and what the plan took out of the step."""
    book = words.library.book
    marked = {region for zone in zones if zone.kind != "light" for region in zone.regions}
    written = 0
    for sided in book.routines[routine].steps:
        if sided.step.id == step.id and sided.side in (None, step.side):
            written |= sided.step.places[0] if sided.step.places else 0
    if step.side is not None:
        written &= ~(book.body.right if step.side == "L" else book.body.left)
    return frozenset((marked | set(book.body.ids(written))) - set(step.regions))


def _next_side(step: PlannedStep, following: PlannedStep | None) -> Side | None:
    """Return the side that hands change to; on the same side, or on both, nothing is said."""
    if following is None or not following.is_touch or following.side == step.side:
        return None
    return following.side


def _next_title(step: PlannedStep | None, routine: str, words: PlanWords) -> str:
    if step is None:
        return ""
    return StepWords(words.library.steps[routine, step.id], step, words).title
