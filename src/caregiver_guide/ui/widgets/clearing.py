# SPDX-License-Identifier: GPL-3.0-or-later
"""Take everything out of a layout that is to be filled anew."""

from PySide6.QtWidgets import QLayout


def clear_layout(layout: QLayout) -> None:
    """Remove all widgets and layouts inside; the widgets are hidden now and deleted soon."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            # Hidden at once, so that nothing of it is walked to or painted in between.
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
            inner.deleteLater()
