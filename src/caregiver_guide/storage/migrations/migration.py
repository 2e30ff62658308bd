# SPDX-License-Identifier: GPL-3.0-or-later
"""One numbered change of the log's schema."""

from __future__ import annotations

from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """The SQL statements that lead from schema ``number - 1`` to schema ``number``."""

    number: int
    name: str
    statements: tuple[str, ...]
