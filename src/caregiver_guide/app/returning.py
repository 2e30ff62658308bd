# SPDX-License-Identifier: GPL-3.0-or-later
"""Where somebody is in the app, and the way back there once the log is open again."""

from __future__ import annotations

from collections.abc import Callable

from caregiver_guide.app.context import Context
from caregiver_guide.app.massage import Massage
from caregiver_guide.services.guide_flow import Place
from caregiver_guide.services.locking import Whereabouts
from caregiver_guide.ui.main_window import MainWindow

_FLOW = frozenset(
    place.value
    for place in (Place.CHECK, Place.ROUTINE, Place.POSITION, Place.PREPARE, Place.BEFORE)
)
_PLACES = frozenset(("today", "safety", "log", "page", "learn", "settings"))


def whereabouts(context: Context, window: MainWindow, massage: Massage, detail: str) -> Whereabouts:
    """Return where somebody is now; ``detail`` is the massage shown in full, if one is."""
    screen = window.current
    asked = massage.afterwards.session_asked_about
    session = detail if screen == "session-detail" else asked if screen == Place.AFTER.value else ""
    return Whereabouts(
        screen=screen,
        person=context.person.id if context.has_person else "",
        caregiver=context.caregiver.id if context.has_person else "",
        left=context.now(),
        session=session,
        way=massage.way if screen in _FLOW else None,
    )


def turn_to(context: Context, where: Whereabouts) -> None:
    """Turn to who was cared for, and to who gave care."""
    person = context.log.people.one(where.person) if where.person else None
    caregiver = context.log.caregivers.one(where.caregiver) if where.caregiver else None
    if person is not None:
        context.care_for(person, caregiver)


def come_back(
    context: Context,
    massage: Massage,
    where: Whereabouts,
    go: Callable[[str], None],
    open_session: Callable[[str], None],
) -> None:
    """Show the same place again; Today where that is not possible any more."""
    session = context.log.sessions.one(where.session) if where.session else None
    if where.screen == "session-detail" and session is not None:
        open_session(session.id)
    elif where.screen == Place.AFTER.value and session is not None:
        massage.afterwards.ask(session)
    elif where.way is not None:
        massage.come_back_to(Place(where.screen), where.way)
    else:
        go(where.screen if where.screen in _PLACES else "today")
