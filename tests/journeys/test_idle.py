# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen that is only looked at costs nothing."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.windows


class _Layouts(QObject):
    """Counts what is laid out again while nobody does anything."""

    def __init__(self, app):
        super().__init__()
        self.count = 0
        self._app = app

    def while_idle(self):
        self.count = 0
        self._app.installEventFilter(self)
        for _ in range(40):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        self._app.removeEventFilter(self)
        return self.count

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.LayoutRequest:
            self.count += 1
        return False


@pytest.mark.parametrize("percent", [100, 200])
def test_no_screen_keeps_laying_itself_out(home, mouse, percent):
    """An old laptop on battery stays cool, whatever screen is left open."""
    home.furnish().open()
    home.guide.preferences.set(text_percent=percent)
    layouts = _Layouts(home.app)
    for place in ("today", "safety", "log", "page", "learn", "settings"):
        home.guide.go(place)
        layouts.while_idle()
        assert layouts.while_idle() == 0, place
    home.guide.go("today")
    for place in ("check", "routine", "position", "prepare", "before", "session"):
        if home.place == "check":
            home.guide.go("today")
        mouse.come_to(place) if home.place == "today" else None
        layouts.while_idle()
        assert layouts.while_idle() == 0, home.place
        if home.place not in ("today", "session"):
            home.guide.massage.ended.emit()
