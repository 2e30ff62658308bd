# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses to start on the one pair of Python and Qt that dies in the middle of a massage."""

import sys

# PYSIDE-3474: PySide6 6.12.0 gives back one reference to None too many on every call that
# returns nothing. From 3.12 on None lives for ever; before, Python aborts after about 5,000 calls.
_UNSAFE_QT = "6.12.0"
_SAFE_PYTHON = (3, 12)


def refusal(python: tuple[int, int], qt: str | None) -> str | None:
    """Return the sentence that refuses this pair of versions, or None where it is safe."""
    if python >= _SAFE_PYTHON or qt != _UNSAFE_QT:
        return None
    return (
        f"Caregiver Guide cannot start: PySide6 {qt} stops without warning on"
        f" Python {python[0]}.{python[1]}."
        ' Please type: python -m pip install "PySide6-Essentials<6.12" "PySide6-Addons<6.12"'
    )


def refuse_unsafe_qt() -> None:
    """Exit with code 2 and one sentence if this Python and this Qt are unsafe together.

    Reads only the version of the package, so it can be asked before Qt itself is imported.
    """
    if sys.version_info >= _SAFE_PYTHON:
        return
    sentence = refusal((sys.version_info.major, sys.version_info.minor), _installed_qt())
    if sentence is not None:
        sys.stderr.write(sentence + "\n")
        raise SystemExit(2)


def _installed_qt() -> str | None:
    # The package says it itself; looking its label up among the installed ones takes far longer.
    try:
        import PySide6
    except ImportError:
        return None
    return PySide6.__version__
