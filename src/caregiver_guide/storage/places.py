# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a folder is one where a log is not safe: copied to a cloud, or on another computer.

A program that copies a folder to a cloud may copy the log in the middle of a writing, and put an
older one back. Over a network, two computers can write at once, and neither knows of the other.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Literal

from caregiver_guide.domain.values import dataclass

_NAMES = {
    "amazon drive": "Amazon Drive",
    "box": "Box",
    "box sync": "Box",
    "com~apple~clouddocs": "iCloud",
    "creative cloud files": "Creative Cloud",
    "dropbox": "Dropbox",
    "filen": "Filen",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "hidrive": "HiDrive",
    "icedrive": "Icedrive",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "internxt drive": "Internxt",
    "jottacloud": "Jottacloud",
    "kdrive": "kDrive",
    "koofr": "Koofr",
    "magentacloud": "MagentaCLOUD",
    "mega": "MEGA",
    "megasync": "MEGA",
    "mobile documents": "iCloud",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "onedrive": "OneDrive",
    "owncloud": "ownCloud",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "proton drive": "Proton Drive",
    "resilio sync": "Resilio Sync",
    "seafile": "Seafile",
    "spideroak hive": "SpiderOak",
    "sugarsync": "SugarSync",
    "sync": "Sync.com",
    "synology drive": "Synology Drive",
    "synologydrive": "Synology Drive",
    "tresorit": "Tresorit",
    "yandex.disk": "Yandex Disk",
}
"""How a folder that a program keeps the same everywhere is usually called, in small letters."""

_WITH_MORE = re.compile(
    r"(dropbox|onedrive|google ?drive|nextcloud|owncloud|proton ?drive|pcloud ?drive|mega)"
    r"(?: \(.+\)| - .+|[-_].+|\d+)"
)
"""Such a name with a firm's, a person's or a second account's own after it."""

_ALL_CLOUDS = "cloudstorage"
"""Where macOS keeps the folders of every such program, each called after it."""

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
        *("nfs4", "ocfs2", "smb2", "smb3", "smbfs", "9p", "beegfs", "vboxsf", "virtiofs"),
        *("fuse.ceph", "fuse.cephfs", "fuse.curlftpfs", "fuse.davfs2", "fuse.drivefs"),
        *("fuse.glusterfs", "fuse.google-drive-ocamlfuse", "fuse.gvfsd-fuse", "fuse.juicefs"),
        *("fuse.kio-fuse", "fuse.onedriver", "fuse.pcloud", "fuse.rclone", "fuse.s3fs"),
        *("fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse"),
    }
)
_MOUNTS = Path("/proc/self/mountinfo")
_WINDOWS_REMOTE = 4
"""What Windows calls the kind of a drive that is a folder of another computer."""


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
    if str(folder).startswith("\\\\"):  # as Windows names a folder of another computer
        return RiskyPlace("network", "SMB", folder)
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
    if longer := _WITH_MORE.fullmatch(small):
        short = longer[1]
        return _NAMES.get(short) or _NAMES[short.replace("drive", " drive")]
    if place.parent.name.casefold() == _ALL_CLOUDS:
        return place.name.partition("-")[0]
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
    if found is not None and found[1] in _NETWORK:
        return RiskyPlace("network", found[1], found[0])
    if sys.platform == "win32":
        import ctypes  # only there, and only when a folder is asked about

        drive = Path(folder.anchor)
        if ctypes.windll.kernel32.GetDriveTypeW(str(drive)) == _WINDOWS_REMOTE:
            return RiskyPlace("network", "SMB", drive)
    return None
