# SPDX-License-Identifier: GPL-3.0-or-later
"""A suggested passphrase is easy to keep in mind, and no two families get the same."""

import re
from pathlib import Path

from caregiver_guide.domain.passphrase import passphrase_fault
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.passphrase import (
    changed_lines,
    fault_line,
    passphrase_words,
    suggested_passphrase,
)
from caregiver_guide.storage.protecting import PassphraseChanged


def test_the_words_are_short_plain_and_many():
    """Each adds eleven bits; nobody has to ask how one is spelled."""
    words = passphrase_words(resource_dir())
    assert len(words) == len(set(words)) == 2048
    assert all(re.fullmatch("[a-z]{3,7}", word) for word in words)
    assert list(words) == sorted(words)


def test_a_suggestion_is_four_words_that_chance_chose():
    """It satisfies the rule, and the next one is another."""
    words = set(passphrase_words(resource_dir()))
    some = [suggested_passphrase(resource_dir()) for _ in range(50)]
    assert len(set(some)) == 50
    assert all(len(one.split("-")) == 4 and words.issuperset(one.split("-")) for one in some)
    assert not any(passphrase_fault(one) for one in some)


def test_each_fault_has_its_own_words():
    """Somebody who is told no is told what to do."""
    told = {fault_line(fault) for fault in ("short", "digits", "same", "control")}
    assert len(told) == 4
    assert all(line.startswith("Use ") for line in told)


def test_copies_that_did_not_follow_are_named():
    """Nobody believes that everything is protected while a copy is not."""
    changed = PassphraseChanged(
        (Path("a"), Path("b")), (Path("/x/c.db"),), (Path("/stick"),), is_certain=False
    )
    told = "\n".join(changed_lines(changed, is_protected=True))
    for words in ("2 copies", "/x/c.db", "/stick", "power cut"):
        assert words in told
    assert changed_lines(PassphraseChanged(), is_protected=True) == []
