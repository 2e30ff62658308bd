# SPDX-License-Identifier: GPL-3.0-or-later
"""A passphrase to suggest, and what is told of one that will not do."""

from __future__ import annotations

import secrets
from pathlib import Path

from caregiver_guide.domain.passphrase import SHORTEST, PassphraseFault
from caregiver_guide.storage.protecting import PassphraseChanged

WORDS = 4
"""In a suggested passphrase; of 2,048 each, so that there are 17 million million of them."""

_TOLD: dict[PassphraseFault, str] = {
    "short": f"Use {SHORTEST} characters or more. Four words are easy to keep in mind.",
    "digits": "Use words, not only numbers: a number is quickly guessed.",
    "same": "Use more than one letter again and again: that is quickly guessed.",
    "control": "Use only what you can type: letters, numbers, spaces and signs.",
}


def suggested_passphrase(resources: Path) -> str:
    """Return four words that chance has chosen, such as ``river-lamp-button-cloud``."""
    words = passphrase_words(resources)
    return "-".join(secrets.choice(words) for _ in range(WORDS))


def passphrase_words(resources: Path) -> tuple[str, ...]:
    """Return the words that a suggestion is made of."""
    lines = (resources / "passphrase-words.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def fault_line(fault: PassphraseFault) -> str:
    """Return what is told of a new passphrase that will not do."""
    return _TOLD[fault]


def changed_lines(changed: PassphraseChanged, *, is_protected: bool) -> list[str]:
    """Return in sentences what became of the copies, the places of those left below each other."""
    lines = []
    if changed.copies:
        number = len(changed.copies)
        copies = "One copy of the log" if number == 1 else f"{number} copies of the log"
        s = "s" if number == 1 else ""
        lines.append(
            f"{copies} open{s} with it too."
            if is_protected
            else f"{copies} need{s} no passphrase any more."
        )
    if changed.left:
        lines.append(
            "These copies could not be changed. They open as before, or are damaged. Delete them "
            "if nobody needs them:"
        )
        lines += [f"  {path}" for path in changed.left]
    for folder in changed.away:
        then = (
            "follow when the log is opened while it is there."
            if is_protected
            else "still need the passphrase."
        )
        lines.append(f"The folder {folder} is not there now. The copies in it {then}")
    if not changed.is_certain:
        lines.append(
            "The disk did not say that it is done. If the log does not open after a power cut, "
            "try it as before."
        )
    return lines
