# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said aloud in a massage, and when; whole sentences, so that each can be translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_engine import SessionProgress
from caregiver_guide.services.session_view import SessionView

Cue = Literal[
    "step",
    "half-way",
    "ten-seconds",
    "step-over",
    "more-time",
    "softer",
    "ask",
    "paused",
    "stopping",
    "went-on",
    "finished",
    "stopped",
]
"""Something that happens in a massage and is told to eyes, ears, or both."""

LANGUAGE: Final = "en"
"""The language the sentences are in; a voice of another one would make nonsense of them."""

HALF_WAY_FROM_S: Final = 40
"""Half of a shorter step is not worth a word."""

TEN_SECONDS: Final = 10
TEN_SECONDS_FROM_S: Final = 30


def cue_between(before: SessionProgress | None, now: SessionProgress) -> Cue | None:
    """Return what there is to tell once ``now`` is shown after ``before``; mostly nothing."""
    if now.is_over:
        is_news = before is not None and not before.is_over
        return _end_of(now) if is_news else None
    if now.is_paused and (before is None or not before.is_paused):
        return _pause_of(now)
    if before is None or _is_another_step(before, now):
        return "step"
    if before.is_paused != now.is_paused:
        return "went-on"
    return _cue_in_step(before, now)


def comes_alone(before: SessionProgress | None, now: SessionProgress) -> bool:
    """Whether a step followed by itself, as its time ran out, and nobody pressed anything."""
    if before is None or before.state != "running" or before.is_step_over:
        return False
    return now.index == before.index + 1 and before.remaining_s <= 1


def _end_of(now: SessionProgress) -> Cue:
    return "finished" if now.state == "finished" else "stopped"


def _pause_of(now: SessionProgress) -> Cue | None:
    if now.paused_because == "closing":
        return None
    return "stopping" if now.paused_because == "stopping" else "paused"


def _is_another_step(before: SessionProgress, now: SessionProgress) -> bool:
    """Whether a step begins: another one, or the same one anew after Back."""
    if before.index != now.index:
        return True
    is_longer = now.step_length_s > before.step_length_s
    return now.step_elapsed_s < before.step_elapsed_s and not is_longer


def _cue_in_step(before: SessionProgress, now: SessionProgress) -> Cue | None:
    if now.step.pressure < before.step.pressure:
        return "softer"
    if now.step_length_s > before.step_length_s:
        return "more-time"
    if now.is_paused:
        return None
    if now.is_step_over and not before.is_step_over:
        return "step-over"
    if now.ask_now and not before.ask_now:
        return "ask"
    half = now.step_length_s / 2
    if before.remaining_s > TEN_SECONDS >= now.remaining_s:
        return "ten-seconds" if now.step_length_s >= TEN_SECONDS_FROM_S else None
    if before.remaining_s > half >= now.remaining_s and now.step_length_s >= HALF_WAY_FROM_S:
        return "half-way"
    return None


class SpokenWords:
    """The sentences for each cue, about one person."""

    def __init__(self, words: PlanWords) -> None:
        self._words = words
        self._phrases = words.library.files.phrases

    def of(self, cue: Cue, view: SessionView, progress: SessionProgress) -> str:
        """Return what is said at ``cue`` of the moment shown; never empty but for *stopped*."""
        if cue == "step":
            return " ".join(self._step(view, progress))
        if cue == "softer":
            return " ".join((self.phrase("softer"), *self._pressure(view)))
        if cue == "paused":
            return self._paused(view)
        if cue == "went-on":
            return self._went_on(view)
        if cue == "stopping":
            return self._filled("stopped")
        if cue == "finished":
            return self._filled("finished")
        return "" if cue == "stopped" else self.phrase(cue)

    def again(self, view: SessionView, progress: SessionProgress) -> str:
        """Return what is said when the caregiver wants to hear it again."""
        if view.is_paused:
            return f"{self._paused(view)} {' '.join(self._about_step(view))}"
        said = list(self._about_step(view))
        if view.is_step_over:
            said.append(self.phrase("step-over"))
        if view.ask_now:
            said.append(self.phrase("ask"))
        return " ".join(said)

    def phrase(self, key: str) -> str:
        """Return one sentence of ``spoken.…`` that names nothing but the person."""
        return self._filled(f"spoken.{key}")

    def _step(self, view: SessionView, progress: SessionProgress) -> Iterator[str]:
        if view.is_paused:
            yield self._titled("paused-at", view)
            return
        yield from self._about_step(view)
        yield self._length(view, progress)
        if progress.index == 0 and view.keep_away:
            places = "; ".join(place.words for place in view.keep_away)
            yield self._words.fill(self._phrases["spoken.keep-away"], places)

    def _about_step(self, view: SessionView) -> Iterator[str]:
        """Yield what to do, where and how lightly: enough without looking."""
        yield self._titled("step", view)
        if view.place:
            yield self._words.fill(self._phrases["spoken.where"], view.place)
        yield view.words
        if view.changed and view.changed != view.words:
            yield view.changed
        yield from self._pressure(view)

    def _pressure(self, view: SessionView) -> Iterator[str]:
        if view.pressure is not None:
            yield self._phrases[f"spoken.pressure.{view.pressure.level}"]

    def _length(self, view: SessionView, progress: SessionProgress) -> str:
        seconds = progress.step_length_s
        if view.is_open_ended:
            return self.phrase("open-ended")
        if seconds == 60:
            return self.phrase("minute")
        if seconds < 100:
            return self._numbered("seconds", seconds)
        return self._numbered("minutes", round(seconds / 60))

    def _paused(self, view: SessionView) -> str:
        if view.paused_because in {"gap", "suspend"}:
            return self.phrase("slept")
        if view.paused_because == "interrupted":
            return self._titled("interrupted", view)
        return self.phrase("paused")

    def _went_on(self, view: SessionView) -> str:
        if not view.place:
            return self.phrase("went-on")
        return self._words.fill(self._phrases["spoken.went-on-at"], view.place)

    def _titled(self, key: str, view: SessionView) -> str:
        sentence = self._words.fill(self._phrases[f"spoken.{key}"], view.title)
        # A title may be a question.
        return sentence.removesuffix(".") if view.title.endswith(("?", "!", ".")) else sentence

    def _numbered(self, key: str, number: int) -> str:
        return self._phrases[f"spoken.{key}"].replace("{minutes}", str(number))

    def _filled(self, key: str) -> str:
        return self._words.fill(self._phrases[key])
