# SPDX-License-Identifier: GPL-3.0-or-later
"""An aide who goes from one person to the next all day."""

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from caregiver_guide.domain.session import Person
from caregiver_guide.ui import leftovers
from caregiver_guide.ui.leftovers import Leftovers

pytestmark = pytest.mark.windows


def test_turning_to_somebody_again_and_again_does_not_end_the_app(home, monkeypatch):
    """Every screen of one person is dropped for the next; unused ones are swept in between."""
    monkeypatch.setattr(leftovers, "NEW_OBJECTS", 100)
    home.furnish().open()
    context = home.guide.context
    both = (context.log.people.add(Person(name="Sam")), context.person)
    loop, sweeping = QEventLoop(), Leftovers()
    sweeping.listen()

    def steps():
        for turn in range(8):
            for place in ("log", "safety", "trends", "people"):
                home.guide.go(place)
                yield
            home.guide.people.turn_to(both[turn % 2], context.caregiver)
            yield
            assert home.guide.context.person.id == both[turn % 2].id

    going = steps()

    def go_on():
        if next(going, "over") == "over":
            loop.quit()
        else:
            QTimer.singleShot(0, home.window, go_on)

    QTimer.singleShot(0, home.window, go_on)
    loop.exec()
    assert sweeping._looks > 10
    sweeping.deleteLater()
