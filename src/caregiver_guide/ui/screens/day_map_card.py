# SPDX-License-Identifier: GPL-3.0-or-later
"""The card that shows the body as it was marked on the day of a massage."""

from PySide6.QtWidgets import QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.day_map import DayMap
from caregiver_guide.services.pictures import Picture
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Heading, Text

_HEIGHT = 320


class DayMapCard(Panel):
    """Front and back with the marks of that day and where hands were, and the same in words."""

    def __init__(
        self, figure: FigurePainter, day: DayMap, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.body.addWidget(Heading(self.tr("What was marked that day"), 2))
        lines = self._lines(day)
        if day.zones or day.touched:
            picture = FigurePicture(figure, radius=16)
            picture.setFixedHeight(Theme.current().px(_HEIGHT))
            shown = Picture(("front", "back"), day.touched, day.zones, tone=day.skin)
            body = self.tr("{name}'s body, front and back, as it was marked that day.")
            picture.show_picture(shown, name=" ".join((body.format(name=name), *lines)))
            self.body.addWidget(picture)
        for words in lines:
            self.body.addWidget(Text(words, "body"))
        if not day.zones and not day.conditions:
            words = self.tr("Nothing was marked on {name}'s body that day.")
            self.body.addWidget(Text(words.format(name=name), "body", "quiet"))
        if day.touched:
            words = self.tr("Hands were where the edge is dotted.")
            self.body.addWidget(Text(words, "meta", "quiet"))

    def _lines(self, day: DayMap) -> list[str]:
        kinds = {
            "no-touch": self.tr("{number}. {what}: no touch."),
            "light": self.tr("{number}. {what}: light lotion only."),
            "ask": self.tr("{number}. {what}: ask the care team first."),
        }
        lines = [kinds[one.kind].format(number=one.number, what=one.words) for one in day.zones]
        whole = self.tr("For the whole body: {what}.")
        return [*lines, *(whole.format(what=one) for one in day.conditions)]
