# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the Debian package: ``python packaging/debian.py FOLDER VERSION ICON_FOLDER OUT_FOLDER``.

FOLDER is the self-contained one, ICON_FOLDER holds the icon drawn as ``128.png`` and so on.
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAME = "caregiver-guide"
APP_ID = "org.caregiverguide.CaregiverGuide"
PACKAGING = Path(__file__).resolve().parent
HOME = Path("opt") / NAME

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: The Caregiver Guide contributors <contributors@caregiverguide.invalid>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: education
Priority: optional
Description: guide for gentle, safe massage at home
 Caregiver Guide helps somebody without training give a person they care for
 gentle massage: a hand, a foot, a shoulder, for comfort.
 .
 You mark what has to be left alone and answer a few questions about today. The
 app says where hands may go and how lightly, guides through each step with a
 timer, keeps a log, and makes one page for the care team. It works without a
 network.
 .
 It gives comfort care, not medical treatment. No clinician has reviewed the
 content yet. Python and Qt are inside, in /opt/caregiver-guide.
"""

# Speech is the computer's own: without it the app shows, rings and glows, and says what is missing.
RECOMMENDED = (
    "libspeechd2",
    "speech-dispatcher",
    "speech-dispatcher-espeak-ng",
)
DONE_WITHOUT = {"libspeechd.so.2": "libspeechd2"}
"""Libraries of plug-ins that Qt passes over where they are missing; those are recommended."""


class PackageError(Exception):
    """The package cannot be made; the text says why."""


def make_package(folder: Path, version: str, icons: Path, out: Path) -> Path:
    """Write the package of ``folder`` into ``out`` and return its path.

    Raises :class:`PackageError` where a library is needed that neither the folder nor a package
    of this computer has.
    """
    architecture = _said_by("dpkg", "--print-architecture").strip()
    package = out / f"{NAME}_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="caregiver-guide-deb-") as scratch:
        root = Path(scratch) / "root"
        lay_out(root, folder, icons)
        control = CONTROL.format(
            name=NAME,
            version=version,
            architecture=architecture,
            kilobytes=sum(file.lstat().st_size for file in root.rglob("*")) // 1024,
            depends=", ".join(needed_packages(folder)),
            recommends=", ".join(RECOMMENDED),
        )
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control, "utf-8")
        set_modes(root)
        _said_by("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package))
    return package


def lay_out(root: Path, folder: Path, icons: Path) -> None:
    """Put every file of the package where it will be on the computer."""
    shutil.copytree(folder, root / HOME, symlinks=True)
    share = root / "usr" / "share"
    hicolor = share / "icons" / "hicolor"
    for source, target in (
        (PACKAGING / f"{APP_ID}.desktop", share / "applications" / f"{APP_ID}.desktop"),
        (PACKAGING / f"{APP_ID}.metainfo.xml", share / "metainfo" / f"{APP_ID}.metainfo.xml"),
        (PACKAGING / "icons" / f"{APP_ID}.svg", hicolor / f"scalable/apps/{APP_ID}.svg"),
        (PACKAGING / "debian-copyright", share / "doc" / NAME / "copyright"),
        *(
            (icon, hicolor / f"{icon.stem}x{icon.stem}/apps/{APP_ID}.png")
            for icon in sorted(icons.glob("*.png"))
        ),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    changes = (PACKAGING.parent / "CHANGELOG.md").read_bytes()
    (share / "doc" / NAME / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))
    command = root / "usr" / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("/") / HOME / NAME)


def set_modes(root: Path) -> None:
    """Let everybody read the files, and nobody but root change them, whatever the umask was."""
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runs else 0o644)


# ---------------------------------------------------------------- what it depends on


def needed_packages(folder: Path) -> list[str]:
    """Return the packages whose libraries the folder uses and does not hold, sorted."""
    held: set[str] = set()
    needed: dict[str, str] = {}
    newest_c = (0, 0)
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file() or not _is_program(file):
            held.add(file.name)
            continue
        held.add(file.name)
        header = _said_by("objdump", "-p", str(file))
        needed |= dict.fromkeys(re.findall(r"^\s+NEEDED\s+(\S+)", header, re.MULTILINE), file.name)
        for major, minor in re.findall(r"\bGLIBC_(\d+)\.(\d+)", header):
            newest_c = max(newest_c, (int(major), int(minor)))

    places = _library_places()
    packages = {f"libc6 (>= {newest_c[0]}.{newest_c[1]})"}
    for library in sorted(set(needed) - held - set(DONE_WITHOUT)):
        if library not in places:
            raise PackageError(
                f"{library}, which {needed[library]} needs, is neither in {folder} nor here."
            )
        package = _package_of(places[library])
        if package != "libc6":
            packages.add(package)
    return sorted(packages)


def _is_program(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"


def _library_places() -> dict[str, Path]:
    listed = _said_by("/sbin/ldconfig", "-p")
    found = re.findall(r"^\s+(\S+) \(libc6,[^)]*64[^)]*\) => (\S+)$", listed, re.MULTILINE)
    return {name: Path(path) for name, path in reversed(found)}


def _package_of(library: Path) -> str:
    # The loader's list says /lib, where the package says /usr/lib, or the other way round.
    for path in (library, library.resolve(), Path("/usr") / library.relative_to("/")):
        result = subprocess.run(
            ["dpkg", "-S", str(path)],  # noqa: S607 - a Debian tool, where Debian has it
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode == 0:
            # Since 2024 some names end with t64; those packages answer to the old name as well.
            return result.stdout.split(":")[0].removesuffix("t64")
    raise PackageError(f"{library} belongs to no package.")


def _said_by(*command: str) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise PackageError(f"{' '.join(command[:2])} failed: {result.stderr.strip()}")
    return result.stdout


def main(arguments: list[str]) -> int:
    """Make the package and print its path; return 2 with a sentence where that fails."""
    if len(arguments) != 4:
        print("usage: python packaging/debian.py FOLDER VERSION ICON_FOLDER OUT_FOLDER")
        return 2
    folder, version, icons, out = arguments
    try:
        print(make_package(Path(folder), version, Path(icons), Path(out)))
    except (PackageError, OSError) as error:
        print(f"No package was made: {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
