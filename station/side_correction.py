"""A recording as it would be if left and right had been attached the right way round.

The raw file stays as it is; what is read of it says the other side wherever a side is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from station.amendments import opposite
from station.model import Side
from station.playback import sides_of
from station.recorded import Marker, RecordedSegment, Recording

METHOD = "sides.exchanged"
"""Stands in the methods of a run that was computed with left and right exchanged."""


def exchanged(recording: Recording) -> Recording:
    """Left for right in the description of every stream and in every marker."""
    streams = {number: tuple(_part(part) for part in parts) for number, parts in recording.streams.items()}
    markers = tuple(Marker(marker.name, marker.host_s, exchanged_data(marker.data)) for marker in recording.markers)
    return replace(recording, streams=streams, markers=markers)


def exchanged_findings(findings: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Left for right in what was found when a recording was closed already."""
    return {name: exchanged_data(data) for name, data in findings.items()}


def exchanged_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """Left for right among the names and the values of one finding or marker, in tables inside it too."""
    return {_other(name): _exchanged(value) for name, value in data.items()}


def _exchanged(value: Any) -> Any:
    if isinstance(value, Mapping):
        return exchanged_data(value)
    return _other(value) if isinstance(value, str) else value


def _other(word: str) -> str:
    return opposite(Side(word)).value if word in (Side.LEFT.value, Side.RIGHT.value) else word


def _part(part: RecordedSegment) -> RecordedSegment:
    described = part.description
    if described is None or described.calibration is None:
        return part
    sides = tuple(opposite(side) for side in sides_of(described))
    return replace(part, description=replace(described, sides=sides))
