# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: what is chosen there is used at once, and what is wished there is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from caregiver_guide import __version__
from caregiver_guide.app.context import Context
from caregiver_guide.app.sound_settings import SoundSettings
from caregiver_guide.domain.session import contact_to_call
from caregiver_guide.services.settings_view import record_contact, settings_view
from caregiver_guide.ui.screens.settings_screen import SettingsScreen

if TYPE_CHECKING:
    from caregiver_guide.app.backups import Backups
    from caregiver_guide.app.passphrases import Passphrases
    from caregiver_guide.app.preferences import Preferences
    from caregiver_guide.services.settings_view import ContactDraft
    from caregiver_guide.storage.settings import Settings
    from caregiver_guide.ui.main_window import MainWindow


class SettingsPage(QObject):
    """Shows the settings, uses what is chosen, and lets backups and passphrases be cared for.

    Signals:
        about_requested: The caregiver wants to read what the app is.
        lock_minutes_changed: The log locks after another time.
    """

    about_requested = Signal()
    lock_minutes_changed = Signal()

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        preferences: Preferences,
        backups: Backups,
        passphrases: Passphrases,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._preferences = preferences
        self._backups = backups
        self._passphrases = passphrases
        self._problem = ""
        passphrases.minutes_chosen.connect(self._lock_after)
        self._sound = SoundSettings(context, self)
        self._sound.found.connect(self._show_again)

    def make_screen(self) -> SettingsScreen:
        """Make the screen; what leads elsewhere is left to be connected."""
        screen = SettingsScreen(clock=self._context.clocks.steady)
        screen.settings_changed.connect(self._use)
        screen.contact_saved.connect(self._save_contact)
        screen.voice_try_requested.connect(self._sound.try_voice)
        screen.sound_try_requested.connect(self._sound.try_sound)
        screen.left.connect(self._sound.close)
        self._passphrases.connect_card(screen.passphrase)
        screen.folder_open_requested.connect(self._open_folder)
        screen.about_requested.connect(self.about_requested)
        screen.backups.backup_requested.connect(self._backups.make_now)
        screen.backups.second_folder_requested.connect(self._choose_second_folder)
        screen.backups.second_folder_dropped.connect(lambda: self.use_second_folder(""))
        return screen

    def show(self, problem: str = "") -> None:
        """Show the settings, and what was wrong with them as they were read."""
        context = self._context
        self._problem = problem
        screen = self._screen
        self._sound.open()
        screen.passphrase.show_state(self._passphrases.view())
        screen.show_settings(
            settings_view(
                context.library,
                context.settings,
                data_folder=str(context.data_dir),
                version=__version__,
                person_name=context.person.name,
                contact=contact_to_call(context.contacts()),
                problem=problem,
                backups=self._backups.view(),
                voice=self._sound.view,
            )
        )
        self._window.show_screen("settings")

    def show_backups(self) -> None:
        """Show what has become of a backup."""
        if self._window.current == "settings":
            self._screen.backups.show_backups(self._backups.view())

    def use_second_folder(self, folder: str) -> None:
        """Bring the newest backup there, and each one from now on."""
        self._backups.turn_away()
        self._preferences.set(backup_folder=folder)
        self._backups.bring()
        self.show_backups()

    @property
    def _screen(self) -> SettingsScreen:
        return cast("SettingsScreen", self._window.screen_named("settings"))

    def _show_again(self) -> None:
        self.show(self._problem)

    def _use(self, settings: Settings) -> None:
        # The card of backups has its own way to change where they go.
        second = self._context.settings.backup_folder
        self._preferences.use(replace(settings, backup_folder=second))
        self._show_again()

    def _lock_after(self, minutes: int) -> None:
        self._preferences.set(lock_minutes=minutes)
        self.lock_minutes_changed.emit()
        self._show_again()

    def _save_contact(self, draft: ContactDraft) -> None:
        context = self._context
        by = context.caregiver.id
        context.did(lambda: record_contact(context.log, context.person.id, draft, by=by))
        self._show_again()

    def _choose_second_folder(self) -> None:
        folder = self._context.prompts.folder(
            self.tr("Where should copies of the backups go?"), Path.home()
        )
        if folder is None:
            return
        try:
            str(folder).encode()
        except UnicodeEncodeError:  # a name in bytes that are no letters
            self._context.prompts.tell(
                "",
                self.tr(
                    "The name of this folder cannot be written down. Nothing was changed. "
                    "Choose a folder with another name."
                ),
            )
            return
        if self._may_be_read_there(folder):
            self.use_second_folder(str(folder))

    def _may_be_read_there(self, folder: Path) -> bool:
        """Ask once where others may get at copies that open without a passphrase."""
        from caregiver_guide.storage.places import risky_place

        context = self._context
        found = None if context.log.is_encrypted else risky_place(folder)
        if found is None:
            return True
        words = (
            self.tr(
                "{name} copies this folder to other computers, and the log has no passphrase: "
                "whoever gets at the copies can read all of it. A passphrase protects them, too."
            )
            if found.kind == "cloud"
            else self.tr(
                "This folder lies on another computer or disk in the network ({name}), and the log "
                "has no passphrase: whoever gets at the copies can read all of it. A passphrase "
                "protects them, too."
            )
        )
        return context.prompts.confirm(
            self.tr("Copies that others can read?"),
            words.format(name=found.name),
            self.tr("Use this folder"),
            self.tr("Do not use it"),
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.data_dir)))
