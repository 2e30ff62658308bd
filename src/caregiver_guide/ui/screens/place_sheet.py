# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet "Where is it?": a place of a reaction, pressed on the body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.ui.screens.safety_screen import TallMap, map_labels
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.body_map import BodyMap, MapPicture
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_AROUND: Final = 350
_NARROWEST: Final = 360


class PlaceSheet(Sheet):
    """Press a place, and press it again to take it back; any number of places.

    Signals:
        places_chosen: The places that are chosen now, a tuple of region ids.
    """

    places_chosen = Signal(object)

    def __init__(self, figure: FigurePainter, parent: QWidget) -> None:
        super().__init__("", parent, widest=900)
        title = self.tr("Where is it?")
        self.setAccessibleName(title)
        self._names: Mapping[str, str] = {}
        self._name = self._tone = ""
        self._chosen: list[str] = []
        self._said = Text("", "body")
        self._map = TallMap(figure)
        self._map.region_chosen.connect(self._toggle)
        self._no_room = Notice(
            "info", self.tr("The words are too large for the body here."),
            self.tr("Choose the place from the list, or make the window wider."),
        )  # fmt: skip
        done = ActionButton(self.tr("Done"), icon="check", kind="primary", size="big")
        done.clicked.connect(self._give)
        body = self.page.body
        body.addWidget(Heading(title, 1))
        body.addWidget(self._said)
        body.addWidget(self._no_room)
        body.addWidget(self._map)
        self.page.footer_end(done)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)

    @property
    def body(self) -> BodyMap:
        """Return the map."""
        return self._map

    def show_places(
        self, name: str, tone: str, names: Mapping[str, str], chosen: tuple[str, ...]
    ) -> None:
        """Open the map of a person with what is chosen already; ``names`` are regions in words."""
        self._name, self._tone, self._names = name, tone, names
        self._chosen = list(chosen)
        self._draw()
        self.open()
        self._map.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the body as much height as the window has to spare."""
        super().resizeEvent(event)
        theme = Theme.current()
        fits = self.width() >= theme.px(_NARROWEST)
        self._map.setVisible(fits)
        self._no_room.setVisible(not fits)
        self._map.set_highest(self.height() - theme.px(_AROUND))

    def _toggle(self, region: str) -> None:
        if region in self._chosen:
            self._chosen.remove(region)
        else:
            self._chosen.append(region)
        self._draw()

    def _draw(self) -> None:
        words = ", ".join(self._names.get(region, region) for region in self._chosen)
        hint = self.tr("Press the place. Press it again to take it back.")
        self._said.setText(self.tr("Chosen: {list}.").format(list=words) if words else hint)
        self._map.show_map(
            MapPicture(
                names=self._names,
                labels=map_labels(self, self._name),
                tone=self._tone,
                selected=frozenset(self._chosen),
            )
        )

    def _give(self) -> None:
        self.places_chosen.emit(tuple(self._chosen))
        self.close_sheet()
