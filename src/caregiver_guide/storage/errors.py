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


class PerhapsSaved(StorageError):
    """The disk failed at the very end of a writing: what it was told is there now, or is not."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk that holds {path.parent} did not answer as it should, so nobody can tell "
            "whether the last entry is saved. All earlier entries are kept. Check the disk, then "
            "save it again: the same entry is not written twice. If you close the app first, look "
            "in the log before you write it again."
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


class NeedsPassphrase(StorageError):
    """The file is encrypted, and no passphrase was given."""

    def __init__(self, path: Path, words: str = "") -> None:
        self.path = path
        super().__init__(
            words
            or f"The log in {path.parent} is protected with a passphrase. "
            "Type the passphrase to open it."
        )


class WrongPassphrase(StorageError):
    """The passphrase does not open the file."""

    def __init__(self, path: Path, words: str = "") -> None:
        self.path = path
        super().__init__(
            words
            or f"This passphrase does not open the log in {path.parent}. Nothing was changed. "
            "Check the spelling, small and capital letters, and try again. If you are sure that it "
            "is right, the log may be damaged: restore a backup."
        )


class PassphraseNotChanged(StorageError):
    """The log could not be written with another passphrase."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The passphrase of the log in {path.parent} could not be changed: {why}. "
            "The log is as it was, and opens as before. Make room, then try again."
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


class LeftOff(StorageError):
    """A copy that was under way was no longer wanted; nothing of it stays."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The backup in {folder} was not finished. The log itself is whole, and earlier "
            "backups are kept. The next one is made when the log is open again."
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


class BackupNeedsPassphrase(NeedsPassphrase):
    """A backup is encrypted, and the passphrase known does not open it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"The backup {path} is protected with a passphrase: the one that the log had when the "
            "backup was made. Type that passphrase. Nothing was changed.",
        )


class BackupWrongPassphrase(WrongPassphrase):
    """The passphrase does not open a backup."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"This passphrase does not open the backup {path}. Nothing was changed. A backup has "
            "the passphrase that the log had when the backup was made. If you are sure that it is "
            "right, the backup may be damaged: choose another one.",
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
