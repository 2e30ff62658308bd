# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture of the body shows: which views, where hands go, and what they keep away from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from caregiver_guide.domain.body import Body
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.plan_words import PlanWords

if TYPE_CHECKING:
    from caregiver_guide.figure.stroke_specs import StrokeWish

_HANDS = frozenset({"palm", "hand-back", "fingers", "wrist"})
_FEET = frozenset({"foot-top", "sole", "toes", "heel", "ankle"})
_SHORT_NAMES = (("hands", "hand", "hands"), ("feet", "foot", "feet"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the body; the widget that draws it knows nothing else.

    ``views`` are views of the figure from left to right; ``massage`` the regions where hands go,
    ``shaded`` those to be softly shaded (what bears weight). ``tone`` is the figure's skin. A
    ``near`` picture shows only the surroundings of where hands go; a ``plain`` one has no lines
    between the regions. ``stroke`` asks for the picture of a step, with the caregiver's hands;
    where there is none, the rest is drawn.
    """

    views: tuple[str, ...]
    massage: tuple[str, ...] = ()
    zones: tuple[KeepAway, ...] = ()
    shaded: tuple[str, ...] = ()
    tone: str = ""
    near: bool = False
    stroke: StrokeWish | None = None
    plain: bool = False


def picture_of(
    body: Body, regions: Iterable[str], zones: Sequence[KeepAway] = (), tone: str = ""
) -> Picture:
    """Return the nearest look at ``regions``: a hand, a foot, or that side of the body."""
    wanted = tuple(regions)
    views = _views(body, wanted)
    near = bool(wanted) and views[0] in ("front", "back")
    return Picture(views, wanted, tuple(zones), tone=tone, near=near)


def card_picture(
    body: Body, regions: Iterable[str], zones: Sequence[KeepAway] = (), tone: str = ""
) -> Picture:
    """Return a small picture of a whole routine: of its hands or feet, where it has any."""
    wanted = tuple(regions)
    for part in (_HANDS, _FEET):
        some = tuple(name for name in wanted if body.regions[body.index[name]].place in part)
        if some:
            one = picture_of(body, some, zones, tone)
            return replace(one, views=one.views[:1])
    return picture_of(body, wanted, zones, tone)


def whole_figure(zones: Sequence[KeepAway] = (), tone: str = "") -> Picture:
    """Return the front and back of the figure with its marked places."""
    return Picture(("front", "back"), zones=tuple(zones), tone=tone)


def _views(body: Body, regions: tuple[str, ...]) -> tuple[str, ...]:
    found = [body.regions[body.index[name]] for name in regions]
    places = {region.place for region in found}
    for part, inset in ((_HANDS, "hand"), (_FEET, "foot")):
        if places and places <= part:
            sides = {region.side for region in found}
            # As the caregiver sees the person from in front: the right side is on the left.
            return tuple(f"{inset}.{side}" for side in ("R", "L") if side in sides)
    front = [region for region in found if "front" in region.views]
    back = [region for region in found if "back" in region.views]
    if len(back) > len(front):
        return ("back",)
    return ("front",)


def place_words(words: PlanWords, regions: Sequence[str]) -> str:
    """Return where hands are, short: "right hand", "feet", "left forearm, wrist".

    A side is named where hands are on one side only.
    """
    body = words.library.book.body
    mask = body.mask(regions)
    side = "" if mask & body.left and mask & body.right else "left " if mask & body.left else ""
    if mask & body.right and not mask & body.left:
        side = "right "
    for group, one, both in _SHORT_NAMES:
        if not mask & ~body.groups[group]:
            return f"{side}{one}" if side else both
    found = [body.regions[body.index[region]] for region in regions]
    # Which face of a limb it is, the picture and the words of the step say.
    names = ", ".join(dict.fromkeys(region.name.partition(",")[0] for region in found))
    if all(region.side is not None for region in found):
        if side:
            return side + names
        lefts = {region.place for region in found if region.side == "L"}
        if lefts == {region.place for region in found if region.side == "R"}:
            return f"{names} (both sides)"
    return words.places(tuple(regions))
