"""What is damaged in a recording, what is missing for it and what to do, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from station.counting import counted

if TYPE_CHECKING:
    from station.recorded import Recording

_MOST_NAMED: Final = 3


def damage_of_recording(recording: Recording) -> str:
    """What of a file can be read no more, and what that costs; nothing for a whole one."""
    if not recording.damage:
        return ""
    places = [damage.offset for damage in recording.damage if damage.offset >= 0]
    where = f" (from byte {_listed(places)})" if places else ""
    count = sum(damage.length for damage in recording.damage)
    return f"{recording.path.name} is damaged: {counted(count, 'byte')} cannot be read{where}, {_missing(recording)}."


def what_to_do(recording: Recording) -> str:
    """How a damaged file is made whole again."""
    whole = (
        f"Take {recording.path.name} out of a backup that was made before, which is a zip archive, and put it in the "
        "place of this file."
    )
    if recording.outcome is not None:
        return whole
    return f"{whole} If the program was interrupted while it wrote the file, there is no more of it than this."


def _missing(recording: Recording) -> str:
    parts = []
    if recording.lost_to_damage:
        parts.append(counted(recording.lost_to_damage, "sample"))
    if recording.header_lost:
        parts.append("which test it was and of whom")
    if any(part.description is None for parts_of in recording.streams.values() for part in parts_of):
        parts.append("which device sent some of the samples")
    if recording.outcome is None:
        parts.append("the end of the recording")
    elif not recording.complete and not parts:
        parts.append("a part of what was measured")
    if not parts:
        return "and no sample between two others is missing"
    return f"and missing for it: {'; '.join(parts)}"


def _listed(places: Sequence[int]) -> str:
    more = f" and {counted(len(places) - _MOST_NAMED, 'more place')}" if len(places) > _MOST_NAMED else ""
    return ", ".join(map(str, places[:_MOST_NAMED])) + more
