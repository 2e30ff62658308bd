# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told after a person was erased: what is gone, and where a copy still is."""

from __future__ import annotations

from caregiver_guide.storage.erasing import Erased


def erased_lines(erased: Erased) -> list[str]:
    """Return it in sentences, the places of copies below each other."""
    lines = [f"{erased.entries} entries are gone from the log."]
    if erased.moved_here:
        lines.append(
            f"Gone too: {erased.moved_here} entries that were written down for somebody else first "
            "and then moved to this person."
        )
    if not erased.is_written_anew:
        lines.append(
            "There was no room to write the file anew, so a few words may still lie in it, where "
            "the app does not show them. Make room: the next start tries it again."
        )
    if erased.copies:
        lines.append("These copies still hold the person. Delete them if nobody needs them:")
        lines += [f"  {path}" for path in erased.copies]
    if erased.unread:
        lines.append("Nobody could look into these:")
        lines += [f"  {path}" for path in erased.unread]
    if erased.away is not None:
        lines.append(
            f"The backups on the stick or in the folder {erased.away} are not here now. They may "
            "still hold the person. Look when they are back, and delete them if nobody needs them."
        )
    lines.append(
        "Care files, tables, printed pages and copies that you made yourself are not known here. "
        "Look for them on sticks and in your folders."
    )
    return lines
