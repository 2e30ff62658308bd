# SPDX-License-Identifier: GPL-3.0-or-later
"""What a nurse could review: places, conditions, positions, routines and the plan."""
