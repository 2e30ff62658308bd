# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which Tab walks: as the eye reads, whatever was built first."""

from collections.abc import Iterator
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

KEEPS = "keepsFocus"
LIES_OVER = "liesOver"
"""On a widget that lies over the top of all that its parent lays out: it is read first."""


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield every place inside ``widget`` where Tab may stop, in the order of the layouts."""
    for child in _children(widget):
        if child.isHidden() or child.isWindow():
            continue
        takes = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and child.isEnabled() and child.focusProxy() is None:
            yield child
        yield from tab_stops(child)


def _children(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield content
        return
    inside = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    laid_out = list(_laid_out(layout, inside)) if layout is not None else []
    others = [child for child in inside if child not in laid_out]
    yield from (child for child in others if child.property(LIES_OVER))
    yield from laid_out
    yield from (child for child in others if not child.property(LIES_OVER))


def _laid_out(layout: QLayout, inside: list[QWidget]) -> Iterator[QWidget]:
    """Yield those of the widgets that stand in a layout, in its order.

    Places are asked for, and never an item at a place: PySide keeps what it once gave out for an
    item when Qt has long thrown that away, and takes whatever comes to lie at its address for it.
    """
    parts: list[tuple[int, QWidget | QLayout]] = [
        (layout.indexOf(part), part)
        for part in (*inside, *layout.children())
        if isinstance(part, QWidget | QLayout)
    ]
    for place, part in sorted(parts, key=itemgetter(0)):
        if place < 0:
            continue
        if isinstance(part, QLayout):
            yield from _laid_out(part, inside)
        else:
            yield part


def step_focus(page: QWidget, last: QWidget | None, forward: bool) -> bool:
    """Move the focus one stop on inside ``page``; ``last`` (its buttons) comes after the rest.

    Returns ``False`` where the focus would leave the page.
    """
    stops = list(tab_stops(page))
    if last is not None:
        inside = [stop for stop in stops if last.isAncestorOf(stop)]
        stops = [stop for stop in stops if stop not in inside] + inside
    now = QApplication.focusWidget()
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    if now is page and stops:
        stops[0 if forward else -1].setFocus(reason)
        return True
    # A stop's own inner widget may hold the focus for it.
    place = next((n for n, stop in enumerate(stops) if stop is now), None)
    if place is None:
        place = next(
            (n for n, stop in enumerate(stops) if now is not None and stop.isAncestorOf(now)), None
        )
    if place is None:
        return False
    place += 1 if forward else -1
    if not 0 <= place < len(stops):
        return False
    _arrive(stops[place], forward)
    return True


def leave(page: QWidget, forward: bool) -> bool:
    """Move the focus from ``page`` to what is read after or before it, round at the ends.

    What is around it ends at a widget with the property ``keepsFocus``, such as a sheet.
    """
    edge: QWidget = page
    while not edge.isWindow() and not edge.property(KEEPS):
        around = edge.parentWidget()
        if around is None:
            break
        edge = around
    stops = list(tab_stops(edge))
    own = [place for place, stop in enumerate(stops) if page.isAncestorOf(stop)]
    if own:
        # What comes after the page is read first, and what stands before it after that.
        stops = stops[own[-1] + 1 :] + stops[: own[0]] or stops
    if not stops:
        return False
    _arrive(stops[0 if forward else -1], forward)
    return True


def _arrive(stop: QWidget, forward: bool) -> None:
    """Put the focus on a stop and scroll until it is seen."""
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop.setFocus(reason)
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop, 0, 24)
        around = around.parentWidget()
