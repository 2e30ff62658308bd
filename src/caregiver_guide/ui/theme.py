# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours, type and text size of the whole window, read from resources and applied at once."""

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from caregiver_guide.domain.values import dataclass

THEME_NAMES: Final = ("light", "dark", "bedroom", "contrast")
FONT_FAMILIES: Final = ("Inter", "DejaVu Sans")
DISPLAY_FAMILIES: Final = ("Inter Display", "Inter", "DejaVu Sans")

OWN_STYLE: Final = "hasOwnStyle"
"""Set on an application that was begun with the style that the themes are drawn in."""

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
_PIXELS_PER_POINT = 96 / 72
LARGE_CAP: Final = 2.0
"""The factor at which the largest words stop growing: those of a massage, and of large buttons."""

_SYSTEM_CAP = 2.0
_KEPT_LENGTHS = 2000
_TIGHT_FROM_PIXELS = 30
_TIGHT_TRACKING = -0.012


class ThemeError(Exception):
    """A theme or style file cannot be used; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One row of the type table: points at 100 %, weight, line height as a factor of the size."""

    points: float
    weight: QFont.Weight
    line_height: float
    display: bool = False
    large: bool = False
    tabular: bool = False


TYPE_STYLES: Final[Mapping[str, TypeStyle]] = MappingProxyType(
    {
        "timer": TypeStyle(44, QFont.Weight.Bold, 1.0, display=True, large=True, tabular=True),
        "timerLarge": TypeStyle(64, QFont.Weight.Bold, 1.0, display=True, large=True, tabular=True),
        "timerLow": TypeStyle(27, QFont.Weight.Bold, 1.1, display=True, large=True, tabular=True),
        "sessionTitle": TypeStyle(30, QFont.Weight.Bold, 1.15, display=True, large=True),
        "session": TypeStyle(24, QFont.Weight.Normal, 1.32, large=True),
        "sessionSmall": TypeStyle(21, QFont.Weight.Normal, 1.32, large=True),
        "h1": TypeStyle(24, QFont.Weight.Bold, 1.25, display=True),
        "h2": TypeStyle(18, QFont.Weight.Bold, 1.25),
        "h3": TypeStyle(16, QFont.Weight.DemiBold, 1.3),
        "lead": TypeStyle(16, QFont.Weight.Normal, 1.4),
        "body": TypeStyle(14, QFont.Weight.Normal, 1.42),
        "label": TypeStyle(14, QFont.Weight.DemiBold, 1.3),
        "button": TypeStyle(16, QFont.Weight.DemiBold, 1.3, large=True),
        "sessionButton": TypeStyle(18, QFont.Weight.Bold, 1.25, large=True),
        "sessionButtonTight": TypeStyle(13.5, QFont.Weight.Bold, 1.25, large=True),
        "number": TypeStyle(16, QFont.Weight.DemiBold, 1.2, tabular=True),
        "meta": TypeStyle(13, QFont.Weight.Medium, 1.35),
        "mapWords": TypeStyle(13, QFont.Weight.Medium, 1.35, large=True),
        "key": TypeStyle(11.25, QFont.Weight.DemiBold, 1.2),
    }
)


