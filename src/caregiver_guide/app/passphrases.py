# SPDX-License-Identifier: GPL-3.0-or-later
"""The passphrase of the log: added, changed, removed, and printed for the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from unicodedata import category

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.domain.passphrase import (
    forms_of,
    normalised,
    passphrase_advice,
    passphrase_fault,
    stands_on_paper,
)

if TYPE_CHECKING:
    from caregiver_guide.report.paper import DrawPage
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.passphrase_card import PassphraseCard, PassphraseView
    from caregiver_guide.ui.screens.passphrase_sheet import PassphraseSheet, Purpose
    from caregiver_guide.ui.screens.settings_screen import SettingsScreen


class Passphrases(QObject):
    """Asks for passphrases over the window; who opened the log changes them.

    Signals:
        change_requested: The passphrase is to be another one: the present and the new, which are
            empty for none.
        minutes_chosen: The log locks after so many minutes without anybody.
        lock_requested: The log is to be locked now.
    """

    change_requested = Signal(str, str)
    minutes_chosen = Signal(int)
    lock_requested = Signal()

    def __init__(self, context: Context, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._window = window

    def connect_card(self, card: PassphraseCard) -> None:
        """Do what is wished on the card in Settings."""
        card.add_requested.connect(lambda: self.ask("add"))
        card.change_requested.connect(lambda: self.ask("change"))
        card.remove_requested.connect(lambda: self.ask("remove"))
        card.sheet_requested.connect(lambda: self.ask("recovery"))
        card.lock_requested.connect(self.lock_requested)
        card.minutes_chosen.connect(self.minutes_chosen)

    def view(self) -> PassphraseView:
        """Return what the card shows."""
        from caregiver_guide.ui.screens.passphrase_card import PassphraseView

        context = self._context
        return PassphraseView(
            context.log.is_encrypted, context.settings.lock_minutes, not context.log.is_read_only
        )

    def ask(self, purpose: Purpose) -> PassphraseSheet:
        """Open the sheet that the purpose needs, and return it."""
        from caregiver_guide.services.passphrase import advice_line, suggested_passphrase
        from caregiver_guide.ui.screens.passphrase_sheet import PassphraseSheet

        sheet = PassphraseSheet(purpose, self._window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.suggestion_requested.connect(
            lambda: sheet.suggest(suggested_passphrase(self._context.resources))
        )
        names = self._names()
        sheet.new_typed.connect(
            lambda typed: sheet.show_advice(advice_line(passphrase_advice(typed, names)))
        )
        sheet.given.connect(lambda old, new: self._take(sheet, purpose, old, new))
        if purpose in ("add", "aide", "change"):
            sheet.suggest(suggested_passphrase(self._context.resources))
        sheet.begin()
        return sheet

    def _take(self, sheet: PassphraseSheet, purpose: Purpose, old: str, new: str) -> None:
        from caregiver_guide.services.passphrase import fault_line

        held = self._context.log.passphrase
        if held and held not in forms_of(old):
            sheet.show_wrong(self.tr("This is not the present passphrase."))
            return
        fault = passphrase_fault(new) if new else None
        if fault is not None:
            sheet.show_weak(fault_line(fault))
            return
        if new and normalised(new) == held:
            sheet.show_weak(self.tr("This is the present one. Choose another."))
            return
        sheet.forget()
        sheet.close_sheet()
        if purpose == "recovery" and not stands_on_paper(held):
            self._ask_plain_one()
        elif purpose == "recovery":
            self.offer_sheet()
        else:
            self.change_requested.emit(held, new)

    def _ask_plain_one(self) -> None:
        """Ask for another passphrase where a sheet with the present one would not open the log."""
        words = self.tr(
            "Your passphrase has a sign that cannot be read on paper and typed from it, such as a "
            "special space or a picture. A recovery sheet would not open the log. Choose another "
            "passphrase now: its sheet comes right after."
        )
        self._context.prompts.tell(self.tr("The recovery sheet"), words)
        self.ask("change")

    def _names(self) -> list[str]:
        """Return the names that somebody who knows the family would try first."""
        log = self._context.log
        people = [one.name for one in log.people.all()]
        return [*people, *(one.name for one in log.caregivers.all())]

    def tell_done(self, lines: list[str], *, offers_sheet: bool) -> None:
        """Tell what became of the log and its copies, then offer the recovery sheet."""
        if self._window.current == "settings":
            cast("SettingsScreen", self._window.screen_named("settings")).stay_at_passphrase()
        if lines:
            self._context.prompts.tell(self.tr("The passphrase"), "\n".join(lines))
        if offers_sheet:
            self.offer_sheet()

    def offer_sheet(self) -> None:
        """Print or save the recovery sheet, if that is pressed; the app keeps none."""
        from caregiver_guide.app.cards import Cards
        from caregiver_guide.report.recovery_sheet import RECOVERY_TITLE

        words = self.tr(
            "The passphrase stands on it in large letters. Keep it away from this computer, where "
            "important papers lie. Whoever has both can read the log."
        )
        title = self.tr("Print the recovery sheet now")
        if not self._context.prompts.has_printer():
            title = self.tr("Save the recovery sheet, to print it")
            none = self.tr("No printer was found here.")
            words = f"{none} {words}"
        then = self.tr(
            "Print it and put the paper where important papers lie. Then delete the file from this "
            "computer, also from the trash: whoever finds it can open the log."
        )
        Cards(self._context).put_out(
            [self.recovery_page()],
            RECOVERY_TITLE,
            title,
            "caregiver-guide-recovery-sheet",
            words,
            then=then,
        )

    def recovery_page(self) -> DrawPage:
        """Return the one page."""
        from caregiver_guide.report.recovery_sheet import RecoverySheet, recovery_page
        from caregiver_guide.ui.widgets.day_words import long_day

        context = self._context
        sheet = RecoverySheet(
            title=self.tr("Recovery sheet for Caregiver Guide"),
            why=self.tr(
                "The log of care on one computer opens with this passphrase only. Without it "
                "nobody can read the log, and nobody can send another one."
            ),
            passphrase_label=self.tr("Passphrase"),
            passphrase=context.log.passphrase,
            letters_label=self.tr("Letter by letter"),
            letters=tuple(self._letters(context.log.passphrase)),
            facts=(
                (self.tr("Folder of the log"), str(context.data_dir.absolute())),
                (self.tr("Made on"), f"{long_day(context.today())} {context.today().year}"),
            ),
            how_title=self.tr("How to open the log"),
            how=(
                self.tr("Start Caregiver Guide. On a new computer, install it first."),
                self.tr(
                    "If the log is gone, choose “I have lost the passphrase”, then “Restore from "
                    "a backup”. On a new computer the first screen offers it."
                ),
                self.tr("Type the passphrase as it stands above, with every sign between."),
                self.tr("If it does not open: “Show” beside the field shows what was typed."),
            ),
            keep_title=self.tr("Keep this sheet away from the computer"),
            keep=(
                self.tr("Put it where important papers lie, in an envelope."),
                self.tr(
                    "When the passphrase is changed, keep this sheet until every stick with "
                    "backups has been in this computer once: its copies open with the old one till "
                    "then. After that, tear it up."
                ),
            ),
        )
        return recovery_page(sheet, context.settings.paper)

    def _letters(self, passphrase: str) -> list[str]:
        """Spell each word out, with what stands between in words."""
        names = {
            " ": self.tr("space"),
            "-": self.tr("hyphen"),
            "_": self.tr("underscore"),
            ".": self.tr("full stop"),
            ",": self.tr("comma"),
            "'": self.tr("apostrophe"),
            '"': self.tr("quotation mark"),
            "`": self.tr("grave accent"),
        }
        lines: list[str] = []
        run: list[str] = []
        for sign in passphrase:
            if sign.isalnum():
                run.append(self._letter(sign))
                continue
            if run and category(sign)[0] == "M":
                run[-1] += sign  # it is written over its letter, or joined to it
                continue
            lines += ["  ".join(run)] if run else []
            run = []
            lines.append(f"({names.get(sign, sign)})")
        return [*lines, "  ".join(run)] if run else lines

    def _letter(self, sign: str) -> str:
        if sign.isupper():
            return self.tr("large {letter}").format(letter=sign)
        if sign.isdigit():
            return self.tr("number {number}").format(number=sign)
        return sign
