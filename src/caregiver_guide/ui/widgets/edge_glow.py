# SPDX-License-Identifier: GPL-3.0-or-later
"""A soft glow along the edge of a screen: a cue for the corner of the eye, and never a flash."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QRect, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPainter, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget

FADE_MS: Final = 1500
STAY_MS: Final = 1500
_WIDE: Final = 18
_SOLID: Final = 8
_STRONGEST: Final = 0.9
_STEPS: Final = 40


class EdgeGlow(PaintedWidget):
    """Comes and goes in a second and a half each; where nothing may move it is just there.

    It lies over its parent, takes no press, and covers the margin alone.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._level = 0.0
        self._may_move = False
        self._is_held = False
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fade.valueChanged.connect(self._come_to)
        self._fade.finished.connect(self._stay)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.fade)
        self.hide()

    @property
    def level(self) -> float:
        """How strong it is, from 0.0 to 1.0."""
        return self._level

    @property
    def is_held(self) -> bool:
        """Whether it stays until told to go."""
        return self._is_held

    def set_motion(self, may_move: bool) -> None:
        """Let it fade in and out, or be there and gone at once."""
        self._may_move = may_move

    def pulse(self) -> None:
        """Come, stay a moment, and go."""
        if not self._is_held:
            self._end.stop()
            self._go_to(1.0)

    def hold(self) -> None:
        """Come, and stay until told to fade."""
        if not self._is_held:
            self._is_held = True
            self._end.stop()
            self._go_to(1.0)

    def fade(self) -> None:
        """Go."""
        self._is_held = False
        self._end.stop()
        if self._level > 0:
            self._go_to(0.0)

    def settle(self) -> None:
        """Be at once where the fade would end."""
        if self._fade.state() == QVariantAnimation.State.Running:
            self._fade.setCurrentTime(self._fade.duration())

    def clear(self) -> None:
        """Be gone at once, as a screen is left."""
        self._is_held = False
        self._end.stop()
        self._fade.stop()
        self._come_to(0.0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing moves."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self._end.stop()
        self._fade.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cover the margin alone, so that nothing else is painted again while it fades."""
        super().resizeEvent(event)
        wide = self._wide()
        inner = self.rect().adjusted(wide, wide, -wide, -wide)
        self.setMask(QRegion(self.rect()) - QRegion(inner))

    def cover(self, area: QRect) -> None:
        """Lie along the edge of an area of the parent, over everything else."""
        self.setGeometry(area)
        self.raise_()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint it, strongest at the very edge; in high contrast as one solid band."""
        colour = theme.colour("primary")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        wide = self._wide()
        for ring in range(wide):
            part = 1.0 if theme.is_contrast else (1 - ring / wide) ** 1.6 * _STRONGEST
            colour.setAlphaF(part * self._level)
            painter.setPen(QPen(colour, 1))
            painter.drawRect(QRectF(self.rect()).adjusted(ring, ring, -ring - 1, -ring - 1))

    def _wide(self) -> int:
        return _SOLID if Theme.current().is_contrast else _WIDE

    def _go_to(self, level: float) -> None:
        self._fade.stop()
        parent = self.parentWidget()
        if not self._may_move or parent is None or not parent.isVisible():
            self._come_to(level)
            self._stay()
            return
        self._fade.setStartValue(self._level)
        self._fade.setEndValue(level)
        self.show()
        self._fade.start()

    def _come_to(self, level: float) -> None:
        # So many steps are enough to look smooth, and few enough to cost little.
        level = round(level * _STEPS) / _STEPS
        if level == self._level:
            return
        self._level = level
        self.setVisible(level > 0)
        self.update()

    def _stay(self) -> None:
        """Go again after a moment, unless it is to stay."""
        if self._level > 0 and not self._is_held:
            self._end.start(STAY_MS if self._may_move else STAY_MS + 2 * FADE_MS)
