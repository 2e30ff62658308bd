# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that never change, of kinds that are made quickly: the app has hundreds of kinds.

``dataclass`` here is the one of the standard library, asked for frozen and with slots. There each
kind costs up to seven runs of the compiler before Python 3.13, and together they were the largest
part of the start. Here it is one run, when the first value of the kind is made; all else is shared.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Never, TypeVar, cast

if TYPE_CHECKING:
    from dataclasses import dataclass  # whoever checks types knows it by its own name

T = TypeVar("T")
Kind = type[Any]
Method = Callable[..., object]
_NOT_GIVEN = dataclasses.MISSING
_ORDERS: dict[str, Callable[[Any, Any], object]] = {
    "__lt__": lt,
    "__le__": le,
    "__gt__": gt,
    "__ge__": ge,
}


def _value(
    *, frozen: bool, slots: bool, kw_only: bool = False, order: bool = False
) -> Callable[[type[T]], type[T]]:
    """Return what makes a class a kind of value; ``TypeError`` unless frozen and with slots."""
    if not (frozen and slots):
        raise TypeError("a value is frozen and has slots; else use the standard library")

    def make(kind: type[T]) -> type[T]:
        own = kind.__dict__
        # Python gives a class that compares in its own way an empty hash.
        has_own = {name for name in own if name != "__hash__" or own[name] is not None}
        if kind.__doc__ is None:
            kind.__doc__ = kind.__name__  # else the standard library works out a signature
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(
            kind
        )
        fields = dataclasses.fields(cast("Kind", made))
        methods = {**_SHARED, **_compared(fields, order=order)}
        if "__init__" not in own:
            methods["__init__"] = _first_maker(made, fields)
        for name, method in methods.items():
            if name not in has_own:
                setattr(made, name, method)
        return made

    return make


def _first_maker(kind: Kind, fields: tuple[dataclasses.Field[Any], ...]) -> Method:
    """Return what makes the first value of a kind, and has the others made by the real one."""

    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807
        kind.__init__ = maker = _maker(kind, fields)
        maker(self, *given, **named)

    return __init__


def _maker(kind: Kind, fields: tuple[dataclasses.Field[Any], ...]) -> Method:
    """Return the one method that is written out: it sets every field of a new value."""
    scope: dict[str, Any] = {"_set": object.__setattr__, "_not_given": _NOT_GIVEN}
    plain, by_name, lines = ["self"], list[str](), list[str]()
    for field in fields:
        name, asked, value = field.name, field.name, field.name
        if field.default_factory is not _NOT_GIVEN:
            scope[f"_new_{name}"] = field.default_factory
            asked = f"{name}=_not_given"
            value = f"_new_{name}() if {name} is _not_given else {name}"
            value = value if field.init else f"_new_{name}()"
        elif field.default is not _NOT_GIVEN:
            scope[f"_usual_{name}"] = field.default
            asked = f"{name}=_usual_{name}"
            value = value if field.init else f"_usual_{name}"
        elif not field.init:
            continue  # __post_init__ sets it
        if field.init:
            (by_name if field.kw_only else plain).append(asked)
        lines.append(f"    _set(self, {name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()")
    asked = ", ".join((*plain, "*", *by_name) if by_name else plain)
    body = "\n".join(lines) or "    pass"
    exec(f"def __init__({asked}):\n{body}", scope)  # noqa: S102 - names of fields, no one's input
    method: Method = scope["__init__"]
    method.__qualname__ = f"{kind.__qualname__}.__init__"
    method.__module__ = kind.__module__
    method.__annotations__ = {field.name: field.type for field in fields if field.init}
    return method


def _compared(fields: tuple[dataclasses.Field[Any], ...], *, order: bool) -> dict[str, Method]:
    """Return the methods that compare, by those fields that count for it."""
    parts = _parts(tuple(field.name for field in fields if field.compare))
    counting = (field for field in fields if (field.compare if field.hash is None else field.hash))
    hashed = _parts(tuple(field.name for field in counting))

    def is_equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return parts(self) == parts(other)

    def hash_of(self: object) -> int:
        return hash(hashed(self))

    def ordered(compare: Callable[[Any, Any], object]) -> Method:
        def method(self: object, other: object) -> object:
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(parts(self), parts(other))

        return method

    methods: dict[str, Method] = {"__eq__": is_equal, "__hash__": hash_of}
    if order:
        methods |= {name: ordered(compare) for name, compare in _ORDERS.items()}
    return methods


def _parts(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Return what reads these attributes of a value as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@recursive_repr()
def _told(self: Any) -> str:  # noqa: ANN401 - a value of any kind
    shown = (field.name for field in dataclasses.fields(self) if field.repr)
    parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{self.__class__.__qualname__}({parts})"


def _refuse_setting(_self: object, name: str, _value: object) -> Never:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> Never:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401 - a value of any kind
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _take_state(self: Any, state: list[object]) -> None:  # noqa: ANN401 - a value of any kind
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_SHARED: dict[str, Method] = {
    "__repr__": _told,
    "__setattr__": _refuse_setting,
    "__delattr__": _refuse_deleting,
    "__getstate__": _state,
    "__setstate__": _take_state,
}

if not TYPE_CHECKING:
    dataclass = _value

__all__ = ["dataclass"]
