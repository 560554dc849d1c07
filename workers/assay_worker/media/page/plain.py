"""Text that a file's maker chose, made fit to be shown."""

from __future__ import annotations

import json
import unicodedata

TEXT = 200  # characters
# Control and format characters reorder, hide or fake other text, on a page as in a terminal.
NOT_SHOWN = ("Cc", "Cf", "Cs", "Co", "Cn")


def plain(value: object, most: int = TEXT) -> str:
    """One line of visible characters, no longer than it should be. What is no text is told as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    spaced = "".join(" " if c in "\n\r\t" or unicodedata.category(c) in ("Zl", "Zp") else c for c in text[: 4 * most])
    kept = "".join(c for c in spaced if unicodedata.category(c) not in NOT_SHOWN).strip()
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"
