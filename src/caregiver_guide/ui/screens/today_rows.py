# SPDX-License-Identifier: GPL-3.0-or-later
"""The quiet rows of Today: an open answer of the care team, and a number that is missing."""

import datetime as dt

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import PageWay
from caregiver_guide.services.care_team_answers import TeamDue
from caregiver_guide.services.today import TodayView
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.quiet_row import QuietRow


class TodayRows(QWidget):
    """At most two rows; without anything to say it is not there.

    Attributes:
        team: The row of the page that went out.
        numbers: The row of whom to call.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.team = QuietRow("note")
        self.numbers = QuietRow("phone")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.team)
        column.addWidget(self.numbers)

    def show_rows(self, view: TodayView) -> None:
        """Show what is open."""
        later = self.tr("Not yet") if view.team is not None and view.team.asks else ""
        ask = self.tr("What did the care team say?")
        self.team.show_row(team_row_words(self, view.team), ask, later)
        words = {
            "phone": self.tr(
                "The care team's number is not saved yet. The app shows it when you must call."
            ),
            "emergency": self.tr("Your country is not chosen yet. It gives the emergency number."),
            "both": self.tr(
                "No number to call is saved yet. The app shows it when you must call somebody."
            ),
        }
        self.numbers.show_row(words.get(view.lacks, ""), self.tr("Add it in Settings"))
        self.setVisible(view.team is not None or bool(view.lacks))


def team_row_words(widget: QWidget, due: TeamDue | None) -> str:
    """Return what is open about the last page, or nothing."""
    if due is None:
        return ""
    words = widget.tr("{page} Nothing is written down of an answer.")
    if due.asks:
        words = widget.tr("{page} Has the care team answered?")
    elif due.questions == 1:
        words = widget.tr("{page} One question is open.")
    elif due.questions:
        words = widget.tr("{page} {count} questions are open.")
    page = page_out_words(widget, due.way, due.went_out)
    return words.format(page=page, count=due.questions)


def page_out_words(widget: QWidget, way: PageWay, day: dt.date) -> str:
    """Return what is known of the last page: that it was printed, saved or copied, and when."""
    words = {
        "printed": widget.tr("The page for the care team was printed on {day}."),
        "saved": widget.tr("The page for the care team was saved as a file on {day}."),
        "copied": widget.tr("The page for the care team was copied as text on {day}."),
    }
    return words[way].format(day=short_day(day))
