# SPDX-License-Identifier: GPL-3.0-or-later
"""The app's verbs, without a window."""
