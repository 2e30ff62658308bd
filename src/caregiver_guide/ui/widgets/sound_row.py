# SPDX-License-Identifier: GPL-3.0-or-later
"""The row in which is chosen what can be heard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from caregiver_guide.storage.settings import SoundProfile
from caregiver_guide.ui.widgets.pill_row import PillRow


class SoundRow(PillRow):
    """One pill for each sound profile."""

    def __init__(self, name: str, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, _options(), tall, parent)


def _options() -> tuple[tuple[SoundProfile, str], ...]:
    tr = QCoreApplication.translate
    return (
        ("voice", tr("SoundRow", "Voice and bell")),
        ("bell", tr("SoundRow", "Bell only")),
        ("silent", tr("SoundRow", "Silent")),
    )
