# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what is half written: it comes back after a lock, a fault or a power cut."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from caregiver_guide.app.context import Context
from caregiver_guide.app.practice import PRACTICE
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.unsaved import KeepsUnsaved

if TYPE_CHECKING:
    from caregiver_guide.ui.widgets.sheet import Sheet

LOGGER = logging.getLogger("caregiver_guide")
_PAUSE_MS: Final = 500
"""So long after the last key or press what is half done is written."""

_SHEET: Final = "sheet"
_DAYS: Final = 30
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Met:
    """One opening of a sheet, by its number: where its words are kept, and those it came with."""

    opening: int
    key: Key
    begun: dict[str, str]


class Unsaved(QObject):
    """Looks at the screen shown, a moment after something was done on it, and keeps a draft.

    Saving or throwing away on the screen drops its draft. Leaving the screen does neither: what
    was begun there stands there again.
    """

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._kept: dict[Key, str] = {}
        self._sheets: dict[Sheet, _Met] = {}
        self._unkept: dict[str, str] = {}
        self._is_swept = False
        self._shown = ""
        self._person = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._written = QTimer(self)
        self._written.setSingleShot(True)
        self._written.timeout.connect(self.look)
        self._arrive = QTimer(self)
        self._arrive.setSingleShot(True)
        self._arrive.timeout.connect(self._arrived)
        window.screen_changed.connect(self._turn)

    def soon(self) -> None:
        """Something was done: look once there is a pause."""
        self._pause.start()

    def follow_writing(self) -> None:
        """Something is in the log now: if that was a draft, look as soon as the screen knows it."""
        if self._kept:
            self._written.start(0)

    def stop(self) -> None:
        """Look no more."""
        self._pause.stop()
        self._written.stop()
        self._arrive.stop()

    def look(self) -> bool:
        """Keep what is half done on the screen now; return whether nothing can be lost."""
        self._person = self._context.person.id if self._context.has_person else ""
        if self._arrive.isActive():
            # What was half done on this screen stands there before anybody asks what does.
            self._arrive.stop()
            self._arrived()
        left = [
            name
            for name, person in self._unkept.items()
            if person == self._person and self._window.knows(name)
        ]
        self._unkept.clear()
        refused = [name for name in {*left, self._window.current} if not self._look_at(name)]
        return self._look_at_sheets() and not refused

    def _look_at(self, name: str) -> bool:
        context = self._context
        if not name or not self._person or context.log.is_read_only:
            return True
        screen = self._window.screen_named(name)
        if not isinstance(screen, KeepsUnsaved):
            return True
        half = screen.half_done()
        about = screen.asks_about() if half is None else half.about
        key = (name, self._person, about)
        try:
            if half is None:
                self._drop(key)
            elif self._kept.get(key) != half.body:
                context.log.drafts.write(*key, half.body)
                self._kept[key] = half.body
        except StorageError as problem:
            LOGGER.info("A draft is not kept: %s", type(problem).__name__)
            if half is not None:
                self._unkept[name] = self._person
            return half is None
        return True

    def _look_at_sheets(self) -> bool:
        """Keep what stands in the fields of open sheets, and bring back what stood there before.

        A sheet is met a moment after each opening: what it says then is what it is about.
        """
        from caregiver_guide.ui.loose_words import open_sheets

        # In a practice run sheets are about the pretend person.
        is_real = self._person and self._window.current != PRACTICE
        if not is_real or self._context.log.is_read_only:
            return True
        open_now = open_sheets(self._window)
        try:
            for sheet, met in list(self._sheets.items()):
                if sheet not in open_now or sheet.openings != met.opening:
                    # It was closed, and perhaps opened about another thing: the words that stood
                    # in it were saved or thrown away.
                    del self._sheets[sheet]
                    self._drop(met.key)
            for sheet in open_now:
                if sheet not in self._sheets:
                    self._meet(sheet)
                self._keep_sheet(sheet)
        except StorageError as problem:
            LOGGER.info("The words of a sheet are not kept: %s", type(problem).__name__)
            return False
        return True

    def _meet(self, sheet: Sheet) -> None:
        from caregiver_guide.services.half_done import from_text
        from caregiver_guide.ui.loose_words import name_of, put_back, words_shown_in

        key = (_SHEET, self._person, name_of(sheet))
        self._sheets[sheet] = _Met(sheet.openings, key, words_shown_in(sheet))
        body = self._context.log.drafts.read(*key)
        words = from_text(body, dict[str, str]) if body else None
        if words and put_back(sheet, words):
            self._kept[key] = body

    def _keep_sheet(self, sheet: Sheet) -> None:
        from caregiver_guide.services.half_done import as_text
        from caregiver_guide.ui.loose_words import words_in

        met = self._sheets[sheet]
        key = met.key
        words = {n: text for n, text in words_in(sheet).items() if text != met.begun.get(n, "")}
        body = as_text(words)
        if not words:
            self._drop(key)
        elif self._kept.get(key) != body:
            self._context.log.drafts.write(*key, body)
            self._kept[key] = body

    def _drop(self, key: Key) -> None:
        """Drop a draft, if this run knows of it: one that never came back is still waited for."""
        if key in self._kept:
            self._context.log.drafts.drop(*key)
            del self._kept[key]

    def _turn(self, name: str) -> None:
        """Look at the screen that is left, and soon at the one that is shown."""
        if self._shown and self._shown != name and self._window.knows(self._shown):
            # Whose words they are was settled before: by now it may be somebody else's turn.
            self._look_at(self._shown)
        self._shown = name
        self._arrive.start(0)

    def _arrived(self) -> None:
        """Bring back what was half done on the screen that is shown now."""
        name, context = self._window.current, self._context
        self._person = context.person.id if context.has_person else ""
        if not name or not self._person:
            return
        self._bring_back(name)
        self._sweep()

    def _bring_back(self, name: str) -> None:
        context, screen = self._context, self._window.screen_named(name)
        if not isinstance(screen, KeepsUnsaved) or name in self._unkept:
            return
        key = (name, self._person, screen.asks_about())
        try:
            body = context.log.drafts.read(*key)
        except StorageError:
            return
        half = screen.half_done()
        if body and (half is None or half.body != body):
            screen.bring_back(body)
            self._kept[key] = body

    def _sweep(self) -> None:
        """Drop what nobody has come back for, once in a run."""
        if not self._is_swept and not self._context.log.is_read_only:
            self._is_swept = True
            with suppress(StorageError):
                self._context.log.drafts.drop_older(_DAYS)
