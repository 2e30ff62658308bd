# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads hand-written tables of the figure, and says which file and key is wrong, and the remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from caregiver_guide.figure.curves import Knot, Point
from caregiver_guide.figure.geometry import FigureError


class Table:
    """One table of a TOML file; every value that is taken has the type that was asked for."""

    def __init__(self, file: Path, path: str, raw: object) -> None:
        """Hold ``raw``, found in ``file`` under the dotted key ``path``."""
        self.file = file
        self.path = path
        if not isinstance(raw, dict):
            raise FigureError(file, path, f"is {raw!r}, not a table", f"Write it as [{path}]")
        self.raw: Mapping[str, object] = raw

    def __contains__(self, key: str) -> bool:
        return key in self.raw

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def fault(self, key: str, problem: str, remedy: str) -> FigureError:
        """Return the fault of one key, to be raised."""
        where = f"{self.path}.{key}" if self.path and key else self.path or key
        return FigureError(self.file, where, problem, remedy)

    def only(self, known: Iterable[str]) -> None:
        """Complain of a key that nobody reads, which mostly is a slip of the pen."""
        names = tuple(known)
        for key in self.raw:
            if key not in names:
                raise self.fault(key, "is not a known key", f"Use one of {', '.join(names)}")

    def table(self, key: str) -> Table:
        """Return the table under a key; an empty one where there is none."""
        path = f"{self.path}.{key}" if self.path else key
        return Table(self.file, path, self.raw.get(key, {}))

    def tables(self, key: str) -> list[Table]:
        """Return the tables of a list of tables; none where the key is absent."""
        raw = self.raw.get(key, [])
        if not isinstance(raw, list):
            raise self.fault(key, "is not a list of tables", f"Write [[{self.path}.{key}]]")
        path = f"{self.path}.{key}" if self.path else key
        return [Table(self.file, f"{path}[{i}]", one) for i, one in enumerate(raw)]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a word; without a default it must be there."""
        value = self.raw.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f"is {value!r}, not a word", f'Write {key} = "..."')
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of words; empty where the key is absent."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.fault(key, f"is {value!r}, not a list of words", f'Write {key} = ["..."]')
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return a yes or no; no where the key is absent."""
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, f"is {value!r}", f"Write {key} = true, or leave it out")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number; without a default it must be there."""
        value = self.raw.get(key, default)
        if not _is_number(value):
            raise self.fault(key, f"is {value!r}, not a number", f"Write {key} = 0.0")
        return float(str(value))

    def numbers(
        self, key: str, count: int, default: tuple[float, ...] | None = None
    ) -> tuple[float, ...]:
        """Return so many numbers."""
        value = self.raw.get(key, None if default is None else list(default))
        found = _numbers(value)
        if found is None or len(found) != count:
            sample = ", ".join(["0"] * count)
            raise self.fault(key, f"is {value!r}, not {count} numbers", f"Write {key} = [{sample}]")
        return found

    def point(self, key: str) -> Point:
        """Return a point."""
        x, y = self.numbers(key, 2)
        return (x, y)

    def pair(self, key: str, default: tuple[float, float] | None = None) -> tuple[float, float]:
        """Return two numbers."""
        one, other = self.numbers(key, 2, default)
        return (one, other)

    def rows(self, key: str, count: int) -> list[tuple[float, ...]]:
        """Return a list of rows of so many numbers, two rows at least."""
        value = self.raw.get(key)
        rows = [_numbers(row) for row in value] if isinstance(value, list) else []
        found = [row for row in rows if row is not None and len(row) == count]
        if len(found) < 2 or len(found) != len(rows):
            problem = f"is not a list of rows of {count} numbers"
            raise self.fault(key, problem, f"Write {key} = [[...], [...]]")
        return found

    def knots(self, key: str) -> list[Knot]:
        """Return the points of a curve; ``[x, y, "c"]`` is a corner."""
        value = self.raw.get(key)
        found: list[Knot] = []
        for knot in value if isinstance(value, list) else ():
            place = _numbers(knot[:2]) if isinstance(knot, list) else None
            if place is None or len(place) != 2 or knot[2:] not in ([], ["c"]):
                raise self.fault(key, f"holds {knot!r}, not a point", "Write each as [x, y]")
            found.append([*place, *knot[2:]])
        if len(found) < 2:
            raise self.fault(key, "is not a list of points", f"Write {key} = [[x, y], ...]")
        return found


def read_tables(file: Path) -> Table:
    """Return the whole of a TOML file as a table; raises ``FigureError`` when it cannot be used."""
    try:
        return Table(file, "", tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise FigureError(file, "", f"cannot be read ({error})", "Install the app again") from error
    except tomllib.TOMLDecodeError as error:
        raise FigureError(file, "", f"is not TOML ({error})", "Correct the line named") from error


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(value: object) -> tuple[float, ...] | None:
    if not isinstance(value, list) or not all(_is_number(one) for one in value):
        return None
    return tuple(float(one) for one in value)
