# SPDX-License-Identifier: GPL-3.0-or-later
"""What a passphrase has to be: long enough, and nothing that anybody tries first."""

import pytest

from caregiver_guide.domain.passphrase import normalised, passphrase_advice, passphrase_fault


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
    ],
)
def test_a_passphrase_that_is_easy_to_guess_is_told(text, fault):
    """Ten characters or more, no PIN, no single letter again and again."""
    assert passphrase_fault(text) == fault


def test_one_letter_typed_in_two_ways_is_one_letter():
    """An accent that came as a sign of its own joins its letter."""
    assert normalised(" cafe\u0301 ") == "caf\u00e9"


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
