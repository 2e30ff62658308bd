# SPDX-License-Identifier: GPL-3.0-or-later
"""Caregiver Guide: gentle, safe massage at home, one step at a time."""

__version__ = "0.1.0"
