# SPDX-License-Identifier: GPL-3.0-or-later
"""The person from the side: bones and widths from data, bent into a pose, with a spot per region.

The figure is written facing right, so that its right side is nearest. Angles are in degrees: 0 is
to the right, 90 is down.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.curves import Point, Polygon, between
from caregiver_guide.figure.geometry import Tone
from caregiver_guide.figure.ribbon import Ribbon, Width, bent, polar
from caregiver_guide.figure.shapes import Place, Shape, closed, ellipse, opened, placing
from caregiver_guide.figure.tables import Table, read_tables

SIDE_FILE = "side-view.toml"

Side = Literal["L", "R"]

PARTS = ("far-arm", "far-leg", "pelvis", "near-leg", "torso", "head", "near-arm")
_BONES = ("torso", "neck", "upper_arm", "forearm", "thigh", "shank")
_BANDS = ("torso", "neck", "leg", "arm")
_OUTLINES = ("head", "hair", "ear", "foot", "nape")
_CLOTHES = ("shirt", "pelvis", "sleeve", "trousers")
_ON_BAND = ("torso", "neck", "leg", "arm")
_ON_OUTLINE = ("head", "hand", "foot")
_NECK_ROOT = 34.0
_NECK_SHOWN = 0.16
_WEIGHT_GAP = 4.0
_FINENESS = 3  # the knots of head, hands and feet are close together


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line or a filled form of the face, in the units of the head."""

    tone: str
    width: float
    polygon: Polygon
    is_open: bool
    opacity: float


@dataclass(frozen=True, slots=True)
class SpotPlan:
    """Where a place of the body lies on the side view: on a band, or an ellipse on an outline."""

    part: str
    along: Point
    across: Point
    at: Point
    half: Point
    turn: float
    is_hidden: bool
    """Neither side of the picture shows it: the inside of a thigh, an arm pit."""


@dataclass(frozen=True, slots=True)
class SideView:
    """Bones, widths and outlines of the person from the side."""

    file: Path
    bones: Mapping[str, float]
    bands: Mapping[str, tuple[Width, ...]]
    clothes: Mapping[str, tuple[float, float, float]]
    outlines: Mapping[str, Polygon]
    face: tuple[Stroke, ...]
    hands: Mapping[str, tuple[Polygon, Polygon]]
    hand_scale: float
    spots: Mapping[str, SpotPlan]


@dataclass(frozen=True, slots=True)
class HandPose:
    """Which hand is drawn at the end of an arm, turned how far, and whether the thumb is below."""

    shape: str
    angle: float
    is_thumb_down: bool


