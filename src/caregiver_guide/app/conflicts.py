# SPDX-License-Identifier: GPL-3.0-or-later
"""What two computers changed at once, connected: told until it is decided, and decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.storage.errors import StorageError

if TYPE_CHECKING:
    from caregiver_guide.services.conflicts import Conflict
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.conflict_sheet import ConflictSheet

_SAFETY_KINDS = frozenset({"zone", "condition", "clearance"})


class Conflicts(QObject):
    """Counts what is to be decided about the person cared for, shows it, and writes decisions.

    Such things come with a care file only, so they are counted after one, and not at each look.

    Signals:
        changed: Something was decided; what is shown may be drawn anew.
    """

    changed = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._counted: dict[str, int] = {}
        self._sheet: ConflictSheet | None = None

    def count(self) -> int:
        """Return how many things are to be decided about the person cared for."""
        context = self._context
        person = context.person
        if person.id not in self._counted:
            # Whatever only this computer wrote about somebody needs no look.
            try:
                self._counted[person.id] = len(self.found()) if self._may_differ() else 0
            except StorageError:
                return 0  # a damaged log is told by the check of the whole log
        return self._counted[person.id]

    def shown(self) -> int:
        """Return the same once the whole log was checked; before that nobody looks."""
        report = self._context.log.report
        return self.count() if report is not None and report.is_ok else 0

    def _may_differ(self) -> bool:
        # What another computer moved to this person stands in the chain of somebody else, too.
        log = self._context.log
        return any(log.is_shared(one) for one in log.people.all())

    def look_again(self) -> None:
        """Count anew: there may be more, or other, than before."""
        self._counted.clear()

    def ask(self) -> None:
        """Show the first thing that is to be decided."""
        from caregiver_guide.ui.screens.conflict_sheet import ConflictSheet

        if self._sheet is None:
            self._sheet = ConflictSheet(self._window)
            self._sheet.decided.connect(self.decide)
        self._sheet.show_conflicts(self.found())

    def found(self) -> tuple[Conflict, ...]:
        """Return what is to be decided about the person cared for."""
        from caregiver_guide.services.conflicts import conflicts

        context = self._context
        return conflicts(context.log, context.library, context.person)

    def decide(self, fact_id: str, choice: int | str) -> None:
        """Write which version is right, and show what is left to decide."""
        from caregiver_guide.services.conflicts import decide

        context = self._context
        log, by = context.log, context.caregiver.id
        facts = log.facts_of(fact_id)
        if facts is None:
            return

        def write() -> None:
            decide(log, fact_id, choice, by=by)

        if facts.kind in _SAFETY_KINDS:
            context.settled(("decide", fact_id), write)
        else:
            context.did(write)
        context.refresh_person()
        self.look_again()
        self.changed.emit()
        if self._sheet is not None:
            self._sheet.show_conflicts(self.found())
