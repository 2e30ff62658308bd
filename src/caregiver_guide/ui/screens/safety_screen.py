# SPDX-License-Identifier: GPL-3.0-or-later
"""Person and safety: the map of marked places, a list that is its equal, and the team's yes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caregiver_guide.domain.profile import Drinks
from caregiver_guide.figure.marks import RegionMark
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.clocks import steady_clock
from caregiver_guide.services.half_done import HalfMarked, as_text, from_text
from caregiver_guide.services.safety_map import (
    ClearanceDraft,
    FindingDraft,
    FindingLine,
    PersonDraft,
    SafetyView,
)
from caregiver_guide.ui.screens.clearance_form import ClearanceForm
from caregiver_guide.ui.screens.drawing_form import DrawingForm
from caregiver_guide.ui.screens.review_form import ReviewForm
from caregiver_guide.ui.screens.safety_overview import OTHER, SafetyOverview, drink_words
from caregiver_guide.ui.screens.zone_editor import ZoneEditor
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.body_map import BodyMap, MapLabels, MapPicture
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.figure_picture import MARK_KINDS
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.undo_bar import UndoBar, UndoPlace

Part = Literal["overview", "editor", "clearance", "person", "review", "drawing"]

_SHORT_NAME: Final = 16
_MAP_LEAST: Final = 420
_MAP_MOST: Final = 640
_MAP_WORDS: Final = 130
_AROUND_MAP: Final = 250
_AROUND_LARGER: Final = 24
_LARGER_LEAST: Final = 220
_FEW: Final = 2


class SafetyScreen(QWidget):
    """The marked places and all else that hands must know about a person.

    Keys: A marks a place, F and B go to front and back; in the list arrows walk, and Enter or
    Delete opens the card with its ways out. Enter presses the main button, Alt+Left goes back.

    Signals:
        finding_saved: A place or condition is to be written down, a FindingDraft.
        finding_confirmed: Somebody looked, and it is as it was written down, by id.
        finding_ended: It has healed or is over, by id.
        finding_removed: It was marked by mistake, by id.
        removal_undone: A removal is taken back, by id.
        ending_undone: It has not healed after all, by id, with the last day it had or None.
        clearance_saved: The care team allowed something, a ClearanceDraft.
        clearance_ended: What they allowed counts no more, by id.
        person_saved: Allergies or drinks are to be changed, a PersonDraft.
        drawing_saved: The person is to be drawn in another way, a DrawingDraft.
        blank_map_requested: An empty map is to be printed for the nurse.
        zones_answered: There is nothing to mark: "nothing" or "must-ask".
        saving_wanted: What is not saved yet is to be saved again.
        history_wanted: An entry is to be shown with who wrote it and what it said before, by id.
        next_requested: Go on, on the way to a massage.
        massage_requested: Go back to the massage that waits.
        back_requested: Go back, on the way to a massage.
        team_requested: The care team said something about a place, by id.
        errand_done: The one place that was to be changed was left, changed or not.
    """

    finding_saved = Signal(object)
    finding_confirmed = Signal(str)
    finding_ended = Signal(str)
    finding_removed = Signal(str)
    removal_undone = Signal(str)
    ending_undone = Signal(str, object)
    clearance_saved = Signal(object)
    clearance_ended = Signal(str)
    person_saved = Signal(object)
    drawing_saved = Signal(object)
    blank_map_requested = Signal()
    zones_answered = Signal(str)
    saving_wanted = Signal()
    history_wanted = Signal(str)
    next_requested = Signal()
    massage_requested = Signal()
    back_requested = Signal()
    team_requested = Signal(str)
    errand_done = Signal()

    def __init__(
        self,
        figure: FigurePainter,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = steady_clock,
    ) -> None:
        super().__init__(parent)
        self._view: SafetyView | None = None
        self._part: Part = "overview"
        # Where a form leads back to: the lists, or the marks that are being looked at again.
        self._home: Part = "overview"
        self._is_errand = False
        self._about = ""
        self._undoes: Callable[[], None] | None = None
        self._was_zoomed = False

        self._title = Heading("", 1)
        self._hint = Text("", "body", "quiet")
        self._mistakes = ActionButton("", icon="arrow-right", kind="quiet", size="small")
        self._mistakes.clicked.connect(self._show_mistakes)
        self._map = TallMap(figure)
        self._map.region_chosen.connect(self._region_chosen)
        self._map.region_reached.connect(self._region_reached)
        self._map.zoom_changed.connect(self._zoom_changed)
        self._here = Text("", "label", "primary")
        self._here.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)

        self._overview = SafetyOverview()
        self._connect_overview()
        self._review = ReviewForm()
        self._review.confirmed.connect(self.finding_confirmed)
        self._review.ended.connect(self._end_finding)
        self._review.change_wanted.connect(self.open_line)
        self._review.finished.connect(self._end_review)
        self._editor = ZoneEditor()
        self._editor.regions_changed.connect(lambda _regions: self._regions_changed())
        self._editor.step_changed.connect(self._show_step)
        self._editor.saved.connect(self._save_finding)
        self._editor.cancelled.connect(self._leave_editor)
        self._editor.team_requested.connect(self.team_requested)
        self._editor.ended.connect(self._end_finding)
        self._editor.removed.connect(self._remove)
        self._editor.history_requested.connect(self.history_wanted)
        self._clearance = ClearanceForm()
        self._person = _PersonForm()
        self._drawing: DrawingForm | None = None
        self._figure = figure

        self._back = ActionButton("", icon="arrow-left", kind="plain")
        self._back.clicked.connect(self._go_back)
        self._main = ActionButton("", kind="primary", size="big")
        self._main.clicked.connect(self._go_on)
        self._undo = UndoBar(self.tr("Undo"), clock=clock)
        self._undo.undo_requested.connect(self._take_back)
        self._undo_place = UndoPlace(self._undo, margins=(32, 8, 32, 12))
        self._lay_out()

    def _connect_overview(self) -> None:
        self._overview.line_opened.connect(self.open_line)
        self._overview.removal_wanted.connect(self.open_line)
        self._overview.put_back.connect(self._put_back)
        self._overview.answered.connect(self.zones_answered)
        self._overview.condition_wanted.connect(self._add_condition)
        self._overview.clearance_wanted.connect(self._add_clearance)
        self._overview.clearance_opened.connect(self._end_clearance)
        self._overview.history_wanted.connect(self.history_wanted)
        self._overview.person_wanted.connect(self._change_person)
        self._overview.drawing_wanted.connect(self._change_drawing)
        self._overview.mark_wanted.connect(self.start_marking)
        self._overview.review_wanted.connect(self.start_review)
        self._overview.blank_map_wanted.connect(self.blank_map_requested)
        self._overview.place_wanted.connect(self._place_line)

    def show_safety(self, view: SafetyView) -> None:
        """Show what is marked now; a form that is open stays open."""
        is_other = self._view is not None and self._view.person_id != view.person_id
        self._view = view
        name = view.person_name
        self._title.setText(self.tr("{name} & safety").format(name=name))
        self._hint.setText(
            self.tr("The massage is paused. Mark what is new, then go back to it.")
            if view.in_massage
            else self.tr("Mark what hands and pillows must stay away from.")
        )
        count = len(view.mistakes)
        self._mistakes.setText(
            self.tr("One mark was taken away. See it")
            if count == 1
            else self.tr("{count} marks were taken away. See them").format(count=count)
        )
        self._overview.show_overview(view)
        self._editor.show_view(view)
        if self._part == "review" and not is_other:
            self._review.show_due(view)
        if is_other:
            self._home = "overview"
            self._undo.dismiss()
        self._show_part("overview" if is_other else self._part)

    def start_marking(self) -> None:
        """Begin to mark a place."""
        self._editor.begin(has_place=True)
        self._page.scroll_to_top()

    def change_for_team(self, line_id: str, said_by: str) -> None:
        """Change one place as ``said_by`` told it; leaving it is the way back."""
        line = self._line(line_id)
        if line is not None:
            self._is_errand = True
            self._editor.change(replace(line, said_by=said_by), asks_team=False)
            self._page.scroll_to_top()

    def _leave_editor(self) -> None:
        self._show_part(self._home)
        self._end_errand()

    def _end_errand(self) -> None:
        """Go back to where the change of one place was asked for."""
        if self._is_errand:
            self._is_errand = False
            self.errand_done.emit()

    def show_overview(self) -> None:
        """Leave any form that is open, for the lists."""
        self._show_part("overview")

    def start_review(self) -> None:
        """Go through what nobody has looked at for too long, one after the other."""
        if self._view is not None and self._view.due:
            self._home = "review"
            self._show_part("review")
            self._review.begin(self._view)

    def mark_for(self, session: str) -> None:
        """Keep what is half marked now for a massage that waits, by its id, or for none."""
        self._about = session

    def show_lists(self) -> None:
        """Leave off looking again; a form that is open stays open."""
        if self._is_errand:
            self._is_errand = False
            self._show_part("overview")
        if self._part == "review":
            self._end_review()
        self._home = "overview"

    def _end_review(self) -> None:
        self._home = "overview"
        self._show_part("overview")

    def half_done(self) -> HalfDone | None:
        """Return the place that is being marked or changed."""
        half = self._editor.half_done if self._part == "editor" else None
        return None if half is None else HalfDone(as_text(half), self._about)

    def asks_about(self) -> str:
        """Return the massage that waits, or nothing: one place is marked at a time."""
        return self._about

    def bring_back(self, body: str) -> None:
        """Open what was being marked as it was left."""
        half = from_text(body, HalfMarked)
        if half is not None and self._is_known(half.finding.id):
            self._editor.bring_back(half)

    def _is_known(self, finding: str) -> bool:
        lines = () if self._view is None else (*self._view.zones, *self._view.conditions)
        return not finding or any(line.id == finding for line in lines)

    @property
    def part(self) -> Part:
        """Return which part of the screen is open."""
        return self._part

    @property
    def editor(self) -> ZoneEditor:
        """Return the steps of marking."""
        return self._editor

    @property
    def map(self) -> BodyMap:
        """Return the map."""
        return self._map

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark a place with A, go to front or back with F and B."""
        key = Qt.Key(event.key())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key == Qt.Key.Key_A and self._part == "overview":
            self.start_marking()
        elif plain and key in (Qt.Key.Key_F, Qt.Key.Key_B):
            self._map.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._map.keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self._part == "review":
            self._end_review()
        elif key == Qt.Key.Key_Escape and self._part != "overview":
            self._leave_editor()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the map, or leave it out, as there is room."""
        super().resizeEvent(event)
        self._map.set_highest(self.height() - _AROUND_MAP)
        self._show_picture()

    def changeEvent(self, event: QEvent) -> None:
        """Show the map, or leave it out, as the text size leaves room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show_picture()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the main button."""
        super().showEvent(event)
        if self._part == "overview":
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- laying out ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._picture = QWidget()
        left = QVBoxLayout(self._picture)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._map)
        left.addWidget(self._here)
        left.addStretch(1)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QWidget, ...] = (
            self._overview, self._editor, self._clearance, self._person, self._review,
        )  # fmt: skip
        for part in parts:
            right.addWidget(part)
        self._drawing_room = QVBoxLayout()
        right.addLayout(self._drawing_room)
        right.addStretch()
        both = QWidget()
        self._split = SplitLayout((400, 340), 0.56, parent=both)
        self._split.addWidget(self._picture)
        self._split.addWidget(side)

        self._page = ScrollPage()
        self._head = QWidget()
        words = QVBoxLayout(self._head)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        words.addLayout(row_of(self._mistakes))
        self._page.body.addWidget(self._head)
        self._page.body.addWidget(both)
        self._page.body.addStretch(1)
        self._page.footer_start(self._back, back=True)
        self._review.still.hide()
        self._page.footer_end(self._review.still)
        self._page.footer_end(self._main)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._page, 1)
        whole.addWidget(self._undo_place)

    def _show_part(self, part: Part) -> None:
        """Show one part of the screen with its buttons."""
        changed = part != self._part
        self._part = part
        self._overview.setVisible(part == "overview")
        self._editor.setVisible(part == "editor")
        self._clearance.setVisible(part == "clearance")
        self._person.setVisible(part == "person")
        self._review.setVisible(part == "review")
        if self._drawing is not None:
            self._drawing.setVisible(part == "drawing")
        self._show_buttons()
        self._show_map()
        self._show_picture()
        self._region_reached("")
        if changed:
            self._undo_place.give_back()
            self._page.scroll_to_top()
            if part == "overview":
                self._map.zoom_out()
                self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, step: str) -> None:
        self._show_part("editor")
        self._page.scroll_to_top()
        if step == "details":
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_picture(self) -> None:
        """Leave the map out where it would push the form out of sight."""
        asks_where = self._asks_where
        is_beside = self._is_beside
        # In one column a form begins at the top; the bar above still says where this is. How the
        # person is drawn is seen on each of its cards, which need the room.
        self._head.setVisible(is_beside or self._part == "overview")
        self._mistakes.setVisible(self._part == "overview" and self._has_mistakes)
        self._picture.setVisible(is_beside or asks_where or self._part == "overview")
        self._show_note()
        if self._map.is_zoomed:
            # Once the page has its new size.
            QTimer.singleShot(0, self, self._fit_larger)

    @property
    def _asks_where(self) -> bool:
        return self._part == "editor" and self._editor.step == "where"

    @property
    def _is_beside(self) -> bool:
        """Whether the map stands beside what is asked, and not above it."""
        return self._split.is_split(self._page.width() - 64) and self._part != "drawing"

    def _show_note(self) -> None:
        """Say under a map that fills the page what to do, and what is chosen."""
        self._here.setVisible(self._is_beside or not self._asks_where)
        if self._view is None or not self._asks_where or self._is_beside:
            self._page.footer_note("")
            return
        chosen = self._editor.draft.regions
        words = [one.words for one in self._view.regions if one.id in chosen]
        if len(words) > _FEW:
            note = self.tr("{count} places are chosen.").format(count=len(words))
        elif words:
            note = self.tr("Chosen: {places}").format(places=", ".join(words))
        elif self._map.is_zoomed:
            note = self.tr("Now press the place itself.")
        else:
            note = self.tr("Press a part of the body. It gets larger first.")
        self._page.footer_note(note)

    def _zoom_changed(self) -> None:
        """Have what is shown larger whole in view."""
        self._fit_larger()
        self._show_note()
        if self._map.is_zoomed and not self._is_beside:
            # Once the map has its new height.
            QTimer.singleShot(0, self, lambda: self._page.show_from(self._map))

    def _fit_larger(self) -> None:
        """Let the map be no higher than the page while it shows one part larger."""
        is_low = self._map.is_zoomed and not self._is_beside
        room = self._page.area.viewport().height() - 2 * _AROUND_LARGER
        self._map.set_larger_room(room if is_low else None)

    def _show_buttons(self) -> None:
        if self._view is None:
            return
        view, part, step = self._view, self._part, self._editor.step
        self._back.setText(self.tr("Back"))
        self._back.setVisible(part != "overview" or view.leads_on)
        icon = ""
        if part == "editor" and step == "where":
            words = self.tr("Next: what is it")
        elif part == "editor" and step == "what":
            words = self.tr("Next")
        elif part == "editor":
            words, icon = self.tr("Correct, keep it"), "check"
        elif part in ("clearance", "person", "drawing"):
            words, icon = self.tr("Write it down"), "check"
        elif view.in_massage:
            words, icon = self.tr("Back to the massage"), "play"
        elif self._leads_on(view):
            words = self.tr("Next: today's check")
        else:
            words, icon = self.tr("Mark a place"), "plus"
        self._main.setText(words)
        self._main.set_icon(icon)
        self._review.still.setVisible(part == "review")
        self._page.set_primary(self._review.still if part == "review" else self._main)
        may_go_on = part != "editor" or self._editor.may_go_on()
        # On the way to a place the button stays where it is, and waits for one; under a map that
        # fills the page its room is needed for the words that say what to do.
        self._main.setEnabled(may_go_on)
        waits = step == "where" and self._is_beside
        self._main.setVisible(part != "review" and (may_go_on or waits))
        self._overview.show_mark_button(view.in_massage or self._leads_on(view))

    def _show_map(self) -> None:
        if self._view is None:
            return
        view = self._view
        picks = self._part == "editor" and self._editor.step == "where"
        chosen = frozenset(self._editor.draft.regions) if self._part == "editor" else frozenset()
        marks = [
            RegionMark(
                frozenset(line.regions), MARK_KINDS[line.mark], line.number, frozenset(line.around)
            )
            for line in view.zones
            if line.regions
        ]
        self._map.show_map(
            MapPicture(
                names=self._region_names(view),
                labels=map_labels(self, view.person_name),
                marks=tuple(marks),
                tone=view.tone,
                selected=chosen,
                picks=picks or self._part == "overview",
            )
        )

    def _region_names(self, view: SafetyView) -> dict[str, str]:
        """Return every region in words, with what is marked there."""
        whose = self.tr("{name}'s {place}")
        marked: dict[str, list[str]] = {}
        for line in view.zones:
            for region in line.regions:
                marked.setdefault(region, []).append(line.name)
        names = {}
        for choice in view.regions:
            words = whose.format(name=view.person_name, place=choice.words)
            names[choice.id] = ", ".join((words, *marked.get(choice.id, ())))
        return names

    # -- answers -------------------------------------------------------------------------

    def _regions_changed(self) -> None:
        self._show_map()
        self._show_buttons()
        self._show_note()

    def _region_reached(self, region: str) -> None:
        """Say in words where the pointer or the keyboard is."""
        if self._view is None:
            return
        if region:
            self._here.setText(self._here_words(self._view, region))
            if self._map.is_zoomed and not self._was_zoomed:
                self._editor.look_at(region)
        elif self._part == "editor" and self._editor.step == "where":
            self._here.setText(self.tr("Press a part of the body. It gets larger first."))
        else:
            self._here.setText("")
        self._was_zoomed = self._map.is_zoomed

    def _here_words(self, view: SafetyView, region: str) -> str:
        """Return where the pointer is; what is only shown large is not chosen yet."""
        place = self._region_names(view).get(region, "")
        asks_where = self._part == "editor" and self._editor.step == "where"
        if asks_where and region not in self._editor.draft.regions:
            return self.tr("{place}. Press it to choose it.").format(place=place)
        return place

    def _region_chosen(self, region: str) -> None:
        if self._part == "editor" and self._editor.step == "where":
            self._editor.toggle_region(region)
        elif self._part == "overview" and self._view is not None:
            line = next((one for one in self._view.zones if region in one.regions), None)
            if line is not None:
                self._open(line)
            else:
                self._editor.begin(has_place=True, regions=(region,))

    def open_line(self, line_id: str) -> None:
        """Open the card of a place or condition, by id."""
        line = self._line(line_id)
        if line is not None:
            self._open(line)

    def _place_line(self, line_id: str) -> None:
        line = self._line(line_id)
        if line is not None and line.is_saved:
            self._editor.change(line)
            self._editor.ask_where()

    def _open(self, line: FindingLine) -> None:
        if not line.is_saved:
            self.saving_wanted.emit()
            return
        self._editor.change(line)
        self._page.scroll_to_top()

    def _add_condition(self) -> None:
        self._editor.begin(has_place=False)

    def _add_clearance(self) -> None:
        if self._view is not None:
            self._clearance.show_choices(self._view.clearable, self._view.today)
            self._show_part("clearance")
            self._clearance.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_clearance(self, clearance: str) -> None:
        self.clearance_ended.emit(clearance)

    def _change_person(self) -> None:
        if self._view is not None:
            self._person.show_person(self._view)
            self._show_part("person")

    def _change_drawing(self) -> None:
        if self._view is None:
            return
        if self._drawing is None:
            # Fifteen small pictures, which few look at more than once: made when asked for.
            self._drawing = DrawingForm(self._figure)
            self._drawing_room.addWidget(self._drawing)
        self._drawing.show_drawing(self._view.person_name, self._view.tone)
        self._show_part("drawing")
        self._drawing.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_finding(self, draft: FindingDraft) -> None:
        self._show_part(self._home)
        self.finding_saved.emit(draft)
        self._end_errand()

    def _end_finding(self, finding: str) -> None:
        line = self._line(finding)
        self._show_part(self._home)
        self.finding_ended.emit(finding)
        if line is not None:
            self._undoes = lambda: self.ending_undone.emit(line.id, line.until)
            words = self.tr("Healed or gone: {what}").format(what=line.name)
            self._undo.offer(words, short=self.tr("Healed or gone"))
        self._end_errand()

    def _line(self, line_id: str) -> FindingLine | None:
        """Return a line of the lists by its id."""
        if self._view is None:
            return None
        lines = (*self._view.zones, *self._view.conditions, *self._view.over)
        return next((one for one in lines if one.id == line_id), None)

    def _remove(self, finding: str) -> None:
        line = self._line(finding)
        if line is not None and not line.is_saved:
            self.saving_wanted.emit()
            return
        self._show_part(self._home)
        self.finding_removed.emit(finding)
        if line is not None:
            self._undoes = lambda: self.removal_undone.emit(finding)
            words = self.tr("Taken away: {what}").format(what=line.name)
            self._undo.offer(words, short=self.tr("Taken away"))
        self._end_errand()

    @property
    def _has_mistakes(self) -> bool:
        return self._view is not None and bool(self._view.mistakes)

    def _show_mistakes(self) -> None:
        """Bring what was taken away as a mistake into sight."""
        self._page.show_from(self._overview.mistakes)
        self._overview.mistakes.focus_first()

    def _put_back(self, finding: str) -> None:
        """Let what was taken away count again; the bar has nothing more to offer of it."""
        self._undo.dismiss()
        self.removal_undone.emit(finding)

    def _take_back(self) -> None:
        undoes, self._undoes = self._undoes, None
        if undoes is not None:
            undoes()

    def _go_on(self) -> None:
        part, view = self._part, self._view
        if view is None:
            return
        if part == "editor":
            self._editor.go_on()
        elif part == "clearance":
            self._save_clearance()
        elif part == "person":
            draft = self._person.draft()
            self._show_part("overview")
            self.person_saved.emit(draft)
        elif part == "drawing" and self._drawing is not None:
            drawn = self._drawing.draft
            self._show_part("overview")
            self.drawing_saved.emit(drawn)
        elif view.in_massage:
            self.massage_requested.emit()
        elif self._leads_on(view):
            self.next_requested.emit()
        else:
            self.start_marking()

    def _save_clearance(self) -> None:
        form = self._clearance
        if not form.check(needs_one=True):
            return
        on = form.on.value
        if on is None:
            return
        drafts = [
            ClearanceDraft(name, form.said_by.text(), on, form.until.value, form.note.text())
            for name in form.names
        ]
        self._show_part("overview")
        for draft in drafts:
            self.clearance_saved.emit(draft)

    def _leads_on(self, view: SafetyView) -> bool:
        """Whether the way to a massage goes on from here."""
        return view.leads_on and view.answer_state == "answered"

    def _go_back(self) -> None:
        if self._part == "editor":
            self._editor.go_back()
        elif self._part == "review":
            self._end_review()
        elif self._part != "overview":
            self._show_part("overview")
        else:
            self.back_requested.emit()


def side_words(widget: QWidget, name: str) -> tuple[str, str]:
    """Return "Pat's right" and "Pat's left"; a name too long for a small label is left out."""
    short = name if len(name) <= _SHORT_NAME else name.split(maxsplit=1)[0] if name.split() else ""
    if not short or len(short) > _SHORT_NAME:
        return widget.tr("Own right side"), widget.tr("Own left side")
    return (
        widget.tr("{name}'s right").format(name=short),
        widget.tr("{name}'s left").format(name=short),
    )


def map_labels(widget: QWidget, name: str) -> MapLabels:
    """Return the words on and about the map of a person's body."""
    right, left = side_words(widget, name)
    titles = {
        "front": widget.tr("Front"),
        "back": widget.tr("Back"),
        "hand.R": widget.tr("Right hand"),
        "hand.L": widget.tr("Left hand"),
        "foot.R": widget.tr("Right foot"),
        "foot.L": widget.tr("Left foot"),
        "head.R": widget.tr("Right side of the head"),
        "head.L": widget.tr("Left side of the head"),
    }
    whole = widget.tr("Map of {name}'s body").format(name=name)
    return MapLabels(whole, titles, right, left, widget.tr("Whole body"))


