# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said aloud in a massage, and when; whole sentences, so that each can be translated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_engine import SessionProgress, limit_phrase
from caregiver_guide.services.session_view import SessionView

Told = Literal[
    "lead-in",
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


def told_between(before: SessionProgress | None, now: SessionProgress) -> Told | None:
    """Return what there is to tell once ``now`` is shown after ``before``; mostly nothing."""
    if now.is_over:
        return None if before is None or before.is_over else _end_after(before, now)
    if now.is_paused and (before is None or not before.is_paused):
        return _pause_of(now)
    if before is not None and _plan_changed(before, now):
        return "paused"
    if now.state == "lead-in" and (before is None or before.state == "ready"):
        return "lead-in"
    if before is None or _is_another_step(before, now):
        return "step"
    if before.is_paused != now.is_paused:
        return "went-on"
    return _told_in_step(before, now)


def _end_after(before: SessionProgress, now: SessionProgress) -> Told | None:
    if now.state == "finished":
        return "finished"
    # Whoever pressed Stop has been told already.
    return None if before.paused_because == "stopping" else "stopped"


def _pause_of(now: SessionProgress) -> Told | None:
    if now.paused_because in {"closing", "suspend"}:
        # The window closes, or the computer falls asleep: nobody is spoken to on the way.
        return None
    return "stopping" if now.paused_because == "stopping" else "paused"


def _plan_changed(before: SessionProgress, now: SessionProgress) -> bool:
    """Whether the step shown was changed by a mark made in the pause."""
    return now.paused_because == "new-plan" != before.paused_because


def _is_another_step(before: SessionProgress, now: SessionProgress) -> bool:
    """Whether a step begins: the first, another one, or the same one anew after Back."""
    if (before.index, before.step.id, before.step.side) != (now.index, now.step.id, now.step.side):
        return True
    if before.lead_in_s and not now.lead_in_s:
        return True
    is_longer = now.step_length_s > before.step_length_s
    return now.step_elapsed_s < before.step_elapsed_s and not is_longer


def _told_in_step(before: SessionProgress, now: SessionProgress) -> Told | None:
    if now.step.pressure < before.step.pressure:
        return "softer"
    if now.step_length_s > before.step_length_s:
        return "more-time"
    if now.is_paused:
        return None
    if now.ask_now and not before.ask_now:
        return "ask"
    return now.cue


class SpokenWords:
    """What is said of a massage, about one person."""

    def __init__(self, words: PlanWords) -> None:
        self._words = words
        self._phrases = words.library.files.phrases

    def of(self, told: Told, view: SessionView, progress: SessionProgress) -> str:
        """Return what is said when something is ``told`` of the moment shown."""
        if told == "step":
            return " ".join(self._step(view, progress))
        if told == "softer":
            return " ".join((self.phrase("softer"), *self._pressure(view)))
        if told == "paused":
            return self._paused(view)
        if told == "went-on":
            return self._went_on(view)
        if told in {"stopping", "stopped"}:
            return self._filled("stopped")
        if told == "finished":
            done = self._filled("finished")
            if progress.ended_by != "touch-limit":
                return done
            return f"{self._filled(limit_phrase(progress.touch_seconds))} {done}"
        return self.phrase(told)

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
        if view.paused_because in {"interrupted", "new-plan"}:
            return self._titled(view.paused_because, view)
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
