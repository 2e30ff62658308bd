# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place where the parts meet."""

from pathlib import Path


def run_app(data_dir: Path) -> int:
    """Open the window on the log in ``data_dir``; return when it has been closed.

    Where it is open already that window comes to the front, and this start ends at once.
    """
    from caregiver_guide.app.one_window import hold_or_call

    one_window = hold_or_call(data_dir)
    if one_window is None:
        return 0
    # Only now, since a second start needs nothing of all this.
    from caregiver_guide.app.start import run_app as run

    return run(data_dir, one_window)
