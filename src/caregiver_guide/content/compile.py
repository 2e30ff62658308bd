# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the compiled copy of the content: ``python -m caregiver_guide.content.compile``."""

from __future__ import annotations

import sys

from caregiver_guide.content.faults import ContentError
from caregiver_guide.content.files import write_compiled
from caregiver_guide.content.library import load_library
from caregiver_guide.paths import resource_dir


def main() -> int:
    """Compile the app's own content; return 1 with every fault named if it is broken."""
    folder = resource_dir()
    try:
        load_library(folder)
        write_compiled(folder)
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        # A read-only place is no fault: the files themselves are used then.
        sys.stderr.write(f"The compiled copy could not be written: {error.strerror}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
