# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups made by the app: once the log was checked, each new day, when asked for, at the end.

The copy of the log is written here and now; it is read back, named, thinned out and brought to the
second folder by another thread, which needs the log no more. Of a very large log that thread writes
the copy too, while the log is in use; where somebody would have to wait for that, it is left off,
and made when the log is opened the next time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.clocks import ms_to_next_day
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.errors import LeftOff, StorageError
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
        self._left_off: threading.Thread | None = None  # ends by itself, before another begins
        self._leaves_off = threading.Event()
        self._done.connect(self._finished)
        self._is_giving = is_giving
        self._day: date | None = None  # which was caught up with last
        self._next_day = QTimer(self)
        self._next_day.setSingleShot(True)
        self._next_day.setTimerType(Qt.TimerType.PreciseTimer)
        self._next_day.timeout.connect(self._look_at_day)

    _done = Signal(object)

    @property
    def places(self) -> BackupPlaces:
        """Where backups go by the settings of the moment."""
        from caregiver_guide.services.backing_up import BackupPlaces

        second = self._context.settings.backup_folder
        return BackupPlaces(
            backup_folder(self._context.data_dir),
            self._context.log.series,
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
        self._next_day.start(0 if now.day != self._day else ms_to_next_day(now))

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

        self._join()
        if not self.is_automatic:
            return _nothing
        places = self.places
        try:
            draft = self._draft(is_asked=False)
        except StorageError as problem:
            self._note(problem)
            return _nothing
        return lambda: finish(draft, places)

    def last_while_locked(self, close: Callable[[], None]) -> LastBackup:
        """Do the same before the log is closed, which is done now or when that is finished.

        A very large log is closed once it is copied, and nobody waits for it.
        """
        from caregiver_guide.services.backing_up import draft_if_needed, finish, note_problem

        log, places = self._context.log, self.places
        if not (log.is_large and self.is_automatic):
            finishes = self.last()
            close()
            return LastBackup(finishes)
        self.turn_away()
        before = self._left_off
        settings = settings_text(self._settings_file)
        leaves_off = threading.Event()

        def may_go_on() -> bool:
            return not leaves_off.is_set()

        def work() -> None:
            if before is not None:
                before.join()
            try:
                try:
                    draft = draft_if_needed(log, places, settings, may_go_on)
                finally:
                    close()
                finish(draft, places, may_go_on)
            except LeftOff:
                pass
            except StorageError as problem:
                note_problem(places, problem)

        return LastBackup(work, leaves_off.set)

    def turn_away(self) -> None:
        """Do the same as `wait`, but let a backup that is left off end by itself.

        The disk may take it some seconds to let go.
        """
        if self._context.log.is_large:
            self._leaves_off.set()
            self._left_off, self._thread = self._thread or self._left_off, None
        else:
            self._join()

    def wait(self) -> None:
        """Let a backup that is being made come to its end; one of a very large log is left off."""
        if self._context.log.is_large:
            self._leaves_off.set()
        self._join()

    def _join(self) -> None:
        for thread in (self._left_off, self._thread):
            if thread is not None:
                thread.join()
        self._left_off = self._thread = None

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
        if found.kind == "cloud":
            wrong = self.tr(
                "The log lies in a folder that {name} copies: {folder}. It could bring back an old "
                "log, or a half written one. Keep the log in a folder of this computer alone."
            )
        else:
            wrong = self.tr(
                "The log lies on another computer or disk in the network ({name}): {folder}. Two "
                "computers could write at once, and spoil it. Keep the log in a folder of this "
                "computer alone."
            )
        copies = (
            self.tr("The second copies of backups can go there.")
            if self._context.log.is_encrypted
            else self.tr(
                "The second copies of backups can go there once the log has a passphrase: without "
                "one, others may read them."
            )
        )
        return f"{wrong.format(name=found.name, folder=found.top)} {copies}"

    def _make(self, *, is_asked: bool) -> None:
        from caregiver_guide.services.backing_up import finish, note_problem

        places = self.places
        is_large = self._context.log.is_large
        draft: DraftBackup | None = None
        if not is_large:
            try:
                draft = self._draft(is_asked=is_asked)
            except StorageError as problem:
                self._note(problem)
                return
        self._leaves_off = leaves_off = threading.Event()
        before = self._left_off

        def may_go_on() -> bool:
            return not leaves_off.is_set()

        def work() -> None:
            made = draft
            try:
                if before is not None:
                    before.join()
                if is_large:
                    made = self._draft(is_asked=is_asked, while_used=may_go_on)
                finish(made, places, may_go_on)
            except LeftOff:
                pass
            except StorageError as problem:
                note_problem(places, problem)
            finally:
                with suppress(RuntimeError):  # somebody else is cared for by now
                    self._done.emit(leaves_off)

        self._thread = threading.Thread(target=work, name="backup")
        self._thread.start()

    def _draft(
        self, *, is_asked: bool, while_used: Callable[[], bool] | None = None
    ) -> DraftBackup | None:
        from caregiver_guide.services.backing_up import draft_if_needed

        settings = settings_text(self._settings_file)
        if is_asked:
            return self._context.log.draft_backup(self.places.folder, settings, while_used)
        return draft_if_needed(self._context.log, self.places, settings, while_used)

    def _note(self, problem: StorageError) -> None:
        from caregiver_guide.services.backing_up import note_problem

        note_problem(self.places, problem)

    def _finished(self, which: threading.Event) -> None:
        if which is self._leaves_off:  # else it was left off, and another one is made
            self._join()
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class LastBackup:
    """What makes the last backup of a log that is put away.

    That of a very large log has the log open until it is copied; it ends soon after ``leave_off``.
    """

    finish: Callable[[], object]
    leave_off: Callable[[], None] | None = None


def _nothing() -> None:
    """No backup is to be made."""
