# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the app's own files are, and where a person's files belong."""

from pathlib import Path

import appdirs

_APP_NAME = "caregiver-guide"


def resource_dir() -> Path:
    """Return the folder of routines, conditions, pictures, fonts, styles and translations."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"  # in a wheel, and in a self-contained build
    checkout = package.parents[1] / "resources"
    return installed if installed.is_dir() else checkout


def user_data_dir() -> Path:
    """Return the folder where this account's log belongs; it may not exist yet."""
    return Path(appdirs.user_data_dir(_APP_NAME, appauthor=False))


def user_config_dir() -> Path:
    """Return the folder where this account's settings belong; it may not exist yet."""
    return Path(appdirs.user_config_dir(_APP_NAME, appauthor=False))
