# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that somebody has chosen: its passphrase if it has one, what is in it, yes or no."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.errors import (
    BackupNeedsPassphrase,
    BackupWrongPassphrase,
    StorageError,
)
from caregiver_guide.storage.restore import Restoring, prepare_restore
from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.screens.restore_sheet import RestoreSheet

if TYPE_CHECKING:
    from caregiver_guide.ui.screens.backup_passphrase_sheet import BackupPassphraseSheet


class BackupToRestore(QObject):
    """Looks into one backup. Nothing is changed before somebody has agreed.

    ``known`` is the passphrase of the open log, or empty: it is tried first, and the restored log
    keeps it. A backup that is restored without a log that is open keeps its own.

    Signals:
        agreed: The Restoring that somebody wishes to be put in place.
        failed: What stands in the way, a StorageError.
    """

    agreed = Signal(object)
    failed = Signal(object)

    def __init__(
        self, window: MainWindow, file: Path, data_dir: Path, now: Moment, known: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._file, self._data_dir, self._now = file, data_dir, now
        self._known = known
        self._sheet: BackupPassphraseSheet | None = None

    def look(self, *, has_log: bool) -> None:
        """Show what is in it; ``has_log`` says that a log is kept aside."""
        self._has_log = has_log
        self._try(self._known)

    def _try(self, passphrase: str) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            restoring = prepare_restore(
                self._file,
                self._data_dir,
                self._now,
                passphrase=passphrase,
                protect_with=self._known,
            )
        except (BackupNeedsPassphrase, BackupWrongPassphrase):
            self._ask()
            return
        except StorageError as error:
            self.failed.emit(error)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        if self._sheet is not None:
            self._sheet.forget()
            self._sheet.close_sheet()
        self._show(restoring)

    def _ask(self) -> None:
        if self._sheet is not None:
            self._sheet.show_wrong()
            return
        from caregiver_guide.ui.screens.backup_passphrase_sheet import BackupPassphraseSheet

        self._sheet = BackupPassphraseSheet(self._window)
        self._sheet.passphrase_given.connect(self._try)
        self._sheet.closed.connect(self._sheet.deleteLater)
        self._sheet.ask(str(self._file))

    def _show(self, restoring: Restoring) -> None:
        sheet = RestoreSheet(self._window)
        sheet.agreed.connect(lambda: self.agreed.emit(restoring))
        sheet.called_off.connect(restoring.drop)
        sheet.closed.connect(sheet.deleteLater)
        sheet.closed.connect(self.deleteLater)
        sheet.show_backup(restoring.preview, has_log=self._has_log, keeps_ours=bool(self._known))
