# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the caregiver sees: theme, widgets, screens and the main window."""
