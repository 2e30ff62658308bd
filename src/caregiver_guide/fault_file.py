# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that faults are written to, for its owner's eyes alone."""

import os
from logging.handlers import RotatingFileHandler


class OwnerOnlyHandler(RotatingFileHandler):
    """A rotating log file that only its owner can read."""

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - typed differently by version
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, self.mode, encoding="utf-8")
