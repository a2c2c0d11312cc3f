"""Which forces of which devices a test's client works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dsp.limb_hold import moved_load
from station.feedback.lane import Force
from station.model import Floats, Side
from station.one_side import KINDS, OTHER, stream_of, tested_side
from station.protocol import Protocol


def forces_of_test(protocol: Protocol, streams: Mapping[int, Sequence[Side]]) -> dict[int, dict[Side, Force]]:
    """By stream and side what makes the force that is looked at of those of the stream.

    One of each dynamometer; of two plates the sum, of each in a shift of weight; of a limb that is lifted the load that
    it moves from plate to plate.  A test of one side looks at that side's alone.
    """
    side = tested_side(protocol)
    if protocol.kind in KINDS and (side is not None or protocol.limb_plate is not None):
        number = stream_of(protocol, streams)
        return {number: _of_one_side(protocol, streams[number], side)}
    found: dict[int, dict[Side, Force]] = {}
    for number, sides in streams.items():
        if protocol.kind == "weight_shift" and len(sides) == 2:
            found[number] = {each: _row(row) for row, each in enumerate(sides)}
        else:
            found[number] = {sides[0] if len(sides) == 1 else Side.BOTH: _sum}
    return found


def _of_one_side(protocol: Protocol, sides: Sequence[Side], side: Side | None) -> dict[Side, Force]:
    if protocol.limb_plate is None or len(sides) < 2:
        return {side or Side.BOTH: _sum}
    limbs = (side,) if side is not None else (Side.LEFT, Side.RIGHT)
    return {each: _moved(sides, each, protocol.limb_plate == "unloads") for each in limbs}


def _row(row: int) -> Force:
    return lambda force_n: force_n[row]


def _sum(force_n: Floats) -> Floats:
    total: Floats = force_n.sum(axis=0)
    return total


def _moved(sides: Sequence[Side], side: Side, unloads: bool) -> Force:
    own, other = sides.index(side), sides.index(OTHER[side])
    return lambda force_n: moved_load(force_n[own], force_n[other], unloads=unloads)
