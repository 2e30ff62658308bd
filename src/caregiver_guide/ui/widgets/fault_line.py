# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with a field, said under it; and the one way in which a form refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.panel import IconMark
from caregiver_guide.ui.widgets.reading_order import tab_stops
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Text


class FaultLine(QWidget):
    """A warning sign and a sentence under what it is about; without words it is not there.

    Attributes:
        about: What is wrong, with its label: a field, or a row to choose from.
    """

    def __init__(self, about: QWidget, marked: Sequence[QWidget] = ()) -> None:
        """Say what is wrong with ``about``; ``marked`` get a red edge and the words as well."""
        super().__init__()
        self.about = about
        self._hints = [(widget, widget.accessibleDescription()) for widget in marked]
        self._words = Text("", "body", "stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconMark("warning", "stop", 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        # Never shown here: without a parent yet it would flash up as a window of its own.
        self.hide()

    def text(self) -> str:
        """Return what is said, or nothing."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say what is wrong, or nothing."""
        if words == self._words.text() and self.isHidden() != bool(words):
            return
        self._words.setText(words)
        self.setVisible(bool(words))
        for widget, hint in self._hints:
            widget.setProperty("fault", bool(words))
            widget.setAccessibleDescription(words or hint)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.update()

    def bring_into_view(self) -> None:
        """Put the keyboard on what is wrong, and have it and the sentence seen."""
        stops = list(tab_stops(self.about))
        target = stops[0] if stops else self.about
        # Where things are is known only once the new sentence has its room.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        page = self._page()
        if page is not None:
            page.show_both(self.about, self)
        announce(self, self.text(), urgent=True)

    def _page(self) -> ScrollPage | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, ScrollPage):
            around = around.parentWidget()
        return around


def refuse(faults: Iterable[tuple[FaultLine, str]]) -> bool:
    """Say under each field what is wrong with it, or nothing, in the order of the form.

    The first one gets the keyboard and is brought into view with its sentence. Returns whether
    something is wrong.
    """
    lines = []
    for line, words in faults:
        line.say(words)
        if words:
            lines.append(line)
    if lines:
        lines[0].bring_into_view()
    return bool(lines)
