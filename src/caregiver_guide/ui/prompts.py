# SPDX-License-Identifier: GPL-3.0-or-later
"""Every question that the app asks in a window of its own goes through one object, this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

# Dialogs and printers are loaded when one is asked for, so that the window opens sooner.
if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from caregiver_guide.domain.session import Paper


class Prompts(Protocol):
    """What may be asked; a test or a demo answers by itself."""

    def save_file(self, title: str, suggested: Path, kind: str, suffix: str) -> Path | None:
        """Ask where to save a file of a kind (in words) and ending; None when called off."""

    def open_file(self, title: str, start: Path, kind: str, suffix: str) -> Path | None:
        """Ask for a file of a kind (in words) and ending; None when it was called off."""

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


def free_name(suggested: Path) -> Path:
    """Return a name that no file has yet: the names of files say nothing about anybody.

    So the pages of two people of one day have the same, and one must not take the other's place.
    """
    path, number = suggested, 2
    while path.exists():
        path = suggested.with_stem(f"{suggested.stem}-{number}")
        number += 1
    return path


class WindowPrompts:
    """Asks in dialogs over a window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def save_file(self, title: str, suggested: Path, kind: str, suffix: str) -> Path | None:
        """Ask where to save a file; a name without an ending gets the one of its kind."""
        from PySide6.QtWidgets import QFileDialog

        pattern = f"{kind} (*.{suffix})"
        free = str(free_name(suggested))
        name, _ = QFileDialog.getSaveFileName(self._window, title, free, pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(f".{suffix}")

    def open_file(self, title: str, start: Path, kind: str, suffix: str) -> Path | None:
        """Ask for a file, None when it was called off."""
        from PySide6.QtWidgets import QFileDialog

        pattern = f"{kind} (*.{suffix})"
        name, _ = QFileDialog.getOpenFileName(self._window, title, str(start), pattern)
        return Path(name) if name else None

    def folder(self, title: str, start: Path) -> Path | None:
        """Ask for a folder, None when it was called off."""
        from PySide6.QtWidgets import QFileDialog

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
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def printer(self, title: str, paper: Paper) -> QPrinter | None:
        """Ask which printer to use, through the system's own dialog."""
        from PySide6.QtGui import QPageSize
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        from PySide6.QtWidgets import QDialog

        sizes = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(sizes[paper]))
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
        from caregiver_guide.ui.question_dialog import QuestionDialog

        dialog = QuestionDialog(title, text, options, last_kind, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer
