# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of the body with where hands go and what they keep away from; it takes no presses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.figure.marks import (
    BEDROOM_COLOURS,
    DARK_COLOURS,
    HIGH_CONTRAST_COLOURS,
    LIGHT_COLOURS,
    FigureColours,
    FigureStyle,
    MarkKind,
    RegionMark,
)
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.keep_away import ZoneKind
from caregiver_guide.services.pictures import Picture
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import (
    CARD_RADIUS,
    PaintedWidget,
    paint_box,
    paint_dot,
    rounded,
)
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

if TYPE_CHECKING:
    from caregiver_guide.figure.stroke_painter import StrokePainter
    from caregiver_guide.figure.stroke_specs import Scene

MARK_KINDS: Final[Mapping[ZoneKind, MarkKind]] = {
    "no-touch": MarkKind.NO_TOUCH,
    "light": MarkKind.LIGHT,
    "ask": MarkKind.ASK,
}
"""What hands do at a place, as the services name it and as the painters draw it."""
_PAD: Final = 12
_DIM: Final = 0.3
_NEAR_LEAST: Final = 90
_AROUND: Final = 1.5
_SMALL: Final = 300
_CAPTION_SHARE: Final = 0.3
_LARGE_SHARE: Final = 0.14  # a caption in large letters takes no more of the picture than this
_QUIET: Final = 0.55
_SHADE: Final = 0.6
_FRAME_MS: Final = 50
_BREATH_MS: Final = 5000
_DOT: Final = 6.0


