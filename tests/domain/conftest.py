# SPDX-License-Identifier: GPL-3.0-or-later
"""The app's own content, read once for all tests of the plan."""

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.paths import resource_dir


@pytest.fixture(scope="session")
def library():
    return load_library(resource_dir())


@pytest.fixture(scope="session")
def book(library):
    return library.book


@pytest.fixture(scope="session")
def planner(library):
    return library.planner
