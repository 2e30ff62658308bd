# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery sheet: everything needed to open the log again, readable, on one page."""

from dataclasses import replace

import pytest

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
