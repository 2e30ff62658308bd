# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command asks for: a passphrase, or a yes. Never on the command line, where others see it.

A passphrase is the first line of the file that is named, or typed without being shown, or, where
nobody sits at a terminal, the next line of what is handed in.
"""

from __future__ import annotations

import sys
from pathlib import Path


class BadInputError(Exception):
    """Something that was asked for cannot be done; the text says why and what to do."""


def passphrase_for(path: Path, file: Path | None, asked: str = "Passphrase") -> str:
    """Return the passphrase of the log or backup at ``path``; empty if it needs none.

    ``file`` is where it stands, or ``None``.
    """
    from caregiver_guide.storage.keys import is_encrypted

    return _passphrase(file, asked) if is_encrypted(path) else ""


def new_passphrase(file: Path | None, suggestion: str) -> str:
    """Return a new passphrase that the rule allows, typed twice where it is typed."""
    from caregiver_guide.domain.passphrase import normalised, passphrase_fault
    from caregiver_guide.services.passphrase import fault_line

    is_typed = file is None and sys.stdin.isatty()
    if is_typed:
        print(f"Four words that chance chose, if you like them: {suggestion}")
    wished = _passphrase(file, "New passphrase")
    fault = passphrase_fault(wished)
    if fault:
        raise BadInputError(f"this passphrase will not do. {fault_line(fault)}")
    again = _passphrase(file, "The same once more") if is_typed else wished
    if normalised(again) != normalised(wished):
        raise BadInputError("the two are not the same. Nothing was changed.")
    return wished


def typed_yes(question: str, otherwise: str) -> bool:
    """Ask for a yes in words; anything else is told to be a no."""
    try:
        is_wished = input(f"{question} Type yes: ").strip().casefold() == "yes"
    except EOFError:
        raise BadInputError(f"nobody answered. {otherwise} --yes needs no answer.") from None
    if not is_wished:
        print(otherwise)
    return is_wished


def _passphrase(file: Path | None, asked: str) -> str:
    found = _line_of(file) if file else _line_typed(asked)
    if not found.strip():
        raise BadInputError(
            "no passphrase was given. Type it when you are asked, or put it into a file that only "
            "you can read, and name that with --passphrase-file."
        )
    return found


def _line_of(file: Path) -> str:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise BadInputError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadInputError(f"{file} is not UTF-8 text.") from None
    return lines[0] if lines else ""


def _line_typed(asked: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    import getpass

    try:
        return getpass.getpass(f"{asked}: ")
    except EOFError:
        return ""
