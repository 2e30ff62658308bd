# SPDX-License-Identifier: GPL-3.0-or-later
"""What the app puts on the clipboard, and taking it off again when the log is locked."""

from __future__ import annotations

from hashlib import sha256

from PySide6.QtGui import QClipboard, QGuiApplication

_put: list[str] = []
"""A hash of the last words that were put there: what they were is known to nobody."""


def copy_text(text: str) -> None:
    """Put words on the clipboard."""
    _put[:] = [_hash(text)]
    QGuiApplication.clipboard().setText(text)


def clear_own() -> None:
    """Take off what the app itself has put there; what is of others stays."""
    clipboard = QGuiApplication.clipboard()
    text = clipboard.text()
    if clipboard.ownsClipboard() or (text and [_hash(text)] == _put):
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
    _put.clear()


def _hash(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
