# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen and picture in every theme on one page, for whoever judges how the app looks."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from caregiver_guide import __version__
from caregiver_guide.app.start import make_application
from caregiver_guide.demo.drawings import drawings
from caregiver_guide.demo.tour import Tour
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.settings import ThemeName

PAGE = "index.html"

_STYLE = """
body { margin: 0 auto; padding: 1rem 2rem 4rem; max-width: 90rem; color: #1b2a2e;
  background: #f7f4ee; font: 1.05rem/1.5 system-ui, sans-serif }
h1, h2, h3 { line-height: 1.25 }
h2 { margin-top: 3rem; break-after: avoid }
h3 { margin: .5rem 0; font-size: 1rem }
a { color: #0b5a5e }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none }
input[name=look] { position: fixed; top: .5rem; left: -99rem }
.looks { display: flex; flex-wrap: wrap; gap: .5rem }
.looks label { padding: .6rem 1rem; border: 2px solid #6e7f84; border-radius: 2rem;
  background: #fff; cursor: pointer }
.shots { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fill, minmax(36rem, 1fr)) }
.shots.small { gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
figure { display: none; margin: 0 }
img { width: 100%; height: auto; border: 1px solid #ded8cc; border-radius: .5rem }
figcaption { color: #40525a; font-size: .85rem }
@media (max-width: 44rem) { .shots, .shots.small { grid-template-columns: 1fr } }
@media print {
  body { max-width: none; background: #fff }
  .looks, nav { display: none }
  .shots { display: block }
  article { break-inside: avoid }
}
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to show the whole app."""

    name: str
    title: str
    theme: ThemeName
    percent: int = 100
    size: tuple[int, int] = (1280, 800)


LOOKS = (
    Look("light", "Light", "light"),
    Look("dark", "Dark", "dark"),
    Look("bedroom", "Bedroom", "bedroom"),
    Look("contrast", "High contrast", "contrast"),
    Look("small", "Light, 1024 x 640", "light", size=(1024, 640)),
    Look("text-200", "Light, text at 200 %", "light", percent=200),
    Look("text-300", "Light, text at 300 %", "light", percent=300),
)
"""The first four also show the drawings; the others differ from the first in size alone."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture that was written: what it shows, in which look, and where it lies."""

    name: str
    title: str
    group: str
    look: Look
    file: str
    size: tuple[int, int]


