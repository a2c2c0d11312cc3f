"""Numbers as lines of text, with the digits and units that the window shows them in."""

from __future__ import annotations

from station.model import NamedMeasurement
from ui.numbers import reading


def number_line(line: NamedMeasurement) -> str:
    """Title, side, value with its uncertainty, state and reasons."""
    found = line.measurement
    name = f"  {line.title[:38]:<40}{line.side.value:<7}"
    return f"{name}{reading(line.key, found).text():<24}{found.state.value:<9}{'; '.join(found.reasons)}".rstrip()
