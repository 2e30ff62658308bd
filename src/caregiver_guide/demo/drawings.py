# SPDX-License-Identifier: GPL-3.0-or-later
"""Every drawing: each view in each skin, the picture of each step, and what is printed.

What there is, is asked of the figure, the routines and the screens that show them, so a new
drawing is here by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caregiver_guide.app.cards import blank_map_of, card_pages_of
from caregiver_guide.app.context import Context
from caregiver_guide.app.start import Opening
from caregiver_guide.content.library import Library
from caregiver_guide.domain.plan import Plan
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.geometry import Figure
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.paper import page_as_picture
from caregiver_guide.services.guide_flow import Place
from caregiver_guide.services.pictures import Picture
from caregiver_guide.services.session_engine import SessionEngine
from caregiver_guide.services.session_view import session_view
from caregiver_guide.ui.screens.session_screen import SessionScreen
from caregiver_guide.ui.widgets.figure_picture import FigurePicture

VIEW_SIZE = (420, 420)
_CARD_SHEETS = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture, shown now in a widget."""

    name: str
    title: str
    group: str
    widget: QWidget


def drawings(app: Opening) -> Iterator[Drawing]:
    """Yield every drawing in the look of an app that is open for a sample person."""
    if app.guide is None:
        raise LookupError("the app is not open")
    context = app.guide.context
    yield from _views(context.painter)
    yield from _paper(context)
    screen = app.window.show_screen(Place.SESSION.value)
    if isinstance(screen, SessionScreen):
        yield from _steps(context, screen)


def _views(painter: FigurePainter) -> Iterator[Drawing]:
    picture = FigurePicture(painter)
    picture.resize(*VIEW_SIZE)
    for view in painter.figure.views:
        for skin in _skins(painter.figure, view):
            picture.show_picture(Picture((view,), tone=skin), name=view)
            name = f"figure-{view}-{skin}".replace(".", "-").replace("/", "-")
            yield Drawing(name, f"{view}, {skin}", "The figure", picture)
    picture.deleteLater()


def _skins(figure: Figure, view: str) -> Iterator[str]:
    """Yield every tone, and on the whole body and the head each build, hair and face once."""
    yield from figure.skins
    if view.startswith(("hand", "foot")):
        return
    tone, build = figure.skins[0], figure.builds[0]
    hair, face = next(iter(figure.hair)), next(iter(figure.faces))
    yield from (f"{tone}/{one}/{hair}/{face}" for one in figure.builds[1:])
    yield from (f"{tone}/{build}/{one}/{face}" for one in tuple(figure.hair)[1:])
    yield from (f"{tone}/{build}/{hair}/{one}" for one in tuple(figure.faces)[1:])


def _paper(context: Context) -> Iterator[Drawing]:
    """Yield what is printed for the bedside: the first cards of a massage, and the empty map."""
    plan = _plan(context.library, "m-hand", context.today())
    pages = card_pages_of(context, plan)[:_CARD_SHEETS] if plan is not None else []
    sheets = [(f"paper-cards-{n}", f"Bedside cards, sheet {n}", p) for n, p in enumerate(pages, 1)]
    sheets.append(("paper-map", "Empty map for the nurse", blank_map_of(context)))
    for name, title, page in sheets:
        label = QLabel()
        label.setPixmap(QPixmap.fromImage(page_as_picture(page, context.settings.paper)))
        label.adjustSize()
        yield Drawing(name, title, "On paper", label)
        label.deleteLater()


def _steps(context: Context, screen: SessionScreen) -> Iterator[Drawing]:
    library, words = context.library, context.words()
    for routine, entry in library.routines.items():
        plan = _plan(library, routine, context.today())
        if plan is None:
            continue
        engine = SessionEngine(plan.steps, _no_time, lambda _event: None)
        progress = engine.start()
        while not progress.is_over:
            tone = context.person.skin
            screen.show_progress(session_view(progress, routine, words, (), tone))
            _settle()
            title = f"{entry.name}: {library.steps[routine, progress.step.id].title}"
            yield Drawing(
                f"step-{routine}-{progress.index + 1:02}",
                words.fill(title),
                "The steps of the massages",
                largest_picture(screen),
            )
            progress = engine.next()


def _plan(library: Library, routine: str, day: date) -> Plan | None:
    """Return the plan for somebody with nothing to keep away from."""
    plan = library.planner.plan(Profile(day), routine, None, None)
    return plan if any(step.is_done for step in plan.steps) else None


def largest_picture(screen: QWidget) -> QWidget:
    """Return the picture that a screen shows, whatever draws it."""
    found = [
        child
        for child in screen.findChildren(QWidget)
        if type(child).__name__.endswith("Picture") and child.isVisible()
    ]
    return max(found, key=lambda child: child.width() * child.height(), default=screen)


def _no_time() -> float:
    return 0.0


def _settle() -> None:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
