# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage of the wrong person: asks whose it was, and moves it there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context


class Moving(QObject):
    """Moves one massage to the person it belongs to.

    Signals:
        moved: The massage stands with somebody else now.
    """

    moved = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask(self, session: str) -> None:
        """Ask whose massage it was; without an answer it stays where it is."""
        from caregiver_guide.services.moving import move_massage

        context, name = self._context, self._context.person.name
        others = [one for one in context.log.people.all() if one.id != context.person.id]
        chosen = context.prompts.choose(
            self.tr("Whose massage was it?"),
            self.tr(
                "Everything said about it goes along. The log of {name} then says only that "
                "something was moved."
            ).format(name=name),
            (
                *((one.id, one.name) for one in others),
                ("", self.tr("It was {name}").format(name=name)),
            ),
        )
        right = next((one for one in others if one.id == chosen), None)
        if right is None:
            return
        by = context.caregiver.id
        if context.did(lambda: move_massage(context.log, session, right, by=by)):
            self.moved.emit()
