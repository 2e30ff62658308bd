# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates and times as people say them, in the language of the window."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime


def long_day(day: date) -> str:
    """Return "Tuesday 18 November"."""
    return QLocale().toString(_qdate(day), "dddd d MMMM")


def short_day(day: date) -> str:
    """Return "18 Nov 2026": the month in letters, since figures are read in two ways."""
    return QLocale().toString(_qdate(day), "d MMM yyyy")


def weekday(day: date) -> str:
    """Return "Tuesday"."""
    return QLocale().toString(_qdate(day), "dddd")


def weekday_letter(day: date) -> str:
    """Return "T", or what stands for Tuesday in the language of the window."""
    return QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.NarrowFormat)


def clock_time(when: datetime) -> str:
    """Return the time of day as the place writes it."""
    time = QTime(when.hour, when.minute)
    return QLocale().toString(time, QLocale.FormatType.ShortFormat)


def exact_time(when: datetime) -> str:
    """Return the time of day as the place writes it, with its seconds: "3:04:08 PM"."""
    short = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    time = QTime(when.hour, when.minute, when.second)
    return QLocale().toString(time, short.replace("mm", "mm:ss"))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