@dataclass(frozen=True, slots=True)
class Pose:
    """How the person lies or sits: where the hip is, and the angles of trunk, head and limbs."""

    hip: Point
    torso: float
    neck: float
    head: float
    curve: float
    near_arm: Point
    far_arm: Point
    near_leg: Point
    far_leg: Point
    near_foot: float
    far_foot: float
    near_hand: HandPose
    far_hand: HandPose


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a region lies in a posed figure.

    ``is_visible`` is false for what the pose does not show: the far side of the trunk, a far limb,
    an inner side. ``contact`` is the edge on which it may rest.
    """

    region: str
    part: str
    polygon: Polygon
    anchor: Point
    is_visible: bool
    contact: Polygon


# ---------------------------------------------------------------- reading


def load_side_view(folder: Path) -> SideView:
    """Read the side view from the folder of the figure; raises ``FigureError``."""
    data = read_tables(folder / SIDE_FILE)
    data.only(("bones", "bands", "clothes", "outlines", "face", "hands", "hand_scale", "spots"))
    bones, bands, clothes = data.table("bones"), data.table("bands"), data.table("clothes")
    outlines, hands, spots = data.table("outlines"), data.table("hands"), data.table("spots")
    return SideView(
        file=data.file,
        bones=MappingProxyType({name: bones.number(name) for name in _BONES}),
        bands=MappingProxyType({name: _band(bands, name) for name in _BANDS}),
        clothes=MappingProxyType({name: _stretch(clothes, name) for name in _CLOTHES}),
        outlines=MappingProxyType(
            {name: closed(outlines.knots(name), every=_FINENESS) for name in _OUTLINES}
        ),
        face=tuple(_face(table) for table in data.tables("face")),
        hands=MappingProxyType({name: _hand(hands.table(name)) for name in hands}),
        hand_scale=data.number("hand_scale", 1.0),
        spots=MappingProxyType({place: _spot_plan(spots.table(place)) for place in spots}),
    )


def _band(table: Table, key: str) -> tuple[Width, ...]:
    rows = table.rows(key, 3)
    if [row[0] for row in rows] != sorted({row[0] for row in rows}):
        raise table.fault(key, "is not in order", "Write the rows by their first number, rising")
    return tuple(Width(*row) for row in rows)


def _stretch(table: Table, key: str) -> tuple[float, float, float]:
    start, end, grow = table.numbers(key, 3)
    return (start, end, grow)


def _face(table: Table) -> Stroke:
    table.only(("name", "tone", "width", "points", "opacity"))
    tone, width = table.text("tone"), table.number("width", 0.0)
    if tone not in Tone.__dataclass_fields__:
        remedy = f"Use one of {', '.join(Tone.__dataclass_fields__)}"
        raise table.fault("tone", f"is {tone!r}, not a colour of a tone", remedy)
    is_open = width > 0
    knots = table.knots("points")
    return Stroke(
        tone, width, (opened if is_open else closed)(knots), is_open, table.number("opacity", 1.0)
    )


def _hand(table: Table) -> tuple[Polygon, Polygon]:
    table.only(("palm", "thumb"))
    palm, thumb = table.knots("palm"), table.knots("thumb")
    return closed(palm, every=_FINENESS), closed(thumb, every=_FINENESS)


def _spot_plan(table: Table) -> SpotPlan:
    table.only(("part", "along", "across", "at", "half", "turn", "hidden"))
    part = table.text("part")
    if part not in (*_ON_BAND, *_ON_OUTLINE):
        remedy = f"Use one of {', '.join((*_ON_BAND, *_ON_OUTLINE))}"
        raise table.fault("part", f"is {part!r}, no part of the figure", remedy)
    on_band = part in _ON_BAND
    return SpotPlan(
        part=part,
        along=table.pair("along") if on_band else (0.0, 0.0),
        across=table.pair("across") if on_band else (0.0, 0.0),
        at=(0.0, 0.0) if on_band else table.point("at"),
        half=(0.0, 0.0) if on_band else table.pair("half"),
        turn=table.number("turn", 0.0),
        is_hidden=table.flag("hidden"),
    )


def read_pose(table: Table, side_view: SideView) -> Pose:
    """Read a pose; far limbs that are not given follow the near ones."""
    table.only(("flip", *Pose.__dataclass_fields__))
    near_arm, near_leg = table.pair("near_arm"), table.pair("near_leg")
    far_arm, far_leg = table.pair("far_arm", near_arm), table.pair("far_leg", near_leg)
    torso = table.number("torso")
    neck = table.number("neck", torso)
    return Pose(
        hip=table.point("hip"),
        torso=torso,
        neck=neck,
        head=table.number("head", neck),
        curve=table.number("curve", 0.0),
        near_arm=near_arm,
        far_arm=far_arm,
        near_leg=near_leg,
        far_leg=far_leg,
        near_foot=table.number("near_foot", near_leg[1] - 90),
        far_foot=table.number("far_foot", far_leg[1] - 90),
        near_hand=_hand_pose(table, "near_hand", near_arm[1], side_view),
        far_hand=_hand_pose(table, "far_hand", far_arm[1], side_view),
    )


def _hand_pose(table: Table, key: str, angle: float, side_view: SideView) -> HandPose:
    hand = table.table(key)
    hand.only(("shape", "angle", "thumb_down"))
    shape = hand.text("shape", "flat")
    if shape not in side_view.hands:
        remedy = f"Use one of {', '.join(side_view.hands)}"
        raise hand.fault("shape", f"is {shape!r}, no hand of {SIDE_FILE}", remedy)
    return HandPose(shape, hand.number("angle", angle), hand.flag("thumb_down"))


# ---------------------------------------------------------------- posing


class _Limb:
    """An arm or a leg: two bones from a root, and the band round them."""

    def __init__(self, root: Point, angles: Point, bones: Point, widths: tuple[Width, ...]) -> None:
        joint = polar(root, angles[0], bones[0])
        self.end = polar(joint, angles[1], bones[1])
        self.band = Ribbon(bent((root, joint, self.end)), widths)


class PosedBody:
    """The person in one pose: what to paint for each part, and where each region lies.

    ``place`` maps the pose to its scene; ``near`` is the person's side that is seen.
    """

    def __init__(self, side_view: SideView, pose: Pose, place: Place, near: Side) -> None:
        self.near = near
        self._view = side_view
        self._pose = pose
        self._place = place
        self._bend()
        self._spots: dict[str, Spot] = {}

    def _bend(self) -> None:
        bones, bands, pose = self._view.bones, self._view.bands, self._pose
        top = polar(pose.hip, pose.torso, bones["torso"])
        low = polar(pose.hip, pose.torso, bones["torso"] * 0.33)
        high = polar(pose.hip, pose.torso, bones["torso"] * 0.68)
        bow = bones["torso"] * pose.curve
        back = pose.torso - 90
        spine = [pose.hip, polar(low, back, bow * 0.8), polar(high, back, bow), top]
        self._spine = Ribbon(spine, bands["torso"], caps=(0.9, 0.6))
        self._head_at = polar(top, pose.neck, bones["neck"])
        neck = [
            polar(top, pose.neck + 180, _NECK_ROOT),
            top,
            self._head_at,
            polar(self._head_at, pose.head, 20),
        ]
        self._neck = Ribbon(neck, bands["neck"])
        self._head_place = placing(self._head_at, pose.head + 90)
        arm, leg = (bones["upper_arm"], bones["forearm"]), (bones["thigh"], bones["shank"])
        x, y = self._spine.side(0.80, -0.10)
        self._limbs = {
            "near-arm": _Limb((x, y), pose.near_arm, arm, bands["arm"]),
            "far-arm": _Limb((x + 6, y + 2), pose.far_arm, arm, bands["arm"]),
            "near-leg": _Limb(pose.hip, pose.near_leg, leg, bands["leg"]),
            "far-leg": _Limb(pose.hip, pose.far_leg, leg, bands["leg"]),
        }

    # ------------------------------------------------------------ shapes

    @cached_property
    def parts(self) -> Mapping[str, tuple[Shape, ...]]:
        """What to paint for each of ``PARTS``, in the units of the scene."""
        shapes = {
            "far-arm": self._arm("far-arm"),
            "far-leg": self._leg("far-leg"),
            "pelvis": self._pelvis(),
            "near-leg": self._leg("near-leg"),
            "torso": self._torso(),
            "head": self._head(),
            "near-arm": self._arm("near-arm"),
        }
        return {
            name: tuple(shape.placed(self._place) for shape in part)
            for name, part in shapes.items()
        }

    @cached_property
    def silhouette(self) -> tuple[Polygon, ...]:
        """All outlines of the person together, for a halo."""
        return tuple(
            polygon
            for part in self.parts.values()
            for shape in part
            if not shape.is_open and shape.line
            for polygon in shape.polygons
        )

    @cached_property
    def discs(self) -> tuple[tuple[Point, float], ...]:
        """Discs (centre, radius) that cover the person, for keeping badges off the body."""
        found = [*self._spine.discs(6), *self._neck.discs(2)]
        for limb in self._limbs.values():
            found += limb.band.discs(8)
        crown = polar(self._head_at, self._pose.head, 60)
        found.append((*crown, 78.0))
        found.append((*self._head_place((44.0, -20.0)), 52.0))
        for name in ("near-leg", "far-leg"):
            x, y = self._foot_place(name)((44.0, 30.0))
            found.append((x, y, 44.0))
        for name in ("near-arm", "far-arm"):
            x, y = self._hand_place(name)((48.0, 0.0))
            found.append((x, y, 40.0))
        return tuple((self._place((x, y)), radius) for x, y, radius in found)

    @property
    def crown(self) -> Point:
        """The top of the head."""
        return self._place(polar(self._head_at, self._pose.head, 130))

    @property
    def nose(self) -> Point:
        """The tip of the nose."""
        return self._place(self._head_place((72.5, -18.5)))

    @property
    def hip(self) -> Point:
        """The hip joint."""
        return self._place(self._pose.hip)

    def _foot_place(self, name: str) -> Place:
        angle = self._pose.near_foot if name == "near-leg" else self._pose.far_foot
        return placing(self._limbs[name].end, angle)

    def _hand_place(self, name: str) -> Place:
        hand = self._pose.near_hand if name == "near-arm" else self._pose.far_hand
        scale = self._view.hand_scale
        scales = (scale, scale if hand.is_thumb_down else -scale)
        return placing(self._limbs[name].end, hand.angle, scales)

    def _leg(self, name: str) -> tuple[Shape, ...]:
        band, is_near = self._limbs[name].band, name == "near-leg"
        start, end, grow = self._view.clothes["trousers"]
        foot = tuple(map(self._foot_place(name), self._view.outlines["foot"]))
        cloth = band.outline(start, end, grow, caps=(True, False))
        return (
            Shape((band.outline(), foot), "skin" if is_near else "shade", "line"),
            Shape((cloth,), "trousers" if is_near else "trousers_shade", "trousers_line"),
        )

    def _arm(self, name: str) -> tuple[Shape, ...]:
        band, is_near = self._limbs[name].band, name == "near-arm"
        hand = self._pose.near_hand if is_near else self._pose.far_hand
        start, end, grow = self._view.clothes["sleeve"]
        place = self._hand_place(name)
        palm, thumb = (tuple(map(place, line)) for line in self._view.hands[hand.shape])
        cloth = band.outline(start, end, grow, caps=(True, False))
        return (
            Shape((band.outline(), palm, thumb), "skin" if is_near else "shade", "line"),
            Shape((cloth,), "shirt" if is_near else "shirt_shade", "shirt_line"),
        )

    def _pelvis(self) -> tuple[Shape, ...]:
        start, end, grow = self._view.clothes["pelvis"]
        seat = self._spine.outline(start, end, grow, caps=(True, False))
        return (Shape((seat,), "trousers", "trousers_line"),)

    def _torso(self) -> tuple[Shape, ...]:
        start, end, grow = self._view.clothes["shirt"]
        shirt = self._spine.outline(start, end, grow, caps=(False, True))
        side = self._spine.side
        crease = opened(
            [side(start + 0.06, 0.95), side(start + 0.08, 0.5), side(start + 0.05, 0.1)]
        )
        neck = self._neck.outline(_NECK_SHOWN, 1.0)
        return (
            Shape((shirt,), "shirt", "shirt_line"),
            Shape((crease,), line="shirt_shade", is_open=True),
            Shape((neck,), "skin", "line", width=2.0),
        )

    def _head(self) -> tuple[Shape, ...]:
        head, nape, hair, ear = (
            tuple(map(self._head_place, self._view.outlines[name]))
            for name in ("head", "nape", "hair", "ear")
        )
        neck = self._neck.outline(_NECK_SHOWN, 1.0)
        shapes = [
            Shape((head,), "skin", "line"),
            Shape((nape,), "skin", clip=(neck,)),
            Shape((hair,), "hair", "hair_dark", width=1.2),
            Shape((ear,), "skin", "line", width=2.0),
        ]
        for stroke in self._view.face:
            line = tuple(map(self._head_place, stroke.polygon))
            if stroke.is_open:
                shape = Shape((line,), line=stroke.tone, width=stroke.width, is_open=True)
            else:
                shape = Shape((line,), stroke.tone, opacity=stroke.opacity)
            shapes.append(shape)
        return tuple(shapes)

    # ------------------------------------------------------------ spots

    def spot(self, region: str) -> Spot | None:
        """Return where a region lies, or None for a region that the side view does not know."""
        if region not in self._spots:
            place, _, side = region.partition(".")
            plan = self._view.spots.get(place)
            if plan is None:
                return None
            self._spots[region] = self._find(region, side, plan)
        return self._spots[region]

    def _find(self, region: str, side: str, plan: SpotPlan) -> Spot:
        is_near = not side or side == self.near
        limb = {"leg": "leg", "foot": "leg", "arm": "arm", "hand": "arm"}.get(plan.part)
        part = plan.part if limb is None else f"{'near' if is_near else 'far'}-{limb}"
        if plan.part in _ON_BAND:
            polygon, anchor, contact = self._on_band(plan, part)
        else:
            polygon, anchor = self._on_outline(plan, part)
            contact = ()
        return Spot(
            region=region,
            part="head" if plan.part == "neck" else part,
            polygon=tuple(map(self._place, polygon)),
            anchor=self._place(anchor),
            is_visible=is_near and not plan.is_hidden,
            contact=tuple(map(self._place, contact)),
        )

    def _on_band(self, plan: SpotPlan, part: str) -> tuple[Polygon, Point, Polygon]:
        # Spots are written with the back of the body at -1; a limb's own left is its front.
        sign = 1.0 if part in ("torso", "neck") else -1.0
        band = {"torso": self._spine, "neck": self._neck}.get(part)
        band = self._limbs[part].band if band is None else band
        across = (plan.across[0] * sign, plan.across[1] * sign)
        polygon = band.patch(plan.along, across)
        middle = sum(plan.along) / 2
        anchor = between(band.side(middle, across[0]), band.side(middle, across[1]), 0.5)
        edge = next((one for one in across if abs(one) >= 1), None)
        contact = () if edge is None else band.edge(*plan.along, edge, _WEIGHT_GAP)
        return polygon, anchor, tuple(contact)

    def _on_outline(self, plan: SpotPlan, part: str) -> tuple[Polygon, Point]:
        if plan.part == "head":
            place = self._head_place
        else:
            place = self._foot_place(part) if plan.part == "foot" else self._hand_place(part)
        return tuple(map(place, ellipse(plan.at, plan.half, plan.turn, 20))), place(plan.at)
