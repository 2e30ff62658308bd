# SPDX-License-Identifier: GPL-3.0-or-later
"""The first run: five cards with one question each, and one value at the end."""

from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import ZonesAnswerWord
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.first_run import FirstRunAnswers, FirstRunView
from caregiver_guide.services.people import NEUTRAL_TONE
from caregiver_guide.services.pictures import Picture
from caregiver_guide.ui.screens.giver_form import GiverForm
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import ChoiceField, TextField
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.theme_row import ThemeRow

CARDS: Final = 5
_PERCENTS: Final = (100, 130, 150, 200)


class FirstRunScreen(QWidget):
    """Asks for two names, whether anything is to keep away from, and what makes reading easy.

    Keys: Enter goes on, Alt+Left goes back, 1 to 9 choose.

    Signals:
        finished: Everything is answered, a FirstRunAnswers.
        text_size_chosen: Words are to be shown at this size in percent, at once.
        theme_chosen: Colours are to be these, at once: a name of a theme, or "system".
        practice_requested: Try a massage with a pretend person first.
        restore_requested: There is a backup of this app; it is to be brought back instead.
        care_file_requested: There is a care file of another computer; it is to be taken in.
    """

    finished = Signal(object)
    restore_requested = Signal()
    care_file_requested = Signal()
    text_size_chosen = Signal(int)
    theme_chosen = Signal(str)
    practice_requested = Signal()

    def __init__(self, figure: FigurePainter | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = 0
        self._promise = _Promise(figure)
        self._promise.practice_requested.connect(self.practice_requested)
        self._person = _PersonCard(figure)
        self._giver = _GiverCard()
        self._zones = _ZonesCard()
        self._comfort = _ComfortCard()
        self._comfort.text_size_chosen.connect(self.text_size_chosen)
        self._comfort.theme_chosen.connect(self.theme_chosen)
        self._zones.chosen.connect(self._show_buttons)

        self._count = Text("", "meta", "quiet")
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain")
        self._back.clicked.connect(lambda: self._show_card(self._place - 1))
        self._restore = ActionButton(self.tr("I have a backup"), kind="quiet")
        self._restore.clicked.connect(self.restore_requested)
        self._care_file = ActionButton(self.tr("I have a care file"), kind="quiet")
        self._care_file.clicked.connect(self.care_file_requested)
        self._next = ActionButton("", kind="primary", size="big")
        self._next.clicked.connect(self._go_on)
        self._page = ScrollPage(margin=160)
        self._page.body.addWidget(self._count)
        for card in self._cards:
            self._page.body.addWidget(card)
        self._page.body.addStretch(1)
        self._page.footer_start(self._back, back=True)
        self._page.footer_start(self._restore)
        self._page.footer_start(self._care_file)
        self._page.footer_end(self._next)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_first_run(self, view: FirstRunView) -> None:
        """Begin with the first card, on empty fields."""
        self._promise.show_promise(view.promise)
        self._person.show_choices(view)
        self._giver.show_choices(view)
        self._comfort.show_choices(view)
        self._zones.show_name("")
        self._show_card(0)

    @property
    def place(self) -> int:
        """Return which card is shown, counted from 0."""
        return self._place

    @property
    def answers(self) -> FirstRunAnswers:
        """Return everything answered so far."""
        giver = self._giver.form.told
        return FirstRunAnswers(
            person_name=self._person.name.text(),
            tone=self._person.tones.chosen or NEUTRAL_TONE,
            caregiver_name=giver.name,
            role=giver.role,
            zones_answer=self._zones.answer or "must-ask",
            care_plan_said_by=giver.plan_said_by,
            care_plan_on=giver.plan_on,
            care_plan_says=giver.plan_says,
            care_team_name=self._comfort.team.text(),
            care_team_phone=self._comfort.phone.text(),
            country=self._comfort.country.chosen or "",
            text_percent=self._comfort.percent,
            theme=self._comfort.theme.chosen or "system",
        )

    @property
    def _cards(self) -> tuple["_Card", ...]:
        return (self._promise, self._person, self._giver, self._zones, self._comfort)

    def _show_card(self, place: int) -> None:
        self._place = max(0, min(CARDS - 1, place))
        name = self._person.name.text()
        self._zones.show_name(name)
        for number, card in enumerate(self._cards):
            card.setVisible(number == self._place)
        self._count.setText(
            self.tr("{number} of {count}").format(number=self._place + 1, count=CARDS)
        )
        self._show_buttons()
        self._page.scroll_to_top()
        first = self._cards[self._place].first_field()
        (first or self._next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        self._back.setVisible(self._place > 0)
        self._restore.setVisible(self._place == 0)
        self._care_file.setVisible(self._place == 0)
        if self._place == 0:
            words = self.tr("I understand")
        elif self._place < CARDS - 1:
            words = self.tr("Next")
        elif self._zones.answer == "marked":
            words = self.tr("Next: mark places")
        else:
            words = self.tr("Start")
        self._next.setText(words)
        self._next.setEnabled(self._place != 3 or self._zones.answer is not None)

    def _go_on(self) -> None:
        if not self._cards[self._place].check():
            return
        if self._place < CARDS - 1:
            self._show_card(self._place + 1)
        else:
            self.finished.emit(self.answers)


class _Card(QWidget):
    """One question."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(18)

    def first_field(self) -> QWidget | None:
        """Return where the keyboard begins; None for the main button."""
        return None

    def check(self) -> bool:
        """Say beside the fields what is missing; return whether nothing is."""
        return True


class _Promise(_Card):
    """What this is, and what it is not."""

    practice_requested = Signal()

    def __init__(self, figure: FigurePainter | None) -> None:
        super().__init__()
        self._promise = Text("", "lead")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(Heading(self.tr("Gentle massage at home")))
        welcome = self.tr("This guide helps you give a gentle, safe massage.")
        column.addWidget(Text(welcome, "lead"))
        panel = Panel("tint", 24)
        panel.body.addWidget(self._promise)
        stop = self.tr("If something looks wrong, stop and ask the care team.")
        panel.body.addWidget(Text(stop, "lead"))
        column.addWidget(panel)
        private = self.tr("Everything stays on this computer. Nothing is sent anywhere.")
        column.addWidget(Text(private, "body", "quiet"))
        review = self.tr("No clinician has checked this guide yet.")
        column.addWidget(Text(review, "body", "quiet"))
        practice = ActionButton(
            self.tr("Try a practice run"), icon="eye", kind="quiet", size="small"
        )
        practice.clicked.connect(self.practice_requested)
        column.addLayout(row_of(practice))
        column.addStretch(1)
        picture = FigurePicture(figure)
        picture.show_picture(
            Picture(("hand.R",), tone=NEUTRAL_TONE), name=self.tr("A drawing of a hand")
        )
        picture.setMinimumHeight(300)
        both = QWidget()
        split = SplitLayout((400, 260), 0.6, gap=32, parent=both)
        split.addWidget(words)
        split.addWidget(picture)
        self.column.addWidget(both)

    def show_promise(self, words: str) -> None:
        """Show the promise."""
        self._promise.setText(words)


class _PersonCard(_Card):
    """Who is cared for."""

    def __init__(self, figure: FigurePainter | None) -> None:
        super().__init__()
        self._figure = figure
        self.name = TextField(
            self.tr("First name, or what they like to be called"),
            self.tr("It is shown on every screen."),
        )
        self.tones = ChoiceGroup(self.tr("Figure"), min_card_width=150, max_columns=5, gap=12)
        self.column.addWidget(Heading(self.tr("Who do you care for?")))
        self.column.addWidget(self.name)
        self.column.addWidget(Heading(self.tr("Which figure shall we draw?"), 3))
        self.column.addWidget(self.tones)

    def show_choices(self, view: FirstRunView) -> None:
        """Offer the figures."""
        words = {
            "sand": self.tr("Sand"),
            "honey": self.tr("Honey"),
            "brown": self.tr("Brown"),
            "deep": self.tr("Deep brown"),
            "slate": self.tr("No skin color"),
        }
        self.tones.clear()
        for tone in view.tones:
            picture = FigurePicture(self._figure)
            picture.show_picture(Picture(("front",), tone=tone), name=words.get(tone, tone))
            card = ChoiceCard(tone, words.get(tone, tone), picture=picture)
            card.set_picture_ratio(1.1)
            self.tones.add(card)
        self.tones.choose(NEUTRAL_TONE)

    def first_field(self) -> QWidget | None:
        """Begin with the name."""
        return self.name

    def check(self) -> bool:
        """Ask for a name."""
        fault = self.tr("We need a name to put on the screens.")
        return not refuse(((self.name.fault, "" if self.name.text() else fault),))


class _GiverCard(_Card):
    """Who gives care."""

    def __init__(self) -> None:
        super().__init__()
        self.form = GiverForm()
        self.column.addWidget(Heading(self.tr("Who gives care today?")))
        self.column.addWidget(self.form)
        self._protect = Text("", "body", "quiet")
        self.column.addWidget(self._protect)
        self.form.role_chosen.connect(self._tell_protection)
        self._tell_protection(self.form.role)

    def _tell_protection(self, role: str) -> None:
        """Say when the log gets a passphrase: an aide is asked at once."""
        later = self.tr("You can protect the log with a passphrase later, in Settings.")
        soon = self.tr("After these questions you can give the log a passphrase.")
        self._protect.setText(soon if role == "aide" else later)

    def show_choices(self, view: FirstRunView) -> None:
        """Take today's date."""
        self.form.set_today(view.today)

    def first_field(self) -> QWidget | None:
        """Begin with the name."""
        return self.form.name

    def check(self) -> bool:
        """Ask for a name, and for the day when somebody wrote the care plan."""
        return self.form.check()


class _ZonesCard(_Card):
    """Whether there is anything to keep away from."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Heading("")
        self._hint = Text("", "lead")
        self._choices = ChoiceGroup(
            self.tr("Anything to keep away from?"), min_card_width=260, max_columns=3
        )
        cards = (
            ("marked", self.tr("Mark it now"), self.tr("We open the body map next."), "person"),
            (
                "nothing",
                self.tr("Nothing I know of"),
                self.tr("You can add it at any time."),
                "open-hand",
            ),
            ("must-ask", self.tr("I must ask"), self.tr("Ask the care team first."), "question"),
        )
        for key, title, line, icon in cards:
            self._choices.add(ChoiceCard(key, title, (line,), icon=icon))
        self._choices.choice_made.connect(lambda _key: self.chosen.emit())
        self.column.addWidget(self._title)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._choices)
        note = self.tr("Your answer is kept with today's date.")
        self.column.addWidget(Text(note, "body", "quiet"))

    @property
    def answer(self) -> ZonesAnswerWord | None:
        """Return the answer, or None."""
        return cast("ZonesAnswerWord | None", self._choices.chosen)

    def choose(self, answer: ZonesAnswerWord) -> None:
        """Choose an answer, as the caregiver would."""
        self._choices.choose(answer)
        self.chosen.emit()

    def show_name(self, name: str) -> None:
        """Ask about a person by name."""
        self._title.setText(self.tr("Anything to keep away from?"))
        words = self.tr(
            "A port, a tube, a cut, a sore, a rash, a swelling? Does a place hurt {name}? "
            "Or something of the whole body: a blood thinner, cancer, a weak heart, thin bones?"
        )
        self._hint.setText(words.format(name=name))

    def first_field(self) -> QWidget | None:
        """Begin with the answers."""
        return self._choices.cards[0]


class _ComfortCard(_Card):
    """Numbers to call, and what makes reading easy."""

    text_size_chosen = Signal(int)
    theme_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, str] = {}
        self._note = ""
        self.team = TextField(self.tr("Care team: who do you call?"), self.tr("A name or a ward."))
        self.phone = TextField(self.tr("Their phone number"), self.tr("As you would dial it."))
        self.country = ChoiceField(
            self.tr("Country, for the emergency number"), empty=self.tr("Choose a country")
        )
        self.country.choice_made.connect(lambda _code: self._show_number())
        self._number = Text("", "body", "quiet")
        self._sizes = PillRow(
            self.tr("Text size"), tuple((str(size), f"{size} %") for size in _PERCENTS)
        )
        self._sizes.choice_made.connect(lambda size: self.text_size_chosen.emit(int(size)))
        self.theme = ThemeRow()
        self.theme.choice_made.connect(self.theme_chosen)

        self.column.addWidget(Heading(self.tr("Numbers and reading comfort")))
        team = QWidget()
        split = SplitLayout((280, 280), 0.5, parent=team)
        split.addWidget(self.team)
        split.addWidget(self.phone)
        self.column.addWidget(team)
        self.column.addWidget(self.country)
        self.column.addWidget(self._number)
        self.column.addWidget(Heading(self.tr("Text size"), 3))
        self.column.addWidget(self._sizes)
        sample = Panel("outline", 20)
        live = self.tr("Hold the hand in both of yours. Rest there for three slow breaths.")
        sample.body.addWidget(Text(live, "session"))
        self.column.addWidget(sample)
        self.column.addWidget(Heading(self.tr("Colors"), 3))
        self.column.addWidget(self.theme)

    @property
    def percent(self) -> int:
        """Return the text size in percent."""
        return int(self._sizes.chosen or "100")

    def show_choices(self, view: FirstRunView) -> None:
        """Offer countries, sizes and colours."""
        self._numbers = {choice.code: choice.number for choice in view.countries}
        self._note = view.number_note
        self.country.set_options([(choice.code, choice.name) for choice in view.countries])
        self.country.choose(view.country or None)
        self._show_number()
        self._sizes.choose(str(view.text_percent))
        self.theme.choose(view.theme)

    def first_field(self) -> QWidget | None:
        """Begin with the care team."""
        return self.team

    def _show_number(self) -> None:
        number = self._numbers.get(self.country.chosen or "", "")
        if number:
            words = self.tr("Emergency number: {number}. {note}")
            self._number.setText(words.format(number=number, note=self._note))
        self._number.setVisible(bool(number))
