# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of the program as a paid aide reads them: every tr() asks here first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTranslator


class GiverTranslator(QTranslator):
    """Gives each whole text as whoever gives care reads it; all others stay as they are."""

    def __init__(self, said: Callable[[str], str]) -> None:
        super().__init__()
        self._said = said

    def isEmpty(self) -> bool:
        """Return False, or Qt would not ask."""
        return False

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _number: int = -1
    ) -> str | None:
        """Return the text as it is read, or nothing for the text as it stands."""
        said = self._said(source)
        return None if said == source else said


_used: list[GiverTranslator] = []


def use_giver_words(said: Callable[[str], str] | None) -> None:
    """Have the program speak with ``said`` from now on, or with its own words again."""
    while _used:
        QCoreApplication.removeTranslator(_used.pop())
    if said is not None:
        translator = GiverTranslator(said)
        _used.append(translator)
        QCoreApplication.installTranslator(translator)
