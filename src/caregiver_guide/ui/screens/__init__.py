# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens: each draws one value and says what the caregiver wishes."""
