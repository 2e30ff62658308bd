# SPDX-License-Identifier: GPL-3.0-or-later
"""What the caregiver's hands do at each step, read from data, and which picture shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.geometry import Figure, FigureError, read_table
from caregiver_guide.figure.hand_shapes import HandShapes, load_hand_shapes
from caregiver_guide.figure.stroke_places import Setting
from caregiver_guide.figure.stroke_specs import (
    ArrowSpec,
    HandSpec,
    PictureSpec,
    Scene,
    Side,
    StrokeWish,
)

STROKES_FILE: Final = "strokes.toml"

_KINDS: Final = ("glide", "circle", "along", "spot")


@dataclass(frozen=True, slots=True)
class Strokes:
    """All kinds of picture, found by step or by where still hands rest."""

    pictures: Mapping[str, PictureSpec] = field(default_factory=lambda: MappingProxyType({}))
    shapes: HandShapes = field(default_factory=lambda: HandShapes({}, {}))

    def picture_for(self, wish: StrokeWish) -> PictureSpec | None:
        """Return the picture of a step; that of still hands where it rests or has none."""
        own = self._own(wish)
        if own is not None and not (wish.rests and own.moves):
            return own
        places = {_place(region) for region in wish.regions}
        sides = len({region.rpartition(".")[2] for region in wish.regions if "." in region})
        resting = [
            one
            for one in self.pictures.values()
            if places & set(one.rests_on) and one.sides in (0, sides)
        ]
        return _nearest(resting, places) or own

    def _own(self, wish: StrokeWish) -> PictureSpec | None:
        """Return the picture written for a step, if it shows a place where hands go today."""
        anywhere = f"*/{wish.step.partition('/')[2]}"
        places = {_place(region) for region in wish.regions}
        written = [
            one
            for one in self.pictures.values()
            if (wish.step in one.steps or anywhere in one.steps)
            and (not places or not one.rests_on or places & set(one.rests_on))
        ]
        return _nearest(written, places)

    def scenes(self, figure: Figure, wish: StrokeWish) -> tuple[Scene, ...]:
        """Return what to draw from left to right, one scene for each side or one for both."""
        spec = self.picture_for(wish)
        if spec is None:
            return ()
        sides = {region.rpartition(".")[2] for region in wish.regions if "." in region}
        if _is_midline(figure, spec):
            return (Setting(self.shapes, figure, spec, wish, None).scene(),)
        # As the caregiver sees the person from in front: the right side is on the left.
        order: list[Side] = ["R"] if "L" not in sides else ["L"] if "R" not in sides else ["R", "L"]
        return tuple(
            Setting(self.shapes, figure, spec, wish, side, is_last=side == order[-1]).scene()
            for side in order
        )


def _nearest(pictures: list[PictureSpec], places: set[str]) -> PictureSpec | None:
    """Return the first picture in whose middle hands go today, or else the first."""
    middle = [one for one in pictures if one.centre in places]
    return next(iter([*middle, *pictures]), None)


def _place(region: str) -> str:
    return region.partition(".")[0]


def _is_midline(figure: Figure, spec: PictureSpec) -> bool:
    return spec.view in figure.views and figure.views[spec.view].shape(spec.centre) is not None


# ---------------------------------------------------------------- reading


def load_strokes(folder: Path, figure: Figure) -> Strokes:
    """Read the pictures; raises ``FigureError`` naming the file, the key and what puts it right."""
    file = folder / STROKES_FILE
    shapes = load_hand_shapes(folder)
    data = read_table(file)
    reader = _Reader(file, shapes, figure)
    return Strokes(
        MappingProxyType({name: reader.picture(name, raw) for name, raw in data.items()}), shapes
    )


class _Reader:
    def __init__(self, file: Path, shapes: HandShapes, figure: Figure) -> None:
        self.file, self.shapes, self.figure = file, shapes, figure

    def fault(self, key: str, problem: str, remedy: str) -> FigureError:
        return FigureError(self.file, key, problem, remedy)

    def picture(self, name: str, raw: object) -> PictureSpec:
        if not isinstance(raw, dict):
            raise self.fault(name, "is not a table", f"Write [{name}] and its keys below")
        remedy = f"Write it as README.md says, under [{name}]"
        try:
            left, top, width, height = (float(v) for v in raw["window"])
            spec = PictureSpec(
                id=name,
                view=str(raw["view"]),
                centre=str(raw["centre"]),
                window=(left, top, width, height),
                turn=float(raw.get("turn", 0)),
                only=tuple(raw.get("only", ())),
                half=bool(raw.get("half", False)),
                hands=tuple(self._hand(name, one) for one in raw.get("hands", ())),
                arrows=tuple(self._arrow(name, one) for one in raw.get("arrows", ())),
                steps=tuple(raw.get("steps", ())),
                rests_on=tuple(raw.get("rests_on", ())),
                sides=int(raw.get("sides", 0)),
            )
        except KeyError as error:
            raise self.fault(f"{name}.{error.args[0]}", "is missing", remedy) from error
        except (TypeError, ValueError, IndexError, AttributeError) as error:
            raise self.fault(name, f"is malformed ({error})", remedy) from error
        self._check(spec, raw)
        return spec

    def _check(self, spec: PictureSpec, raw: Mapping[str, Any]) -> None:
        known = set(PictureSpec.__dataclass_fields__) - {"id"}
        for key in raw:
            if key not in known:
                raise self.fault(f"{spec.id}.{key}", "is not a known key", "Remove or correct it")
        names = [spec.view, f"{spec.view}.L"]
        views = [self.figure.views[one] for one in names if one in self.figure.views]
        if not views:
            known_views = sorted({view.removesuffix(".L") for view in self.figure.views})
            remedy = f"Use one of {', '.join(v for v in known_views if not v.endswith('.R'))}"
            raise self.fault(f"{spec.id}.view", f"there is no view {spec.view!r}", remedy)
        on = [place for hand in spec.hands for place in hand.on]
        on += [place for arrow in spec.arrows for place in arrow.on]
        for place in (spec.centre, *spec.only, *on):
            if views[0].shape(place) is None and views[0].shape(f"{place}.L") is None:
                remedy = "Use the name of a place that the view draws, without its side"
                raise self.fault(f"{spec.id}.{place}", f"is no place of {spec.view}", remedy)
        # What is carried from below lies on the far side, so that another view draws it.
        drawn = {
            one.region.partition(".")[0] for v in self.figure.views.values() for one in v.regions
        }
        for place in (place for hand in spec.hands for place in hand.beneath):
            if place not in drawn:
                remedy = "Use the name of a place of the body, without its side"
                raise self.fault(f"{spec.id}.{place}", "is no place that any view draws", remedy)

    def _hand(self, name: str, raw: Mapping[str, Any]) -> HandSpec:
        if raw["shape"] not in self.shapes.shapes:
            remedy = f"Use one of {', '.join(self.shapes.shapes)}"
            raise self.fault(f"{name}.hands", f"there is no shape {raw['shape']!r}", remedy)
        x, y = raw["at"]
        spec = HandSpec(str(raw["shape"]), (float(x), float(y)))
        return replace(spec, **_rest(raw, HandSpec, ("shape", "at")))

    def _arrow(self, name: str, raw: Mapping[str, Any]) -> ArrowSpec:
        if raw["kind"] not in _KINDS:
            remedy = f"Use one of {', '.join(_KINDS)}"
            raise self.fault(f"{name}.arrows", f"there is no arrow {raw['kind']!r}", remedy)
        path = tuple((float(x), float(y)) for x, y in raw["path"])
        spec = ArrowSpec(raw["kind"], path)
        return replace(spec, **_rest(raw, ArrowSpec, ("kind", "path")))


def _rest(raw: Mapping[str, Any], kind: type[Any], read: tuple[str, ...]) -> dict[str, Any]:
    known = set(kind.__dataclass_fields__)
    for key in raw:
        if key not in known:
            raise ValueError(f"{key} is not a known key")
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in raw.items()
        if key not in read
    }
