# SPDX-License-Identifier: GPL-3.0-or-later
"""Days as they are listed, and weeks as they head a list, in the language of the window."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_CONTEXT = "WeekWords"


def list_day(day: date, today: date) -> str:
    """Return "Tue 18 Nov", with its year where that is not this year's."""
    form = "ddd d MMM" if day.year == today.year else "ddd d MMM yyyy"
    return QLocale().toString(_qdate(day), form)


def whole_day(day: date, today: date) -> str:
    """Return "Today, Tuesday 18 November"; only the day where it is longer ago than yesterday."""
    form = "dddd d MMMM" if day.year == today.year else "dddd d MMMM yyyy"
    words = QLocale().toString(_qdate(day), form)
    if day == today:
        return QCoreApplication.translate(_CONTEXT, "Today, {day}").format(day=words)
    if day == today - timedelta(days=1):
        return QCoreApplication.translate(_CONTEXT, "Yesterday, {day}").format(day=words)
    return words


def week_start(day: date) -> date:
    """Return the first day of the week of a day, as the place counts weeks."""
    first = QLocale().firstDayOfWeek().value
    return day - timedelta(days=(day.isoweekday() - first) % 7)


def week_words(start: date, today: date) -> str:
    """Return "This week", "Last week", or the week's first and last day."""
    weeks = (week_start(today) - start).days // 7
    if weeks == 0:
        return QCoreApplication.translate(_CONTEXT, "This week")
    if weeks == 1:
        return QCoreApplication.translate(_CONTEXT, "Last week")
    end = start + timedelta(days=6)
    if (start.month, start.year) == (end.month, end.year):
        first = str(start.day)
    elif start.year == end.year:
        first = QLocale().toString(_qdate(start), "d MMMM")
    else:
        first = QLocale().toString(_qdate(start), "d MMMM yyyy")
    form = "d MMMM" if end.year == today.year else "d MMMM yyyy"
    words = QCoreApplication.translate(_CONTEXT, "{first} to {last}")
    return words.format(first=first, last=QLocale().toString(_qdate(end), form))


def month_words(day: date) -> str:
    """Return "November 2026"."""
    return QLocale().toString(_qdate(day), "MMMM yyyy")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
