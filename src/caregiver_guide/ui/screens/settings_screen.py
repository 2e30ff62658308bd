# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: every change holds at once and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import Paper
from caregiver_guide.services.clocks import steady_clock
from caregiver_guide.services.session_keys import Action, SessionKeys, keys_of, with_keys
from caregiver_guide.services.settings_view import ContactDraft, SettingsView
from caregiver_guide.storage.settings import Motion, Settings, ThemeName
from caregiver_guide.ui.screens.backups_card import BackupsCard
from caregiver_guide.ui.screens.hand_over_card import HandOverCard
from caregiver_guide.ui.screens.keys_card import KeysCard
from caregiver_guide.ui.screens.passphrase_card import PassphraseCard
from caregiver_guide.ui.screens.sound_card import SoundCard
from caregiver_guide.ui.theme import TextScale
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import ChoiceField, TextField
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.reading_order import tab_stops
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.theme_row import ThemeRow
from caregiver_guide.ui.widgets.undo_bar import UndoBar, UndoPlace


class SettingsScreen(QWidget):
    """How the app looks and prints, which numbers it names, and where everything lies.

    Signals:
        settings_changed: The new Settings, to hold at once.
        contact_saved: Whom to call, a ContactDraft.
        voice_try_requested: The voice shall be heard.
        sound_try_requested: A sound shall be heard.
        left: The screen is no longer shown.
        folder_open_requested: The folder of the log is to be shown.
        about_requested: The page about the app is to be shown.
        bin_requested: What was taken away, and all entries, are to be shown.

    Attributes:
        backups: The card of backups, with signals of its own.
        sharing: The card that hands the log over, with signals of its own.
        passphrase: The card that protects the log, with signals of its own.
    """

    settings_changed = Signal(object)
    contact_saved = Signal(object)
    voice_try_requested = Signal()
    sound_try_requested = Signal()
    left = Signal()
    folder_open_requested = Signal()
    about_requested = Signal()
    bin_requested = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], float] = steady_clock
    ) -> None:
        super().__init__(parent)
        self._view: SettingsView | None = None
        self._undone: Settings | ContactDraft | None = None

        self._problem = Notice("caution")
        self._size = PillRow(
            self.tr("Text size"),
            tuple((str(n), self.tr("{n} %").format(n=n)) for n in TextScale.PERCENTS),
        )
        self._size.choice_made.connect(self._choose_size)
        self._theme = ThemeRow()
        self._theme.choice_made.connect(self._choose_theme)
        self._motion = PillRow(
            self.tr("Arrows in a massage"),
            (("calm", self.tr("Move slowly")), ("off", self.tr("Keep still"))),
        )
        self._motion.choice_made.connect(self._choose_motion)
        self._paper = PillRow(
            self.tr("Paper"), (("a4", self.tr("A4")), ("letter", self.tr("US Letter")))
        )
        self._paper.choice_made.connect(self._choose_paper)
        self._country = ChoiceField(self.tr("Where do you live?"))
        self._country.choice_made.connect(self._choose_country)
        self._number = Text("", "h2")
        self._number_note = Text("", "body", "quiet")
        self._contact_title = Text("", "body", "quiet")
        self._contact_name = TextField(self.tr("Care team: who?"))
        self._contact_phone = TextField(self.tr("Care team: phone number"))
        for field in (self._contact_name, self._contact_phone):
            field.line_edit.editingFinished.connect(self._keep_contact)
        self._folder = Text("", "body")
        self._open_folder = ActionButton(self.tr("Open the folder"), icon="download", kind="plain")
        self._open_folder.clicked.connect(self.folder_open_requested)
        self._version = Text("", "body")
        self._about = ActionButton(self.tr("About this app"), icon="info", kind="plain")
        self._about.clicked.connect(self.about_requested)
        self.backups = BackupsCard()
        self.sharing = HandOverCard()
        self.passphrase = PassphraseCard()
        self._keys_card = KeysCard()
        self._keys_card.keys_changed.connect(self._choose_keys)
        self._sound_card = SoundCard()
        self._sound_card.settings_changed.connect(self._choose_sound)
        self._sound_card.voice_try_requested.connect(self.voice_try_requested)
        self._sound_card.sound_try_requested.connect(self.sound_try_requested)
        self._parts: dict[str, Heading] = {}
        self._jump = ChoiceField(self.tr("Go to"), empty=self.tr("A part of this page"))
        self._jump.choice_made.connect(self._go_to_part)
        self._undo = UndoBar(self.tr("Undo"), clock=clock)
        self._undo.undo_requested.connect(self._take_back)
        self._lay_out()

    def _lay_out(self) -> None:
        self._page = ScrollPage()
        self._columns = first, second = QWidget(), QWidget()
        left, right = QVBoxLayout(first), QVBoxLayout(second)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(20)
        left.addWidget(self._reading_card())
        left.addWidget(self._sound_card)
        left.addWidget(self._paper_card())
        left.addWidget(self.backups)
        left.addStretch(1)
        right.addWidget(self._numbers_card())
        right.addWidget(self._data_card())
        right.addWidget(self.passphrase)
        right.addWidget(self.sharing)
        right.addWidget(self._keys_card)
        right.addStretch(1)
        columns = QWidget()
        split = SplitLayout((420, 420), 0.5, 24, columns)
        split.addWidget(first)
        split.addWidget(second)
        body = self._page.body
        body.addWidget(Heading(self.tr("Settings"), 1))
        body.addWidget(Text(self.tr("Every change holds at once."), "body", "quiet"))
        body.addWidget(self._problem)
        body.addWidget(self._jump)
        body.addWidget(columns)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        whole.addWidget(UndoPlace(self._undo, margins=(20, 8, 20, 12)))

    def _reading_card(self) -> Panel:
        card = Panel()
        sample = Panel("scene", 16)
        sample.body.addWidget(Text(self.tr("Rest your hands here."), "session"))
        card.body.addWidget(Heading(self.tr("Reading comfort"), 2))
        card.body.addWidget(Text(self.tr("Text size"), "label"))
        card.body.addWidget(self._size)
        card.body.addWidget(sample)
        words = self.tr(
            "In a massage, words look like this. You should read them from an arm away."
        )
        card.body.addWidget(Text(words, "body", "quiet"))
        card.body.addWidget(Text(self.tr("Colors"), "label"))
        card.body.addWidget(self._theme)
        card.body.addWidget(Text(self.tr("Arrows in a massage"), "label"))
        card.body.addWidget(self._motion)
        return card

    def _paper_card(self) -> Panel:
        card = Panel()
        card.body.addWidget(Heading(self.tr("Paper"), 2))
        words = self.tr("The page for the care team is printed on this paper.")
        card.body.addWidget(Text(words, "body", "quiet"))
        card.body.addWidget(self._paper)
        return card

    def _numbers_card(self) -> Panel:
        card = Panel()
        card.body.addWidget(Heading(self.tr("Numbers to call"), 2))
        card.body.addWidget(self._country)
        card.body.addWidget(self._number)
        card.body.addWidget(self._number_note)
        card.body.addWidget(self._contact_title)
        card.body.addWidget(self._contact_name)
        card.body.addWidget(self._contact_phone)
        return card

    def _data_card(self) -> Panel:
        card = Panel()
        card.body.addWidget(Heading(self.tr("Where the log is kept"), 2))
        card.body.addWidget(self._folder)
        words = self.tr("It stays on this computer. Nothing is sent anywhere by the app.")
        card.body.addWidget(Text(words, "body", "quiet"))
        card.body.addWidget(self._open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        taken_away = ActionButton(self.tr("Bin and earlier versions"), icon="list", kind="quiet")
        taken_away.clicked.connect(self.bin_requested)
        card.body.addLayout(row_of(taken_away))
        card.body.addWidget(Heading(self.tr("About"), 2))
        card.body.addWidget(self._version)
        card.body.addWidget(self._about, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def show_settings(self, view: SettingsView) -> None:
        """Show the present settings."""
        before, self._view = self._view, view
        settings = view.settings
        self._problem.setVisible(bool(view.problem))
        self._problem.show_notice("", view.problem)
        sizes = [str(n) for n in TextScale.PERCENTS]
        self._size.choose(
            str(settings.text_percent) if str(settings.text_percent) in sizes else None
        )
        self._theme.choose(settings.theme)
        self._motion.choose(settings.motion)
        self._paper.choose(settings.paper)
        self._keys_card.show_keys(keys_of(settings))
        self._sound_card.show_sound(settings, view.voice)
        if before is None or before.countries != view.countries:
            none = ("", self.tr("I would rather not say"))
            self._country.set_options([none, *((one.code, one.name) for one in view.countries)])
        self._country.choose(settings.country)
        self._show_number(view)
        self._show_contact(view)
        self._folder.setText(view.data_folder)
        self.backups.setVisible(view.backups is not None)
        if view.backups is not None:
            self.backups.show_backups(view.backups)
        self.sharing.setVisible(bool(view.person_name))
        self.sharing.show_state(view.person_name, may_write=view.may_write)
        self._version.setText(self.tr("Caregiver Guide {version}").format(version=view.version))
        self._show_parts()

    def _show_parts(self) -> None:
        """Offer every card by its heading, so that nobody has to scroll for it."""
        headings = [one for column in self._columns for one in column.findChildren(Heading)]
        parts = {
            one.text(): one for one in headings if one.is_of(2) and one.isVisibleTo(self._page)
        }
        if list(parts) != list(self._parts):
            self._jump.set_options([(words, words) for words in parts])
        self._parts = parts

    def _go_to_part(self, words: str) -> None:
        """Bring a card to the top and put the keyboard on the first thing in it."""
        heading = self._parts[words]
        self._page.show_from(heading)
        self._jump.choose(None)
        card = heading.parentWidget()
        below = heading.mapTo(self, heading.rect().bottomLeft()).y()
        stops = () if card is None else tab_stops(card)
        # A card may have two headings: what comes first is the first thing under this one.
        target = next(
            (one for one in stops if one.mapTo(self, one.rect().center()).y() > below), None
        )
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def scroll_to_sharing(self) -> None:
        """Bring the card that hands the log over into view."""
        self._page.show_widget(self.sharing)

    def scroll_to_passphrase(self) -> None:
        """Bring the card of the passphrase into view."""
        self._page.show_widget(self.passphrase)

    def stay_at_passphrase(self) -> None:
        """Come back to the card of the passphrase, which was added, changed or removed."""
        # The page was only just made: where things are is not known before they are laid out.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._show_parts()
        for words, heading in self._parts.items():
            if self.passphrase.isAncestorOf(heading):
                self._go_to_part(words)
                return

    def teach(self, action: Action, key: str) -> None:
        """Teach a key as if it had been pressed in the card, and bring the card into view."""
        self._keys_card.catch(action, key)
        self._page.show_widget(self._keys_card)

    def scroll_to_backups(self) -> None:
        """Bring the card of backups into view."""
        self._page.show_widget(self.backups)

    def take_focus(self) -> None:
        """Put the keyboard on the text size."""
        pills = self._size.pills
        chosen = next((pill for pill in pills if pill.isChecked()), pills[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that nobody sees the settings any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.left.emit()

    def _show_number(self, view: SettingsView) -> None:
        words = self.tr("In an emergency: {number}")
        self._number.setText(words.format(number=view.number) if view.number else "")
        self._number.setVisible(bool(view.number))
        none = self.tr("Then the app says “your local emergency number”.")
        self._number_note.setText(view.number_note if view.number else none)

    def _show_contact(self, view: SettingsView) -> None:
        has_person = bool(view.person_name)
        words = self.tr("Whom do you call about {name}?")
        self._contact_title.setText(words.format(name=view.person_name))
        for widget in (self._contact_title, self._contact_name, self._contact_phone):
            widget.setVisible(has_person)
        for field, text in (
            (self._contact_name, view.contact.name),
            (self._contact_phone, view.contact.phone),
        ):
            field.line_edit.setReadOnly(not view.may_write)
            if not field.line_edit.hasFocus():
                field.setText(text)

    # -- changes -----------------------------------------------------------------------------

    def _choose_size(self, percent: str) -> None:
        words = self.tr("Text size is now {n} %.").format(n=percent)
        self._change(words, text_percent=int(percent))

    def _choose_theme(self, name: str) -> None:
        self._change(self.tr("The colors are changed."), theme=cast("ThemeName", name))

    def _choose_motion(self, motion: str) -> None:
        words = (
            self.tr("Arrows move slowly.") if motion == "calm" else self.tr("Arrows keep still.")
        )
        self._change(words, motion=cast("Motion", motion))

    def _choose_paper(self, paper: str) -> None:
        self._change(self.tr("The paper is changed."), paper=cast("Paper", paper))

    def _choose_country(self, code: str) -> None:
        self._change(self.tr("The country is changed."), country=code)

    def _choose_sound(self, new: Settings, words: str) -> None:
        if self._view is not None and new != self._view.settings:
            self._undone = self._view.settings
            self.settings_changed.emit(new)
            self._undo.offer(words)

    def _choose_keys(self, keys: SessionKeys, words: str) -> None:
        if self._view is not None:
            old = self._view.settings
            self._undone = old
            self.settings_changed.emit(with_keys(old, keys))
            self._undo.offer(words)

    def _change(
        self,
        words: str,
        *,
        text_percent: int | None = None,
        theme: ThemeName | None = None,
        paper: Paper | None = None,
        country: str | None = None,
        motion: Motion | None = None,
    ) -> None:
        if self._view is None:
            return
        old = self._view.settings
        new = replace(
            old,
            text_percent=old.text_percent if text_percent is None else text_percent,
            theme=old.theme if theme is None else theme,
            paper=old.paper if paper is None else paper,
            country=old.country if country is None else country,
            motion=old.motion if motion is None else motion,
        )
        if new != old:
            self._undone = old
            self.settings_changed.emit(new)
            self._undo.offer(words)

    def _keep_contact(self) -> None:
        if self._view is None or not self._view.may_write:
            return
        old = self._view.contact
        new = ContactDraft(self._contact_name.text(), self._contact_phone.text(), old.id)
        if new != old:
            self._undone = old
            self._view = replace(self._view, contact=new)
            self.contact_saved.emit(new)
            self._undo.offer(self.tr("The care team is changed."))

    def _take_back(self) -> None:
        old, self._undone = self._undone, None
        if isinstance(old, Settings):
            self.settings_changed.emit(old)
        elif isinstance(old, ContactDraft) and self._view is not None:
            # What was saved in between has an id by now.
            back = replace(old, id=old.id or self._view.contact.id)
            self.contact_saved.emit(back)
