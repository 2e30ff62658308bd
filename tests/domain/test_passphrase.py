# SPDX-License-Identifier: GPL-3.0-or-later
"""What a passphrase has to be: long enough, and nothing that anybody tries first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.passphrase import (
    as_before,
    forms_of,
    normalised,
    passphrase_advice,
    passphrase_fault,
    stands_on_paper,
)

ODD = (
    "\u00a0\u202f\u3000\u200b\u00ad\ufeff\u200f\u2019\u201c\u2013\u2026\ufb01\u00b2\ufe0f\u3164\u00b4"
    "\uff21\u0301"
)
"""Special blanks, what nobody sees, and what phones and word processors put in place of a key."""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "short"),
        ("nine char", "short"),
        ("ten  chars", None),
        ("river-lamp-button-cloud", None),
        ("1234567890", "digits"),
        ("12-34-56 78 90", "digits"),
        ("٠١٢٣٤٥٦٧٨٩", "digits"),
        ("----------", "digits"),
        ("aaaaaaaaaa", "same"),
        ("aAaAaAaAaA", "same"),
        ("a-a-a-a-a-a", "same"),
        ("ten\0characters", "control"),
        ("    nine char    ", "short"),
        ("große Möwen", None),
        ("小さな川と明るいランプと", None),
        ("नदी का किनारा और दीपक", None),
        ("harbor 🙂 candle walnut", "control"),
        ("harbor \ue000 candle walnut", "control"),
        ("harbor\u2028candle walnut", "control"),
        ("harbor • candle walnut", "control"),
        ("ha\u200br\u200bb\u200bo\u200br", "short"),
    ],
)
def test_a_passphrase_that_is_easy_to_guess_is_told(text, fault):
    """Ten characters or more, no PIN, no single letter again and again."""
    assert passphrase_fault(text) == fault


def test_one_letter_typed_in_two_ways_is_one_letter():
    """An accent that came as a sign of its own joins its letter."""
    assert normalised(" cafe\u0301 ") == "caf\u00e9"


@pytest.mark.parametrize(
    ("came", "typed"),
    [
        ("harbor\u00a0candle\u202fwalnut\u3000river", "harbor candle walnut river"),
        ("\ufeffhar\u200bbor\u00ad candle\u200f walnut", "harbor candle walnut"),
        ("harbor\u2019s \u201ccandle\u201d \u2013 walnut\u2026", 'harbor\'s "candle" - walnut...'),
        ("\uff48\uff41rbor \ufb01ve", "harbor five"),
    ],
)
def test_a_passphrase_is_what_a_plain_keyboard_types(came, typed):
    """Copied from a web page or a letter, it opens with what is read on the recovery sheet."""
    assert passphrase_fault(came) is None
    assert normalised(came) == typed
    assert forms_of(came) == (typed, as_before(came))
    assert not stands_on_paper(as_before(came))
    assert forms_of(typed) == (typed,)


@given(st.text(st.one_of(st.characters(), st.sampled_from(ODD + "abc -")), max_size=24))
def test_what_is_used_is_used_again_and_has_one_kind_of_blank(came):
    """Typing what stands on the sheet is the same passphrase, and nothing in it is unseen."""
    used = normalised(came)
    assert normalised(used) == used
    assert forms_of(used) == (used,)
    if passphrase_fault(came) is None:
        assert stands_on_paper(used)
        kinds = {unicodedata.category(sign) for sign in used if sign != " "}
        assert not kinds & {"Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Co", "Cs"}


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("pat likes blue", "name"),
        ("Blue-PAT-river-lamp", "name"),
        ("we like blue", "few"),
        ("river-lamp-button-cloud", None),
        ("x8kq2mv7tz", None),
        ("patience river lamp cloud", None),
        ("pat", None),
    ],
)
def test_an_easy_passphrase_is_advised_on_and_not_refused(text, advice):
    """A name known here or a few words alone are easy to guess; what is refused has no advice."""
    assert passphrase_advice(text, ["Pat", "Rosa"]) == advice
