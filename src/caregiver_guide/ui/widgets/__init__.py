# SPDX-License-Identifier: GPL-3.0-or-later
"""Controls that know nothing of massage: buttons, cards, scales, lists, bars and sheets."""
