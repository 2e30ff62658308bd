# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a folder is one where a log is not safe: copied to a cloud, or on another computer.

A program that copies a folder to a cloud may copy the log in the middle of a writing, and put an
older one back. Over a network, two computers can write at once, and neither knows of the other.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

from caregiver_guide.domain.values import dataclass

_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud drive": "iCloud",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "seafile": "Seafile",
}
"""How a folder that a program keeps the same everywhere is usually called, in small letters."""

_ALSO_WITH_MORE = ("dropbox (", "onedrive - ", "google drive (", "googledrive-", "onedrive-")
"""What such a name may begin with: a firm's or a person's own follows."""

_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
}
"""What those programs leave in the top folder that they copy."""

_NETWORK = frozenset(
    {
        *("afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gfs2", "lustre", "ncpfs", "nfs"),
        *("nfs4", "ocfs2", "smb2", "smb3", "smbfs", "fuse.davfs2", "fuse.glusterfs"),
        *("fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    }
)
_MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class RiskyPlace:
    """Why a folder is a risky place for a log; ``name`` is the program's, or the file system's."""

    kind: Literal["cloud", "network"]
    name: str
    top: Path


def risky_place(folder: Path, mounts: str | None = None) -> RiskyPlace | None:
    """Return why a log is not safe in ``folder``; ``None`` when nothing speaks against it.

    ``mounts`` is the system's list of what is mounted where, read where the system has one.
    """
    whole = folder.absolute()
    with suppress(OSError, RuntimeError):
        whole = whole.resolve()
    for place in (whole, *whole.parents):
        name = _cloud_of(place)
        if name:
            return RiskyPlace("cloud", name, place)
    return _network_of(whole, _mounts() if mounts is None else mounts)


def _cloud_of(place: Path) -> str:
    small = place.name.casefold()
    if small in _NAMES:
        return _NAMES[small]
    for begin in _ALSO_WITH_MORE:
        if small.startswith(begin):
            return _NAMES[begin.rstrip(" (-")]
    for mark, name in _MARKS.items():
        try:
            # Dropbox keeps a folder of that name for itself in every home.
            if (place / mark).exists() and not (place / mark / "instance1").exists():
                return name
        except OSError:
            return ""
    return ""


def _mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""


def _network_of(folder: Path, mounts: str) -> RiskyPlace | None:
    """Return the network file system that a folder lies on; the last and longest mount counts."""
    found: tuple[Path, str] | None = None
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        parts = before.split()
        if len(parts) < 5 or not after:
            continue
        top = Path(parts[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if folder.is_relative_to(top) and (found is None or len(top.parts) >= len(found[0].parts)):
            found = top, after.split()[0]
    if found is None or found[1] not in _NETWORK:
        return None
    return RiskyPlace("network", found[1], found[0])