class TallMap(BodyMap):
    """The map at the height that suits its width."""

    def __init__(self, figure: FigurePainter) -> None:
        super().__init__(figure)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._highest = _MAP_MOST
        self._larger_room: int | None = None

    def set_highest(self, height: int) -> None:
        """Say how much height there is to see the whole map at once."""
        highest = min(height, _MAP_MOST)
        if highest != self._highest:
            self._highest = highest
            self.updateGeometry()

    def set_larger_room(self, height: int | None) -> None:
        """Be no higher than this while one part is shown larger; None for the usual height."""
        larger = None if height is None else max(height, _LARGER_LEAST)
        if larger != self._larger_room:
            self._larger_room = larger
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return True: wider means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that shows the figure as large as the width allows."""
        usual = max(self._least(), min(round(width * 1.14), self._highest))
        return usual if self._larger_room is None else min(usual, self._larger_room)

    def minimumSizeHint(self) -> QSize:
        """Return the least size; a page that is too low scrolls rather than squeeze the map."""
        return QSize(super().minimumSizeHint().width(), self._least())

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(540, self.heightForWidth(540))

    def _least(self) -> int:
        """Return the least height for the figure and for words that grow with the text."""
        if self._larger_room is not None:
            return self._larger_room
        return _MAP_LEAST - _MAP_WORDS + Theme.current().px(_MAP_WORDS)


class _PersonForm(QWidget):
    """Allergies and what the person may drink."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, CheckRow] = {}
        self._choices = QVBoxLayout()
        self._choices.setSpacing(8)
        self._other = TextField(
            self.tr("Another allergy"), self.tr("It is shown as you write it. Read the label.")
        )
        words = drink_words(self)
        self._drinks = PillRow(self.tr("Drinks"), tuple(words.items()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("Allergies"), 2))
        column.addLayout(self._choices)
        column.addWidget(self._other)
        column.addWidget(Heading(self.tr("Drinks"), 2))
        column.addWidget(self._drinks)

    def show_person(self, view: SafetyView) -> None:
        """Show what is known."""
        clear_layout(self._choices)
        self._rows = {}
        for key, words in view.allergy_choices:
            row = CheckRow(words[:1].upper() + words[1:])
            row.setChecked(key in view.allergies)
            self._choices.addWidget(row)
            self._rows[key] = row
        others = [
            one.removeprefix(OTHER).strip() for one in view.allergies if one not in self._rows
        ]
        self._other.setText(", ".join(others))
        self._drinks.choose(view.drinks)

    def draft(self) -> PersonDraft:
        """Return what is answered."""
        known = [key for key, row in self._rows.items() if row.isChecked()]
        other = self._other.text()
        if other:
            known.append(f"{OTHER} {other}")
        return PersonDraft(tuple(known), cast("Drinks", self._drinks.chosen or "ask"))
