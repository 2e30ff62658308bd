# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn person: regions as polygons, hit-testing, and the painter of figure and marks."""
