# SPDX-License-Identifier: GPL-3.0-or-later
"""Find the steps of a massage that no picture shows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from caregiver_guide.content.faults import Fault
from caregiver_guide.content.files import OPENING, ContentFiles
from caregiver_guide.content.schema import StepEntry

STROKES_FILE = "figure/strokes.toml"
ANY_ROUTINE = "*"


def steps_without_picture(files: ContentFiles, folder: Path) -> Iterator[Fault]:
    """Yield a fault for each step that strokes.toml does not show, and for each it invents.

    A folder without that file takes the app's own pictures, and nothing is said of it.
    """
    path = folder / STROKES_FILE
    try:
        pictures = list(tomllib.loads(path.read_text("utf-8")).values())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return  # the figure says itself what is wrong with its files, when it is read
    shown = {step for one in pictures if isinstance(one, dict) for step in one.get("steps", ())}
    rests = _where_hands_rest(pictures)
    written = {}
    for name, routine in files.routines.items():
        written.update({f"{name}/{step.id}": (name, step) for step in routine.step})
    opening = {f"{ANY_ROUTINE}/{step.id}": (OPENING, step) for step in files.opening.step}
    for key, (name, step) in {**written, **opening}.items():
        if key not in shown and not (step.kind == "touch" and _places(step) <= rests):
            yield Fault(
                f"routines/{name}.toml", step.id, "No picture shows this step.",
                f'Name it "{key}" in one of the pictures of {STROKES_FILE}, or draw a new one.',
            )  # fmt: skip
    for key in sorted(shown - set(written) - set(opening)):
        yield Fault(
            STROKES_FILE, key, "There is no such step.", "Correct it, or take it out."
        )  # fmt: skip


def _where_hands_rest(pictures: list[Any]) -> set[str]:
    tables = [one for one in pictures if isinstance(one, dict)]
    return {place for one in tables for place in one.get("rests_on", ())}


def _places(step: StepEntry) -> set[str]:
    """Return the places that a step names; none for one that takes what its routine touches."""
    texts = [step.places] if isinstance(step.places, str) else step.places
    return {place for text in texts for place in re.findall(r"[a-z][a-z-]*", text)}
