# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw the pictures of README.md and the user guide anew, from what the gallery shows.

.venv/bin/python packaging/pictures.py
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from caregiver_guide.app.context import MADE_WITH
from caregiver_guide.app.start import make_application
from caregiver_guide.demo.tour import Tour
from caregiver_guide.report.page import page_picture
from caregiver_guide.report.page_view import read_page_view

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SCREEN = QSize(900, 563)
PAPER = QSize(579, 819)
SCREENS = {
    "map": "safety-map",
    "check-empty": "check",
    "step-over": "massage",
    "stop": "stop",
}
"""Which stop of the tour each picture shows."""

PAPER_DPI = 144
_ALIKE = 0xFFF8F8F8
"""Colours that differ in their last three bits alone look alike."""


def main() -> int:
    """Write every picture and say how large it is."""
    app = make_application()
    pictures: dict[str, QImage] = {}
    with tempfile.TemporaryDirectory() as folder:
        tour = Tour(app, Path(folder))
        for stop in tour.stops():
            if stop.name in SCREENS:
                pictures[SCREENS[stop.name]] = _small(stop.window.grab().toImage(), SCREEN)
            if stop.name == "page":
                pictures["page"] = _small(_page(tour), PAPER)
    for name, picture in pictures.items():
        path = FOLDER / f"{name}.png"
        if not picture.save(str(path), quality=0):  # the smallest PNG
            raise OSError(28, "the picture could not be written", str(path))
        print(f"{path.stat().st_size / 1024:5.0f} kB  {path}")
    return 0


def _page(tour: Tour) -> QImage:
    context = tour.guide.context
    view = read_page_view(
        context.log, context.library, context.person.id, context.now(), made_with=MADE_WITH
    )
    if view.summary is None:
        raise LookupError("the sample person has no page")
    return page_picture(view.summary, context.painter, "a4", PAPER_DPI)


def _small(picture: QImage, size: QSize) -> QImage:
    """Return a picture scaled down, in the 256 colours that tell most of it."""
    scaled = picture.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(scaled.constBits()).cast("I"))
    groups: dict[int, tuple[int, int]] = {}
    for colour, count in counted.most_common():
        first, total = groups.get(colour & _ALIKE, (colour, 0))
        groups[colour & _ALIKE] = first, total + count
    most = sorted(groups.values(), key=lambda group: -group[1])[:256]
    return scaled.convertToFormat(
        QImage.Format.Format_Indexed8,
        [colour for colour, _ in most],
        Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither,
    )


if __name__ == "__main__":
    sys.exit(main())
