# SPDX-License-Identifier: GPL-3.0-or-later
"""A person with a port, a healing cut and a sore heel, and the real content and figure."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.figure.scene import load_scenes
from caregiver_guide.figure.scene_painter import ScenePainter
from caregiver_guide.services.keep_away import KeepAway, keep_away
from caregiver_guide.services.plan_words import PlanWords

RESOURCES = Path(__file__).parents[3] / "resources"
ZONES = (
    ZoneRecord(id="1", person="p", condition="port", regions=("collarbone.R",)),
    ZoneRecord(
        id="2", person="p", condition="incision", regions=("belly-lower.L", "belly-lower.R")
    ),
    ZoneRecord(id="3", person="p", condition="pressure-injury", regions=("heel.L",)),
)


@pytest.fixture(scope="session")
def figure() -> FigurePainter:
    """The figure of the app."""
    return FigurePainter(load_figure(RESOURCES / "figure"))


@pytest.fixture(scope="session")
def scenes(figure) -> ScenePainter:
    """The positions of the app."""
    return ScenePainter(load_scenes(RESOURCES / "figure"), figure.figure)


@pytest.fixture
def pat(library) -> PlanWords:
    """Words for somebody called Pat."""
    return PlanWords(library, "Pat", "911")


@pytest.fixture
def profile_with(library):
    """Make Pat's profile of a day: the three marked places, and what today's check found."""

    def make(*today: str, zones=ZONES) -> Profile:
        body = library.book.body
        marked = tuple(Finding(zone.condition, body.mask(zone.regions)) for zone in zones)
        found = tuple(Finding(sign) for sign in today)
        return Profile(date(2026, 11, 21), marked + found, name="Pat")

    return make


@pytest.fixture
def profile(profile_with) -> Profile:
    """Pat on a day without news."""
    return profile_with()


@pytest.fixture
def places(pat, profile) -> tuple[KeepAway, ...]:
    """What to keep away from."""
    return keep_away(pat, profile, ZONES)


@pytest.fixture
def open_at(qtbot):
    """Show a screen at a size and give it the keyboard."""

    def show(screen: QWidget, width: int = 1280, height: int = 800) -> QWidget:
        qtbot.addWidget(screen)
        screen.resize(width, height)
        screen.show()
        screen.activateWindow()
        for _ in range(4):
            QApplication.processEvents()
        return screen

    return show
