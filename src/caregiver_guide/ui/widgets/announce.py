# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for a screen reader when something changes that the focus does not show."""

from PySide6.QtWidgets import QWidget


def is_heard() -> bool:
    """Whether something like a screen reader listens, as far as Qt is told."""
    from PySide6.QtGui import QAccessible

    return bool(QAccessible.isActive())


def announce(widget: QWidget, words: str, urgent: bool = False) -> None:
    """Have the words spoken: politely after what is being said, or at once when urgent."""
    if not words or not is_heard():
        return
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, words)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
