# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place where the parts meet."""

from pathlib import Path


def run_app(data_dir: Path) -> int:
    """Open the window on the log in ``data_dir``; return when it has been closed."""
    from caregiver_guide.app.start import run_app as run

    return run(data_dir)
