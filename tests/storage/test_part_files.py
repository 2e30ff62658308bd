# SPDX-License-Identifier: GPL-3.0-or-later
"""What a killed program left half written is cleared at the next writing, and nothing else."""

import os

from caregiver_guide.storage.part_files import begin_part_file, begin_part_folder

DAY = 86_400


def _aged(path, seconds):
    when = path.lstat().st_mtime - seconds
    os.utime(path, (when, when))
    return path


def test_what_a_killed_program_left_is_gone_a_day_later_and_other_files_stay(tmp_path):
    """Half a page or care file is readable health data in a folder where nobody sees it."""
    left = _aged(begin_part_file(tmp_path / "page.pdf"), DAY + 1)
    tables = begin_part_folder(tmp_path / "tables")
    (tables / "notes.csv").write_text("Slept well.")
    _aged(tables, DAY + 1)
    of_now = _aged(begin_part_file(tmp_path / "other.care"), DAY - 60)
    assert not left.exists()
    assert not tables.exists()
    own = _aged(_written(tmp_path / ".caregiver-guide-notes.part"), 9 * DAY)
    shown = _aged(_written(tmp_path / "page.pdf"), 9 * DAY)
    fresh = begin_part_file(tmp_path / "page.pdf")
    assert {one.name for one in tmp_path.iterdir()} == {
        one.name for one in (own, shown, of_now, fresh)
    }
    assert fresh.stat().st_mode & 0o077 == 0


def _written(path):
    path.write_text("theirs")
    return path
