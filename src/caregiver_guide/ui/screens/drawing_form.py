# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a screen that asks how the person is drawn."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.pictures import Picture
from caregiver_guide.services.safety_map import DrawingDraft
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.text import Heading, Text

_KINDS: Final = ("tone", "build", "hair", "face")
_CARD: Final = 172
_HIGHEST: Final = 132


class DrawingForm(QWidget):
    """Skin color, build, hair and face, each as pictures of the figure as it is chosen so far."""

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._title = Heading("", 2)
        self._pictures: dict[tuple[str, str], FigurePicture] = {}
        titles = {
            "tone": self.tr("Skin"),
            "build": self.tr("Build"),
            "hair": self.tr("Hair"),
            "face": self.tr("Face"),
        }
        self._groups = {
            kind: ChoiceGroup(titles[kind], min_card_width=_CARD, max_columns=5, gap=12)
            for kind in _KINDS
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        words = self.tr("Only the drawing changes. What is marked and what is safe stay the same.")
        column.addWidget(Text(words, "body", "quiet"))
        for kind, group in self._groups.items():
            self._fill(kind, group)
            group.choice_made.connect(self._paint_cards)
            column.addWidget(Heading(titles[kind], 3))
            column.addWidget(group)

    def show_drawing(self, name: str, skin: str) -> None:
        """Show how somebody is drawn now."""
        self._title.setText(self.tr("How {name} is drawn").format(name=name))
        now = self._figure.figure.skin(skin)
        for kind in _KINDS:
            self._groups[kind].choose(getattr(now, kind))
        self._paint_cards()

    @property
    def draft(self) -> DrawingDraft:
        """Return what is chosen."""
        tone, build, hair, face = (self._groups[kind].chosen or "" for kind in _KINDS)
        return DrawingDraft(tone, build, hair, face)

    def group(self, kind: str) -> ChoiceGroup:
        """Return the cards for "tone", "build", "hair" or "face"."""
        return self._groups[kind]

    def first_field(self) -> QWidget:
        """Return where the keyboard begins."""
        return next(card for card in self._groups["tone"].cards if card.isChecked())

    def _fill(self, kind: str, group: ChoiceGroup) -> None:
        figure = self._figure.figure
        keys = {
            "tone": figure.skins,
            "build": figure.builds,
            "hair": tuple(figure.hair),
            "face": tuple(figure.faces),
        }[kind]
        words = drawing_words(self)
        for key in keys:
            picture = FigurePicture(self._figure)
            self._pictures[kind, key] = picture
            card = ChoiceCard(key, words.get(key, key), picture=picture)
            card.set_picture_ratio(1.0, _HIGHEST)
            group.add(card)

    def _paint_cards(self) -> None:
        """Show on each card the figure as it would be with that choice."""
        words, now = drawing_words(self), self.draft
        chosen = (now.tone, now.build, now.hair, now.face)
        for (kind, key), picture in self._pictures.items():
            parts = [key if one == kind else part for one, part in zip(_KINDS, chosen, strict=True)]
            view = "front" if kind == "build" else "head.front"
            picture.show_picture(
                Picture((view,), tone=_skin(DrawingDraft(*parts)), plain=True),
                name=words.get(key, key),
            )


def _skin(draft: DrawingDraft) -> str:
    return "/".join((draft.tone, draft.build, draft.hair, draft.face))


def drawing_words(widget: QWidget) -> dict[str, str]:
    """Return what can be chosen, in words."""
    return {
        "sand": widget.tr("Sand"),
        "honey": widget.tr("Honey"),
        "brown": widget.tr("Brown"),
        "deep": widget.tr("Deep brown"),
        "slate": widget.tr("No skin color"),
        "slim": widget.tr("Slim"),
        "full": widget.tr("Fuller"),
        "short": widget.tr("Short"),
        "short-grey": widget.tr("Short, gray"),
        "long-grey": widget.tr("Longer, gray"),
        "scarf": widget.tr("Cap or scarf"),
        "none": widget.tr("No hair"),
        "calm": widget.tr("Smooth"),
        "older": widget.tr("Older"),
        "older-glasses": widget.tr("With glasses"),
    }
