# SPDX-License-Identifier: GPL-3.0-or-later
"""A number from 0 to 10 that the person chose, or that they declined or could not say."""

import math
from typing import ClassVar, Final, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, SplitLayout
from caregiver_guide.ui.widgets.painted import (
    PaintedRadio,
    PaintedWidget,
    paint_box,
    paint_dot,
    round_pen,
    rounded,
)
from caregiver_guide.ui.widgets.picking import PickOne
from caregiver_guide.ui.widgets.pill_row import Pill
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

_SCORES: Final = range(11)
_COLUMNS: Final = (11, 6, 4, 3)
_CELL_HEIGHT: Final = 58
_CELL_WIDEST: Final = 72
_GAP: Final = 6
_LEAST_CELL: Final = 44


@dataclass(frozen=True, slots=True)
class RatingAnswer:
    """What the person answered: a number from 0 to 10, declined, or could not say."""

    DECLINED: ClassVar["RatingAnswer"]
    COULD_NOT_SAY: ClassVar["RatingAnswer"]

    kind: Literal["score", "declined", "could-not-say"]
    score: int | None = None

    def __post_init__(self) -> None:
        """Refuse a number outside 0 to 10, and a number that was not said."""
        if (self.kind == "score") != (self.score is not None):
            raise ValueError("a score, and only a score, has a number")
        if self.score is not None and self.score not in _SCORES:
            raise ValueError(f"a rating is from 0 to 10, not {self.score}")

    @classmethod
    def number(cls, score: int) -> "RatingAnswer":
        """Return the answer that is a number from 0 to 10."""
        return cls("score", score)


RatingAnswer.DECLINED = RatingAnswer("declined")
RatingAnswer.COULD_NOT_SAY = RatingAnswer("could-not-say")


