# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups made by the app: once the log was checked, each new day, when asked for, at the end.

The copy of the log is written here and now; it is read back, named, thinned out and brought to the
second folder by another thread, which needs the log no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.places import RiskyPlace, risky_place
from caregiver_guide.storage.settings import settings_text

if TYPE_CHECKING:
    from caregiver_guide.services.backing_up import BackupPlaces, BackupsView
    from caregiver_guide.storage.backups import DraftBackup

_DEMO = "demo"


class Backups(QObject):
    """Makes the backups of one log, and tells what is known of them.

    A window that is never closed makes one too: after midnight, or where the computer slept then,
    once somebody is there; never while a massage runs.

    Signals:
        changed: What is known of the backups is no longer what it was.
    """

    changed = Signal()

    def __init__(
        self,
        context: Context,
        settings_file: Path,
        is_giving: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._settings_file = settings_file
        self._thread: threading.Thread | None = None
        self._done.connect(self._finished)
        self._is_giving = is_giving
        self._day: date | None = None  # which was caught up with last
        self._next_day = QTimer(self)
        self._next_day.setSingleShot(True)
        self._next_day.setTimerType(Qt.TimerType.PreciseTimer)
        self._next_day.timeout.connect(self._look_at_day)

    _done = Signal()

    @property
    def places(self) -> BackupPlaces:
        """Where backups go by the settings of the moment."""
        from caregiver_guide.services.backing_up import BackupPlaces

        second = self._context.settings.backup_folder
        return BackupPlaces(
            backup_folder(self._context.data_dir),
            self._context.log.log_id,
            Path(second) if second else None,
            self._context.log.passphrase,
        )

    @property
    def is_automatic(self) -> bool:
        """Whether backups come by themselves; a demonstration's log is worth none."""
        return self._context.log.origin != _DEMO and not self._context.log.is_read_only

    def catch_up(self) -> None:
        """Back up what earlier days left without a backup, once the log was checked."""
        if self.is_automatic and not self.is_busy:
            self._make(is_asked=False)
        if self.is_automatic:
            self._day = self._context.now().day
            self.heed_day()

    def heed_day(self) -> None:
        """Catch up soon where another day has begun, else when the next one does."""
        if self._day is None:
            return
        now = self._context.now()
        midnight = timedelta(hours=now.local.hour, minutes=now.local.minute - 24 * 60)
        self._next_day.start(0 if now.day != self._day else round(-1000 * midnight.total_seconds()))

    def stop(self) -> None:
        """Wait for no other day: the log is about to be closed."""
        self._day = None
        self._next_day.stop()

    def _look_at_day(self) -> None:
        if self._day is None or self._is_giving():
            return
        if self._context.now().day == self._day:
            self.heed_day()
        else:
            self.catch_up()

    def make_now(self) -> None:
        """Make a backup because somebody asked for one."""
        if not self.is_busy:
            self._make(is_asked=True)
            self.changed.emit()

    def bring(self) -> None:
        """Bring the newest backup to the second folder, and make one first where it is due."""
        if not self._context.log.is_read_only:
            self._make(is_asked=False)

    def last(self) -> Callable[[], object]:
        """Copy the log if it is due; what is returned makes it a backup once the log is closed."""
        from caregiver_guide.services.backing_up import finish

        self.wait()
        if not self.is_automatic:
            return _nothing
        places = self.places
        try:
            draft = self._draft(is_asked=False)
        except StorageError as problem:
            self._note(problem)
            return _nothing
        return lambda: finish(draft, places)

    def wait(self) -> None:
        """Let a backup that is being made come to its end."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def is_busy(self) -> bool:
        """Whether a backup is being made now."""
        return self._thread is not None

    def view(self) -> BackupsView:
        """Return what Settings shows."""
        from caregiver_guide.services.backing_up import backups_view

        view = backups_view(self.places, self._context.now())
        return replace(
            view,
            place=self.place_warning(),
            is_busy=self.is_busy,
            may_write=not self._context.log.is_read_only,
        )

    def untold(self) -> str:
        """Return what Today has to tell once."""
        from caregiver_guide.services.backing_up import take_untold

        return take_untold(self.places, self.place_warning()) if self.is_automatic else ""

    @cached_property
    def _risky_place(self) -> RiskyPlace | None:
        return risky_place(self._context.data_dir)

    def place_warning(self) -> str:
        """Return why the log is not safe where it lies, and what to do; or nothing."""
        return "" if self._risky_place is None else self.words_of_place(self._risky_place)

    def words_of_place(self, found: RiskyPlace) -> str:
        """Return what is wrong with a place for the log, and what to do."""
        words = (
            self.tr(
                "The log lies in a folder that {name} copies: {folder}. It could bring back an old "
                "log, or a half written one. Keep the log in a folder of this computer alone, and "
                "let the second copies of backups go there."
            )
            if found.kind == "cloud"
            else self.tr(
                "The log lies on another computer or disk in the network ({name}): {folder}. Two "
                "computers could write at once, and spoil it. Keep the log in a folder of this "
                "computer alone, and let the second copies of backups go there."
            )
        )
        return words.format(name=found.name, folder=found.top)

    def _make(self, *, is_asked: bool) -> None:
        from caregiver_guide.services.backing_up import finish

        places = self.places
        try:
            draft = self._draft(is_asked=is_asked)
        except StorageError as problem:
            self._note(problem)
            return

        def work() -> None:
            try:
                finish(draft, places)
            finally:
                self._done.emit()

        self._thread = threading.Thread(target=work, name="backup")
        self._thread.start()

    def _draft(self, *, is_asked: bool) -> DraftBackup | None:
        from caregiver_guide.services.backing_up import draft_if_needed

        settings = settings_text(self._settings_file)
        if is_asked:
            return self._context.log.draft_backup(self.places.folder, settings)
        return draft_if_needed(self._context.log, self.places, settings)

    def _note(self, problem: StorageError) -> None:
        from caregiver_guide.services.backing_up import note_problem

        note_problem(self.places, problem)

    def _finished(self) -> None:
        self.wait()
        self.changed.emit()


def _nothing() -> None:
    """No backup is to be made."""
