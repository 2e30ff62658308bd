# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours that can be told apart, words that grow, and style files without holes."""

import re
import shutil
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QImage, QPainter

from caregiver_guide.services.person_looks import PERSON_COLOURS
from caregiver_guide.ui import theme as theme_module
from caregiver_guide.ui.icons import icon, icon_names, paint_icon
from caregiver_guide.ui.theme import (
    THEME_NAMES,
    TYPE_STYLES,
    TextScale,
    Theme,
    ThemeError,
    load_theme,
    style_sheet,
    system_theme_name,
)

# Words on a ground need 7:1, large marks 4.5:1, edges and rings 3:1.
CONTRAST = [
    ("text", "bg", 7),
    ("text", "surface", 7),
    ("text", "surface2", 7),
    ("text", "sunken", 7),
    ("text", "scene", 7),
    ("text2", "bg", 7),
    ("text2", "surface", 7),
    ("text2", "surface2", 7),
    ("disabled", "surface", 4.5),
    ("on_primary", "primary", 7),
    ("on_primary", "primary_hover", 7),
    ("on_primary", "primary_press", 7),
    ("primary", "surface", 4.5),
    ("primary", "bg", 4.5),
    ("on_primary_tint", "primary_tint", 7),
    ("on_stop", "stop", 7),
    ("stop", "surface", 4.5),
    ("on_stop_tint", "stop_tint", 7),
    ("text", "stop_tint", 7),
    ("on_caution_tint", "caution_tint", 7),
    ("caution", "surface", 4.5),
    ("caution_line", "surface", 3),
    ("text", "caution_tint", 7),
    ("on_ok_tint", "ok_tint", 7),
    ("ok", "surface", 4.5),
    ("on_info_tint", "info_tint", 7),
    ("info", "surface", 4.5),
    ("on_note", "note", 7),
    ("border", "surface", 3),
    ("border", "bg", 3),
    ("focus", "surface", 3),
    ("focus", "bg", 3),
    ("focus", "scene", 3),
    ("focus", "focus_gap", 3),
    ("pain", "surface", 3),
    ("tension", "surface", 3),
    ("worry", "surface", 3),
    ("primary", "scene", 3),
    ("fig_edge", "scene", 3),
    *(("on_person", f"person_{colour}", 7) for colour in PERSON_COLOURS),
    *((f"person_{colour}", "surface", 3) for colour in PERSON_COLOURS),
    *((f"person_{colour}", "bg", 3) for colour in PERSON_COLOURS),
]


def luminance(colour: QColor) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_words_and_edges_can_be_seen(resources, name):
    """Every pair of colours that the design puts together is far enough apart in every theme."""
    theme = load_theme(resources, name)
    faint = [
        f"{ink} on {ground}: {contrast(theme.colour(ink), theme.colour(ground)):.2f} < {need}"
        for ink, ground, need in CONTRAST
        if contrast(theme.colour(ink), theme.colour(ground)) < need
    ]
    assert faint == []


def test_themes_hold_the_same_colours(resources):
    """A theme that lacks a colour would show nothing, so all have the same tokens."""
    keys = [set(load_theme(resources, name).colours) for name in THEME_NAMES]
    assert all(one == keys[0] for one in keys)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_style_files_have_no_holes(resources, name):
    """Every placeholder of every style file is filled in every theme."""
    sheet = style_sheet(load_theme(resources, name))
    assert "QLineEdit" in sheet
    assert "{{" not in sheet


def test_style_file_with_unknown_colour_is_refused(resources, tmp_path):
    """A misspelt colour is told with file and name, not painted black."""
    for folder in ("themes", "styles"):
        shutil.copytree(resources / folder, tmp_path / folder)
    (tmp_path / "styles" / "99_extra.qss").write_text("QLabel { color: {{txet}}; }")
    with pytest.raises(ThemeError, match=r"99_extra\.qss.*txet"):
        style_sheet(load_theme(tmp_path, "light"))


def test_no_fixed_heights_where_words_stand(resources):
    """Heights in pixels would cut off large words, so the style files have none but for bars."""
    for path in (resources / "styles").glob("*.qss"):
        fixed = re.findall(r"(?:max-|\b)height:\s*\d+px", path.read_text(encoding="utf-8"))
        assert fixed == [], path.name


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("title = ", "not a theme"),
        ('title = "x"\ndark = false\ncontrast = false\n[colours]\nbg = "beige-ish"', "colours.bg"),
        ('title = "x"', "dark|colours"),
    ],
)
def test_broken_theme_says_which_file(tmp_path, words, fault):
    """A theme file that cannot be used is named, with what is wrong in it."""
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "light.toml").write_text(words)
    with pytest.raises(ThemeError, match=f"(?s)light.toml.*({fault})"):
        load_theme(tmp_path, "light")


def test_missing_theme_says_which_file(tmp_path):
    """A missing theme file is named."""
    with pytest.raises(ThemeError, match=r"dark\.toml"):
        load_theme(tmp_path, "dark")


def test_unknown_colour_is_told(resources):
    """Asking for a colour that no theme has is a fault of ours and is told."""
    with pytest.raises(ThemeError, match="mauve"):
        load_theme(resources, "light").colour("mauve")


