# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question that the app asks in a window of its own goes through one object, this one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.domain.session import Paper
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import IconMark
from caregiver_guide.ui.widgets.text import Heading, Text

_WIDE = 560
_PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class Prompts(Protocol):
    """What may be asked; a test or a demo answers by itself."""

    def save_file(self, title: str, suggested: Path, kind: str, suffix: str) -> Path | None:
        """Ask where to save a file of a kind (in words) and ending; None when called off."""

    def folder(self, title: str, start: Path) -> Path | None:
        """Ask for a folder, None when it was called off."""

    def confirm(self, title: str, text: str, yes: str, no: str, *, grave: bool = False) -> bool:
        """Ask a question with two answers; Esc is no."""

    def choose(self, title: str, text: str, options: Sequence[tuple[str, str]]) -> str | None:
        """Ask for one of a few answers, by key; Esc is None."""

    def tell(self, title: str, text: str) -> None:
        """Tell something that must be read before going on."""

    def has_printer(self) -> bool:
        """Return whether this computer knows a printer."""

    def printer(self, title: str, paper: Paper) -> QPrinter | None:
        """Ask which printer to use, through the system's own dialog."""


class WindowPrompts:
    """Asks in dialogs over a window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def save_file(self, title: str, suggested: Path, kind: str, suffix: str) -> Path | None:
        """Ask where to save a file; a name without an ending gets the one of its kind."""
        pattern = f"{kind} (*.{suffix})"
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(suggested), pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(f".{suffix}")

    def folder(self, title: str, start: Path) -> Path | None:
        """Ask for a folder, None when it was called off."""
        name = QFileDialog.getExistingDirectory(self._window, title, str(start))
        return Path(name) if name else None

    def confirm(self, title: str, text: str, yes: str, no: str, *, grave: bool = False) -> bool:
        """Ask a question with two answers; Esc is no."""
        kind: Literal["primary", "stop"] = "stop" if grave else "primary"
        return self._ask(title, text, (("no", no), ("yes", yes)), kind) == "yes"

    def choose(self, title: str, text: str, options: Sequence[tuple[str, str]]) -> str | None:
        """Ask for one of a few answers, by key; the last one stands out. Esc is None."""
        return self._ask(title, text, options, "primary")

    def tell(self, title: str, text: str) -> None:
        """Tell something that must be read before going on."""
        words = QCoreApplication.translate("WindowPrompts", "All right")
        self._ask(title, text, (("ok", words),), "primary")

    def has_printer(self) -> bool:
        """Return whether this computer knows a printer."""
        return bool(QPrinterInfo.availablePrinterNames())

    def printer(self, title: str, paper: Paper) -> QPrinter | None:
        """Ask which printer to use, through the system's own dialog."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(_PAPERS[paper]))
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(title)
        is_asked = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if is_asked else None

    def _ask(
        self,
        title: str,
        text: str,
        options: Sequence[tuple[str, str]],
        last_kind: Literal["primary", "stop"],
    ) -> str | None:
        dialog = QuestionDialog(title, text, options, last_kind, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer


class QuestionDialog(QDialog):
    """A question with a few answers as large buttons; Enter is the last, Esc none of them."""

    def __init__(
        self,
        title: str,
        text: str,
        options: Sequence[tuple[str, str]],
        last_kind: Literal["primary", "stop"],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.answer: str | None = None
        self.buttons: dict[str, ActionButton] = {}
        row = QWidget()
        flow = FlowLayout(12, row)
        for place, (key, words) in enumerate(options):
            is_last = place == len(options) - 1
            button = ActionButton(words, kind=last_kind if is_last else "plain")
            button.clicked.connect(lambda _checked=False, key=key: self._take(key))
            flow.addWidget(button)
            self.buttons[key] = button
        words_column = QVBoxLayout()
        words_column.setSpacing(8)
        if title:
            words_column.addWidget(Heading(title, 2))
        if text:
            words_column.addWidget(Text(text, "body"))
        words_column.addStretch()
        head = QHBoxLayout()
        head.setSpacing(16)
        icon = "warning" if last_kind == "stop" else "question" if len(options) > 1 else "info"
        head.addWidget(IconMark(icon, "stop" if last_kind == "stop" else "primary", 32))
        head.addLayout(words_column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(24)
        column.addLayout(head)
        column.addWidget(row)
        width = min(Theme.current().px(_WIDE), self._room())
        # A dialog does not ask its words how high they are at its width, so that is done here.
        self.setFixedSize(width, column.totalHeightForWidth(width))
        self._last = list(self.buttons.values())[-1]
        self._last.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the last answer with Enter, unless a button has the keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._last.click()
        else:
            super().keyPressEvent(event)

    def _room(self) -> int:
        parent = self.parentWidget()
        return parent.window().width() - 40 if parent is not None else 1000

    def _take(self, key: str) -> None:
        self.answer = key
        self.accept()
