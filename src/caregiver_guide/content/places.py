# SPDX-License-Identifier: GPL-3.0-or-later
"""Read place expressions such as ``marked+margin + neck-side(marked)``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from caregiver_guide.domain.body import Body, Mask, Spread

_MARKED_TERM = re.compile(r"^([a-z-]+)\(marked\)$")


class PlaceError(ValueError):
    """A place expression that names something unknown; the text says what."""


class PlaceReader:
    """Turns place expressions into sets and spreads over one body."""

    def __init__(self, body: Body, spreads: Mapping[str, Spread]) -> None:
        """Read places of ``body``; ``spreads`` are limb, group and quarter."""
        self.body = body
        self.spreads = dict(spreads)
        self._read: dict[str, Spread] = {}
        self._nothing: tuple[Mask, ...] = (0,) * len(body.regions)

    def mask(self, text: str) -> Mask:
        """Return the places of an expression without marks."""
        spread = self.spread(text)
        if any(spread.table):
            raise PlaceError(f"'{text}' depends on a mark, which has no meaning here.")
        return spread.always

    def spread(self, text: str) -> Spread:
        """Return what the expression ``text`` covers for each possible mark."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = self._parse(text)
        return known

    def _parse(self, text: str) -> Spread:
        words = " ".join(text.split())
        if words.startswith("all but "):
            spared = self._sum(words.removeprefix("all but "))
            if any(spared.table):
                raise PlaceError(f"'{text}' cannot spare a place that depends on a mark.")
            return Spread(self.body.everywhere & ~spared.always, self._nothing)
        kept, _, spared_words = words.partition(" except ")
        whole = self._sum(kept)
        if not spared_words:
            return whole
        spared = self._sum(spared_words)
        table = tuple(
            one & ~(spared.always | other)
            for one, other in zip(whole.table, spared.table, strict=True)
        )
        return Spread(whole.always & ~spared.always, table)

    def _sum(self, text: str) -> Spread:
        always = 0
        table: list[Mask] = []
        for term in text.split(" + "):
            part = self._term(term.strip())
            always |= part.always
            if part.table is self._nothing:
                continue
            table = table or list(self._nothing)
            for number, places in enumerate(part.table):
                table[number] |= places
        return Spread(always, tuple(table) or self._nothing)

    def _term(self, term: str) -> Spread:
        body = self.body
        everyone = range(len(body.regions))
        if term == "marked":
            return Spread(0, tuple(1 << number for number in everyone))
        if term == "marked+margin":
            return Spread(0, tuple(body.around(number) for number in everyone))
        if term == "everywhere":
            return Spread(body.everywhere, self._nothing)
        found = _MARKED_TERM.match(term)
        if found is not None:
            name = found.group(1)
            if name in self.spreads:
                return self.spreads[name]
            places = self._named(name, term)
            return Spread(0, tuple(places & body.side_of(number) for number in everyone))
        return Spread(self._named(term, term), self._nothing)

    def _named(self, name: str, term: str) -> Mask:
        body = self.body
        if name in body.groups:
            return body.groups[name]
        if name in body.places:
            return body.places[name]
        if name in body.index:
            return 1 << body.index[name]
        raise PlaceError(f"'{term}' is not a place, a group or a region.")
