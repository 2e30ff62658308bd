# SPDX-License-Identifier: GPL-3.0-or-later
"""The log on disk: every fact kept as a revision, nothing overwritten, nothing lost."""
