# SPDX-License-Identifier: GPL-3.0-or-later
"""A nurse who writes content is told everything that is wrong, at once and in words."""

import shutil

import pytest

from caregiver_guide.content.check import check_folder
from caregiver_guide.content.faults import ContentError
from caregiver_guide.content.files import COMPILED, read_files, write_compiled
from caregiver_guide.content.library import load_library
from caregiver_guide.paths import resource_dir

OWN = resource_dir()


@pytest.fixture
def folder(tmp_path):
    """A copy of the app's content that a test may spoil."""
    for path in sorted(OWN.glob("**/*.toml")):
        if path.relative_to(OWN).parts[0] in ("themes", "figure"):
            continue
        target = tmp_path / "content" / path.relative_to(OWN)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path / "content"


def replace_in(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_content_has_no_fault():
    """What families are shown was checked."""
    report = check_folder(OWN, OWN)

    assert report.faults == ()
    assert (report.conditions, report.routines, report.positions) == (131, 11, 10)


@pytest.mark.parametrize(
    "name", sorted(path.relative_to(OWN).as_posix() for path in OWN.glob("routines/*.toml"))
)
def test_every_routine_loads(name):
    """No routine file is left out silently."""
    files = read_files(OWN)
    stem = name.removeprefix("routines/").removesuffix(".toml")

    assert stem in files.routines or stem == "opening-and-close"


def test_every_fault_of_a_nonsense_file_is_named_at_once(folder):
    """One run shows all mistakes: shape, unknown ids and places, each with file, key, remedy."""
    (folder / "conditions" / "nonsense.toml").write_text(
        """
[made-up]
name = 7
kind = "gadget"
category = "device"
told = "x"
why = "y"
source = ["NO-SUCH-SOURCE"]
grade = "Z"
seen = "o"
colour = "red"

[[made-up.rule]]
avoid = "elbow-of-doom"
no_positions = ["upside-down"]
only_routines = ["thumb-war"]
emergency_with = ["gremlins"]
minutes = 0

[port]
name = "Second port"
kind = "zone"
category = "device"
told = "x"
why = "y"
source = ["OWN"]
grade = "D"
seen = "o"
""",
        "utf-8",
    )
    faults = check_folder(folder, OWN).faults
    text = "\n".join(map(str, faults))

    for word in (
        "colour", "gadget", "'Z'", "NO-SUCH-SOURCE", "elbow-of-doom", "upside-down",
        "thumb-war", "gremlins", "minutes", "'port' also stands in", "port.rule",
    ):  # fmt: skip
        assert word in text
    assert all(fault.file == "conditions/nonsense.toml" for fault in faults)
    assert all(fault.key and fault.problem and fault.remedy for fault in faults)


def test_an_addition_is_checked_against_the_own_content(tmp_path):
    """A folder with one new routine needs no copy of everything else."""
    routines = tmp_path / "routines"
    routines.mkdir()
    shutil.copy(OWN / "routines" / "m-hand.toml", routines / "m-hand.toml")
    replace_in(routines / "m-hand.toml", 'places = "forearm-back"', 'places = "calf"')

    faults = check_folder(tmp_path, OWN).faults

    assert [fault.file for fault in faults] == ["routines/m-hand.toml"]
    assert "calf" in faults[0].problem


@pytest.mark.parametrize(
    ("line", "problem"),
    [('group = "sefety"', "'sefety' is not allowed."), ("", "'group' is missing.")],
)
def test_a_page_to_read_says_under_which_heading_it_stands(folder, line, problem):
    """A page without a heading, or with one that there is not, is named with what is possible."""
    replace_in(folder / "learn" / "blood-clots.toml", 'group = "safety"', line)

    (fault,) = check_folder(folder, OWN).faults

    assert (fault.file, fault.problem) == ("learn/blood-clots.toml", problem)
    assert not line or "'safety'" in fault.remedy
    with pytest.raises(ContentError):
        read_files(folder)


def test_a_broken_file_is_named_with_its_line(folder):
    """A forgotten quote is found."""
    (folder / "positions.toml").write_text("[supine\nname = ", "utf-8")

    faults = check_folder(folder, OWN).faults

    assert any(fault.file == "positions.toml" and "line" in fault.problem for fault in faults)


def test_a_file_where_none_is_read_is_named(folder):
    """A condition saved in the wrong folder is not passed over."""
    (folder / "extra.toml").write_text("a = 1\n", "utf-8")

    assert any(fault.file == "extra.toml" for fault in check_folder(folder, OWN).faults)


def test_the_app_refuses_broken_safety_content(folder):
    """Rather no app than one without its rules; every fault is in the error."""
    path = folder / "conditions" / "devices.toml"
    replace_in(path, 'avoid = "marked+margin + neck-side(marked)"', 'avoid = "nowhere"')
    replace_in(folder / "conditions" / "skin.toml", 'kind = "zone"', 'kind = "zoo"')

    with pytest.raises(ContentError) as caught:
        load_library(folder)

    assert "skin.toml" in str(caught.value)


def test_the_compiled_copy_is_trusted_only_while_it_fits(folder):
    """A changed source wins over the compiled copy at once."""
    write_compiled(folder)
    assert read_files(folder).routines["m-hand"].name != "Changed"
    replace_in(folder / "routines" / "m-hand.toml", 'name = "', 'name = "Changed')

    assert read_files(folder).routines["m-hand"].name.startswith("Changed")


def test_the_compiled_copy_says_the_same_as_the_files(folder):
    """Speed changes nothing in what is read."""
    slow = read_files(folder)
    write_compiled(folder)

    assert read_files(folder) == slow


@pytest.mark.parametrize("damage", [b"", b"\x00\x01nonsense", b"\x93"])
def test_a_damaged_compiled_copy_is_passed_over(folder, damage):
    """A half-written copy never stands in for the files."""
    slow = read_files(folder)
    write_compiled(folder)
    (folder / COMPILED).write_bytes(damage)

    assert read_files(folder) == slow


def test_a_deleted_source_is_noticed(folder):
    """A missing safety file is a fault even if an old compiled copy is still there."""
    write_compiled(folder)
    (folder / "conditions" / "devices.toml").unlink()

    with pytest.raises(ContentError):
        load_library(folder)
