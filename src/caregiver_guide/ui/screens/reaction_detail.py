# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing that was noticed after a massage: what to do now, where, how bad, how long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import ReactionLength, Severity
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.after_view import AfterView, ReactionChoice, ReactionGiven
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import ChoiceField, TextField
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, row_of
from caregiver_guide.ui.widgets.panel import Panel, PanelKind
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.text import Text

_KINDS: Final[dict[str, PanelKind]] = {
    "good": "ok",
    "usual": "info",
    "watch": "caution",
    "call-today": "caution",
    "emergency": "stop",
}
_LENGTHS: Final[tuple[ReactionLength, ...]] = ("still", "minutes", "hour", "day", "longer")
_ORDER: Final[tuple[Severity, ...]] = ("comfort", "minor", "needs-call", "emergency")


class ReactionDetail(Panel):
    """The advice for a reaction first; then, as wished: where, how bad, how long, what was done.

    Without an answer to "How bad?" the mildest that this reaction can be is taken. With a
    ``figure`` a place can be pressed on the body as well as chosen from the list.
    """

    def __init__(
        self,
        reaction: ReactionChoice,
        view: AfterView,
        figure: FigurePainter | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_KINDS[reaction.kind], 18, parent)
        self._reaction = reaction
        self._names = {place.id: place.text for place in view.places}
        self._regions: list[str] = []
        self._buttons: dict[str, ActionButton] = {}
        self._view = view
        self._figure = figure
        self._help = {one.id: one.help for one in view.severities}

        self.body.addWidget(Text(reaction.text, "h3"))
        self.body.addWidget(Text(reaction.advice, "body"))
        if reaction.say:
            self.body.addWidget(Text(view.say_title, "label"))
            self.body.addWidget(Text(reaction.say, "body"))
        if reaction.look_again_minutes is not None:
            self.body.addWidget(Text(self._look_again(reaction.look_again_minutes), "label"))
        self._chosen_places = FlowLayout(8)
        if reaction.asks_place:
            self._where = ChoiceField(
                self.tr("Where? You can choose more than one place."),
                [
                    (place.id, self._place_words(place.text, place.is_massaged))
                    for place in view.places
                ],
                empty=self.tr("Choose a place"),
            )
            self._where.choice_made.connect(self._add_place)
            self.body.addWidget(self._where)
            if figure is not None:
                show = ActionButton(self.tr("Show it on the body"), icon="person", kind="plain")
                show.clicked.connect(self._open_map)
                self.body.addLayout(row_of(show))
            self.body.addLayout(self._chosen_places)
        possible = _ORDER[_ORDER.index(reaction.least) :]
        self._severity = PillRow(
            self.tr("How bad is it?"),
            [(one.id, one.text) for one in view.severities if one.id in possible],
        )
        self._severity.choice_made.connect(self._show_severity)
        self._severity_help = Text("", "body")
        self._severity_help.hide()
        self._lasted = PillRow(
            self.tr("How long did it last?"),
            (
                ("still", self.tr("Not over yet")),
                ("minutes", self.tr("Up to 15 minutes")),
                ("hour", self.tr("Up to an hour")),
                ("day", self.tr("Up to a day")),
                ("longer", self.tr("Longer")),
            ),
        )
        self._done = TextField(self.tr("What did you do?"))
        if reaction.is_to_tell:
            self.body.addWidget(Text(self.tr("How bad is it?"), "label"))
            self.body.addWidget(self._severity)
            self.body.addWidget(self._severity_help)
            self.body.addWidget(Text(self.tr("How long did it last?"), "label"))
            self.body.addWidget(self._lasted)
            self.body.addWidget(self._done)
        else:
            for part in (self._severity, self._severity_help, self._lasted, self._done):
                part.setParent(self)
                part.hide()

    @property
    def given(self) -> ReactionGiven:
        """Return what was answered."""
        chosen: Severity = self._reaction.least
        for severity in _ORDER:
            if severity == self._severity.chosen:
                chosen = severity
        lasted: ReactionLength = ""
        for length in _LENGTHS:
            if length == self._lasted.chosen:
                lasted = length
        return ReactionGiven(
            self._reaction.id, chosen, tuple(self._regions), self._done.text(), lasted
        )

    def bring_back(self, given: ReactionGiven) -> None:
        """Show what was answered before."""
        for region in given.regions:
            if self._reaction.asks_place and region in self._names:
                self._add_place(region)
        # The mildest counts without an answer too: then none is shown.
        chosen = given.severity if given.severity != self._reaction.least else None
        self._severity.choose(chosen)
        self._show_severity(chosen or "")
        self._done.setText(given.what_done)

    def _place_words(self, words: str, is_massaged: bool) -> str:
        return self.tr("{place} (massaged)").format(place=words) if is_massaged else words

    def _look_again(self, minutes: int) -> str:
        if minutes >= 1440:
            return self.tr("Look again tomorrow.")
        if minutes == 60:
            return self.tr("Look again in 1 hour.")
        return self.tr("Look again in {minutes} minutes.").format(minutes=minutes)

    def _add_place(self, region: str) -> None:
        self._where.choose(None)
        if not region or region in self._regions:
            return
        self._regions.append(region)
        button = ActionButton(self._names[region], icon="cross", kind="plain", size="small")
        button.setAccessibleName(self.tr("Remove {place}").format(place=self._names[region]))
        button.clicked.connect(lambda: self._remove_place(region, button))
        self._buttons[region] = button
        self._chosen_places.addWidget(button)
        button.show()

    def _open_map(self) -> None:
        """Open the body over the window, with the places chosen so far."""
        from caregiver_guide.ui.screens.place_sheet import PlaceSheet

        if self._figure is None:
            return
        sheet = PlaceSheet(self._figure, self.window())
        sheet.closed.connect(sheet.deleteLater)
        sheet.places_chosen.connect(self._take_places)
        view = self._view
        sheet.show_places(view.name, view.tone, self._names, tuple(self._regions))

    def _take_places(self, regions: tuple[str, ...]) -> None:
        for region in [one for one in self._regions if one not in regions]:
            self._remove_place(region, self._buttons[region])
        for region in regions:
            self._add_place(region)

    def _remove_place(self, region: str, button: ActionButton) -> None:
        self._regions.remove(region)
        self._buttons.pop(region, None)
        self._chosen_places.removeWidget(button)
        button.hide()
        button.deleteLater()
        self._where.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_severity(self, severity: str) -> None:
        words = next((text for key, text in self._help.items() if key == severity), "")
        self._severity_help.setText(words)
        self._severity_help.setVisible(bool(words))
