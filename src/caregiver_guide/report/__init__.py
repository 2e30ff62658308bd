# SPDX-License-Identifier: GPL-3.0-or-later
"""The one page for the care team: what it says, and how it is drawn."""
