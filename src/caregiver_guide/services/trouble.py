# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screen says when the log cannot be opened, and what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.errors import (
    Damaged,
    DiskFull,
    DiskTrouble,
    FolderTrouble,
    Gone,
    Locked,
    NotOurs,
    OpenElsewhere,
    ReadOnly,
    StorageError,
    TooNew,
)

TroubleKind = Literal[
    "locked", "elsewhere", "damaged", "too-new", "read-only", "folder", "not-ours", "disk"
]

_KINDS: tuple[tuple[type[StorageError], TroubleKind], ...] = (
    (Locked, "locked"),
    (OpenElsewhere, "elsewhere"),
    (Damaged, "damaged"),
    (TooNew, "too-new"),
    (ReadOnly, "read-only"),
    (NotOurs, "not-ours"),
    (FolderTrouble, "folder"),
    (Gone, "folder"),
    (DiskFull, "disk"),
    (DiskTrouble, "disk"),
)


@dataclass(frozen=True, slots=True)
class TroubleView:
    """What happened (``sentences``, the first one first), where, and whether trying again helps.

    ``may_take_over`` says that the log may be opened here although another computer has it.
    """

    kind: TroubleKind
    sentences: tuple[str, ...]
    folder: str
    may_retry: bool
    may_take_over: bool = False

    @property
    def may_restore(self) -> bool:
        """Whether a backup would help."""
        return self.kind == "damaged"


def trouble_view(error: StorageError, folder: Path) -> TroubleView:
    """Return what is said about ``error`` while opening the log of ``folder``."""
    kind: TroubleKind = next((kind for known, kind in _KINDS if isinstance(error, known)), "disk")
    return TroubleView(
        kind=kind,
        sentences=_sentences(str(error)),
        folder=str(folder),
        may_retry=kind not in ("too-new", "not-ours"),
        may_take_over=kind == "elsewhere",
    )


def _sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``; a point inside a path or a number ends none."""
    parts = text.split(". ")
    ends = len(parts) - 1
    return tuple(part if place == ends else f"{part}." for place, part in enumerate(parts))
