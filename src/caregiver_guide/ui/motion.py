# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the system asks for a still screen."""

from PySide6.QtWidgets import QApplication


def system_is_still() -> bool:
    """Return whether animations are switched off in the system, as far as Qt is told."""
    from PySide6.QtWidgets import QStyle

    style = QApplication.style()
    return style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
