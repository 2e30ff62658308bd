# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+Z: takes back the last changes of this run, one after the other, and does them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
)

from caregiver_guide.app.context import Context
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.domain.session import Fact
    from caregiver_guide.services.undoing import Change, Piece
    from caregiver_guide.storage.chain import Revision
    from caregiver_guide.storage.log import Log
    from caregiver_guide.ui.widgets.undo_bar import UndoBar

_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class Undoing(QObject):
    """Remembers the last ten changes about the person cared for, until another is turned to.

    It listens to what is written. What belongs to a massage as it goes is no such change.

    Signals:
        done: Something was taken back or done again; what is shown may be drawn anew.
        written: Something is in the log now.
    """

    done = Signal()
    written = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._changes: list[Change] = []
        self._undone: list[Change] = []
        self._turn = -1
        self._log: Log | None = None
        self._is_busy = False
        self._bar: UndoBar | None = None
        self._bar_undoes = False
        window.undo_requested.connect(self.undo)
        window.redo_requested.connect(self.redo)
        window.screen_changed.connect(self._screen_changed)
        self.listen()

    def listen(self) -> None:
        """Listen to the log that is open now; nothing of another log or person is kept."""
        log = self._context.log
        if log is not self._log:
            self._log = log
            self.forget()
            log.hear(self._heard)
        if self._turn != self._context.turns:
            self._turn = self._context.turns
            self.forget()

    def forget(self) -> None:
        """Take nothing back any more that was done before."""
        self._changes.clear()
        self._undone.clear()
        if self._bar is not None:
            self._bar.dismiss()

    def let_go(self) -> None:
        """Hear no more, and keep nothing: the log is about to be closed."""
        self.forget()
        if self._log is not None:
            self._log.hear(None)

    def _screen_changed(self, _screen: str) -> None:
        if self._bar is not None and self._window.frame is not Frame.PLACES:
            self._bar.dismiss()
        self.listen()

    def _heard(self, written: tuple[Revision, ...]) -> None:
        """Remember what was written, if it was a press of its own outside a massage."""
        from caregiver_guide.services.undoing import LOOKED, MOST, UNDO, change_of, follow

        self.written.emit()
        if self._is_busy or not self._context.has_person:
            return
        self.listen()
        # That somebody has looked is said on the way to a massage, too, and taken back on Today.
        is_looked = any(one.kind == LOOKED for one in written)
        if not (is_looked or self._window.frame is Frame.PLACES) or self._log is None:
            return
        try:
            change = change_of(self._log, self._context.person.id, written)
        except StorageError:
            # It is written; that it cannot be read again is no failure of the writing.
            self.forget()
            return
        if change is None:
            return
        ids = {piece.id for piece in change.pieces}
        last = {piece.id for piece in self._changes[-1].pieces} if self._changes else set()
        if all(one.why == UNDO for one in written) and ids <= last:
            # The bar on a screen took it back already.
            self._changes = follow(self._changes[:-1], change)
            self._undone.append(change)
            return
        self._changes = [*self._changes, change][-MOST:]
        self._undone.clear()

    # -- taking back ---------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last change back."""
        self._turn_back(self._changes, self._undone, is_undo=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn_back(self._undone, self._changes, is_undo=False)

    def _may(self) -> bool:
        """Whether the keys mean this now, and not a field, a sheet or a massage."""
        from caregiver_guide.ui.widgets.sheet import Sheet

        if self._window.frame is not Frame.PLACES or not self._context.has_person:
            return False
        if isinstance(QApplication.focusWidget(), _FIELDS):
            return False
        return not any(sheet.isVisible() for sheet in self._window.findChildren(Sheet))

    def _turn_back(self, take: list[Change], keep: list[Change], *, is_undo: bool) -> None:
        from caregiver_guide.services.undoing import (
            REDO,
            UNDO,
            ChangedSinceError,
            ReliedOnError,
            follow,
            take_back,
        )

        if not self._may():
            return
        self.listen()
        if not take:
            self._say(
                self.tr("There is nothing to take back.")
                if is_undo
                else self.tr("There is nothing to do again.")
            )
            return
        change = take.pop()
        log, by = self._context.log, self._context.caregiver.id
        why = UNDO if is_undo else REDO
        self._is_busy = True
        try:
            written = self._context.kept(lambda: take_back(log, change, by=by, why=why))
        except ChangedSinceError:
            words = self.tr("It was changed again since then, so it stays: {what}.")
            self._say(words.format(what=self._what(change.main())), self.tr("It stays"))
            return
        except ReliedOnError:
            words = self.tr(
                "It stays: {what}. A check or a massage after it relied on it. Change it where it "
                "is marked."
            )
            self._say(words.format(what=self._what(change.main())), self.tr("It stays"))
            return
        finally:
            self._is_busy = False
        if written is None:
            take.append(change)
            return
        take[:] = follow(take, written)
        keep.append(written)
        self._context.refresh_person()
        self.done.emit()
        self._say(*self._told(change, is_undo=is_undo), again=is_undo)

    # -- words ---------------------------------------------------------------------------

    def offer(self) -> None:
        """Say what was done last, and offer to take it back."""
        if not self._changes:
            return
        change = self._changes[-1]
        piece = change.main()
        what = self._what(piece)
        if change.is_move:
            words, short = self.tr("Moved: {what}"), self.tr("Moved")
        elif piece.became.is_in_bin:
            words, short = self.tr("Moved to the bin: {what}"), self.tr("In the bin")
        elif piece.was is not None and piece.was.is_in_bin:
            words, short = self.tr("Put back: {what}"), self.tr("Put back")
        elif piece.was is None:
            words, short = self.tr("Written down: {what}"), self.tr("Written down")
        else:
            words, short = self.tr("Changed: {what}"), self.tr("Changed")
        self._say(words.format(what=what), short, undoes=True)

    def _told(self, change: Change, *, is_undo: bool) -> tuple[str, str]:
        """Return what was taken back or done again, and the same in few words."""
        piece = change.main()
        was_away, is_away = piece.became.is_in_bin, piece.target.is_in_bin
        if not is_undo:
            words, short = self.tr("Done again: {what}"), self.tr("Done again")
        elif was_away and not is_away:
            words, short = self.tr("Put back: {what}"), self.tr("Put back")
        elif is_away:
            words, short = self.tr("Taken back: {what}"), self.tr("Taken back")
        else:
            words, short = self.tr("As it was before: {what}"), self.tr("As before")
        return words.format(what=self._what(piece, piece.target)), short

    def _what(self, piece: Piece, fact: Fact | None = None) -> str:
        """Return an entry in words."""
        from caregiver_guide.services.entries import Entries
        from caregiver_guide.ui.entry_words import EntryWords

        context = self._context
        entries = Entries(context.log, context.library, context.person)
        told = entries.entry(piece.kind, fact or piece.became)
        if fact is None and told.is_moved and piece.was is not None:
            told = entries.entry(piece.kind, piece.was)  # just moved: it is said what
        return EntryWords(self).what(told)

    def _say(
        self, words: str, short: str = "", *, again: bool = False, undoes: bool = False
    ) -> None:
        """Say in the bar what was done, and perhaps offer the way back."""
        from caregiver_guide.ui.widgets.undo_bar import UndoBar

        if self._bar is None:
            self._bar = UndoBar(self.tr("Undo"), clock=self._context.clocks.steady)
            self._bar.undo_requested.connect(self._bar_pressed)
            self._window.put_below(self._bar)
        self._bar_undoes = undoes
        self._bar.button.setText(self.tr("Do it again") if again else self.tr("Undo"))
        self._bar.button.setVisible(again or undoes)
        self._bar.offer(words, short=short)

    def _bar_pressed(self) -> None:
        if self._bar_undoes:
            self.undo()
        else:
            self.redo()
