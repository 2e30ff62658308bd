# SPDX-License-Identifier: GPL-3.0-or-later
"""In place of a main button that cannot be pressed yet: one that leads to what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.scroll_page import ScrollPage


class WayOn(QObject):
    """Says below a long page what is still missing, and goes there when it is pressed.

    Where the whole page is in view there is nothing to lead to, and the main button stays.
    """

    def __init__(self, page: ScrollPage, main: ActionButton) -> None:
        super().__init__(page)
        self._page = page
        self._main = main
        self._place: QWidget | None = None
        self._take_focus: Callable[[], None] | None = None
        self._note = ""
        self._button = ActionButton("", icon="arrow-down", icon_at="end", size="big")
        self._button.hide()
        self._button.clicked.connect(self._go)
        page.footer_end(self._button, primary=False)
        page.installEventFilter(self)
        page.area.verticalScrollBar().rangeChanged.connect(self._page_grew)

    @property
    def button(self) -> ActionButton:
        """Return the button that leads to what is missing."""
        return self._button

    @property
    def is_shown(self) -> bool:
        """Return whether the button stands in place of the main one."""
        return not self._button.isHidden()

    def ask_for(
        self, words: str, place: QWidget, take_focus: Callable[[], None], note: str
    ) -> None:
        """Lead to a place of the page that waits for an answer.

        ``note`` says what is missing where the main button stays, and is dropped beside this one;
        ``take_focus`` puts the keyboard there; who presses with the pointer keeps the pointer.
        """
        self._place, self._take_focus, self._note = place, take_focus, note
        self._button.setText(words)
        self._show(self.is_shown or self._is_long())

    def clear(self, note: str) -> None:
        """Have the main button there, with a note beside it."""
        self._place, self._take_focus, self._note = None, None, note
        self._show(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the page has another size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and watched is self.parent():
            self._show(self._place is not None and self._is_long())
        return False

    def _page_grew(self, _least: int, most: int) -> None:
        # Only ever to this button: its own height must not send it to and fro.
        if most > 0 and self._place is not None and self._is_long():
            self._show(True)

    def _is_long(self) -> bool:
        """Return whether there is more on the page than could be seen without its buttons."""
        content = self._page.area.widget()
        return content is not None and content.height() > self._page.height()

    def _show(self, is_shown: bool) -> None:
        self._page.footer_note("" if is_shown else self._note)
        if is_shown == self.is_shown:
            return
        had_focus = self._button.hasFocus() or self._main.hasFocus()
        self._button.setVisible(is_shown)
        self._main.setVisible(not is_shown)
        if had_focus:
            now = self._button if is_shown else self._main
            now.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        if self._place is None:
            return
        self._page.show_from(self._place)
        if self._take_focus is not None and not self._button.underMouse():
            self._take_focus()
