# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the body: every region can be reached by pointer and by keyboard."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.marks import (
    BEDROOM_COLOURS,
    DARK_COLOURS,
    HIGH_CONTRAST_COLOURS,
    LIGHT_COLOURS,
    FigureColours,
    FigureStyle,
    RegionMark,
)
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.painted import (
    CARD_RADIUS,
    MIN_TARGET,
    PaintedWidget,
    paint_box,
    rounded,
)
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

BODY_VIEWS: Final = ("front", "back")
INSETS: Final = ("hand.R", "hand.L", "foot.R", "foot.L")
VIEWS: Final = BODY_VIEWS + INSETS
HEADS: Final = ("head.R", "head.front", "head.L", "head.back")
"""Shown instead of the body when a place on the head is to be hit; in the order of a turn."""
ZOOM: Final = 2.4

_PAD: Final = 14
_AROUND_HEAD: Final = 58
# a little over the least, so that rounding never makes the target smaller
_ENOUGH: Final = MIN_TARGET * 1.001
_BROAD: Final = 2
_BODY_LEAST: Final = 2.0
"""How many times as high as a broad map a body is at least that is shown larger."""
_INSET_SHARE: Final = 0.22
_SIDE_SHARE: Final = 0.29
_SIDE_HEIGHT: Final = 0.68
_MOVES: Final = tuple(step * way for step in range(0, 161, 4) for way in (1, -1))
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_VIEW_KEYS: Final = {Qt.Key.Key_F: "front", Qt.Key.Key_B: "back"}
_PICK_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_FIRST: Final = "palm.R"


@dataclass(frozen=True, slots=True)
class MapLabels:
    """The words on and about the map, already in the language of the window.

    ``titles`` names each view; ``right`` and ``left`` say whose sides they are.
    """

    name: str
    titles: Mapping[str, str]
    right: str
    left: str
    whole_body: str


@dataclass(frozen=True, slots=True)
class MapPicture:
    """What the map shows; ``names`` are the regions in words, with what is marked there.

    ``tone`` is the figure's skin. With ``picks`` regions can be chosen, and one that is small to
    hit is first shown larger.
    """

    names: Mapping[str, str]
    labels: MapLabels
    marks: tuple[RegionMark, ...] = ()
    tone: str = "sand"
    selected: frozenset[str] = frozenset()
    picks: bool = True