@dataclass(frozen=True, slots=True)
class TextScale:
    """How large the words are: the caregiver's choice in percent, times the desktop's own size."""

    PERCENTS: ClassVar[tuple[int, ...]] = (100, 115, 130, 150, 175, 200, 250, 300)

    percent: int = 100
    system: float = 1.0
    is_bounded: bool = False
    """All words stay at their 200 % size: in a massage, where nothing may be scrolled for."""

    @property
    def factor(self) -> float:
        """Return the factor for ordinary words, 1.0 or more."""
        chosen = self.percent / 100 * self.system
        return min(chosen, max(LARGE_CAP, self.system)) if self.is_bounded else chosen

    @property
    def large_factor(self) -> float:
        """Return the factor for session words, which stay at their 200 % size from there on."""
        return min(self.factor, max(LARGE_CAP, self.system))

    def larger(self) -> "TextScale":
        """Return the next larger choice, or this one at the end."""
        return replace(
            self, percent=min((p for p in self.PERCENTS if p > self.percent), default=300)
        )

    def smaller(self) -> "TextScale":
        """Return the next smaller choice, or this one at the end."""
        return replace(
            self, percent=max((p for p in self.PERCENTS if p < self.percent), default=100)
        )

    @classmethod
    def for_system(cls, app: QApplication, percent: int = 100) -> "TextScale":
        """Return the scale for this desktop, read once before our own font is set."""
        known = app.property("systemTextFactor")
        if not isinstance(known, float):
            known = _system_text_factor(app)
            app.setProperty("systemTextFactor", known)
        return cls(percent, known)


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme with the text scale it is shown at.

    Attributes:
        name: "light", "dark", "bedroom" or "contrast".
        title: The name to show, in English.
        is_dark: Light words on a dark ground.
        is_contrast: Every edge is drawn two pixels wide and no state is told by a fill alone.
        scale: The text scale.
        folder: The resources folder that it came from.
        colours: Colour by token, as #RRGGBB or #AARRGGBB.
    """

    name: str
    title: str
    is_dark: bool
    is_contrast: bool
    folder: Path
    colours: Mapping[str, str]
    scale: TextScale = TextScale()
    _cache: dict[str, QColor] = field(default_factory=dict, repr=False, compare=False)
    _fonts: dict[str, QFont] = field(default_factory=dict, repr=False, compare=False, init=False)
    _lengths: dict[tuple[str, str, float], float] = field(
        default_factory=dict, repr=False, compare=False, init=False
    )

    def colour(self, token: str) -> QColor:
        """Return the colour of a token, or raise ThemeError for a token that no theme has."""
        found = self._cache.get(token)
        if found is None:
            if token not in self.colours:
                raise ThemeError(f"theme {self.name}: there is no colour named {token!r}")
            found = self._cache[token] = QColor(self.colours[token])
        return QColor(found)

    def font(self, style: str) -> QFont:
        """Return the font of a type style at the present text scale."""
        known = self._fonts.get(style)
        if known is None:
            known = self._fonts[style] = self._made_font(style)
        return QFont(known)

    def _made_font(self, style: str) -> QFont:
        kind = TYPE_STYLES[style]
        factor = self.scale.large_factor if kind.large else self.scale.factor
        pixels = max(1, round(kind.points * _PIXELS_PER_POINT * factor))
        font = QFont(list(DISPLAY_FAMILIES if kind.display else FONT_FAMILIES))
        font.setPixelSize(pixels)
        font.setWeight(kind.weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if pixels >= _TIGHT_FROM_PIXELS:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, pixels * _TIGHT_TRACKING)
        if kind.tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def length_of(self, words: tuple[str, str, float], measure: Callable[[], float]) -> float:
        """Return a length of ``words``: their text, their style, and what else it depends on.

        Layouts ask for the same ones over and over. What is known goes with the theme: other
        letters are measured anew, and after a lock nobody's name is left here.
        """
        known = self._lengths.get(words)
        if known is None:
            if len(self._lengths) >= _KEPT_LENGTHS:
                self._lengths.clear()
            known = self._lengths[words] = measure()
        return known

    def line_height(self, style: str) -> float:
        """Return the distance between two lines as a factor of the font's pixel size."""
        return TYPE_STYLES[style].line_height

    def px(self, length: float) -> int:
        """Return a length that grows with the text, for paddings and icons beside words."""
        return round(length * self.scale.factor)

    def large_px(self, length: float) -> int:
        """Return a length that grows with the largest words, for what stands beside them."""
        return round(length * self.scale.large_factor)

    @property
    def outline(self) -> float:
        """Return the width of a control's edge in pixels."""
        return 2.0 if self.is_contrast else 1.5

    @staticmethod
    def current() -> "Theme":
        """Return the theme now shown, or raise ThemeError before apply_theme was called."""
        if not _shown:
            raise ThemeError("no theme is shown yet: call apply_theme first")
        return _shown[-1]


_shown: list[Theme] = []


