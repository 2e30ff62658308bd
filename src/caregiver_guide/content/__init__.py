# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn the files of ``resources/`` into domain values, or say what is wrong with a file."""
