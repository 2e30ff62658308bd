# SPDX-License-Identifier: GPL-3.0-or-later
"""The figure as it is shipped, read once."""

import pytest

from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.paths import resource_dir


@pytest.fixture(scope="session")
def figure():
    """The shipped figure."""
    return load_figure(resource_dir() / "figure")