class BodyMap(PaintedWidget):
    """Front and back of the body, and hands and feet larger; the head when it is pressed.

    Keys: arrows walk between neighbouring regions, F and B go to front and back, Page Up and Page
    Down to the other views, Enter or Space chooses, Escape shows the whole body again.

    Signals:
        region_chosen: The caregiver chose a region, by id.
        region_reached: The keyboard or the pointer came to a region, by id; "" for none.
        zoom_changed: One part is shown larger now, or the whole body again.
    """

    region_chosen = Signal(str)
    region_reached = Signal(str)
    zoom_changed = Signal()

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._any_build = figure
        self._figure = figure
        self._picture = MapPicture({}, MapLabels("", {}, "", "", ""))
        self._view = "front"
        self._region: str | None = None
        self._hovered: tuple[str, str] | None = None
        self._zoomed: tuple[str, QPointF] | None = None

        self._whole = ActionButton("", icon="arrow-left", kind="plain", size="small", parent=self)
        self._whole.clicked.connect(self.zoom_out)
        self._whole.hide()

        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what is shown -------------------------------------------------------------------

    def show_map(self, picture: MapPicture) -> None:
        """Show other marks, another choice or another person."""
        self._picture = picture
        self._figure = self._any_build.in_skin(picture.tone)
        self._whole.setText(picture.labels.whole_body)
        self._place_button()
        self._tell_name()
        self.update()

    def zoom_out(self) -> None:
        """Show the whole body again."""
        had_focus, was_zoomed = self._whole.hasFocus(), self.is_zoomed
        self._zoomed = None
        self._hovered = None
        if self._view in HEADS:
            shown = self._figure.figure.views_of(self._region or "")
            self._view = next((view for view in shown if view in BODY_VIEWS), BODY_VIEWS[0])
        self._whole.hide()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()
        if was_zoomed:
            self.zoom_changed.emit()

    def show_region(self, region: str) -> None:
        """Put the walking focus on a region, in a view that draws it."""
        views = self._figure.figure.views_of(region)
        if views:
            self._reach(views[0] if self._view not in views else self._view, region, tell=False)

    @property
    def is_zoomed(self) -> bool:
        """Return whether one part of the body is shown larger."""
        return self._zoomed is not None

    @property
    def reached(self) -> str | None:
        """Return the region that the keyboard is at, or None."""
        return self._region

    def place_of(self, region: str) -> QPointF | None:
        """Return a point of the widget where a press hits the region now, or None."""
        found = self._shown(region)
        return None if found is None else found[1]

    def target_of(self, region: str) -> QRectF | None:
        """Return the space that the region takes up around `place_of`, or None."""
        found = self._shown(region)
        if found is None:
            return None
        view = found[0]
        return self._figure.region_path(view, region, self._cells()[view]).boundingRect()

    def _shown(self, region: str) -> tuple[str, QPointF] | None:
        """Return the first view that shows the middle of a region now, and where that is."""
        for view, cell in self._cells().items():
            shape = self._figure.figure.views[view].shape(region)
            if shape is not None:
                point = self._figure.transform(view, cell).map(QPointF(*shape.anchor))
                if QRectF(self.rect()).contains(point):
                    return view, point
        return None

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(560, 600)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which regions can be told apart."""
        return QSize(300, 420)

    def focus_shape(self) -> QPainterPath:
        """Return an empty path: the region itself carries the ring."""
        return QPainterPath()

    # -- painting ------------------------------------------------------------------------

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, views and words."""
        rect = QRectF(self.rect())
        edge = theme.colour("border") if theme.is_contrast else None
        paint_box(painter, rect, CARD_RADIUS, theme.colour("scene"), edge, 2.0)
        painter.save()
        painter.setClipPath(rounded(rect.adjusted(2, 2, -2, -2), CARD_RADIUS))
        for view, cell in self._cells().items():
            self._figure.paint(painter, view, cell, self._picture.marks, self._style(view, theme))
        painter.fillRect(rect, theme.colour("dim"))
        # Whose side it is stands over the figure: a large view reaches under the words.
        spoken = self._words()
        for words, spot, style in spoken:
            self._paint_words(painter, theme, words, spot, style)
        # Where a label found no other place, the number of the mark is read all the same.
        if any(_meets(spot, self._badge_spots()) for _, spot, style in spoken if style == "pill"):
            for view, cell in self._cells().items():
                look = self._style(view, theme)
                self._figure.paint_badges(painter, view, cell, self._picture.marks, look)
        painter.restore()

    def _style(self, view: str, theme: Theme) -> FigureStyle:
        hovered = self._hovered[1] if self._hovered and self._hovered[0] == view else None
        is_here = self.hasFocus() and view == self._view
        return FigureStyle(
            tone=self._picture.tone,
            colours=figure_colours(theme),
            hovered=hovered if self._picture.picks else None,
            focused=self._region if is_here else None,
            selected=self._picture.selected,
            font_family=theme.font("label").family(),
        )

    def _paint_words(
        self, painter: QPainter, theme: Theme, words: TextBlock, spot: QRectF, style: str
    ) -> None:
        if style == "pill":
            edge = theme.colour("border") if theme.is_contrast else None
            paint_box(painter, spot, 12, theme.colour("surface"), edge, 1.5)
        top = spot.top() + (spot.height() - words.size.height()) / 2
        left = spot.left() + (spot.width() - words.width) / 2
        words.paint(painter, left, top, theme.colour("text"))

    # -- where things are ----------------------------------------------------------------

    def _cells(self) -> dict[str, QRectF]:
        """Return the views now shown and the rectangles that they are painted into."""
        if self._zoomed is not None:
            return {self._zoomed[0]: self._zoomed_cell(*self._zoomed)}
        return self._arranged()[0]

    def _words(self) -> list[tuple[TextBlock, QRectF, str]]:
        if self._zoomed is not None:
            return self._clear_of_badges(self._zoomed_words(self._zoomed[0]))
        return self._clear_of_badges(self._arranged()[1])

    def _clear_of_badges(
        self, words: list[tuple[TextBlock, QRectF, str]]
    ) -> list[tuple[TextBlock, QRectF, str]]:
        """Move each label up or down, as little as needed, to where it covers no badge."""
        badges = self._badge_spots()
        room = QRectF(self.rect()).adjusted(0, _PAD, 0, -_PAD)
        larger = [cell for view, cell in self._cells().items() if view in INSETS]
        placed = list(words)
        for place, (block, spot, style) in enumerate(words):
            if style != "pill" or not _meets(spot, badges):
                continue
            taken = [one for at, (_, one, _) in enumerate(placed) if at != place]
            taken += badges if self._zoomed is not None else badges + larger
            spots = (spot.translated(0, move) for move in _MOVES)
            free = (one for one in spots if room.contains(one) and not _meets(one, taken))
            placed[place] = (block, next(free, spot), style)
        return placed

    def _badge_spots(self) -> list[QRectF]:
        """Return where the badges are painted now, with a little room about them."""
        theme, marks = Theme.current(), self._picture.marks
        return [
            box.adjusted(-3, -3, 3, 3)
            for view, cell in self._cells().items()
            for _, box in self._figure.badge_rects(view, cell, marks, self._style(view, theme))
        ]

    def _arranged(self) -> tuple[dict[str, QRectF], list[tuple[TextBlock, QRectF, str]]]:
        """Return cells and words of the whole body, insets where they cost the figure least."""
        room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        below = QRectF(room)
        below.setTop(room.bottom() - room.height() * _INSET_SHARE)
        body_above = QRectF(room)
        body_above.setBottom(below.top() - 8)
        beside = QRectF(room)
        beside.setLeft(room.right() - room.width() * 0.24)
        body_left = QRectF(room)
        body_left.setRight(beside.left() - _PAD)
        first = self._split(body_above, below, 4)
        second = self._split(body_left, beside, 1)
        return max((first, second), key=lambda both: self._scale("front", both[0]["front"]))

    def _split(
        self, body: QRectF, insets: QRectF, columns: int
    ) -> tuple[dict[str, QRectF], list[tuple[TextBlock, QRectF, str]]]:
        cells: dict[str, QRectF] = {}
        words: list[tuple[TextBlock, QRectF, str]] = []
        for place, view in enumerate(BODY_VIEWS):
            width = body.width() / 2
            cell = QRectF(body.left() + place * width, body.top(), width, body.height())
            cells[view] = self._with_words(view, cell.adjusted(4, 0, -4, 0), words, "label")
        rows = len(INSETS) // columns
        width, height = insets.width() / columns, insets.height() / rows
        for place, view in enumerate(INSETS):
            left = insets.left() + (place % columns) * width
            cell = QRectF(left, insets.top() + (place // columns) * height, width, height)
            cells[view] = self._with_words(view, cell.adjusted(4, 2, -4, -2), words, "meta")
        return cells, words

    def _with_words(
        self,
        view: str,
        cell: QRectF,
        words: list[tuple[TextBlock, QRectF, str]],
        style: str,
    ) -> QRectF:
        """Put the title over a view and the sides under it; return what is left for the view."""
        labels = self._picture.labels
        title = _centred(labels.titles.get(view, ""), style, cell.width())
        words.append((title, QRectF(cell.topLeft(), title.size), "title"))
        words[-1][1].setWidth(cell.width())
        rest = QRectF(cell)
        rest.setTop(cell.top() + title.size.height() + 4)
        if view in BODY_VIEWS:
            sides = (labels.right, labels.left) if view == "front" else (labels.left, labels.right)
            rest.setBottom(rest.bottom() - self._add_sides(sides, rest, words))
        # Where words leave nothing, the figure is a speck: it must never be painted inside out.
        rest.setHeight(max(1.0, rest.height()))
        return rest

    def _add_sides(
        self,
        sides: tuple[str, str],
        cell: QRectF,
        words: list[tuple[TextBlock, QRectF, str]],
    ) -> float:
        """Put the sides beside the legs, or under the feet; return the height this takes.

        Where not even half of the width holds their longest word, one stands under the other.
        """
        beside = cell.width() * _SIDE_SHARE
        least = max(narrowest_width(side, "mapWords") for side in sides) + 10
        fits = least <= beside
        width = beside if fits else (cell.width() - 8) / 2
        rows = 1 if least <= width else len(sides)
        if rows > 1:
            width = cell.width()
        blocks = [_centred(side, "mapWords", width - 10) for side in sides]
        height = max(block.size.height() for block in blocks) + 8
        taken = rows * (height + 6) - 6
        top = cell.top() + cell.height() * _SIDE_HEIGHT if fits else cell.bottom() - taken
        for place, block in enumerate(blocks):
            left = cell.left() if place == 0 else cell.right() - width
            down = place * (height + 6) if rows > 1 else 0.0
            words.append((block, QRectF(left, top + down, width, height), "pill"))
        return 0.0 if fits else taken + 6

    def _zoomed_cell(self, view: str, point: QPointF) -> QRectF:
        """Return the rectangle of the view that is shown larger; it reaches beyond the widget."""
        x, y, width, height = self._figure.figure.views[view].bounds
        scale = self._zoomed_scale(view, point)
        rect = QRectF(self.rect())
        left = rect.center().x() - (point.x() - x) * scale
        top = rect.center().y() - (point.y() - y) * scale
        # No more empty ground than there has to be.
        left = _kept_in(left, width * scale, rect.width(), _PAD)
        is_whole = view not in BODY_VIEWS and self._is_broad
        top = _kept_in(top, height * scale, rect.height(), _PAD if is_whole else 64)
        return QRectF(left, top, width * scale, height * scale)

    def _zoomed_scale(self, view: str, point: QPointF) -> float:
        region = self._figure.figure.views[view].region_at(point.x(), point.y())
        least = self._least_side(view, region) if region is not None else 0.0
        needed = _ENOUGH / least if least else 0.0
        return max(self._first_zoom(view), needed)

    def _first_zoom(self, view: str) -> float:
        """Return the scale at which a view is shown larger, as long as that is enough."""
        if view in BODY_VIEWS:
            height = self._figure.figure.views[view].bounds[3]
            # Where the map is low for its words, the whole body is too small to go by.
            least = self.height() * _BODY_LEAST / height if self._is_broad else 0.0
            return max(least, self._scale(view, self._arranged()[0][view]) * ZOOM)
        room = QRectF(self.rect())
        # Beside the words where the map is broad and low, else between them.
        room.adjust(_PAD, 0, -_PAD, 0)
        around = _PAD if self._is_broad else _AROUND_HEAD
        return self._scale(view, room.adjusted(0, around, 0, -around))

    @property
    def _is_broad(self) -> bool:
        """Whether the button and the words stand beside a part that is shown larger."""
        return self.width() >= _BROAD * self.height()

    def _larger(self, view: str, region: str) -> str:
        """Return the view to show a region larger in: the head from where it is seen best."""
        heads = [head for head in HEADS if self._figure.figure.views[head].shape(region)]
        if not heads or view in INSETS:
            return view
        same = view if view in HEADS else f"head.{view}"

        def size(head: str) -> float:
            return self._least_side(head, region) * self._first_zoom(head)

        if same in heads and size(same) >= MIN_TARGET:
            return same
        return max(heads, key=size)

    def _zoomed_words(self, view: str) -> list[tuple[TextBlock, QRectF, str]]:
        labels = self._picture.labels
        rect = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if view.rpartition(".")[2] not in BODY_VIEWS:
            sides: tuple[str, ...] = (labels.titles.get(view, ""),)
        elif view.endswith("front"):
            sides = (labels.right, labels.left)
        else:
            sides = (labels.left, labels.right)
        found = []
        for place, side in enumerate(sides):
            natural = TextBlock(side, "label", rect.width() * 0.4).size.width()
            width = min(rect.width() * 0.45, natural + 2 * _PAD)
            block = _centred(side, "label", width - _PAD)
            left = rect.left() if place == 0 else rect.right() - width
            height = block.size.height() + 8
            found.append((block, QRectF(left, rect.bottom() - height, width, height), "pill"))
        return found

    def _scale(self, view: str, cell: QRectF) -> float:
        return self._figure.transform(view, cell).m11()

    def _least_side(self, view: str, region: str) -> float:
        """Return the shorter side of a region in units of its view."""
        shape = self._figure.figure.views[view].shape(region)
        if shape is None:
            return 0.0
        xs = [x for polygon in shape.polygons for x, _ in polygon]
        ys = [y for polygon in shape.polygons for _, y in polygon]
        return min(max(xs) - min(xs), max(ys) - min(ys))

    def _is_easy(self, view: str, cell: QRectF, region: str) -> bool:
        """Say whether a region is large enough to be hit as it is.

        On the whole body those beside it have to be, too.
        """
        drawn = self._figure.figure.views[view]
        scale = self._scale(view, cell)
        if self._zoomed is not None:
            return self._least_side(view, region) * scale >= MIN_TARGET
        near = [shape.region for shape in drawn.regions if drawn.touch(region, shape.region)]
        return all(self._least_side(view, one) * scale >= MIN_TARGET for one in (region, *near))

    def _at(self, point: QPointF) -> tuple[str, str] | None:
        """Return view and region under a point, or None."""
        for view, cell in self._cells().items():
            region = self._figure.region_at(view, cell, point)
            if region is not None:
                return view, region
        return None

    # -- pointer -------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer."""
        self._hover(self._at(event.position()))
        super().mouseMoveEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what is under the pointer."""
        self._hover(self._at(event.position()))
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that nothing is under the pointer."""
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the region under the pointer, or show its surroundings larger first."""
        found = self._at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        view, region = found
        cell = self._cells()[view]
        picks = self._picture.picks
        if picks and not self._is_easy(view, cell, region):
            inverse, _ = self._figure.transform(view, cell).inverted()
            self._zoom_in(view, inverse.map(event.position()), region)
            return
        self._reach(view, region)
        if picks:
            self.region_chosen.emit(region)

    def _hover(self, found: tuple[str, str] | None) -> None:
        if found == self._hovered:
            return
        self._hovered = found
        picks = self._picture.picks
        shape = Qt.CursorShape.PointingHandCursor if found and picks else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.region_reached.emit(found[1] if found else self._region or "")
        self.update()

    def _zoom_in(self, view: str, point: QPointF, region: str) -> None:
        larger = self._larger(view, region)
        shape = self._figure.figure.views[larger].shape(region)
        if larger != view and shape is not None:
            point = QPointF(*shape.anchor)
        view = larger
        self._zoomed = (view, point)
        self._view, self._region = view, None
        self._whole.show()
        self._place_button()
        self._hovered = None
        self.region_reached.emit(region)
        self.update()
        self.zoom_changed.emit()

    # -- keyboard ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and choose."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _STEPS:
            self._walk(*_STEPS[key])
        elif plain and key in _VIEW_KEYS:
            self._go_to_view(_VIEW_KEYS[key])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._next_view(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape and self._zoomed is not None:
            self.zoom_out()
        elif key in _PICK_KEYS and self._region is not None and not event.isAutoRepeat():
            if self._picture.picks:
                self.region_chosen.emit(self._region)
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin somewhere when the keyboard comes in."""
        super().focusInEvent(event)
        by_pointer = event.reason() == Qt.FocusReason.MouseFocusReason
        if self._region is None and not by_pointer:
            chosen = sorted(self._picture.selected)
            self.show_region(chosen[0] if chosen else _FIRST)
        self.update()

    def _walk(self, dx: int, dy: int) -> None:
        if self._region is None:
            self.show_region(_FIRST)
            return
        found = self._figure.figure.views[self._view].toward(self._region, dx, dy)
        if found is not None:
            self._reach(self._view, found)
        elif dx:
            self._next_view(dx)

    def _next_view(self, step: int) -> None:
        if self._view in HEADS:
            self._turn_head(HEADS.index(self._view) + step)
            return
        place = VIEWS.index(self._view) + step
        if 0 <= place < len(VIEWS):
            self._go_to_view(VIEWS[place])

    def _turn_head(self, place: int) -> None:
        """Show the head from the next side, and stay at the same region if it is drawn there."""
        view = HEADS[place % len(HEADS)]
        drawn = self._figure.figure.views[view]
        region = self._region if self._region and drawn.shape(self._region) else "scalp"
        shape = drawn.shape(region)
        if shape is not None:
            self._zoomed = (view, QPointF(*shape.anchor))
            self._hovered = None
            self._reach(view, region)

    def _go_to_view(self, view: str) -> None:
        """Go to another view: to the same region if it is drawn there, else to one as high up."""
        drawn = self._figure.figure.views[view]
        if self._zoomed is not None:
            self.zoom_out()
        if self._region is not None and drawn.shape(self._region) is not None:
            self._reach(view, self._region)
            return
        share = self._height_share()
        _, top, _, height = drawn.bounds
        best = min(drawn.regions, key=lambda one: abs((one.anchor[1] - top) / height - share))
        self._reach(view, best.region)

    def _height_share(self) -> float:
        drawn = self._figure.figure.views[self._view]
        shape = drawn.shape(self._region) if self._region is not None else None
        if shape is None or self._view not in BODY_VIEWS:
            return 0.5
        return (shape.anchor[1] - drawn.bounds[1]) / drawn.bounds[3]

    def _reach(self, view: str, region: str, tell: bool = True) -> None:
        """Put the walking focus on a region of a view."""
        self._view, self._region = view, region
        if self._zoomed is not None and tell:
            shape = self._figure.figure.views[view].shape(region)
            if shape is not None and not self._shows(view, QPointF(*shape.anchor)):
                self._zoomed = (view, QPointF(*shape.anchor))
        self._tell_name()
        if self.hasFocus():
            announce(self, self._picture.names.get(region, region))
        self.region_reached.emit(region)
        self.update()

    def _shows(self, view: str, point: QPointF) -> bool:
        if self._zoomed is None or self._zoomed[0] != view:
            return False
        place = self._figure.transform(view, self._zoomed_cell(*self._zoomed)).map(point)
        return QRectF(self.rect()).adjusted(24, 24, -24, -24).contains(place)

    def _tell_name(self) -> None:
        here = self._picture.names.get(self._region, "") if self._region is not None else ""
        name = self._picture.labels.name
        self.setAccessibleName(f"{name}: {here}" if here else name)

    # -- the button ----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in its corner."""
        super().resizeEvent(event)
        self._place_button()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the button again when theme or text size change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place_button()

    def _place_button(self) -> None:
        hint = self._whole.sizeHint()
        width = min(hint.width(), self.width() - 2 * _PAD)
        self._whole.setGeometry(_PAD, _PAD, width, self._whole.heightForWidth(width))


def figure_colours(theme: Theme) -> FigureColours:
    """Return the figure's colours for a theme."""
    if theme.is_contrast:
        return HIGH_CONTRAST_COLOURS
    if theme.name == "bedroom":
        return BEDROOM_COLOURS
    return DARK_COLOURS if theme.is_dark else LIGHT_COLOURS


def _centred(words: str, style: str, width: float) -> TextBlock:
    return TextBlock(words, style, max(1.0, width), Qt.AlignmentFlag.AlignHCenter)


def _meets(spot: QRectF, others: list[QRectF]) -> bool:
    return any(spot.intersects(other) for other in others)


def _kept_in(start: float, length: float, room: float, spare: float) -> float:
    """Move a stretch so that it covers the room, or lies in the middle of it if it is shorter."""
    if length + 2 * spare <= room:
        return (room - length) / 2
    return min(spare, max(room - length - spare, start))