@pytest.mark.parametrize(
    ("scheme", "preference", "expected"),
    [
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "contrast"),
    ],
)
def test_system_theme_is_followed(resources, monkeypatch, scheme, preference, expected):
    """A caregiver whose desktop is dark, or high in contrast, gets the same here unasked."""

    class Desktop:
        """A desktop with its own taste; the offscreen one has none."""

        @staticmethod
        def styleHints():
            return SimpleNamespace(
                colorScheme=lambda: scheme,
                accessibility=lambda: SimpleNamespace(contrastPreference=lambda: preference),
            )

    monkeypatch.setattr(theme_module, "QGuiApplication", Desktop)
    assert system_theme_name() == expected
    assert load_theme(resources, "system").name == expected


def test_words_grow_with_the_scale(show_theme):
    """At 200 % ordinary words are twice as large."""
    small = show_theme("light", 100).font("body").pixelSize()
    large = show_theme("light", 200).font("body").pixelSize()
    assert large == pytest.approx(2 * small, abs=1)


@pytest.mark.parametrize("style", ["session", "sessionTitle", "timer"])
def test_session_words_stay_at_their_200_percent_size(show_theme, style):
    """The largest words stop growing at 200 %, so that they still fit; the others go on."""
    at_200 = show_theme("light", 200).font(style).pixelSize()
    at_300 = show_theme("light", 300)
    assert at_300.font(style).pixelSize() == at_200
    assert at_300.font("body").pixelSize() > show_theme("light", 200).font("body").pixelSize()


def test_body_is_14_points_and_nothing_under_13_but_key_caps(show_theme):
    """The usual words are 14 points; only the caps of keys are smaller than 13."""
    theme = show_theme()
    assert theme.font("body").pixelSize() == 19
    assert all(style.points >= 13 for name, style in TYPE_STYLES.items() if name != "key")


def test_next_text_size_up_and_down():
    """Larger and smaller walk the eight sizes and stop at the ends."""
    scale = TextScale(100)
    seen = [scale.percent]
    while scale.larger() != scale:
        scale = scale.larger()
        seen.append(scale.percent)
    assert seen == [100, 115, 130, 150, 175, 200, 250, 300]
    assert TextScale(100).smaller() == TextScale(100)
    assert TextScale(200).smaller() == TextScale(175)


def test_desktop_text_size_is_kept(qapp):
    """Our scale comes on top of the size that the desktop asks for."""
    assert TextScale(150, system=1.25).factor == pytest.approx(1.875)
    assert 1.0 <= TextScale.for_system(qapp).system <= 2.0
    assert TextScale.for_system(qapp, 130).percent == 130


@pytest.mark.parametrize("style", sorted(TYPE_STYLES))
def test_bundled_fonts_are_the_ones_used(style):
    """Words are shown in the fonts that we ship, whatever the computer has."""
    family = QFontInfo(Theme.current().font(style)).family()
    assert family.startswith("Inter")
    assert "DejaVu Sans" in QFontDatabase.families()


def test_fonts_come_with_their_licences(resources):
    """Both font families are shipped with the licence that allows it."""
    assert "SIL OPEN FONT LICENSE" in (resources / "fonts/inter/OFL.txt").read_text("utf-8")
    assert "Bitstream" in (resources / "fonts/dejavu/LICENSE.txt").read_text("utf-8")


def test_broken_font_is_named(tmp_path):
    """A font file that cannot be read is named instead of leaving boxes for letters."""
    (tmp_path / "inter").mkdir()
    (tmp_path / "inter" / "Broken.otf").write_bytes(b"not a font")
    with pytest.raises(ThemeError, match=r"Broken\.otf"):
        theme_module._load_fonts(tmp_path)


def test_theme_reaches_the_application(show_theme, qapp):
    """A chosen theme colours Qt's own widgets too."""
    theme = show_theme("dark")
    assert Theme.current() is theme
    assert qapp.palette().window().color() == theme.colour("bg")
    assert theme.colours["surface"] in qapp.styleSheet()


def test_every_icon_draws_in_the_colour_asked_for(qapp):
    """Each drawing leaves a mark in the colour of the theme, so none is empty or black."""
    red = QColor("#FF0000")
    for name in sorted(icon_names()):
        image = QImage(48, 48, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_icon(painter, name, image.rect().toRectF(), red)
        painter.end()
        seen = {image.pixelColor(x, y).name() for x in range(48) for y in range(48)}
        solid = {
            image.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        }
        assert len(seen) > 1, name
        assert solid == {"#ff0000"}, name


def test_icons_the_screens_need_are_there(qapp):
    """The drawings that the design names exist."""
    needed = (
        "home person list chart page book sliders lock heart check cross arrow-left arrow-right "
        "play pause stop flag plus minus pencil trash search clock hand foot drop drops open-hand "
        "warning info question print download speaker text-size chevron-down chevron-right "
        "calendar phone pillow bell leaf eye"
    )
    assert set(needed.split()) <= icon_names()
    assert not icon("home").pixmap(24, 24).isNull()


def test_missing_icon_is_told(qapp):
    """A misspelt icon is told by name."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    with pytest.raises(ThemeError, match="hart"):
        paint_icon(painter, "hart", image.rect().toRectF(), QColor("#000000"))
    painter.end()
