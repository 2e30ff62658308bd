# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a position with its pillows and the marked places; it takes no presses."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.figure.marks import RegionMark
from caregiver_guide.figure.scene_painter import SceneColours, ScenePainter
from caregiver_guide.services.position_choice import PositionPicture
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.figure_picture import MARK_KINDS, figure_colours
from caregiver_guide.ui.widgets.painted import CARD_RADIUS, PaintedWidget, paint_box, rounded

_PAD: Final = 10
_QUIET: Final = 0.55
_FADE_MS: Final = 160
_BADGE: Final = 14.0
_RATIO: Final = 0.7
_LEAST: Final = 240
_WINDOW_SHARE: Final = 0.56


class ScenePicture(PaintedWidget):
    """A person as they lie or sit. Pillows in place are drawn, the others are faint outlines.

    A small picture, and one of a position that is barred, has its pillows and no letters. Without
    a painter, or for a scene that it does not know, only the ground shows.
    """

    def __init__(
        self,
        scenes: ScenePainter | None,
        radius: float = CARD_RADIUS,
        is_small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scenes = scenes
        self._radius = radius
        self._is_small = is_small
        self._is_quiet = False
        self._is_plain = is_small
        self._picture: PositionPicture | None = None
        self._pillows: frozenset[str] = frozenset()
        self._fading: dict[str, float] = {}
        self._kept: tuple[object, QPixmap] | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(_FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self._step_fade)
        self._fade.finished.connect(self._end_fade)
        self._may_move = False
        self._highest = _LEAST
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(not is_small)
        self.setSizePolicy(policy)

    def show_scene(self, picture: PositionPicture, name: str, is_barred: bool = False) -> None:
        """Show another scene, no pillow of it in place yet; `name` is what a screen reader says."""
        self._end_fade()
        self._picture = picture
        self._is_plain = self._is_small or is_barred
        self._pillows = frozenset()
        if self._is_plain and self._scenes is not None:
            scene = self._scenes.scenes.scenes.get(picture.scene)
            if scene is not None:
                self._pillows = scene.usual_pillows
        self.setAccessibleName(name)
        self.update()

    def set_pillows(self, pillows: frozenset[str]) -> None:
        """Draw these pillows in place; they come and go softly where motion is wanted."""
        changed = pillows ^ self._pillows
        self._end_fade()
        self._pillows = pillows
        if changed and self.isVisible() and self._may_move:
            self._fading = {letter: float(letter not in pillows) for letter in changed}
            self._fade.start()
        self.update()

    def set_motion(self, may_move: bool) -> None:
        """Let pillows come and go softly, or at once."""
        self._may_move = may_move

    @property
    def pillows(self) -> frozenset[str]:
        """Return the letters of the pillows that are drawn in place."""
        return self._pillows

    def set_quiet(self, quiet: bool) -> None:
        """Show the picture faint, or plainly."""
        self._is_quiet = quiet
        self.update()

    def unseen_numbers(self) -> tuple[int, ...]:
        """Return the numbers of the marked places that the picture cannot show."""
        if self._scenes is None or self._picture is None:
            return ()
        scene = self._scenes.scenes.scenes.get(self._picture.scene)
        if scene is None:
            return ()
        unseen = []
        for zone in self._picture.zones:
            spots = [scene.spot(region, self._pillows) for region in zone.regions]
            if spots and not any(spot is not None and spot.is_visible for spot in spots):
                unseen.append(zone.number)
        return tuple(unseen)

    def hasHeightForWidth(self) -> bool:
        """Return True for a large picture: it is as high as its width asks for."""
        return not self._is_small

    def heightForWidth(self, width: int) -> int:
        """Return the height that shows a scene as large as the width and the window allow."""
        return max(_LEAST, min(round(width * _RATIO), self._highest))

    def set_room(self, height: int) -> None:
        """Say how high the screen around the picture is, so that the picture leaves room in it."""
        highest = round(height * _WINDOW_SHARE)
        if highest != self._highest:
            self._highest = highest
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(240, 150) if self._is_small else QSize(560, 380)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which something can be seen."""
        return QSize(60, 40)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground and the scene; a small scene is kept as it was painted."""
        rect = QRectF(self.rect())
        edge = theme.colour("border") if theme.is_contrast else None
        paint_box(painter, rect, self._radius, theme.colour("scene"), edge, 2.0)
        picture = self._picture
        if self._scenes is None or picture is None or rect.height() < 2 * _PAD:
            return
        if picture.scene not in self._scenes.scenes.scenes:
            return
        painter.save()
        painter.setClipPath(rounded(rect.adjusted(1, 1, -1, -1), self._radius))
        painter.setOpacity(_QUIET if self._is_quiet else 1.0)
        if self._is_small:
            painter.drawPixmap(0, 0, self._small(self._scenes, picture, theme))
        else:
            self._paint_scene(painter, self._scenes, picture, theme)
        # At night the whole picture stands back, also the white of a bed.
        painter.fillRect(rect, theme.colour("dim"))
        painter.restore()

    def _small(self, scenes: ScenePainter, picture: PositionPicture, theme: Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (picture, theme.name, theme.scale, self.size().toTuple(), ratio)
        if self._kept is None or self._kept[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self._paint_scene(painter, scenes, picture, theme)
            painter.end()
            self._kept = (key, pixmap)
        return self._kept[1]

    def _paint_scene(
        self, painter: QPainter, scenes: ScenePainter, picture: PositionPicture, theme: Theme
    ) -> None:
        room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        scenes.paint(
            painter,
            room,
            picture.scene,
            picture.tone,
            scene_colours(scenes, theme),
            self._pillows,
            () if self._is_small else scene_marks(picture),
            frozenset(picture.conflict),
            bears=frozenset() if self._is_small else frozenset(picture.bears),
            fading=self._fading,
            is_plain=self._is_plain,
            badge_radius=_BADGE * min(1.6, max(1.0, theme.scale.factor)),
            font_family=theme.font("label").family(),
        )

    def _step_fade(self, share: float) -> None:
        for letter in self._fading:
            self._fading[letter] = share if letter in self._pillows else 1 - share
        self.update()

    def _end_fade(self) -> None:
        self._fade.stop()
        self._fading = {}


def scene_marks(picture: PositionPicture) -> tuple[RegionMark, ...]:
    """Return the marked places of a picture as the painter wants them."""
    return tuple(
        RegionMark(frozenset(zone.regions), MARK_KINDS[zone.kind], zone.number)
        for zone in picture.zones
        if zone.regions
    )


def scene_colours(scenes: ScenePainter, theme: Theme) -> SceneColours:
    """Return the colours of a scene in a theme."""
    name = "contrast" if theme.is_contrast else "dark" if theme.is_dark else "light"
    return SceneColours(figure_colours(theme), scenes.scenes.palettes[name])
