# SPDX-License-Identifier: GPL-3.0-or-later
"""Open the app: paths, fault log, settings, content, log, window; then hand over."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_guide import __version__
from caregiver_guide.app.context import Clocks, Context
from caregiver_guide.app.guide import Guide
from caregiver_guide.app.one_window import OneWindow
from caregiver_guide.app.preferences import use_theme
from caregiver_guide.content.faults import ContentError
from caregiver_guide.content.library import Library, load_library
from caregiver_guide.faults import catch_faults, hear_qt, keep_log
from caregiver_guide.paths import resource_dir, user_config_dir
from caregiver_guide.services.clocks import steady_clock, wall_clock
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.data_folder import keep_for_owner
from caregiver_guide.storage.errors import (
    BackupWrongPassphrase,
    NeedsPassphrase,
    StorageError,
    WrongPassphrase,
)
from caregiver_guide.storage.log import Log, log_file, open_log
from caregiver_guide.storage.settings import SettingsRead, read_settings, write_settings
from caregiver_guide.ui.giver_words import use_giver_words
from caregiver_guide.ui.leftovers import Leftovers
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.prompts import Prompts, WindowPrompts
from caregiver_guide.ui.theme import OWN_STYLE, TextScale
from caregiver_guide.ui.widgets.focus_ring import install_focus_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager

    from caregiver_guide.app.backups import LastBackup
    from caregiver_guide.app.unlocking import Unlocking
    from caregiver_guide.domain.session import Caregiver, Person
    from caregiver_guide.services.locking import Whereabouts
    from caregiver_guide.storage.restore import Restoring

LOGGER = logging.getLogger("caregiver_guide")
BROKEN_CONTENT = 3
_FRAME = QSize(16, 48)  # what a desktop puts round a window, in pixels
APP_ID = "org.caregiverguide.CaregiverGuide"


def run_app(data_dir: Path, one_window: OneWindow | None = None) -> int:
    """Open the window on the log in ``data_dir``, perhaps held already, until it is closed."""
    app = make_application()
    leftovers = Leftovers(app)
    hear_qt()
    opening = Opening(app, data_dir, one_window=one_window)
    if opening.library is None:
        return BROKEN_CONTENT
    opening.open()
    opening.window.show()
    leftovers.listen()
    code = app.exec()
    opening.close()
    return code


def make_application() -> QApplication:
    """Return the Qt application with its name, its scaling and its language."""
    known = QApplication.instance()
    if known is None:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
    if isinstance(known, QApplication):
        app = known
    else:
        # Named here, the style is there from the beginning and nothing is made twice.
        app = QApplication(["caregiver-guide", "-style", "fusion"])
        app.setProperty(OWN_STYLE, True)
    app.setApplicationName("caregiver-guide")
    app.setApplicationDisplayName("Caregiver Guide")
    app.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APP_ID)
    # Days and months in the language of the interface, not in the desktop's.
    QLocale.setDefault(QLocale(QLocale.Language.English))
    return app


@dataclass(slots=True)
class _News:
    """What became of a passphrase, to be told once the log is open again."""

    lines: list[str]
    offers_sheet: bool = False


class Opening:
    """Brings the parts together, and says in plain words what stands in the way."""

    def __init__(
        self,
        app: QApplication,
        data_dir: Path,
        clocks: Clocks | None = None,
        prompts: Prompts | None = None,
        config_dir: Path | None = None,
        origin: str = "app",
        *,
        has_sound: bool = True,
        speech: Sequence[str] | None = None,
        catches_faults: bool = True,
        one_window: OneWindow | None = None,
    ) -> None:
        self.app = app
        self.data_dir = data_dir
        self.clocks = clocks or Clocks(wall_clock, steady_clock)
        self.origin = origin
        self.has_sound = has_sound
        self.speech = speech
        self.catches_faults = catches_faults
        self.resources = resource_dir()
        self.settings_file = (config_dir or user_config_dir()) / "settings.toml"
        self.settings: SettingsRead = read_settings(self.settings_file)
        self.guide: Guide | None = None
        self.log: Log | None = None
        self.one_window = one_window or OneWindow()
        self.one_window.asked_for.connect(self._come_to_front)
        self.library: Library | None = None
        self.unlocking: Unlocking | None = None
        self._was_at: Whereabouts | None = None
        self._finishing: threading.Thread | None = None
        self._last_backup: LastBackup | None = None
        self._news: _News | None = None

        use_theme(app, self.resources, self.settings.settings)
        install_focus_ring(app)
        try:
            self.library = load_library(self.resources)
        except ContentError as error:
            self._tell_broken_content(error)
            return
        self._make_window()
        self.prompts = prompts or WindowPrompts(self.window)
        app.commitDataRequest.connect(self._desktop_ends, Qt.ConnectionType.DirectConnection)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _make_window(self) -> None:
        self.window = MainWindow(clock=self.clocks.steady)
        self._restore_place()
        self.window.close_requested.connect(self._quit)
        self.window.text_step_requested.connect(self._step_text)
        # A second start is heard once everything is painted: it costs the first start nothing.
        self.window.painted.connect(self.one_window.listen, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Open the log and show the first screen, or what stands in the way."""
        if self.library is None:
            return
        try:
            self.one_window.take(self.data_dir)
            if self.window.is_painted:
                self.one_window.listen()
            self.log = self._open_log()
        except NeedsPassphrase:
            self._ask_passphrase()
            return
        except StorageError as error:
            self._show_trouble(error)
            return
        self._begin()

    def _open_log(self, passphrase: str = "") -> Log:
        self._leave_last_backup()
        return open_log(self.data_dir, self.clocks.wall, origin=self.origin, passphrase=passphrase)

    def _begin(self) -> None:
        """Show the first screen of the log that is open, or where it was locked."""
        if self.library is None or self.log is None:
            return
        guide: Guide | None = None
        try:
            context = Context(
                self.library,
                self.log,
                self.settings.settings,
                self.resources,
                self.data_dir,
                self.clocks,
                self.prompts,
                has_sound=self.has_sound,
                speech=self.speech,
            )
            guide = Guide(context, self.window, self.app, self.settings_file)
            self._hear(guide)
            guide.start(self.settings.problem or self._passphrase_trouble(), self._was_at)
        except StorageError as error:
            # It opened, and cannot be read: a log damaged inside.
            self._give_up(guide)
            self._show_trouble(error)
            return
        self.guide = guide
        self._was_at = None
        if self.catches_faults:
            keep_log(self.data_dir)
            catch_faults(self._tell_fault)
            self.catches_faults = False  # once is enough, however often the log is opened

    def _passphrase_trouble(self) -> str:
        """Return what is told of a passphrase that no recovery sheet shows as it is, or nothing."""
        from caregiver_guide.domain.passphrase import stands_on_paper

        if self.log is None or stands_on_paper(self.log.passphrase):
            return ""
        return QApplication.translate(
            "Opening",
            "Your passphrase has a sign that cannot be read on paper and typed from it, such as a "
            "special space. A recovery sheet does not open this log. Change the passphrase in "
            "Settings, then print a new sheet.",
        )

    def _hear(self, guide: Guide) -> None:
        """Do what the places of the app wish of the log and the window as a whole."""
        guide.restore_requested.connect(self._choose_backup)
        guide.turn_requested.connect(self._turn_soon)
        guide.emptied.connect(lambda: QTimer.singleShot(0, self.app, self._start_anew))
        guide.passphrase_change_requested.connect(
            lambda old, new: QTimer.singleShot(
                0, self.app, lambda: self.change_passphrase(old, new)
            )
        )
        # Whatever asks for it lies in the window, and is gone with it: it has to end first.
        guide.locking.agreed.connect(
            lambda is_wished: QTimer.singleShot(0, self.app, lambda: self.lock(is_wished=is_wished))
        )

    def _turn_soon(self, person: Person, caregiver: Caregiver, words: str) -> None:
        """Turn once whatever was pressed has come to its end: it lies in what is dropped then."""
        QTimer.singleShot(0, self.app, lambda: self._turn(person, caregiver, words))

    def _turn(self, person: Person, caregiver: Caregiver, words: str) -> None:
        """Begin anew with somebody: nothing that was on a screen before is there any more."""
        before = self.guide
        if before is None:
            return
        if not before.unsaved.look():
            self._tell_not_kept(
                QApplication.translate("Opening", "You stay with {name}.").format(
                    name=before.context.person.name
                )
            )
            return
        self._empty_window(before)
        before.context.care_for(person, caregiver)
        self._make_guide(before.context).turned(words)

    def _start_anew(self) -> None:
        """Begin as on the first day: whoever was in the log is erased, and so are the screens."""
        before = self.guide
        if before is not None:
            self._empty_window(before)
            self._make_guide(before.context).start()

    def _empty_window(self, guide: Guide) -> None:
        """Let go of a guide, and leave nothing of it in the window."""
        self._let_go_of(guide)
        guide.backups.turn_away()
        self.guide = None
        self.window.forget()

    def _make_guide(self, context: Context) -> Guide:
        guide = Guide(context, self.window, self.app, self.settings_file)
        self._hear(guide)
        self.guide = guide
        return guide

    def _tell_not_kept(self, title: str) -> None:
        """Say why something is not done that would lose what is only on the screen."""
        words = QApplication.translate(
            "Opening",
            "Something that you wrote or answered is not saved yet, because the disk refuses it. "
            "It would be lost. Make room on the disk, then try again.",
        )
        self.prompts.tell(title, words)

    def _give_up(self, guide: Guide | None) -> None:
        """Let the log go, so that opening it can be tried again."""
        if guide is not None:
            guide.stop_checking()
            guide.deleteLater()
        if self.log is not None:
            with suppress(StorageError):
                self.log.close()
            self.log = None

    # -- a protected log -----------------------------------------------------------------

    def _ask_passphrase(self) -> None:
        was_open = self._was_at is not None
        unlocking = self._make_unlocking()
        unlocking.ask(self.window, self.data_dir, self._open_log, was_open=was_open)

    def _make_unlocking(self) -> Unlocking:
        from caregiver_guide.app.unlocking import Unlocking

        if self.unlocking is None:
            self.unlocking = Unlocking(self.clocks)
            self.unlocking.opened.connect(self._unlocked)
            self.unlocking.failed.connect(self._not_opened)
            self.unlocking.restore_requested.connect(self._choose_backup)
            self.unlocking.other_folder_requested.connect(self._choose_folder)
            self.unlocking.quit_requested.connect(self._quit)
        return self.unlocking

    def _not_opened(self, error: StorageError) -> None:
        if isinstance(error, NeedsPassphrase | WrongPassphrase):
            self._ask_passphrase()
        else:
            self._show_trouble(error)

    def _unlocked(self, log: Log) -> None:
        """Go on with the log that is open now; nothing of the passphrase stays."""
        self.log = log
        self._begin()
        guide, news, self._news = self.guide, self._news, None
        if guide is None:
            return
        if self.unlocking is not None:
            self.unlocking.leave()
        if news is not None:
            guide.passphrases.tell_done(news.lines, offers_sheet=news.offers_sheet)

    def lock(self, *, is_wished: bool = False) -> None:
        """Close a protected log, and leave nothing in the window that tells of anybody.

        Where something would be lost it stays open: a wish is told so, all else tries again.
        """
        from caregiver_guide.storage.keys import forget_keys
        from caregiver_guide.ui.own_clipboard import clear_own

        if self.guide is not None and self.guide.locking.is_held(is_wished=is_wished):
            return
        last = self._put_away()
        if last is None:
            if self.guide is not None:
                self.guide.locking.try_later()
                if is_wished:
                    self._tell_not_kept(
                        QApplication.translate("Opening", "The log is not locked yet.")
                    )
            return
        clear_own()
        self._ask_passphrase()

        def finish() -> None:
            last.finish()
            forget_keys()

        self._last_backup = last
        self._finishing = threading.Thread(target=finish, name="last backup")
        self._finishing.start()
        # What knew a name is taken apart at once, not some time later.
        gc.collect()

    def _put_away(self) -> LastBackup | None:
        """Close the log and empty the window; ``None`` where something would be lost by that.

        What is returned makes the last backup, and closes a very large log only then.
        """
        guide, log = self.guide, self.log
        if guide is None or log is None or not guide.put_by():
            return None
        self._was_at = guide.whereabouts()
        self.settings = SettingsRead(guide.settings)
        self._let_go_of(guide)
        last = guide.backups.last_while_locked(log.close)
        self.guide = self.log = None
        self.window.forget()
        use_theme(self.app, self.resources, self.settings.settings)
        return last

    def change_passphrase(self, old: str, new: str) -> None:
        """Have the log open with ``new`` in place of ``old``, and come back to where it was."""
        last = self._put_away()
        if last is None:
            if self.guide is not None:
                self._tell_not_kept(
                    QApplication.translate("Opening", "The passphrase is not changed.")
                )
            return
        self._make_unlocking().work(
            self.window,
            QApplication.translate("Opening", "Protecting the log…")
            if new
            else QApplication.translate("Opening", "Removing the passphrase…"),
            QApplication.translate(
                "Opening",
                "The backups are changed too, so this may take a while. If the computer goes off "
                "meanwhile, nothing is lost.",
            ),
            lambda: self._changed_log(last.finish, old, new),
        )

    def _changed_log(self, finish_backup: Callable[[], object], old: str, new: str) -> Log:
        """Change the passphrase, and open the log with whatever opens it then."""
        from caregiver_guide.services.passphrase import changed_lines
        from caregiver_guide.storage.protecting import change_passphrase

        finish_backup()
        second = self.settings.settings.backup_folder
        try:
            changed = change_passphrase(
                self.data_dir, self.clocks.wall, old, new, Path(second) if second else None
            )
        except StorageError as problem:
            self._news = _News([str(problem)])
            return self._open_log(old)
        lines = changed_lines(changed, self.data_dir, is_protected=bool(new))
        self._news = _News(lines, offers_sheet=bool(new))
        return self._open_log(new)

    def _let_go_of(self, guide: Guide) -> None:
        """Let everything of a log come to rest before it is closed."""
        guide.stop_checking()
        guide.massage.session.let_go()
        guide.practice.let_go()

    def _wait_for_backup(self) -> None:
        if self._finishing is not None:
            self._finishing.join()
            self._finishing = None

    def _leave_last_backup(self) -> None:
        """Do not wait for the last backup of a very large log, which is about to be used again."""
        last, self._last_backup = self._last_backup, None
        if last is not None and last.leave_off is not None:
            last.leave_off()
            self._wait_for_backup()

    def close(self) -> None:
        """Write the window's place and close the log."""
        use_giver_words(None)
        if self.unlocking is not None:
            self.unlocking.let_go()
        self._wait_for_backup()
        if self.guide is not None:
            self._let_go_of(self.guide)
        self._keep_place()
        finish_backup: Callable[[], object] | None = None
        if self.guide is not None and self.log is not None:
            finish_backup = self.guide.backups.last()
        if self.log is not None:
            self.log.close()
            self.log = None
        self.one_window.release()
        if finish_backup is not None:
            finish_backup()

    def let_go(self) -> None:
        """Hear the desktop no more: the application goes on without this window."""
        self.app.commitDataRequest.disconnect(self._desktop_ends)
        self.app.styleHints().colorSchemeChanged.disconnect(self._follow_system)

    # -- what stands in the way ----------------------------------------------------------

    def _tell_broken_content(self, error: ContentError) -> None:
        """Rather no app than one without its rules."""
        from PySide6.QtWidgets import QMessageBox

        LOGGER.error("The content has %d faults.", len(error.faults))
        sys.stderr.write(f"{error}\n")
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Caregiver Guide")
        box.setText(
            QApplication.translate(
                "Opening",
                "The safety content is damaged, so nothing is shown. Install the app again.",
            )
        )
        box.setDetailedText(str(error))
        if QGuiApplication.platformName() != "offscreen":
            box.exec()

    def _show_trouble(self, error: StorageError) -> None:
        from caregiver_guide.services.trouble import trouble_view
        from caregiver_guide.ui.screens.trouble_screen import TroubleScreen

        name = "trouble"
        self.window.add_screen(name, TroubleScreen, Frame.NOTHING)
        is_new = self.window.current != name
        screen = self.window.show_screen(name)
        assert isinstance(screen, TroubleScreen)  # noqa: S101 - made two lines above
        if is_new:
            screen.retry_requested.connect(self.open)
            screen.other_folder_requested.connect(self._choose_folder)
            screen.take_over_requested.connect(self._take_over)
            screen.restore_requested.connect(self._choose_backup)
            screen.quit_requested.connect(self._quit)
        screen.show_trouble(trouble_view(error, self.data_dir))

    @property
    def _is_opening(self) -> bool:
        """Whether a log is just being opened: until it is, no other one may be."""
        return self.unlocking is not None and self.unlocking.is_busy

    def _choose_folder(self) -> None:
        if self._is_opening:
            return
        title = QApplication.translate("Opening", "Choose the folder of the log")
        folder = self.prompts.folder(title, self.data_dir)
        if folder is not None:
            # Where somebody was belongs to the log of the other folder.
            self._was_at = None
            self.data_dir = folder
            self.open()

    def _take_over(self) -> None:
        """Open the log here, when it is said that nobody has it open elsewhere."""
        is_closed = self.prompts.confirm(
            QApplication.translate("Opening", "Is the log closed on the other computer?"),
            QApplication.translate(
                "Opening", "Two computers that write at the same time can damage the log."
            ),
            QApplication.translate("Opening", "It is closed: open it here"),
            QApplication.translate("Opening", "Do not open it"),
            grave=True,
        )
        if not is_closed:
            return
        try:
            self.one_window.take(self.data_dir, by_force=True)
        except StorageError as error:
            self._show_trouble(error)
            return
        self.open()

    def _step_text(self, by: int) -> None:
        """Show larger or smaller words before a log is open; behind it, the guide does it."""
        if self.guide is not None:
            return
        percents = TextScale.PERCENTS
        now = self.settings.settings.text_percent
        index = min(range(len(percents)), key=lambda n: abs(percents[n] - now))
        wanted = 100 if by == 0 else percents[max(0, min(len(percents) - 1, index + by))]
        settings = replace(self.settings.settings, text_percent=wanted)
        self.settings = SettingsRead(settings)
        use_theme(self.app, self.resources, settings)
        with suppress(StorageError):  # it holds for this run all the same
            write_settings(self.settings_file, settings)

    def _come_to_front(self) -> None:
        """Show the window to somebody who started the app a second time."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _quit(self) -> None:
        if self.guide is None:
            self.window.may_close = True
            self.window.close()

    def _tell_fault(self) -> None:
        """Say that something went wrong; what was entered is on disk already."""
        if self.guide is not None:
            self.guide.massage.session.pause_for("closing")
        self.prompts.tell(
            QApplication.translate("Opening", "Something went wrong in the app."),
            QApplication.translate(
                "Opening",
                "What you saved is kept. If it happens again, close the app and open it again.",
            ),
        )

    # -- backups that come back ----------------------------------------------------------

    def _choose_backup(self) -> None:
        """Let a backup be chosen, and show what is in it."""
        if self._is_opening:
            return
        folder = backup_folder(self.data_dir)
        file = self.prompts.open_file(
            QApplication.translate("Opening", "Choose a backup"),
            folder if folder.is_dir() else Path.home(),
            QApplication.translate("Opening", "Backup of Caregiver Guide"),
            "db",
        )
        if file is not None:
            self.look_at_backup(file)

    def look_at_backup(self, file: Path) -> None:
        """Show what is in a backup, and restore it if that is wished."""
        try:
            self._show_backup(file, self.log.passphrase if self.log is not None else "")
        except (NeedsPassphrase, WrongPassphrase):
            self._ask_for_backup(file)
        except StorageError as error:
            self.prompts.tell("", str(error))

    def _ask_for_backup(self, file: Path) -> None:
        """Ask for the passphrase that a backup was made with."""
        from caregiver_guide.ui.screens.passphrase_sheet import PassphraseSheet

        sheet = PassphraseSheet("backup", self.window)
        sheet.closed.connect(sheet.deleteLater)

        def open_it(passphrase: str, _new: str) -> None:
            try:
                self._show_backup(file, passphrase)
            except (BackupWrongPassphrase, NeedsPassphrase) as error:
                sheet.show_wrong(str(error))
                return
            except StorageError as error:
                self.prompts.tell("", str(error))
            sheet.forget()
            sheet.close_sheet()

        sheet.given.connect(open_it)
        sheet.begin()

    def _show_backup(self, file: Path, passphrase: str) -> None:
        """Show what is in a backup; raise a `StorageError` where it cannot be looked into.

        A log that is open keeps its passphrase, whatever the backup was. In the place of one that
        is locked comes one with the passphrase of the backup, or with none: the sheet says so.
        """
        from caregiver_guide.storage.restore import prepare_restore
        from caregiver_guide.ui.screens.restore_sheet import RestoreSheet

        held = self.log.passphrase if self.log is not None else ""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            restoring = prepare_restore(
                file,
                self.data_dir,
                self.clocks.wall(),
                passphrase=passphrase,
                protect_with=held,
            )
        finally:
            QGuiApplication.restoreOverrideCursor()
        was_protected = self._is_protected()
        loses = was_protected and not restoring.preview.will_be_encrypted
        sheet = RestoreSheet(self.window)
        sheet.agreed.connect(lambda: self._restore(restoring, loses_passphrase=loses))
        sheet.called_off.connect(restoring.drop)
        sheet.closed.connect(sheet.deleteLater)
        sheet.show_backup(
            restoring.preview,
            has_log=self._has_entries(),
            keeps_ours=bool(held),
            was_protected=was_protected,
        )

    def _is_protected(self) -> bool:
        """Return whether the log of now opens with a passphrase only."""
        from caregiver_guide.storage.keys import is_encrypted

        if self.log is not None:
            return self.log.is_encrypted
        # A large log that was locked may still be copied, and reading it would end its lock.
        return self._last_backup is not None or is_encrypted(log_file(self.data_dir))

    def _has_entries(self) -> bool:
        """Return whether there is a log with something in it, or one that cannot be read."""
        if self.log is not None:
            return self.log.holdings().revisions > 0
        return log_file(self.data_dir).exists()

    def _restore(self, restoring: Restoring, *, loses_passphrase: bool = False) -> None:
        """Put a backup in the place of the log, and begin again with it.

        Where the log before had a passphrase and this one has none, one is offered.
        """
        from caregiver_guide.services.backing_up import settings_to_adopt

        self._was_at = None
        self._leave_last_backup()
        self._wait_for_backup()
        if self.guide is not None:
            self._let_go_of(self.guide)
            self.guide.backups.wait()
        self._keep_place()
        title = words = ""
        try:
            if self.log is not None:
                self.log.close()
                self.log = None
            restored = restoring.put_in_place(self.clocks.wall())
            title = QApplication.translate("Opening", "The backup is restored.")
            words = QApplication.translate("Opening", "All that is in it is here again.")
            if restored.aside is not None:
                kept = QApplication.translate(
                    "Opening", "The log before it is kept as {name}, in the folder of the log."
                )
                words = f"{words} {kept.format(name=restored.aside.name)}"
            elif restored.had_no_more:
                same = QApplication.translate("Opening", "The log before it held nothing more.")
                words = f"{words} {same}"
            if restored.settings is not None:
                present = read_settings(self.settings_file).settings
                write_settings(self.settings_file, settings_to_adopt(restored.settings, present))
        except StorageError as error:
            words = str(error)
        self._begin_again()
        self.prompts.tell(title, words)
        is_restored = bool(title)
        if is_restored and loses_passphrase and self.guide is not None:
            self.guide.passphrases.ask("add")

    def _begin_again(self) -> None:
        """Open the log in a new window, which knows nothing of what was open before."""
        before, self.guide = self.window, None
        self.settings = read_settings(self.settings_file)
        use_theme(self.app, self.resources, self.settings.settings)
        self._make_window()
        self.window.resize(before.size())
        if isinstance(self.prompts, WindowPrompts):
            self.prompts = WindowPrompts(self.window)
        self.open()
        self.window.show()
        before.may_close = True
        before.close()
        before.deleteLater()

    # -- the desktop ---------------------------------------------------------------------

    def _desktop_ends(self, _manager: QSessionManager) -> None:
        """The computer shuts down or the user logs out: pause; everything else is written."""
        if self.guide is not None:
            self.guide.massage.session.pause_for("closing")
            self.guide.unsaved.look()
        self._keep_place()

    def _follow_system(self) -> None:
        settings = self.settings.settings
        if self.guide is not None:
            settings = self.guide.settings
        if settings.theme == "system":
            in_massage = self.guide is not None and self.guide.massage.session.is_running
            use_theme(self.app, self.resources, settings, in_massage=in_massage)

    def _place_file(self) -> QSettings:
        path = self.settings_file.parent / "window.ini"
        return QSettings(str(path), QSettings.Format.IniFormat)

    def _restore_place(self) -> None:
        """Put the window where it was; Qt keeps it on a screen that is still there."""
        place = self._place_file().value("geometry")
        if place is not None:
            self.window.restoreGeometry(place)
            return
        # On a small laptop the first window and its frame leave nothing below the screen's edge.
        room = self.app.primaryScreen().availableSize() - _FRAME
        smallest = self.window.minimumSize()
        self.window.resize(self.window.size().boundedTo(room).expandedTo(smallest))

    def _keep_place(self) -> None:
        if self.settings_file.parent.is_dir() and isinstance(self.window, QWidget):
            file = self._place_file()
            file.setValue("geometry", self.window.saveGeometry())
            file.sync()
            keep_for_owner(Path(file.fileName()))


__all__ = ["Opening", "make_application", "run_app"]
