"""Where the translations lie, and by which contexts they are found.  No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
WINDOW, STATION, FILES = "window", "station", "files"
"""The contexts: sentences of the window, what the station says, and the texts of tests, batteries and norm cards."""


def file_of(language: str, suffix: str = "ts") -> Path:
    """``counterpoise_de.ts`` of Qt Linguist, or its compiled form ``qm``."""
    return HERE / f"counterpoise_{language}.{suffix}"
