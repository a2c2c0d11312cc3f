"""A limb held (bird dog, dead bug) from two plates' traces: how long, how much load moved, how steadily it stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.endurance import Hold, lower_bound
from dsp.endurance_metrics import HOLD
from dsp.lift import EXIT_S, LEAST_S, LEVEL
from dsp.limb_hold import BEFORE_S, REST_S, LimbHold, moved_load, rest_before
from dsp.limb_hold_metrics import LIMB_HOLD, wander
from dsp.symmetry import assumed_uncertainty
from station.hold_analysis import doubts_of, find_held, hold_marks
from station.hold_band import with_sampling
from station.hold_ends import end_reason, of_the_end
from station.hold_form import form_lines
from station.model import Analysis, Floats, Mark, NamedMeasurement, Side, TrialData
from station.one_side import OTHER, of_tested_side, tested_side
from station.protocol import Protocol
from station.timeline import ONE_FORCE, Doubts, Timeline, Unusable, in_order, measured, timeline

TOUCHES = 0.1
"""With more than this part of the load on its plate a lifted limb still rests there."""
_HOLD_TIME = next(row for row in HOLD if row.key == "hold_time")
_RESTLESS = "the load at rest was not seen before the limb moved: lie still for two seconds first"


@dataclass(frozen=True, slots=True, eq=False)
class Plates:
    """Both plates as a limb of ``side`` sees them; ``moved`` has the load that moved in the place of the total."""

    line: Timeline
    side: Side
    own_n: Floats
    other_n: Floats
    moved: Timeline


def plates_of(protocol: Protocol, line: Timeline, side: Side) -> Plates:
    """How the limb of a side moves the load.  Raises Unusable where one total force was recorded."""
    own, other = line.side(side), line.side(OTHER[side])
    if own is None or other is None:
        raise Unusable(f"This test looks at the load that goes from one plate to the other: {ONE_FORCE}.")
    moved = moved_load(own, other, unloads=protocol.limb_plate != "loads")
    return Plates(line, side, own, other, replace(line, total_n=moved))


def analyse_limb_hold(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first time that the limb is held.  Raises Unusable when it never is."""
    line = timeline(data)
    side = tested_side(protocol) or Side.LEFT
    plates = plates_of(protocol, line, side)
    try:
        lift, found = find_held(protocol, plates.moved, moved)
    except Unusable:
        _check_the_limb(protocol, plates, None)
        raise
    if not moved:
        _check_the_limb(protocol, plates, found)
    hold = replace(found, force_n=line.total_n, foot_n=plates.own_n)
    held = LimbHold(hold, rest_before(line.time_s, hold.onset), protocol.limb_plate != "loads")
    ended = of_the_end(data)
    bound = lower_bound(hold.exited, end_reason(data)) or next(iter(ended.limits), "")
    doubts = doubts_of(line, data, lift, hold, (bound, *ended.limits))
    still_n = plates.own_n[hold.steady].mean() / line.total_n[hold.steady].mean() if _long(hold) else 0.0
    touching = _touching(protocol, side, float(still_n))
    lines = [measured(line, _HOLD_TIME, found, doubts=_with(doubts["hold_time"], touching))]
    lines += _limb_lines(line, held, touching)
    of_form, form_marks, form_method = form_lines(line, hold, moved, bound)
    return Analysis(
        protocol.key,
        line.fs_hz,
        (*hold_marks(line, hold, moved), *form_marks),
        of_tested_side(protocol, in_order(protocol, [*lines, *of_form])),
        None,
        {**_methods(protocol, side), **form_method},
    )


def _long(hold: Hold) -> bool:
    return bool(hold.steady.stop > hold.steady.start)


def _check_the_limb(protocol: Protocol, plates: Plates, found: Hold | None) -> None:
    """Raise Unusable where the other limb was moved instead, or first.

    Coming back from it is a rise of the load too, and would be taken for a hold of this one.
    """
    other = plates_of(protocol, plates.line, OTHER[plates.side])
    try:
        _, hold = find_held(protocol, other.moved, ())
    except Unusable:
        return
    if found is not None and found.onset < hold.onset:
        return
    raise Unusable(
        f"The load moved the other way: this is the {other.side.value} leg, and the test asks for the "
        f"{plates.side.value} one. Repeat it with the {plates.side.value} leg, or choose the test of the other side.",
        hold_marks(plates.line, hold, ()),
    )


def _touching(protocol: Protocol, side: Side, share: float) -> tuple[str, ...]:
    if protocol.limb_plate == "loads" or share <= TOUCHES:
        return ()
    return (f"{100 * share:.0f} % of the load stayed on the {side.value} plate: the limb was not clear of it",)


def _with(doubts: Doubts, limits: tuple[str, ...]) -> Doubts:
    return replace(doubts, limits=(*doubts.limits, *limits))


def _limb_lines(line: Timeline, held: LimbHold, limits: tuple[str, ...]) -> list[NamedMeasurement]:
    known = wander(held)
    # either plate moves what is between them, and where their calibration is not verified the default stands for it
    gain = float(np.sqrt(2.0)) * assumed_uncertainty(held.hold.gain_uncertainty)
    subject = replace(held, hold=replace(held.hold, gain_uncertainty=gain))
    unseen = (_RESTLESS,) if held.rest.stop <= held.rest.start else ()
    lines = []
    for row in LIMB_HOLD:
        refusals = unseen if row.key in ("limb_share_moved", "limb_taken_over") else ()
        lines.append(
            with_sampling(
                measured(line, row, subject, doubts=Doubts(limits, refusals)), known.get(row.key, float("nan"))
            )
        )
    return lines


def _methods(protocol: Protocol, side: Side) -> dict[str, dict[str, float | str]]:
    return {
        "hold.half_rise": {
            "of": "half of the difference between the plates",
            "limb": side.value,
            "limb_plate": protocol.limb_plate or "",
            "rise_above_n": protocol.detect.contraction_above_n,
            "level": LEVEL,
            "exit_s": EXIT_S,
            "least_s": LEAST_S,
            "rest": f"{REST_S:g} to {BEFORE_S:g} s before the onset",
        },
        "onset.change_point": {},
    }
