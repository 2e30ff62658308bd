# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with a care file: each with what happened, what was kept, and what to do."""

# ruff: noqa: N818 - they are named for what happened, as the sentence that tells it

from __future__ import annotations

from pathlib import Path

from caregiver_guide.storage.errors import StorageError


class CareFileError(StorageError):
    """A care file that cannot be taken in or written; the log is as it was before."""


class NotACareFile(CareFileError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not a care file. Nothing was taken in. Choose another file."
        )


class CareFileTooNew(CareFileError):
    """A later version of this program wrote the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was written by a newer Caregiver Guide. Nothing was taken in. "
            "Install the newer version on this computer, then try again."
        )


class CareFileDamaged(CareFileError):
    """The file does not hold what was once written.

    ``fault`` names the line and what is wrong with it, with no word about a person.
    """

    def __init__(self, path: Path, fault: str) -> None:
        self.fault = fault
        super().__init__(
            f"{path.name} is damaged or was changed on its way. Nothing was taken in. "
            "Ask for the file once more."
        )


class CareFileTooLarge(CareFileError):
    """There is more in the file than one family writes in a life."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is too large to be taken in. Nothing was taken in. "
            "Ask for a file with fewer days in it."
        )


class CareFileUnreadable(CareFileError):
    """The file cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path.name} cannot be read: {why}. Nothing was taken in. "
            "Copy it to this computer, then try again."
        )


class CareFileDoesNotFit(CareFileError):
    """The file and the log tell two stories under the same number."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} and the log on this computer tell different things under the same "
            "number, so they cannot be joined. Nothing was taken in. One of the two was put "
            "together from an older copy. Keep both, and ask for a file made anew."
        )


class CareFileChanged(CareFileError):
    """The file is another one than was looked at."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was changed after you looked at it. Nothing was taken in. "
            "Look at it again."
        )


class CareFileNotWritten(CareFileError):
    """The file cannot be written where it was wished."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be written: {why}. The log is as it was. Choose another place."
        )
