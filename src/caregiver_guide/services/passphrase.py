# SPDX-License-Identifier: GPL-3.0-or-later
"""A passphrase to suggest, and what is told of one that will not do."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from caregiver_guide.domain.passphrase import SHORTEST, PassphraseAdvice, PassphraseFault
from caregiver_guide.storage.protecting import PassphraseChanged

WORDS = 4
"""In a suggested passphrase; of 2,048 each, so that there are 17 million million of them."""

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")

_TOLD: dict[PassphraseFault, str] = {
    "short": f"Use {SHORTEST} characters or more. Four words are easy to keep in mind.",
    "digits": "Use words, not only numbers: a number is quickly guessed.",
    "same": "Use more than one letter again and again: that is quickly guessed.",
    "control": "Use only letters, numbers, spaces and plain signs, and no pictures: everybody has "
    "to be able to type it from paper.",
}


_ADVISED: dict[PassphraseAdvice, str] = {
    "name": "A name of somebody here is in it. Who knows you could guess it sooner. You can keep "
    "it; four words that chance has chosen are safer.",
    "few": "Few words are guessed sooner than many. You can keep it; four words that chance has "
    "chosen are safer.",
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


def advice_line(advice: PassphraseAdvice | None) -> str:
    """Return what is told, without a no, of a passphrase that could be better; or nothing."""
    return "" if advice is None else _ADVISED[advice]


def _copies_lines(copies: Sequence[Path], own: Path, *, is_protected: bool) -> Iterator[str]:
    """Yield one sentence for each folder: which backups changed in it, and what that means."""
    for folder in dict.fromkeys(path.parent for path in copies):
        there = [path.name for path in copies if path.parent == folder]
        days = sorted(found[1] for name in there if (found := _DAY.search(name)))
        where = "on this computer" if own in (folder, folder.parent) else f"in {folder}"
        newest = f" of {_day_words(days[-1])}" if days else ""
        s = "s" if len(there) == 1 else ""
        what = f"The backup{newest} {where}"
        if s == "":
            newest = f", the newest{newest}" if newest else ""
            what = f"The {len(there)} backups {where}{newest},"
        yield (
            f"{what} {'is' if s else 'are'} protected as well, with the same passphrase."
            if is_protected
            else f"{what} need{s} no passphrase any more either."
        )


def _day_words(day: str) -> str:
    """Return "21 Nov 2026" for the day in the name of a backup."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%b %Y}"


def changed_lines(changed: PassphraseChanged, own: Path, *, is_protected: bool) -> list[str]:
    """Return in sentences what became of the copies, the places of those left below each other.

    ``own`` is the folder of the log.
    """
    lines = list(_copies_lines(changed.copies, own, is_protected=is_protected))
    if changed.left:
        lines.append(
            "These copies were not changed. They open as before, are another computer's, or are "
            "damaged. Delete them if nobody needs them:"
        )
        lines += [f"  {path}" for path in changed.left]
    for folder in changed.away:
        then = (
            "open as before, and follow when the log is opened while it is there. Until then keep "
            "the recovery sheet from before, if there is one."
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
