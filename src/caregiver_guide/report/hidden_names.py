# SPDX-License-Identifier: GPL-3.0-or-later
"""First letters for every name in what people wrote, where a page is to show no name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from caregiver_guide.content.page_words import PageWords
from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.facts import PageFacts
from caregiver_guide.report.wording import initials, tidy

_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_YEAR: Final = r"(?:19|20)\d\d"
_ENDS: Final = r"(?=\s*(?:$|[,.;:!?)]))"


@dataclass(frozen=True, slots=True)
class HiddenName:
    """What finds a name, or a part of one, in a line, and the letters that stand for it."""

    pattern: re.Pattern[str]
    letters: str

    def hide(self, line: str) -> str:
        """Return ``line`` with letters for the name; the month of a date is none."""
        return self.pattern.sub(lambda found: found["date"] or self.letters, line)


def hidden_names(facts: PageFacts, words: PageWords) -> tuple[HiddenName, ...]:
    """Return what hides each name and each part of one, the longest first."""
    names: dict[str, str] = {}
    givers = (one.name for one in facts.caregivers)
    for name in (facts.person.name, *givers, *facts.all_names):
        whole = tidy(name)
        letters = initials(whole) or "–"
        parts = [whole, *whole.split(), *re.split(r"[\s\-–]+", whole)]
        if set(parts) == {whole} and not _has_cases(whole):
            parts.append(whole[1:])  # the name somebody is called by, after one of the family
        for part in parts:
            if len(part) > 1:
                names.setdefault(part, letters)
    usual = {one.casefold() for one in words.names_that_are_words}
    months = {one.casefold() for one in (*words.months, *words.months_in_full)}
    return tuple(
        HiddenName(_finding(name, usual, months), names[name])
        for name in sorted(names, key=len, reverse=True)
    )


def _has_cases(name: str) -> bool:
    """Whether a name is of a script with large and small letters, and so with spaces."""
    return any(unicodedata.category(sign) in ("Lu", "Ll") for sign in name)


def _finding(name: str, usual: Collection[str], months: Collection[str]) -> re.Pattern[str]:
    """Return a pattern for a name as a word; in a script without spaces, wherever it stands.

    One that is a usual word as well is a name only as it was written and with a large letter. One
    of a month is a date where a day or a year stands beside it and nothing more is said of it.
    """
    edge = (r"(?<!\w)", r"(?!\w)") if _has_cases(name) else ("", "")
    small = name.casefold()
    forms = {name, name[:1].upper() + name[1:], name.upper()} if small in usual else {name}
    found = f"{edge[0]}(?:{'|'.join(map(re.escape, sorted(forms)))}){edge[1]}"
    date = r"(?!)"
    if small in months:
        after = rf"{_DAY}(?:,?\s+{_YEAR})?{_ENDS}|{_YEAR}(?!\d)"
        date = rf"{found}\s+(?:{after})|(?<!\d){_DAY}(?:\s+of)?\s+{found}(?:\s+{_YEAR}|{_ENDS})"
    flags = re.NOFLAG if small in usual else re.IGNORECASE
    return re.compile(f"(?P<date>{date})|{found}", flags)
