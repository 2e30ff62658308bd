# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery sheet: everything needed to open the log again, readable, on one page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from caregiver_guide.app.passphrases import Passphrases
from caregiver_guide.domain.passphrase import normalised, passphrase_fault
from caregiver_guide.report.paper import page_as_picture, paper_size_mm
from caregiver_guide.report.recovery_sheet import RecoverySheet, recovery_page

pytestmark = pytest.mark.windows

SHEET = RecoverySheet(
    title="Recovery sheet for Caregiver Guide",
    why="The log opens with this passphrase only.",
    passphrase_label="Passphrase",
    passphrase="harbor-candle-walnut-river",
    letters_label="Letter by letter",
    letters=("h  a  r  b  o  r", "(hyphen)", "c  a  n  d  l  e"),
    facts=(("Folder of the log", "/home/ana/caregiver-guide"), ("Printed on", "Today")),
    how_title="How to open the log",
    how=("Start Caregiver Guide.", "Type the passphrase."),
    keep_title="Keep this sheet away from the computer",
    keep=("In an envelope.",),
)


def placed(sheet, paper):
    """Return every piece of text on the page, as it was placed."""
    found = []
    draw = recovery_page(sheet, paper)
    page_as_picture(lambda painter: found.extend(draw(painter)), paper)
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    "passphrase",
    ["harbor-candle-walnut-river", "w" * 60, "Ein Satz, den sich niemand sonst ausdenkt! " * 8],
)
def test_everything_stands_whole_on_one_page(qapp, paper, passphrase):
    """Nothing is cut, whatever the passphrase and the paper; the passphrase is in large letters."""
    pieces = placed(replace(SHEET, passphrase=passphrase.strip()), paper)
    size = paper_size_mm(paper)
    for piece in pieces:
        assert 0 <= piece.left <= piece.right <= size.width(), piece
        assert 0 <= piece.top <= piece.bottom <= size.height(), piece
        assert not piece.text.endswith("…"), piece
    large = next(piece for piece in pieces if piece.text == passphrase.strip())
    assert large.points == max(piece.points for piece in pieces if piece.text != SHEET.title)
    said = {piece.text for piece in pieces}
    assert {SHEET.how_title, SHEET.keep_title, "/home/ana/caregiver-guide"} <= said
    assert large.points >= 16


def test_four_words_stand_on_one_line(qapp):
    """A line that ends in a hyphen would leave open whether the hyphen is part of it."""
    (large,) = [piece for piece in placed(SHEET, "a4") if piece.text == SHEET.passphrase]
    assert large.bottom - large.top < 2 * large.points * 25.4 / 72


SAID = {
    "(space)": " ",
    "(hyphen)": "-",
    "(underscore)": "_",
    "(full stop)": ".",
    "(comma)": ",",
    "(apostrophe)": "'",
    "(quotation mark)": '"',
    "(grave accent)": "`",
}


def typed_from(lines):
    """Return what somebody types who reads a sheet letter by letter, key by key."""
    keys = []
    for line in lines:
        if line.startswith("("):
            keys.append(SAID.get(line, line[1:-1]))
        else:
            keys += [one.removeprefix("large ").removeprefix("number ") for one in line.split("  ")]
    return "".join(keys)


@given(
    st.text(
        st.one_of(
            st.characters(max_codepoint=0x17F),
            st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cf")),
            st.sampled_from("\u00a0\u202f\u3000\u200b\u00ad\u2019\u201c\u2013\u2026\ufb01\u00b4"),
        ),
        min_size=10,
        max_size=16,
    )
)
def test_what_is_read_from_the_sheet_opens_the_log(came):
    """Any passphrase that may be set: typed as it is spelt there, it is the passphrase."""
    if passphrase_fault(came) is not None:
        return
    held = normalised(came)
    lines = Passphrases(None, None, QObject())._letters(held)
    assert typed_from(lines) == held
    assert all(len(line) == 3 for line in lines if line.startswith("(") and line not in SAID)