class RatingScale(QWidget):
    """A question with the numbers 0 to 10, "Declined" and "Could not say"; none chosen at first.

    Keys: digits choose 0 to 9 and T ten; left and right walk; Space chooses; Delete takes the
    answer back, and so does choosing it again. Up and Down are left to the screen.

    Signals:
        answer_changed: The new RatingAnswer, or None when it was taken back.
        typed: A number was chosen by its key, so the next question may have the keyboard.
    """

    answer_changed = Signal(object)
    typed = Signal()

    def __init__(
        self,
        question: str,
        low_words: str,
        high_words: str,
        faces: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._before: RatingAnswer | None = None
        self.setAccessibleName(question)

        self._title = Text(question, "h2")
        self._change = Text("", "body")
        self._cells = _Cells(question, self)
        self._ends = _Ends(low_words, high_words, faces)
        self._declined = Pill(self.tr("Declined"))
        self._unable = Pill(self.tr("Could not say"))

        self._picking = PickOne(self, first_digit=0, sideways=True, may_clear=True)
        self._picking.picked.connect(self._picked)
        self._picking.typed.connect(self.typed)
        for score, cell in enumerate(self._cells.cells):
            self._picking.add(str(score), cell)
        for key, pill in (("declined", self._declined), ("could-not-say", self._unable)):
            pill.setAccessibleDescription(question)
            self._picking.add(key, pill)

        without = QWidget()
        others = FlowLayout(10, without)
        others.addWidget(self._declined)
        others.addWidget(self._unable)
        # Beside the question where there is room: all three of them are then seen at once.
        head = SplitLayout((380, 0), gap=12)
        head.addWidget(self._title)
        head.addWidget(without)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._change)
        column.addWidget(self._cells)
        column.addWidget(self._ends)
        self._tell_change()

    @property
    def question(self) -> str:
        """Return the question."""
        return self._question

    @property
    def value(self) -> RatingAnswer | None:
        """Return the answer, or None while there is none."""
        return _answer_of(self._picking.chosen)

    @property
    def before(self) -> RatingAnswer | None:
        """Return the answer given before the massage, or None."""
        return self._before

    def set_value(self, answer: RatingAnswer | None) -> None:
        """Show an answer, or none, without a signal."""
        self._picking.choose(_key_of(answer))
        self._tell_change()

    def set_before(self, answer: RatingAnswer | None) -> None:
        """Mark the answer that was given before the massage with an outline and a word."""
        self._before = answer
        self._cells.mark_before(answer.score if answer is not None else None)
        self._tell_change()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose ten with T, and take the answer back with Delete."""
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self._picking.pick_number(10)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value(None)
            self.answer_changed.emit(None)
        else:
            super().keyPressEvent(event)

    def focus_scale(self) -> None:
        """Put the keyboard on the chosen number, or on the first."""
        chosen = next((b for b in self._picking.buttons if b.isChecked()), None)
        (chosen or self._cells.cells[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self, _key: str) -> None:
        self._tell_change()
        self.answer_changed.emit(self.value)

    def _tell_change(self) -> None:
        """Say before and now in words."""
        before, now = self._words(self._before), self._words(self.value)
        if self._before is None:
            self._change.setText("")
        elif self.value is None:
            self._change.setText(self.tr("Before: {before}").format(before=before))
        else:
            self._change.setText(
                self.tr("Before: {before}. Now: {now}").format(before=before, now=now)
            )
        self._change.setVisible(self._before is not None)

    def _words(self, answer: RatingAnswer | None) -> str:
        if answer is None:
            return ""
        if answer.kind == "declined":
            return self.tr("declined")
        if answer.kind == "could-not-say":
            return self.tr("could not say")
        return str(answer.score)


class _Cell(PaintedRadio):
    """One number of the scale."""

    def __init__(self, score: int, question: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.was_before = False
        self.setText(str(score))
        self.setAccessibleName(f"{question} {score}")

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), 12)

    def sizeHint(self) -> QSize:
        """Return the least size of a cell."""
        return QSize(_cell_width(), Theme.current().px(_CELL_HEIGHT))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the number in its box."""
        rect = QRectF(self.rect())
        fill, ink, edge, width = "surface", "text", "border", theme.outline
        if self.isChecked():
            fill, ink, edge = "primary", "on_primary", "primary"
        elif self.underMouse() and self.isEnabled():
            fill = "surface2"
        if self.was_before:
            edge, width = "text", 3.5
        paint_box(painter, rect, 12, theme.colour(fill), theme.colour(edge), width)
        font = theme.font("number")
        if not (self.isChecked() or self.was_before):
            font.setWeight(font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked() and theme.is_contrast:
            side = theme.px(15)
            spot = QRectF(rect.right() - side - 4, rect.top() + 4, side, side)
            paint_icon(painter, "check", spot, theme.colour(ink), 3.4)


class _Cells(PaintedWidget):
    """The eleven numbers in one row; where that is too narrow, 0 to 5 above 6 to 10, and so on."""

    def __init__(self, question: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = tuple(_Cell(score, question, self) for score in _SCORES)
        self._before: int | None = None
        self._tag = _Tag(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def mark_before(self, score: int | None) -> None:
        """Outline and tag the number that was chosen before, or none."""
        self._before = score
        for value, cell in enumerate(self.cells):
            cell.was_before = value == score
            cell.setAccessibleDescription(self.tr("chosen before") if value == score else "")
            cell.update()
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        """Return True: more rows where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows, with room for the tag."""
        rows = len(self._rows(width))
        height = Theme.current().px(_CELL_HEIGHT)
        return rows * height + (rows - 1) * 2 * _GAP + self._tag_height()

    def sizeHint(self) -> QSize:
        """Return the size in one row."""
        width = len(_SCORES) * (_cell_width() + _GAP) - _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the shortest rows."""
        width = _COLUMNS[-1] * (_cell_width() + _GAP) - _GAP
        return QSize(width, Theme.current().px(_CELL_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cells."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        rows = self._rows(self.width())
        columns = len(rows[0])
        width = min(
            (self.width() - _GAP * (columns - 1)) / columns, Theme.current().px(_CELL_WIDEST)
        )
        height = Theme.current().px(_CELL_HEIGHT)
        top = 0
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for row in rows:
            for place, score in enumerate(row):
                left = round(place * (width + _GAP))
                box = QRect(left, top, math.floor(width), height)
                if mirrored:
                    box.moveRight(self.width() - 1 - left)
                self.cells[score].setGeometry(box)
            tagged = self._tag_height() if self._before in row else 0
            top += height + tagged + 2 * _GAP
        self._place_tag()

    def _place_tag(self) -> None:
        """Hang the tag on the lower edge of the number that was chosen before."""
        self._tag.setVisible(self._before is not None)
        if self._before is None:
            return
        cell = self.cells[self._before].geometry()
        box = QRect(cell.topLeft(), self._tag.sizeHint())
        box.moveCenter(cell.center())
        box.moveTop(cell.bottom() - self._overlap())
        box.moveLeft(max(0, min(box.left(), self.width() - box.width())))
        self._tag.setGeometry(box)
        self._tag.raise_()

    def _overlap(self) -> int:
        return Theme.current().px(8)

    def _rows(self, width: int) -> list[range]:
        """Return the numbers of each row: all in one, else as few rows as fit the width."""
        step = _cell_width() + _GAP
        columns = next((n for n in _COLUMNS if n * step - _GAP <= width), _COLUMNS[-1])
        return [_SCORES[start : start + columns] for start in range(0, len(_SCORES), columns)]

    def _tag_height(self) -> int:
        if self._before is None:
            return 0
        return self._tag.sizeHint().height() - self._overlap()


class _Tag(PaintedWidget):
    """The word that marks the number chosen before; pointers go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the size of the word with its ground."""
        theme = Theme.current()
        words = TextBlock(self.tr("before"), "key").size
        return QSize(
            math.ceil(words.width()) + theme.px(14), math.ceil(words.height()) + theme.px(2)
        )

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the word, light on dark or dark on light."""
        paint_box(painter, QRectF(self.rect()), 6, theme.colour("text"))
        words = TextBlock(self.tr("before"), "key", self.width(), Qt.AlignmentFlag.AlignHCenter)
        words.paint_in(painter, QRectF(self.rect()), theme.colour("surface"))


class _Ends(QWidget):
    """What the lowest and the highest number mean, with a face at each end if wished."""

    def __init__(self, low: str, high: str, faces: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        low_words, high_words = Text(low, "body", "quiet"), Text(high, "body", "quiet")
        high_words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if faces:
            row.addWidget(_Face(0.0))
        row.addWidget(low_words, 1)
        row.addWidget(high_words, 1)
        if faces:
            row.addWidget(_Face(1.0))


class _Face(PaintedWidget):
    """A small face, from calm (0.0) to worst (1.0)."""

    def __init__(self, worse: float) -> None:
        super().__init__()
        self._bend = 1.0 - 2.0 * worse
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = Theme.current().px(30)
        return QSize(side, side)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint rim, eyes and mouth."""
        ink = theme.colour("text2")
        centre = QRectF(self.rect()).center()
        radius = self.width() / 2 - 1.5
        paint_dot(painter, centre, radius, theme.colour("surface"), ink, 2.0)
        mouth = QPainterPath(centre + QPointF(-0.42 * radius, (0.34 - 0.04 * self._bend) * radius))
        mouth.quadTo(
            centre + QPointF(0, (0.34 + 0.44 * self._bend) * radius),
            centre + QPointF(0.42 * radius, (0.34 - 0.04 * self._bend) * radius),
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(round_pen(ink, 2.0))
        painter.drawPath(mouth)
        for side in (-1, 1):
            eye = centre + QPointF(side * 0.34 * radius, -0.2 * radius)
            painter.setPen(QPen(Qt.PenStyle.NoPen))
            painter.setBrush(ink)
            painter.drawEllipse(eye, 0.11 * radius, 0.13 * radius)
            if self._bend < 0:
                painter.setPen(round_pen(ink, 1.6))
                painter.drawLine(
                    centre + QPointF(side * 0.54 * radius, -0.52 * radius),
                    centre + QPointF(side * 0.2 * radius, -0.42 * radius),
                )


def _cell_width() -> int:
    """Return the least width of a cell, in which 10 fits."""
    return max(_LEAST_CELL, math.ceil(natural_width("10", "number")) + 16)


def _answer_of(key: str | None) -> RatingAnswer | None:
    if key is None:
        return None
    if key == "declined":
        return RatingAnswer.DECLINED
    if key == "could-not-say":
        return RatingAnswer.COULD_NOT_SAY
    return RatingAnswer.number(int(key))


def _key_of(answer: RatingAnswer | None) -> str | None:
    if answer is None:
        return None
    return str(answer.score) if answer.kind == "score" else answer.kind
