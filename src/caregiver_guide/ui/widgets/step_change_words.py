# SPDX-License-Identifier: GPL-3.0-or-later
"""How one step of a massage is different from now on, in one line."""

from PySide6.QtWidgets import QWidget

from caregiver_guide.services.plan_change import StepChange


def step_change_words(widget: QWidget, change: StepChange, name: str) -> str:
    """Return what becomes of a step, with whose side it is on; ``name`` is the person's."""
    sides = {
        "L": widget.tr("{title}, {name}’s left"),
        "R": widget.tr("{title}, {name}’s right"),
    }
    title = sides.get(change.side or "", "{title}").format(title=change.title, name=name)
    words = {
        "left-out": widget.tr("Left out: {title}"),
        "rests": widget.tr("Hands only rest: {title}"),
        "softer": widget.tr("Softer: {title}. {detail}"),
        "fewer-places": widget.tr("Only here: {title}. {detail}"),
        "other-length": widget.tr("Another length: {title}"),
        "comes": widget.tr("New: {title}"),
        "changed": widget.tr("Done in another way: {title}. {detail}"),
    }
    return words[change.kind].format(title=title, detail=change.detail)
