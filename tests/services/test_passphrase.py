# SPDX-License-Identifier: GPL-3.0-or-later
"""A suggested passphrase is easy to keep in mind, and no two families get the same."""

import re
from pathlib import Path

from caregiver_guide.domain.passphrase import passphrase_fault
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.passphrase import (
    advice_line,
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
    told = "\n".join(changed_lines(changed, Path("/log"), is_protected=True))
    for words in ("2 backups", "/x/c.db", "/stick", "power cut"):
        assert words in told
    assert changed_lines(PassphraseChanged(), Path("/log"), is_protected=True) == []


def test_backups_that_followed_are_named_by_day_and_place():
    """Nobody wonders which copies are meant: the day and the place of each are said, calmly."""
    here = Path("/log/backups/caregiver-guide-2026-11-21-180422-1a2b3c4d-0007.db")
    stick = Path("/stick/caregiver-guide-2026-11-20-180422-1a2b3c4d-0006.db")
    earlier = Path("/log/backups/caregiver-guide-2026-11-19-180422-1a2b3c4d-0005.db")
    one, other = changed_lines(PassphraseChanged((here, stick)), Path("/log"), is_protected=True)
    assert one.startswith("The backup of 21 Nov 2026 on this computer is protected as well")
    assert other.startswith("The backup of 20 Nov 2026 in /stick is protected as well")
    (both,) = changed_lines(PassphraseChanged((here, earlier)), Path("/log"), is_protected=False)
    assert "2 backups on this computer, the newest of 21 Nov 2026, need no" in both


def test_each_advice_has_its_own_words_and_refuses_nothing():
    """What could be better is said with the leave to keep it."""
    told = [advice_line(advice) for advice in ("name", "few")]
    assert len(set(told)) == 2
    assert all("You can keep it" in line for line in told)
    assert advice_line(None) == ""
