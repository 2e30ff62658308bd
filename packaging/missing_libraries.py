# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the Debian packages of the libraries that Qt needs and this computer lacks.

Ends with 0 if none is missing, 1 if only windows and printers need them, 2 if nothing can be drawn.
"""

import ctypes
import sys

# What `ldd` says of Qt's own libraries.
PACKAGE_TO_DRAW = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# And of its plug-ins for windows under X11, and for printers.
PACKAGE_TO_SHOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def can_be_loaded(library: str) -> bool:
    """Tell whether the loader of this computer finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(package_of_library: dict[str, str]) -> set[str]:
    """Return the packages of those libraries that cannot be loaded."""
    return {
        package for library, package in package_of_library.items() if not can_be_loaded(library)
    }


def main() -> int:
    """Print one package a line, each once."""
    to_draw, to_show = missing(PACKAGE_TO_DRAW), missing(PACKAGE_TO_SHOW)
    for package in sorted(to_draw | to_show):
        print(package)
    return 2 if to_draw else 1 if to_show else 0


if __name__ == "__main__":
    sys.exit(main())
