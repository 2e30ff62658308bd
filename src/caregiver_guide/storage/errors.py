# SPDX-License-Identifier: GPL-3.0-or-later
"""What the world can do to the log: each with what happened, what was kept, and what to do."""

# ruff: noqa: N818 - they are named for what happened, as the sentence that tells it

from __future__ import annotations

from pathlib import Path


class StorageError(Exception):
    """The world's fault, not ours; ``str()`` gives sentences for the person in front of it."""


class Locked(StorageError):
    """Another program has the log open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The log in {path.parent} is open in another Caregiver Guide window. "
            "Nothing was changed. Close that window, then try again."
        )


class OpenElsewhere(StorageError):
    """Another computer has the log open, in a folder that both can reach."""

    def __init__(self, path: Path, computer: str = "") -> None:
        where = f"on the computer {computer}" if computer else "on another computer"
        super().__init__(
            f"The log in {path.parent} is open {where}. Nothing was changed. "
            "Close it there, then try again. If it is closed there, or that computer is off, "
            "open it here."
        )


class ReadOnly(StorageError):
    """The log can be read and not written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The log in {path.parent} cannot be written: the folder or disk is read-only. "
            "What is in it is kept. Make the folder writable, or copy it to this computer."
        )


class DiskFull(StorageError):
    """There is no room left."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk that holds {path.parent} is full, so the last entry is not saved. "
            "All earlier entries are kept. Free some space, then try again."
        )


class DiskTrouble(StorageError):
    """The disk did not do what it was asked."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk that holds {path.parent} did not answer as it should, so the last entry "
            "is not saved. All earlier entries are kept. Check the disk, then try again."
        )


class Gone(StorageError):
    """The file was moved, removed or replaced while it was open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The log in {path.parent} was moved or removed while it was open, so the last entry "
            "is not saved. Put the folder back, then start Caregiver Guide again."
        )


class Damaged(StorageError):
    """The file does not hold what was once written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The log in {path.parent} is damaged. Nothing was changed, and nothing more will be "
            "written to it. Restore a backup: the damaged log is then kept under another name."
        )


class TooNew(StorageError):
    """A later version of this program wrote the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The log in {path.parent} was written by a newer Caregiver Guide. "
            "Nothing was changed. Install the newer version to open it."
        )


class NotOurs(StorageError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The file {path} is not a log of Caregiver Guide. "
            "Nothing was changed. Choose another folder for the log."
        )


class FolderTrouble(StorageError):
    """The folder cannot hold a log."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The log cannot be kept in {folder}: {why}. "
            "Nothing was changed. Choose another folder, or change who may write there."
        )


class SettingsNotSaved(StorageError):
    """The settings could not be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Your settings could not be saved in {path.parent}. "
            "They hold until you close the app. Check that there is room, and that you may write."
        )


class NoBackup(StorageError):
    """A backup could not be written where it should lie."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"No backup could be made in {folder}: {why}. "
            "The log itself is whole, and earlier backups are kept. "
            "Make room there or plug the stick in, or choose another folder; then try again."
        )


class NoSecondFolder(StorageError):
    """The folder or stick for second copies is not there now; that is no error."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The folder for second copies, {folder}, is not there now. "
            "The backups on this computer are made all the same. "
            "Plug the stick in when you can, and the copy is made by itself."
        )


class CopyUnsound(StorageError):
    """A copy did not read back as it was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"A copy of the log in {folder} did not read back as it was written, so it was thrown "
            "away. The log itself and earlier backups are kept. Try again, or use another stick."
        )


class NotABackup(StorageError):
    """A file chosen to be restored is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The file {path} is not a backup of Caregiver Guide. Nothing was changed. "
            "Choose a file whose name begins with caregiver-guide."
        )


class BackupDamaged(StorageError):
    """A backup does not hold what was once written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The backup {path} is damaged, so it cannot be restored. Nothing was changed. "
            "Choose another backup; an older one may be whole."
        )


class BackupTooNew(StorageError):
    """A later version of this program made the backup."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The backup {path} was made by a newer Caregiver Guide. "
            "Nothing was changed. Install the newer version to restore it."
        )


class BackupUnreadable(StorageError):
    """A backup cannot be read at all."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The backup {path} cannot be read: {why}. Nothing was changed. "
            "Check that the stick is plugged in, or choose another file."
        )
