# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbered changes of the log's schema, oldest first; a released one is never edited."""

from __future__ import annotations

from caregiver_guide.storage.migrations.migration import Migration
from caregiver_guide.storage.migrations.schema_1 import SCHEMA_1
from caregiver_guide.storage.migrations.schema_2 import SCHEMA_2
from caregiver_guide.storage.migrations.schema_3 import SCHEMA_3

MIGRATIONS: tuple[Migration, ...] = (SCHEMA_1, SCHEMA_2, SCHEMA_3)
