# SPDX-License-Identifier: GPL-3.0-or-later
"""One revision as it stands in the file, and the hash that ties it to the one before."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, get_type_hints

import msgspec

from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.database import Row
from caregiver_guide.storage.errors import Damaged

MOST_REPLACED = 64
"""How many versions one may take the place of; the hashes of each are in it."""

COLUMNS = (
    "kind",
    "thing",
    "person",
    "session",
    "state",
    "version",
    "replaces",
    "replica",
    "seq",
    "recorded_by",
    "happened_ms",
    "happened_offset",
    "happened_zone",
    "written_ms",
    "written_offset",
    "written_zone",
    "is_in_bin",
    "why",
    "body",
    "hash",
)


class Revision(NamedTuple):
    """One version of one thing, as it stands in the file."""

    kind: str
    thing: str
    person: str
    session: str
    state: str
    version: int
    replaces: str
    replica: str
    seq: int
    recorded_by: str
    happened_ms: int
    happened_offset: int
    happened_zone: str
    written_ms: int
    written_offset: int
    written_zone: str
    is_in_bin: int
    why: str
    body: str
    hash: str

    @property
    def happened(self) -> Moment:
        """When it was so."""
        return Moment(self.happened_ms, self.happened_offset, self.happened_zone)

    @property
    def written(self) -> Moment:
        """When it was written down."""
        return Moment(self.written_ms, self.written_offset, self.written_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A revision still to be written."""

    kind: str
    thing: str
    person: str
    body: str
    happened: Moment
    session: str = ""
    state: str = ""
    version: int = 1
    replaces: str = ""
    recorded_by: str = ""
    is_in_bin: bool = False
    why: str = ""


_TYPES = tuple(get_type_hints(Revision).values())


def revision_of(row: Row, path: Path) -> Revision:
    """Return the revision that a row of all `COLUMNS` holds; `Damaged` for what was never one.

    A column has its type when it is written; a damaged page of the file at ``path`` has any.
    """
    if tuple(map(type, row)) != _TYPES:
        raise Damaged(path)
    return Revision._make(row)


def chain_hash(revision: Revision, previous: str) -> str:
    """Return the hash that a revision must carry after the one whose hash is ``previous``."""
    return sha256(msgspec.json.encode((previous, *revision[:-1]))).hexdigest()
