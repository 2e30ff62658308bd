# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the vocabulary of places: regions, neighbours, groups and spreads."""

from __future__ import annotations

from caregiver_guide.content.faults import Fault
from caregiver_guide.content.places import PlaceError, PlaceReader
from caregiver_guide.content.schema import PlaceEntry, RegionsFile
from caregiver_guide.domain.body import Body, Mask, Region, Side, Spread

FILE = "body/regions.toml"
SIDES: tuple[Side, Side] = ("R", "L")


def read_body(entry: RegionsFile, faults: list[Fault]) -> tuple[Body, PlaceReader]:
    """Return the body of ``entry`` and a reader for place expressions; add what is wrong."""
    regions = [region for place in entry.place for region in _regions(place)]
    neighbours = _neighbours(entry, faults)
    bare = Body(regions, neighbours, {})
    groups = _groups(entry, bare, faults)
    body = Body(regions, neighbours, {name: bare.ids(mask) for name, mask in groups.items()})
    return body, PlaceReader(body, _spreads(entry, body, faults))


def _regions(place: PlaceEntry) -> list[Region]:
    sides: tuple[Side | None, ...] = SIDES if place.sides else (None,)
    return [
        Region(
            id=place.id if side is None else f"{place.id}.{side}",
            place=place.id,
            side=side,
            group=place.group,
            name=place.name,
            views=tuple(place.views),
            is_never=place.never,
            is_bony=place.bony,
            is_rest_only=place.rest_only,
            is_legs=place.legs,
            is_private=place.private,
            short=place.short or place.name,
        )
        for side in sides
    ]


def _neighbours(entry: RegionsFile, faults: list[Fault]) -> dict[str, set[str]]:
    """Return every region's neighbours by id; complain about a one-sided relation."""
    sided = {place.id: place.sides for place in entry.place}
    found: dict[str, set[str]] = {}
    for place, words in entry.neighbours.items():
        if place not in sided:
            faults.append(
                Fault(FILE, f"neighbours.{place}", "This place is not known.", "Name a [[place]].")
            )
            continue
        for side in SIDES if sided[place] else ("",):
            own = f"{place}.{side}" if side else place
            for word in words:
                other, _, how = word.partition(" ")
                if other not in sided:
                    faults.append(
                        Fault(
                            FILE,
                            f"neighbours.{place}",
                            f"'{other}' is not a place.",
                            "Write the id of a [[place]].",
                        )
                    )
                    continue
                found.setdefault(own, set()).update(_far_end(other, sided[other], side, how))
    faults.extend(
        Fault(
            FILE,
            f"neighbours.{own.partition('.')[0]}",
            f"'{other}' does not name '{own}' in return.",
            "Neighbours are mutual: name each in the other's list.",
        )
        for own, others in found.items()
        for other in others
        if own not in found.get(other, set())
    )
    return found


def _far_end(place: str, is_sided: bool, side: str, how: str) -> list[str]:
    if not is_sided:
        return [place]
    if how == "(both)" or not side:
        return [f"{place}.R", f"{place}.L"]
    if how == "(other side)":
        side = "L" if side == "R" else "R"
    return [f"{place}.{side}"]


def _groups(entry: RegionsFile, body: Body, faults: list[Fault]) -> dict[str, Mask]:
    """Return the groups, which may be made of places and of earlier groups."""
    found: dict[str, Mask] = {}
    for name, text in entry.groups.items():
        mask = 0
        for term in text.split(" + "):
            word = term.strip()
            if word in found:
                mask |= found[word]
            elif word in body.places:
                mask |= body.places[word]
            else:
                faults.append(
                    Fault(
                        FILE,
                        f"groups.{name}",
                        f"'{word}' is neither a place nor a group above.",
                        "Name a [[place]] or a group that stands further up.",
                    )
                )
        found[name] = mask
    return found


def _spreads(entry: RegionsFile, body: Body, faults: list[Fault]) -> dict[str, Spread]:
    """Return limb, group and quarter; a mark for which none is given means it and its margin."""
    reader = PlaceReader(body, {})
    tables: dict[str, list[Mask | None]] = {}
    for number, spread in enumerate(entry.spread):
        table = tables.setdefault(spread.name, [None] * len(body.regions))
        try:
            marks = reader.mask(spread.marks_on)
            gives = reader.spread(spread.gives)
        except PlaceError as error:
            faults.append(
                Fault(FILE, f"spread[{number}]", str(error), "Name places or groups of this file.")
            )
            continue
        for index in range(len(body.regions)):
            if marks >> index & 1:
                own = gives.of(1 << index)
                table[index] = (table[index] or 0) | own
    return {
        name: Spread(
            0,
            tuple(
                body.around(index) if given is None else given for index, given in enumerate(table)
            ),
        )
        for name, table in tables.items()
    }
