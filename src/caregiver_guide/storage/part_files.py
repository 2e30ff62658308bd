# SPDX-License-Identifier: GPL-3.0-or-later
"""What is half written beside its place: hidden, for its owner alone, and never left for good.

A program that was killed cannot clear up. The next one that writes into that folder does: what
bears a name that only we give, is of this user, and was last written a day before by the clock of
the disk itself.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from caregiver_guide.storage.data_folder import make_file

_NAME: Final = re.compile(r"\.caregiver-guide-[0-9a-f]{16}\.part")
_DAY_S: Final = 86_400


def begin_part_file(target: Path) -> Path:
    """Make an empty file beside ``target``, to be written and then given its name."""
    part = _part_beside(target)
    make_file(part)
    _clear_stale(part)
    return part


def begin_part_folder(target: Path) -> Path:
    """Make an empty folder beside ``target``, to be filled and then given its name."""
    part = _part_beside(target)
    part.mkdir(mode=0o700)
    _clear_stale(part)
    return part


def _part_beside(target: Path) -> Path:
    return target.with_name(f".caregiver-guide-{secrets.token_hex(8)}.part")


def _clear_stale(fresh: Path) -> None:
    """Delete what others of our part files in the folder of ``fresh`` are a day older than that."""
    with suppress(OSError):
        new = fresh.lstat()
        with os.scandir(fresh.parent) as found:
            names = [one.name for one in found if _NAME.fullmatch(one.name)]
        for name in names:
            with suppress(OSError):
                _clear(fresh.with_name(name), new)


def _clear(part: Path, new: os.stat_result) -> None:
    known = part.lstat()
    if known.st_uid != new.st_uid or new.st_mtime - known.st_mtime < _DAY_S:
        return
    if stat.S_ISDIR(known.st_mode):
        shutil.rmtree(part)
    elif stat.S_ISREG(known.st_mode):
        part.unlink()