def load_theme(folder: Path, name: str) -> Theme:
    """Return a theme of the resources folder; "system" follows the desktop's own choice.

    Raises ThemeError naming the file when it is missing or cannot be read.
    """
    chosen = system_theme_name() if name == "system" else name
    path = folder / "themes" / f"{chosen}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        colours = {str(key): str(value) for key, value in table["colours"].items()}
        theme = Theme(
            name=chosen,
            title=str(table["title"]),
            is_dark=bool(table["dark"]),
            is_contrast=bool(table["contrast"]),
            folder=folder,
            colours=MappingProxyType(colours),
        )
    except OSError as fault:
        raise ThemeError(f"{path}: cannot be read ({fault.strerror}); install again") from fault
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as fault:
        raise ThemeError(f"{path}: is not a theme ({fault}); restore the file") from fault
    wrong = [key for key, value in colours.items() if not QColor.isValidColorName(value)]
    if wrong:
        raise ThemeError(f"{path}: colours.{wrong[0]} is not a colour; write it as #RRGGBB")
    return theme


def system_theme_name() -> str:
    """Return the theme that suits the desktop: "contrast", "dark" or "light"."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def apply_theme(app: QApplication, theme: Theme, scale: TextScale | None = None) -> Theme:
    """Show the whole application in a theme at a text scale and return what is now current.

    Raises ThemeError when a style file asks for a colour that the theme does not have.
    """
    shown = replace(theme, scale=scale if scale is not None else theme.scale)
    sheet = style_sheet(shown)
    if not _shown:
        _load_fonts(theme.folder / "fonts")
        if app.property(OWN_STYLE) is None:
            app.setStyle("Fusion")
    _shown[:] = [shown]
    app.setFont(shown.font("body"))
    app.setPalette(_palette(shown))
    app.setStyleSheet(sheet)
    return shown


def style_sheet(theme: Theme) -> str:
    """Return the filled style sheet of a theme."""
    values = {**theme.colours, **_lengths(theme)}
    parts = []
    for path in sorted((theme.folder / "styles").glob("*.qss")):

        def fill(match: re.Match[str], path: Path = path) -> str:
            if match[1] not in values:
                raise ThemeError(f"{path}: theme {theme.name} has no value for {match[1]!r}")
            return values[match[1]]

        parts.append(_PLACEHOLDER.sub(fill, path.read_text(encoding="utf-8")))
    return "\n".join(parts)


def _lengths(theme: Theme) -> dict[str, str]:
    """Return the lengths that style sheets may ask for, as CSS pixels."""
    grown = {"pad_small": 6, "pad": 10, "pad_wide": 14, "bar": 14, "bar_handle": 48, "arrow": 14}
    lengths = {name: f"{theme.px(size)}px" for name, size in grown.items()}
    lengths["edge"] = "2px"
    lengths["radius"] = "14px"
    lengths["radius_small"] = "7px"
    lengths["meta_size"] = f"{theme.font('meta').pixelSize()}px"
    return lengths


def _palette(theme: Theme) -> QPalette:
    """Return Qt's own palette filled from the tokens."""
    role = QPalette.ColorRole
    tokens = {
        role.Window: "bg",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "surface2",
        role.Text: "text",
        role.PlaceholderText: "text2",
        role.Button: "surface",
        role.ButtonText: "text",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.BrightText: "on_primary",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.Link: "primary",
        role.LinkVisited: "primary",
        role.Accent: "primary",
        role.Mid: "line",
        role.Dark: "border",
    }
    palette = QPalette()
    for item, token in tokens.items():
        palette.setColor(item, theme.colour(token))
    for item in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, item, theme.colour("disabled"))
    return palette


def _load_fonts(folder: Path) -> None:
    """Make the bundled fonts known to Qt, or raise ThemeError naming the one that is broken."""
    for path in sorted([*folder.glob("*/*.otf"), *folder.glob("*/*.ttf")]):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise ThemeError(f"{path}: this font cannot be read; install again")


def _system_text_factor(app: QApplication) -> float:
    """Return how much larger than usual the desktop asks words to be, from 1.0 to 2.0."""
    usual = {"win32": 9.0, "darwin": 13.0}.get(sys.platform, 11.0)
    wanted = app.font().pointSizeF() / usual
    screen = app.primaryScreen()
    # On macOS a point is a pixel by definition, so its 72 dots per inch say nothing of size.
    if sys.platform != "darwin":
        wanted *= screen.logicalDotsPerInch() / 96
    return round(min(_SYSTEM_CAP, max(1.0, wanted)), 2)
