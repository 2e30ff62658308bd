# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching in what people wrote: where it stands, when, by whom, and the words around it."""

from __future__ import annotations

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import giver_name, routine_name
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.short_lines import folded

MOST = 50
"""How many places are shown at once."""

_AROUND = 70
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One place where what was looked for stands.

    ``kind`` says what holds the words: "note", "reaction", "follow-up", "question", "zone",
    "condition", "clearance" or "team-answer". ``session`` is the massage it belongs to, or empty;
    ``routine`` is that massage in words. ``pieces`` are the words around, those that were found
    marked so.
    """

    thing: str
    kind: str
    session: str
    routine: str
    happened: Moment
    written_by: str
    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The words around as one text."""
        return "".join(words for words, _is_found in self.pieces)


@dataclass(frozen=True, slots=True)
class SearchView:
    """What was found for what was typed, the newest first."""

    typed: str
    hits: tuple[SearchHit, ...]
    has_more: bool = False


def search_log(log: Log, library: Library, person: str, typed: str) -> SearchView:
    """Return where every word of ``typed`` stands in one person's log."""
    found = log.search(person, typed, MOST + 1)
    caregivers = {one.id: one for one in log.caregivers.all()}
    sessions = {
        one.id: one for one in log.sessions.several(tuple({one.session for one in found} - {""}))
    }
    hits = []
    for one in found[:MOST]:
        session = sessions.get(one.session)
        hits.append(
            SearchHit(
                thing=one.thing,
                kind=one.kind,
                session=one.session if session and not session.is_in_bin else "",
                routine=routine_name(library, session.routine) if session else "",
                happened=session.started if session else one.happened,
                written_by=giver_name(log, one.recorded_by, caregivers),
                pieces=pieces_of(one.text, typed),
            )
        )
    return SearchView(typed, tuple(hits), len(found) > MOST)


def pieces_of(text: str, typed: str) -> tuple[tuple[str, bool], ...]:
    """Return ``text`` around the first word found, in pieces: each with whether it was found."""
    text = " ".join(text.split())
    marked = _marked(text, [word for word in folded(typed).split() if word])
    first = next((place for place, is_found in enumerate(marked) if is_found), 0)
    start = _word_start(text, first - _AROUND) if len(text) > _LONGEST else 0
    end = len(text)
    if end - start > _LONGEST:
        space = text.find(" ", start + _LONGEST)
        end = space if space >= 0 else end
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    place = start
    while place < end:
        other = place
        while other < end and marked[other] == marked[place]:
            other += 1
        pieces.append((text[place:other], marked[place]))
        place = other
    return (*pieces, (" …", False)) if end < len(text) else tuple(pieces)


def _marked(text: str, words: list[str]) -> list[bool]:
    """Return for each letter whether it belongs to a word that begins as one of ``words``."""
    marked = [False] * len(text)
    # Letter by letter, since one may spread to several; plain ones cost nothing.
    spread = [letter.lower() if letter.isascii() else folded(letter) for letter in text]
    plain = "".join(spread)
    places = [place for place, letters in enumerate(spread) for _letter in letters]
    for word in words:
        bare = word.strip("".join(sign for sign in word if not sign.isalnum()))
        at = plain.find(bare) if bare else -1
        while at >= 0:
            if at == 0 or not plain[at - 1].isalnum():
                for spot in places[at : at + len(bare)]:
                    marked[spot] = True
            at = plain.find(bare, at + 1)
    for place in range(1, len(text)):
        if not spread[place]:  # a sign above or below the letter before it
            marked[place] = marked[place - 1]
    return marked


def _word_start(text: str, place: int) -> int:
    """Return where the word begins in which or before which ``place`` lies."""
    if place <= 0:
        return 0
    space = text.find(" ", place)
    return space + 1 if space >= 0 else 0
