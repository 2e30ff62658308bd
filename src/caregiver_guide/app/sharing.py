# SPDX-License-Identifier: GPL-3.0-or-later
"""The log on its way to and from other computers, and out as tables: asked, done, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from caregiver_guide.app.context import MADE_WITH, Context

if TYPE_CHECKING:
    from caregiver_guide.storage.taking_in import CareFileNews
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.hand_over_sheet import HandOverSheet
    from caregiver_guide.ui.screens.take_in_sheet import TakeInSheet

T = TypeVar("T")


class Sharing(QObject):
    """Hands the log of people over, and takes care files in.

    Signals:
        taken_in: There is more in the log than before.
        decide_requested: What both computers changed is to be decided now.
    """

    taken_in = Signal()
    decide_requested = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._hand_over: HandOverSheet | None = None
        self._take_in: TakeInSheet | None = None
        self._news: CareFileNews | None = None

    # -- over ----------------------------------------------------------------------------

    def ask_days(self) -> None:
        """Ask who and which days go into a care file."""
        from caregiver_guide.ui.screens.hand_over_sheet import HandOverSheet

        if self._hand_over is None:
            self._hand_over = HandOverSheet(self._window)
            self._hand_over.chosen.connect(self._save)
        person = self._context.person
        others = [
            (one.id, one.name) for one in self._context.log.people.all() if one.id != person.id
        ]
        by_name = sorted(others, key=lambda one: one[1].casefold())
        self._hand_over.show_form((person.id, person.name), by_name, self._context.today())

    def _save(self, people: tuple[str, ...], first: date | None, last: date | None) -> None:
        from caregiver_guide.storage.care_file import SUFFIX

        # The name of the file says nothing about anybody.
        suggested = Path.home() / f"care-{self._context.today().isoformat()}.{SUFFIX}"
        path = self._context.prompts.save_file(
            self.tr("Save the care file"), suggested, self.tr("Care file"), SUFFIX
        )
        if path is None or self._hand_over is None:
            return
        if self.hand_over(path, first, last, people):
            self._hand_over.close_sheet()

    def hand_over(
        self, path: Path, first: date | None, last: date | None, people: tuple[str, ...] = ()
    ) -> bool:
        """Write a care file about people, by id, or about the person cared for now.

        Return whether it is there.
        """
        from caregiver_guide.storage.handing_over import Days

        context = self._context
        days = Days(first, last)
        who = context.log.people.several(people or (context.person.id,))
        written = self._tried(lambda: context.log.hand_over(path, who, days, MADE_WITH))
        if written is None:
            return False
        context.prompts.tell(
            self.tr("The care file is saved."),
            self.tr(
                "It is called {name}, in the folder {folder}. On the other computer: Settings, "
                "Take in a care file. Delete the file when it has arrived."
            ).format(name=path.name, folder=path.parent),
        )
        return True

    # -- in ------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Ask for a care file and show what it would bring."""
        from caregiver_guide.storage.care_file import SUFFIX

        path = self._context.prompts.open_file(
            self.tr("Which care file?"), Path.home(), self.tr("Care file"), SUFFIX
        )
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Show what a care file would bring, or why it cannot be taken in."""
        from caregiver_guide.services.taking_in import take_in_view
        from caregiver_guide.ui.screens.take_in_sheet import TakeInSheet

        self._news = self._tried(lambda: self._context.log.taking_in(path).look())
        if self._news is None:
            return
        if self._take_in is None:
            self._take_in = TakeInSheet(self._window)
            self._take_in.agreed.connect(self._agreed)
            self._take_in.decide_requested.connect(self._decide)
        self._take_in.show_news(take_in_view(self._news))

    def _agreed(self) -> None:
        news, sheet = self._news, self._take_in
        if news is None or sheet is None:
            return
        taken = self._tried(lambda: self._context.log.taking_in(news.path).take_in(news.seal))
        if taken is None:
            sheet.close_sheet()
            return
        sheet.show_taken_in()
        self.taken_in.emit()

    def show_conflicts(self, count: int) -> None:
        """Say on the sheet that is open how many things are to be decided."""
        if self._take_in is not None:
            self._take_in.show_conflicts(count, self._context.person.name)

    def _decide(self) -> None:
        if self._take_in is not None:
            self._take_in.close_sheet()
        self.decide_requested.emit()

    # -- out -----------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Ask where everything is to be written as tables."""
        folder = self._context.prompts.folder(self.tr("Where should the folder go?"), Path.home())
        if folder is not None:
            name = f"care-log-{self._context.today().isoformat()}"
            self.write_tables(folder / name)

    def write_tables(self, folder: Path) -> None:
        """Write everything about the person into a new folder, and say so."""
        from caregiver_guide.services.folder_export import ExportError, export_folder

        context = self._context
        try:
            with _waiting():
                export_folder(context.log, context.library, [context.person], folder, context.now())
        except ExportError as error:
            context.prompts.tell("", str(error))
            return
        context.prompts.tell(
            self.tr("The folder is there."),
            self.tr(
                "{folder} holds everything about {name}. README.txt in it says what is what. "
                "Anybody who has the folder can read it."
            ).format(folder=folder, name=context.person.name),
        )

    def _tried(self, action: Callable[[], T]) -> T | None:
        """Do something; a care file that is no use is told, and is no trouble of the log."""
        from caregiver_guide.storage.care_file_errors import CareFileError

        def done() -> T | None:
            try:
                with _waiting():
                    return action()
            except CareFileError as error:
                self._context.prompts.tell("", str(error))
                return None

        return self._context.kept(done)


@contextmanager
def _waiting() -> Iterator[None]:
    """Show that it takes a moment."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
