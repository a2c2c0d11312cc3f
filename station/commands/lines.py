"""Numbers as lines of text, with the digits and units that the window shows them in."""

from __future__ import annotations

from collections.abc import Sequence

from station.model import NamedMeasurement
from station.protocol import Protocol
from ui.numbers import reading


def number_line(line: NamedMeasurement) -> str:
    """Title, side, value with its uncertainty, state and reasons."""
    found = line.measurement
    name = f"  {line.title[:38]:<40}{line.side.value:<7}"
    return f"{name}{reading(line.key, found).text():<24}{found.state.value:<9}{'; '.join(found.reasons)}".rstrip()


def number_lines(measurements: Sequence[NamedMeasurement], protocol: Protocol | None) -> list[str]:
    """The headline and what stands beside it, then the details, each with the lines of its sides."""
    if protocol is None:
        return [number_line(line) for line in measurements]
    front = (protocol.headline, *protocol.supporting)
    first = sorted((line for line in measurements if line.key in front), key=lambda line: front.index(line.key))
    details = [line for line in measurements if line.key not in front]
    heading = ["", "details"] if details and first else []
    return [*map(number_line, first), *heading, *map(number_line, details)]
