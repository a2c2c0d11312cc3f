"""Tests of one side alone: its numbers are that side's, whichever plate or dynamometer they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dsp.limb_hold import moved_load
from station.model import Floats, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import Timeline, Unusable, seen_step, timeline

KINDS = frozenset({"hold", "limb_hold", "limb_reps"})
"""Kinds of test that are done on one side at a time."""
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
ALONE = "one side alone is tested: do the test of the other side too and compare the two trials"


def tested_side(protocol: Protocol) -> Side | None:
    """The only side of a test; None where both are tested, or neither."""
    if protocol.kind not in KINDS or len(protocol.sides) != 1:
        return None
    side = Side(protocol.sides[0])
    return side if side in OTHER else None


_ENDS = {"under_bench": ("the head end", "the foot end"), "under_seat": ("the seat", "the feet")}
"""What stands on the left and on the right plate where that is neither of the client's sides."""


def plate_names(protocol: Protocol) -> tuple[str, str]:
    """What a therapist calls what is on the left and on the right plate."""
    setup, side = protocol.setup, tested_side(protocol)
    if setup is None:
        return "left", "right"
    if setup.posture == "side_support" and side is not None:
        return ("the forearm", "the feet") if side is Side.LEFT else ("the feet", "the forearm")
    return _ENDS.get(setup.device_at, ("left", "right"))


def compares_sides(protocol: Protocol) -> bool:
    """Whether the plates carry both of the client's sides alike, so that one may be called higher than the other."""
    same = tested_side(protocol) is None and protocol.limb_plate is None
    return same and plate_names(protocol) == ("left", "right")


def of_tested_side(protocol: Protocol, lines: Iterable[NamedMeasurement]) -> tuple[NamedMeasurement, ...]:
    """The lines of a test, as those of its only side where it has one: what is said of the other plate is left out."""
    side = tested_side(protocol)
    if side is None:
        return tuple(lines)
    return tuple(replace(line, side=side) for line in lines if line.side in (side, Side.BOTH))


def stream_of(protocol: Protocol, streams: Mapping[int, Sequence[Side]]) -> int:
    """Which of the devices measures the effort of a test: the dynamometer of its side, else the first device."""
    side = tested_side(protocol)
    return next((number for number, sides in streams.items() if tuple(sides) == (side,)), min(streams))


def force_of(protocol: Protocol, sides: Sequence[Side]) -> Callable[[Floats], Floats] | None:
    """What makes the force ``(1, n)`` that a test watches of those of a device's sides; None where it is their sum."""
    if protocol.limb_plate is None or len(sides) < 2:
        return None
    side = tested_side(protocol) or Side.LEFT
    own, other, unloads = sides.index(side), sides.index(OTHER[side]), protocol.limb_plate == "unloads"
    return lambda force_n: moved_load(force_n[own], force_n[other], unloads=unloads)[None]


def line_of(protocol: Protocol, data: TrialData) -> Timeline:
    """What a test is measured by: both plates, or the one dynamometer of its side.  Raises Unusable."""
    side = tested_side(protocol)
    if protocol.device == "plates" or side is None:
        return timeline(data)
    for trace in data.traces:
        if trace.sides == (side,):
            alone = timeline(TrialData((replace(trace, sides=(Side.BOTH,)),)))
            return replace(alone, traces=(trace,), resolution_n=max(trace.resolution_n, seen_step(trace.force_n)))
    there = {each for trace in data.traces for each in trace.sides}
    if there == {Side.BOTH}:  # a file of one force: whoever chose the test says whose it is
        return timeline(data)
    raise Unusable(
        f"There is no recording of the {side.value} dynamometer, and this is a test of the {side.value} side. Connect "
        "it, or choose the test of the other side."
    )