class FigurePicture(PaintedWidget):
    """One or more views of the figure side by side on the scene ground.

    A step with a picture of its own shows the caregiver's hands and the ways they go; if it may,
    a dot travels along each way, once for each slow breath.

    A caption stands in the lower corner ("Pat's right hand"). Dimmed, the picture is faint under
    a pause sign. Turned, it stands on its head, as a giver sees it who faces the person. Without
    a figure only the caption shows.
    """

    def __init__(
        self,
        figure: FigurePainter | None,
        radius: float = CARD_RADIUS,
        parent: QWidget | None = None,
        strokes: StrokePainter | None = None,
        *,
        caption_style: str = "label",
    ) -> None:
        super().__init__(parent)
        self._figure = figure
        self._caption_style = caption_style
        self._strokes = strokes
        self._scenes: tuple[Scene, ...] = ()
        self._still: tuple[object, QPixmap] | None = None
        self._may_move = False
        self._breath = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._move_on)
        self._radius = radius
        self._picture = Picture(())
        self._caption = ""
        self._side_words: tuple[str, ...] = ()
        self._is_dimmed = False
        self._is_quiet = False
        self._is_turned = False
        self._lead = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(
        self, picture: Picture, caption: str = "", under: tuple[str, ...] = (), name: str = ""
    ) -> None:
        """Show another picture; `under` holds words to stand under each view, if any.

        The accessible name is `name`, or the caption.
        """
        self.setAccessibleName(name or caption)
        if (self._picture, self._caption, self._side_words) == (picture, caption, under):
            return
        is_new = self._picture.stroke != picture.stroke
        self._picture = picture
        if is_new:
            self._breath = 0
            self._scenes = self._scenes_of(picture)
        self._caption = caption
        self._side_words = under
        self._keep_pace()
        self.update()

    def _scenes_of(self, picture: Picture) -> tuple[Scene, ...]:
        if self._strokes is None or picture.stroke is None:
            return ()
        return self._strokes.scenes(picture.stroke, picture.tone)

    def has_hands(self, picture: Picture) -> bool:
        """Return whether a picture would be that of a step, with the caregiver's hands."""
        return bool(self._scenes_of(picture))

    @property
    def is_moving(self) -> bool:
        """Return whether something travels along the arrows."""
        return self._timer.isActive()

    def set_motion(self, may_move: bool) -> None:
        """Let a dot travel along the arrows, or keep everything still."""
        self._may_move = may_move
        self._keep_pace()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Move again when seen."""
        super().showEvent(event)
        self._keep_pace()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing moves."""
        super().hideEvent(event)
        self._timer.stop()

    def _keep_pace(self) -> None:
        """Start or stop what moves; a paused, hidden or still picture costs nothing."""
        wants = self._may_move and self.isVisible() and not self._is_dimmed and not self._is_quiet
        if wants and any(not scene.is_still for scene in self._scenes):
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _move_on(self) -> None:
        before = self._dots()
        self._breath = (self._breath + _FRAME_MS) % _BREATH_MS
        reach = 2 * _DOT + 2
        for spot in (*before, *self._dots()):
            box = QRectF(0, 0, 2 * reach, 2 * reach)
            box.moveCenter(spot)
            self.update(box.toAlignedRect())

    def set_dimmed(self, dimmed: bool) -> None:
        """Show the picture faint under a pause sign, or plainly."""
        if dimmed != self._is_dimmed:
            self._is_dimmed = dimmed
            self._keep_pace()
            self.update()

    def set_quiet(self, quiet: bool) -> None:
        """Show the picture faint, without a sign, or plainly."""
        self._is_quiet = quiet
        self.update()

    def set_lead(self, share: float) -> None:
        """Keep a share of the width free at the start, for what lies over the picture."""
        self._lead = share
        self.update()

    def set_turned(self, turned: bool) -> None:
        """Turn the picture by half a circle, or back."""
        self._is_turned = turned
        self.update()

    @property
    def is_turned(self) -> bool:
        """Return whether the picture stands on its head."""
        return self._is_turned

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(420, 360)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which something can be seen."""
        return QSize(60, 60)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the picture; while something moves over it, it is painted only once."""
        if not self._timer.isActive():
            self._still = None
            self._draw_still(painter, theme)
            return
        ratio = self.devicePixelRatioF()
        key = (theme, self.size(), ratio, self._picture, self._caption, self._is_turned)
        if self._still is None or self._still[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            brush = QPainter(pixmap)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_still(brush, theme)
            brush.end()
            self._still = (key, pixmap)
        painter.drawPixmap(0, 0, self._still[1])
        colours = figure_colours(theme).massage
        for spot in self._dots():
            paint_dot(painter, spot, _DOT, QColor(colours.number), QColor(colours.line), 2)

    def _draw_still(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground, the views and the caption."""
        rect = QRectF(self.rect())
        edge = theme.colour("border") if theme.is_contrast else None
        paint_box(painter, rect, self._radius, theme.colour("scene"), edge, 2.0)
        painter.save()
        painter.setClipPath(rounded(rect.adjusted(1, 1, -1, -1), self._radius))
        painter.setOpacity(_DIM if self._is_dimmed else _QUIET if self._is_quiet else 1.0)
        caption = self._caption_block(rect)
        self._paint_views(painter, theme, self._room_for_views(rect, caption))
        painter.fillRect(rect, theme.colour("dim"))
        painter.restore()
        if self._is_dimmed:
            self._paint_pause(painter, theme, rect)
        if self._has_room_for(caption, rect):
            self._paint_caption(painter, theme, rect, caption)

    def _caption_block(self, rect: QRectF) -> TextBlock:
        """Lay the caption out, in smaller letters where a word would not fit the picture."""
        room = max(1.0, rect.width() - 4 * _PAD)
        for style in dict.fromkeys((self._caption_style, "label")):
            block = TextBlock(self._caption, style, room)
            is_short = style == "label" or block.size.height() < rect.height() * _LARGE_SHARE
            if is_short and narrowest_width(self._caption, style) <= room:
                return block
        return TextBlock(self._caption, "key", room)

    def _has_room_for(self, caption: TextBlock, rect: QRectF) -> bool:
        """Say whether a caption leaves most of the picture free."""
        if not self._caption or (self._is_dimmed and rect.height() < _SMALL):
            return False
        return caption.size.height() <= rect.height() * _CAPTION_SHARE

    def _room_for_views(self, rect: QRectF, caption: TextBlock) -> QRectF:
        room = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        room.setLeft(room.left() + room.width() * self._lead)
        if self._has_room_for(caption, rect):
            room.setBottom(room.bottom() - caption.size.height() - 2 * _PAD)
        return room

    def _paint_views(self, painter: QPainter, theme: Theme, room: QRectF) -> None:
        views = self._picture.views
        if self._figure is None or room.height() < 20:
            return
        if self._scenes:
            self._paint_scenes(painter, theme)
            return
        style = self._style(theme)
        marks = figure_marks(self._picture, has_numbers=not self._is_turned)
        width = (room.width() - _PAD * (len(views) - 1)) / len(views)
        for place, view in enumerate(views):
            cell = QRectF(room.left() + place * (width + _PAD), room.top(), width, room.height())
            if place < len(self._side_words):
                words = TextBlock(
                    self._side_words[place], "meta", width, Qt.AlignmentFlag.AlignHCenter
                )
                cell.setBottom(cell.bottom() - words.size.height() - 6)
                words.paint(painter, cell.left(), cell.bottom() + 6, theme.colour("text"))
            painter.save()
            if self._is_turned:
                painter.translate(cell.center())
                painter.rotate(180)
                painter.translate(-cell.center())
            target = self._near(self._figure, view, cell) if self._picture.near else cell
            self._figure.paint(painter, view, target, marks, style)
            painter.restore()

    def _cells(self) -> list[tuple[Scene, QRectF, QRectF]]:
        """Return each scene with the cell that it fits and the room over which it may run."""
        rect = QRectF(self.rect())
        caption = self._caption_block(rect)
        inner = self._room_for_views(rect, caption)
        width, count = inner.width() / len(self._scenes), len(self._scenes)
        found = []
        for place, scene in enumerate(self._scenes):
            cell = QRectF(inner.left() + place * width, inner.top(), width, inner.height())
            room = QRectF(cell.left(), rect.top(), width, rect.height())
            if place == 0:
                room.setLeft(rect.left())
            if place == count - 1:
                room.setRight(rect.right())
            found.append((scene, cell, room))
        return found

    def _dots(self) -> list[QPointF]:
        if self._strokes is None or not self._scenes:
            return []
        share = self._breath / _BREATH_MS
        return [
            spot
            for scene, cell, _ in self._cells()
            for spot in self._strokes.dots(scene, cell, share, turned=self._is_turned)
        ]

    def _paint_scenes(self, painter: QPainter, theme: Theme) -> None:
        if self._figure is None or self._strokes is None:
            return
        style = self._style(theme)
        marks = figure_marks(self._picture)
        for scene, cell, room in self._cells():
            self._strokes.paint(
                painter, scene, cell, marks, style, turned=self._is_turned, room=room
            )

    def _near(self, figure: FigurePainter, view_id: str, cell: QRectF) -> QRectF:
        """Return where to paint the view so that what surrounds the massage fills the cell."""
        view = figure.in_skin(self._picture.tone).figure.views[view_id]
        shapes = [view.shape(region) for region in self._picture.massage]
        points = [
            point
            for shape in shapes
            if shape is not None
            for polygon in shape.polygons
            for point in polygon
        ]
        if not points:
            return cell
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        width = max(right - left, _NEAR_LEAST) * _AROUND
        height = max(bottom - top, _NEAR_LEAST) * _AROUND
        x, y, whole_width, whole_height = view.bounds
        scale = min(cell.width() / width, cell.height() / height)
        scale = max(scale, min(cell.width() / whole_width, cell.height() / whole_height))
        centre = cell.center()
        return QRectF(
            centre.x() - ((left + right) / 2 - x) * scale,
            centre.y() - ((top + bottom) / 2 - y) * scale,
            whole_width * scale,
            whole_height * scale,
        )

    def _style(self, theme: Theme) -> FigureStyle:
        return FigureStyle(
            tone=self._picture.tone,
            colours=figure_colours(theme),
            shade=dict.fromkeys(self._picture.shaded, _SHADE),
            show_seams=not self._picture.plain,
        )

    def _paint_pause(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        radius = min(64.0, rect.width() / 4, rect.height() / 4)
        paint_dot(painter, rect.center(), radius, theme.colour("surface"), theme.colour("text"), 3)
        side = radius * 1.1
        spot = QRectF(0, 0, side, side)
        spot.moveCenter(rect.center())
        paint_icon(painter, "pause", spot, theme.colour("text"), 2.4)

    def _paint_caption(
        self, painter: QPainter, theme: Theme, rect: QRectF, caption: TextBlock
    ) -> None:
        box = QRectF(
            QPointF(_PAD, rect.height() - caption.size.height() - 2 * _PAD),
            QPointF(caption.size.width() + 3 * _PAD, rect.height() - _PAD),
        )
        edge = theme.colour("border") if theme.is_contrast else None
        paint_box(painter, box, 10, theme.colour("surface"), edge, 2.0)
        top = box.top() + (box.height() - caption.size.height()) / 2
        caption.paint(painter, box.left() + _PAD, top, theme.colour("text"))


def figure_marks(picture: Picture, has_numbers: bool = True) -> list[RegionMark]:
    """Return the marks of a picture as the painter wants them."""
    marks = [
        RegionMark(
            frozenset(zone.regions), MARK_KINDS[zone.kind], zone.number if has_numbers else None
        )
        for zone in picture.zones
        if zone.regions
    ]
    if picture.massage:
        marks.append(RegionMark(frozenset(picture.massage), MarkKind.MASSAGE))
    return marks


def figure_colours(theme: Theme) -> FigureColours:
    """Return the colours of the figure in a theme."""
    if theme.is_contrast:
        return HIGH_CONTRAST_COLOURS
    if theme.name == "bedroom":
        return BEDROOM_COLOURS
    return DARK_COLOURS if theme.is_dark else LIGHT_COLOURS
