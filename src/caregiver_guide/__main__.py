# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets `python -m caregiver_guide` do what the command does."""

import sys

from caregiver_guide.cli import main

if __name__ == "__main__":
    sys.exit(main())
