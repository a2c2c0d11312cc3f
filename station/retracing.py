"""The journey of a recorded trial walked again, offline: the same machine, fed from the file and what people did.

What the machine decides by itself must come out as it did live; what people did stands in the markers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from station.errors import StationError
from station.filing import PRACTICE, protocol_text
from station.model import Floats, Outcome, TrialState
from station.playback import Part, parts_in, sides_of
from station.protocol import Protocol
from station.recorded import Marker, Recording
from station.trial import Ended, Entered, Marked, Step, TrialMachine

CHUNK_S: Final = 0.1
SAME_S: Final = 0.03
"""Live, a tick came so late at most; what samples decide is the same to the sample."""


@dataclass(frozen=True, slots=True)
class Walked:
    """One thing that happened, and when, in seconds after the recording began."""

    name: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Retraced:
    """The journey as it is walked again, how it ended, and what of the recording's own account differs."""

    steps: tuple[Walked, ...]
    outcome: Outcome | None
    end_s: float | None
    differences: tuple[str, ...]


def retrace(recording: Recording, chunk_s: float = CHUNK_S) -> Retraced:
    """Walk a recorded trial again.  Raises StationError for a recording that holds nothing to walk through."""
    protocol = _protocol(recording)
    parts, _ = parts_in(recording, None, None)
    streams = {part.stream: sides_of(part.description) for part in parts}
    machine = TrialMachine(protocol, streams, practice=recording.marker(PRACTICE) is not None)
    begin_s = min(float(part.host_s[0]) for part in parts)
    rates_hz = {part.stream: part.fs_hz for part in parts}
    machine.connected(begin_s, rates_hz)
    steps: list[Step] = []
    done: list[tuple[float, Callable[[TrialMachine, float], list[Step]]]] = list(_done_by_people(recording.markers))
    if not done:
        raise StationError(f"{recording.path.name} does not say what was done, so its steps cannot be walked again.")
    forces = [(part, _newtons(part)) for part in parts]
    last_s = max(float(part.host_s[-1]) for part in parts) + chunk_s
    now_s = begin_s
    while now_s < last_s and machine.outcome is None:
        until_s = min([now_s + chunk_s, *(at_s for at_s, _ in done if at_s > now_s)])
        for part, force_n in forces:
            first, stop = np.searchsorted(part.host_s, (now_s, until_s))
            if stop > first:
                steps += machine.samples(part.stream, part.host_s[first:stop], force_n[:, first:stop])
        for at_s, do in [each for each in done if each[0] <= until_s]:
            steps += do(machine, at_s)
        done = [each for each in done if each[0] > until_s]
        steps += machine.tick(until_s)
        now_s = until_s
    return _compared(recording, begin_s, steps, machine.outcome)


def _protocol(recording: Recording) -> Protocol:
    """The clinical test as it was when the recording was made."""
    header = recording.header
    try:
        return msgspec.toml.decode(header.protocol_text or protocol_text(header.protocol), type=Protocol)
    except msgspec.DecodeError as error:
        raise StationError(
            f"The test {header.protocol} is in this recording in a form that this program does not read ({error}). "
            "Use the version that made it."
        ) from error


def _newtons(part: Part) -> Floats:
    calibration = part.description.calibration
    if calibration is None:
        raise StationError("A stream without its calibration cannot be walked through.")
    return calibration.newtons(part.segment.values[:, part.chosen], part.description.zero)


def _done_by_people(
    markers: Sequence[Marker],
) -> Iterator[tuple[float, Callable[[TrialMachine, float], list[Step]]]]:
    """What people did, in its order, from the markers of the states that it led to."""
    names = {marker.name for marker in markers}
    for marker in markers:
        if marker.name == TrialState.WEIGH:
            yield marker.host_s, lambda machine, at_s: machine.zeroed(at_s)
        elif marker.name == "weighed":
            yield marker.host_s, lambda machine, at_s: machine.weigh(at_s)
        elif marker.name == TrialState.COUNTDOWN:
            yield marker.host_s, lambda machine, at_s: machine.start(at_s)
        elif marker.name == TrialState.STOPPED:
            yield marker.host_s, lambda machine, at_s: machine.stop(at_s)
        elif marker.name == TrialState.REVIEW and "finished" not in names and TrialState.STOPPED not in names:
            yield marker.host_s, lambda machine, at_s: machine.finish(at_s)


def _compared(recording: Recording, begin_s: float, steps: Sequence[Step], outcome: Outcome | None) -> Retraced:
    walked = [Walked(_name(step), step.at_s - begin_s) for step in steps if isinstance(step, Entered | Marked)]
    ends = [step.end_s - begin_s for step in steps if isinstance(step, Ended)]
    names = {each.name for each in walked} | {state.value for state in TrialState}
    told = [Walked(m.name, m.host_s - begin_s) for m in recording.markers if m.name in names]
    differences = []
    for live, again in zip(told, walked, strict=False):
        if live.name != again.name:
            differences.append(f"{live.name} at {live.at_s:.2f} s is {again.name} at {again.at_s:.2f} s")
            break
        if abs(live.at_s - again.at_s) > SAME_S:
            differences.append(f"{live.name} at {live.at_s:.3f} s is at {again.at_s:.3f} s")
    if len(told) != len(walked) and not differences:
        differences.append(f"{len(told)} steps were recorded, {len(walked)} are walked")
    return Retraced(tuple(walked), outcome, ends[-1] if ends else None, tuple(differences))


def _name(step: Entered | Marked) -> str:
    if isinstance(step, Marked):
        return step.name
    return f"{step.state.value}{'_again' if step.again else ''}"
