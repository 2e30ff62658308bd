# SPDX-License-Identifier: GPL-3.0-or-later
"""Grounds for other widgets: cards, tinted panels, and notices with an icon and words."""

from typing import Final, Literal, cast

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.painted import (
    CARD_RADIUS,
    CONTROL_RADIUS,
    PaintedWidget,
    paint_box,
    rounded,
    text_token,
)
from caregiver_guide.ui.widgets.text import Text

PanelKind = Literal[
    "card", "tint", "sunken", "outline", "caution", "stop", "info", "ok", "scene", "avoid"
]
NoticeKind = Literal["caution", "stop", "info", "ok", "tint"]

_FILLS: Final = {
    "card": "surface",
    "tint": "primary_tint",
    "sunken": "sunken",
    "outline": "surface",
    "caution": "caution_tint",
    "stop": "stop_tint",
    "info": "info_tint",
    "ok": "ok_tint",
    "scene": "scene",
    "avoid": "stop_tint",
}
_EDGES: Final = {"sunken": "border", "outline": "line", "stop": "stop"}
_CONTRAST_EDGES: Final = {
    "tint": "primary",
    "caution": "caution_line",
    "stop": "stop",
    "info": "info",
    "ok": "ok",
    "avoid": "stop",
}
_NOTICE_ICONS: Final = {
    "caution": "flag",
    "stop": "stop",
    "info": "info",
    "ok": "check",
    "tint": "question",
}
_SHADOW_ROOM: Final = 5
_LOW_PADDING: Final = 4


class Panel(PaintedWidget):
    """A rounded ground for other widgets; its kind says what it means.

    Attributes:
        body: The layout to put widgets into.
    """

    def __init__(
        self, kind: PanelKind = "card", padding: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(12)
        self._padding = padding
        self._is_low = False
        self.set_kind(kind)

    @property
    def kind(self) -> str:
        """Return the kind now shown."""
        return str(self.property("panel"))

    def set_kind(self, kind: PanelKind) -> None:
        """Show the panel as another kind; the words on it follow."""
        self.setProperty("panel", kind)
        side = self._padding
        over = _LOW_PADDING if self._is_low else side
        self.body.setContentsMargins(side, over, side, over + self._shadow_room())
        self.update()
        for child in self.findChildren(QWidget):
            child.update()

    def set_low(self, is_low: bool) -> None:
        """Take as little height as may be around what is on the panel."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.set_kind(cast("PanelKind", self.kind))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint shadow, ground and edge."""
        kind = self.kind
        rect = QRectF(self.rect()).adjusted(0, 0, 0, -self._shadow_room())
        radius = CARD_RADIUS if kind in ("card", "sunken", "scene") else CONTROL_RADIUS + 2
        if kind == "card" and theme.colour("shadow").alpha():
            for drop in (5.0, 3.0, 1.5):
                painter.fillPath(
                    rounded(rect.translated(0, drop - 0.5), radius), theme.colour("shadow")
                )
        edge = _EDGES.get(kind, "line" if theme.is_dark and kind == "card" else "")
        if theme.is_contrast:
            edge = _CONTRAST_EDGES.get(kind, "border")
        width = 2.0 if theme.is_contrast or kind == "stop" else 1.5
        line = theme.colour(edge) if edge else None
        paint_box(painter, rect, radius, theme.colour(_FILLS[kind]), line, width)

    def _shadow_room(self) -> int:
        return _SHADOW_ROOM if self.kind == "card" else 0


class IconMark(PaintedWidget):
    """An icon beside words, in the ink of the ground it stands on; it says nothing by itself."""

    def __init__(
        self, name: str, token: str = "", size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size

    def show_icon(self, name: str, token: str = "") -> None:
        """Show another icon; without a token it takes the ink of the ground."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = Theme.current().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same square."""
        return self.sizeHint()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the icon at the top of the widget."""
        side = theme.px(self._size)
        colour = theme.colour(self._token or text_token(self.parentWidget(), "text2"))
        paint_icon(painter, self._name, QRectF((self.width() - side) / 2, 0, side, side), colour)


class Notice(Panel):
    """A panel that tells something: icon, title, words and perhaps one thing to do.

    Signals:
        action_requested: The caregiver pressed the notice's button.
    """

    action_requested = Signal()

    def __init__(
        self,
        kind: NoticeKind,
        title: str = "",
        text: str = "",
        action: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, 16, parent)
        self._own_icon = icon
        self._mark = IconMark(icon or _NOTICE_ICONS[kind], size=26)
        self._title = Text("", "label")
        self._text = Text("", "body")
        self._action = ActionButton("", kind="plain", size="small")
        self._action.clicked.connect(self.action_requested)

        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addSpacing(4)
        words.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)

        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.show_notice(title, text, action)

    def show_notice(self, title: str, text: str, action: str = "") -> None:
        """Show other words; an empty title, text or action is left out."""
        for label, words in ((self._title, title), (self._text, text)):
            label.setText(words)
            label.setVisible(bool(words))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(" ".join(part for part in (title, text) if part))

    def set_notice_kind(self, kind: NoticeKind) -> None:
        """Show the notice as another kind, with that kind's icon unless it has its own."""
        self._mark.show_icon(self._own_icon or _NOTICE_ICONS[kind])
        self.set_kind(kind)
