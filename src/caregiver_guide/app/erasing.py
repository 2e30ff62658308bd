# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing the person cared for: asked once in words, done, and told what still holds them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context

if TYPE_CHECKING:
    from caregiver_guide.storage.erasing import Erased


class Erasing(QObject):
    """Erases the person cared for.

    Signals:
        begun: It was agreed to; what is just making a copy of the log comes to its end first.
        erased: The person is in the log no more; somebody else has to be turned to.
    """

    begun = Signal()
    erased = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask(self) -> None:
        """Ask whether everything about the person is to go, and do it after a yes."""
        from caregiver_guide.services.history import given_count

        context, name = self._context, self._context.person.name
        massages = given_count(context.log, context.person.id)
        words = self.tr(
            "All of it goes for good: {count} massages, marks, notes, and all the rest. Nobody can "
            "bring it back. You can hand the log over first."
        )
        words = words.format(count=massages)
        if context.log.moved_here(context.person):
            first = self.tr(
                "What was written down for somebody else first and then moved to {name} goes, too."
            )
            words = f"{words} {first.format(name=name)}"
        is_wished = context.prompts.confirm(
            self.tr("Erase everything about {name}?").format(name=name),
            words,
            self.tr("Erase {name}").format(name=name),
            self.tr("Keep everything"),
            grave=True,
        )
        if not is_wished:
            return
        self.begun.emit()
        second = context.settings.backup_folder
        erased = context.kept(
            lambda: context.log.erase(context.person, Path(second) if second else None)
        )
        if erased is None:
            return
        context.prompts.tell(self.tr("{name} is erased.").format(name=name), self._words_of(erased))
        context.turn_to_who_is_here()
        self.erased.emit()

    def _words_of(self, erased: Erased) -> str:
        """Return what a caregiver has to look for now."""
        parts = []
        if erased.copies:
            words = self.tr("These backups still hold everything. Delete them if that is wished:")
            parts.append("\n".join([words, *map(str, erased.copies)]))
        if erased.unread:
            words = self.tr("Nobody could look into these copies:")
            parts.append("\n".join([words, *map(str, erased.unread)]))
        if erased.away is not None:
            words = self.tr(
                "The backups on the stick or in the folder {folder} are not here now. They may "
                "still hold everything. Look when they are back, and delete them if that is wished."
            )
            parts.append(words.format(folder=erased.away))
        parts.append(
            self.tr(
                "Care files, tables and printed pages are not known to the app. Look for them on "
                "sticks and in your folders."
            )
        )
        return "\n\n".join(parts)
