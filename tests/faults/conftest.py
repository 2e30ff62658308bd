# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of faults share."""

import tempfile
from pathlib import Path

import pytest
from tests.faults import disk_calls


@pytest.fixture
def folder():
    """A folder in memory where there is one: faults are tried by the thousand."""
    with tempfile.TemporaryDirectory(dir=disk_calls.MEMORY) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def layer(tmp_path_factory):
    """The layer between a program and the disk, compiled once."""
    if disk_calls.WHY_NOT:
        pytest.skip(disk_calls.WHY_NOT)
    return disk_calls.build(tmp_path_factory.getbasetemp())
