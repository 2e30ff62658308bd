# SPDX-License-Identifier: GPL-3.0-or-later
"""A protected log tells nobody anything: not a name in any byte that was ever written."""

from tests.faults.readable import FIRST, WORDS, found


def test_no_word_of_a_protected_log_is_ever_written_where_it_can_be_read(layer, folder):
    """Not in the log, a backup, a journal, a copy of a moment, the settings or a fault report.

    The same search finds every word where the log is not protected; else it would prove nothing.
    """
    assert found(layer, folder / "protected", FIRST) == {}
    plain = found(layer, folder / "plain", "")
    assert plain.keys() == set(WORDS)
    assert {"log.db", "a call of kind W"} <= set.union(*plain.values())
    assert not any(where.endswith((".log", ".toml")) for where in set.union(*plain.values()))
