# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, names and places in plain words that cannot be misread."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from caregiver_guide.content.page_words import PageWords
from caregiver_guide.domain.body import Body

_MOST_PLACES = 4
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy(text: str) -> str:
    """Return ``text`` on one line, without control characters or doubled spaces.

    Signs that turn the direction of all that follows go too: one in a name would write the rest of
    the line backwards. Letters with their accents are one sign each, however they were typed.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    kept = (
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in text
        if sign not in _TURNS_DIRECTION
    )
    return " ".join("".join(kept).split())


def shortened(text: str, most: int) -> str:
    """Return ``text`` tidied and, over ``most`` characters, cut at a word and ended with "…"."""
    line = tidy(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return at_word.rstrip(" ,;:.") + "…"


def sentence(text: str) -> str:
    """Return ``text`` with a full stop if it ends without a mark of its own."""
    return text if not text or text[-1] in ".!?…؟。" else f"{text}."


def capital(text: str) -> str:
    """Return ``text`` with its first letter large."""
    return text[:1].upper() + text[1:]


def initials(name: str) -> str:
    """Return the first letters of the parts of ``name``, three at most, as in "P. M."."""
    letters = [part[0].upper() for part in tidy(name).split() if part[0].isalpha()]
    return " ".join(f"{letter}." for letter in letters[:3])


def day_words(day: date, words: PageWords) -> str:
    """Return a day as in "12 Mar 2026"."""
    return words.day.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def near_day_words(day: date, year: int, words: PageWords) -> str:
    """Return a day as in "12 Mar", with its year unless that is ``year``."""
    if day.year != year:
        return day_words(day, words)
    return words.day_and_month.format(day=day.day, month=words.months[day.month - 1])


def span_words(first: date, last: date, words: PageWords) -> str:
    """Return two days with nothing said twice, as in "5 to 18 Nov 2026"."""
    if first == last:
        return day_words(first, words)
    if first.year != last.year:
        start = day_words(first, words)
    elif first.month != last.month:
        month = words.months[first.month - 1]
        start = words.day_and_month.format(day=first.day, month=month)
    else:
        start = str(first.day)
    return words.span.format(first=start, last=day_words(last, words))


def joined(names: Sequence[str], most: int, words: PageWords) -> str:
    """Return ``names`` with commas, at most ``most`` of them and the number of the others."""
    shown = ", ".join(names[:most])
    left = len(names) - most
    return shown if left <= 0 else words.names_and_more.format(names=shown, count=left)


def place_words(regions: Iterable[str], body: Body, words: PageWords) -> str:
    """Return places by the person's side, as in "right side: chest, and both sides: heel; sole"."""
    wanted = set(regions)
    known = [region for region in body.regions if region.id in wanted]
    if not known:
        return words.place_unknown
    sides: dict[str, dict[str, None]] = {"R": {}, "L": {}, "both": {}, "": {}}
    for region in known:
        if region.side is None:
            sides[""][region.name] = None
            continue
        other = f"{region.place}.{'L' if region.side == 'R' else 'R'}"
        sides["both" if other in wanted else region.side][region.name] = None
    templates = {
        "R": words.right_side,
        "L": words.left_side,
        "both": words.both_sides,
        "": "{places}",
    }
    parts = []
    room = _MOST_PLACES
    for side, names in sides.items():
        shown = list(names)[:room]
        if shown:
            parts.append(templates[side].format(places="; ".join(shown)))
            room -= len(shown)
    left = sum(len(names) for names in sides.values()) - _MOST_PLACES
    said = words.places_and.join(parts)
    return said if left <= 0 else f"{said} {words.more_places.of(left)}"