def make_gallery(out: Path, looks: Sequence[Look] = LOOKS) -> Path:
    """Write the pictures and the page that shows them into ``out``; return the page.

    The sample person lives in a folder of its own, which is gone afterwards; no log of the user's
    is opened. Raises :class:`OSError` where nothing can be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    app = make_application()
    shots: list[Shot] = []
    for look in looks:
        folder = out / look.name
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        shots += _screens(app, look, folder)
        if look.percent == LOOKS[0].percent and look.size == LOOKS[0].size:
            shots += _drawings(app, look, folder)
    page = out / PAGE
    page.write_text(gallery_page(shots), encoding="utf-8")
    return page


def _screens(app: QApplication, look: Look, folder: Path) -> Iterator[Shot]:
    with tempfile.TemporaryDirectory(prefix="caregiver-guide-gallery-") as place:
        tour = Tour(app, Path(place), look.theme, look.percent, look.size)
        for stop in tour.stops():
            yield _taken(look, folder, stop.name, stop.title, stop.group, stop.window.grab())


def _drawings(app: QApplication, look: Look, folder: Path) -> Iterator[Shot]:
    with tempfile.TemporaryDirectory(prefix="caregiver-guide-gallery-") as place:
        tour = Tour(app, Path(place), look.theme, look.percent, look.size)
        tour.skip_first_run()
        for drawing in drawings(tour.opening):
            picture = drawing.widget.grab()
            yield _taken(look, folder, drawing.name, drawing.title, drawing.group, picture)
        tour.close()


def _taken(look: Look, folder: Path, name: str, title: str, group: str, picture: QPixmap) -> Shot:
    path = folder / f"{name}.png"
    if not picture.save(str(path)):
        raise OSError(28, "the picture could not be written", str(path))
    size = (picture.width(), picture.height())
    return Shot(name, title, group, look, f"{look.name}/{name}.png", size)


# -- the page ----------------------------------------------------------------------------


def gallery_page(shots: Sequence[Shot]) -> str:
    """Return the page: one section for each group, one switch for all looks; no script."""
    looks = list({shot.look.name: shot.look for shot in shots}.values())
    groups = dict.fromkeys(shot.group for shot in shots)
    words = (
        f"Version {__version__}. {len(shots)} pictures of a sample person. "
        "Choose a look; it holds for the whole page and for print."
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<title>Caregiver Guide: every screen</title>",
            f"<style>{_style(looks)}</style>",
            "</head>",
            "<body>",
            *_switches(looks),
            "<header>",
            "<h1>Caregiver Guide: every screen</h1>",
            f"<p>{html.escape(words)}</p>",
            *_labels(looks),
            *_contents(groups),
            "</header>",
            "<main>",
            *(line for group in groups for line in _section(group, shots)),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _switches(looks: Sequence[Look]) -> Iterator[str]:
    # Before everything else, so that plain rules of style reach what follows.
    for number, look in enumerate(looks):
        checked = " checked" if number == 0 else ""
        title = html.escape(look.title)
        yield (
            f'<input type="radio" name="look" id="look-{look.name}"{checked} aria-label="{title}">'
        )


def _labels(looks: Sequence[Look]) -> Iterator[str]:
    yield '<p class="looks" aria-hidden="true">'
    for look in looks:
        yield f'<label for="look-{look.name}">{html.escape(look.title)}</label>'
    yield "</p>"


def _contents(groups: Sequence[str] | dict[str, None]) -> Iterator[str]:
    yield '<nav aria-label="Parts of the app"><ul>'
    for group in groups:
        yield f'<li><a href="#{_anchor(group)}">{html.escape(group)}</a></li>'
    yield "</ul></nav>"


def _section(group: str, shots: Sequence[Shot]) -> Iterator[str]:
    yield f'<section id="{_anchor(group)}">'
    yield f"<h2>{html.escape(group)}</h2>"
    titles = {shot.name: shot.title for shot in shots if shot.group == group}
    small = " small" if all(shot.size[0] < 1000 for shot in shots if shot.group == group) else ""
    yield f'<div class="shots{small}">'
    for name, title in titles.items():
        yield f'<article id="{name}">'
        yield f"<h3>{html.escape(title)}</h3>"
        for shot in shots:
            if shot.name == name:
                yield _figure(shot)
        yield "</article>"
    yield "</div>"
    yield "</section>"


def _figure(shot: Shot) -> str:
    alt = html.escape(f"{shot.group}: {shot.title}. {shot.look.title}.", quote=True)
    width, height = shot.size
    return (
        f'<figure class="{shot.look.name}"><a href="{shot.file}">'
        f'<img src="{shot.file}" alt="{alt}" width="{width}" height="{height}" loading="lazy">'
        f"</a><figcaption>{html.escape(shot.look.title)}, {width} x {height}</figcaption></figure>"
    )


def _anchor(group: str) -> str:
    return "part-" + "".join(sign if sign.isalnum() else "-" for sign in group.lower())


def _style(looks: Sequence[Look]) -> str:
    rules = [_STYLE]
    for look in looks:
        here = f"#look-{look.name}"
        label = f'header label[for="look-{look.name}"]'
        rules += [
            f"{here}:checked~main figure.{look.name}{{display:block}}",
            f"{here}:checked~{label}{{background:#0b5a5e;color:#fff;border-color:#0b5a5e}}",
            f"{here}:focus-visible~{label}{{outline:3px solid #1d4ed8;outline-offset:2px}}",
        ]
    return "\n".join(rules)
