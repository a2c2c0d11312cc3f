"""A stance from a trial's traces: where it begins and ends, its sway, the weight on the feet, the time on one leg."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.balance_metrics import DIRECTED, LOADING, ONE_LEG, SIDE_TO_SIDE, SWAY, reserves
from dsp.centre_of_pressure import LOADED_ABOVE_N
from dsp.loading import Loading
from dsp.metric import Metric
from dsp.noise_effect import DRAWS
from dsp.one_leg import APART_S, EMPTY_N, LIFTED_S, LONGEST_S, TOUCH_S, NoOneLeg, OneLeg, find_one_leg
from dsp.sway import CUTOFF_HZ, ORDER, Sway, make_sway, noise_is_seen
from dsp.symmetry import assumed_uncertainty
from station.footing import Footing, footing, heels_and_forefeet
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import (
    ONE_FORCE,
    Doubts,
    Timeline,
    Unusable,
    in_order,
    measured,
    moved_time,
    timeline,
    withheld,
)

SETTLE_S = 1.0
"""What follows stepping on, or lifting a foot, is not standing yet."""
BEFORE_LOSS_S = 0.5
"""What leads to putting the foot down is not standing any more."""
SWAY_LEAST_S = 1.0
ON_ONE_LEG = frozenset(row.key for row in ONE_LEG)
DISORDER = "The marks are not in order: start, end. Move them apart."
BESIDE = "a foot that touches the floor beside its plate is not seen"
ALREADY_UP = "the foot was up already where the time begins: the time on one leg is at least this long"
STILL_STANDING = "still standing when the recording ended: the time on one leg is at least this long"
REACHED = f"{LONGEST_S:.0f} s reached"
SMOOTHED = "smoothed before it came here: the noise of its sensors is not seen and not in the uncertainty"
Methods = dict[str, dict[str, float | str]]


@dataclass(frozen=True, slots=True)
class _Window:
    """Samples ``start`` to ``end`` (both included) and what is to be said about them."""

    start: int
    end: int
    notes: tuple[str, ...] = ()


def analyse_balance(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse a stance on both feet, or on one leg where the protocol asks for its time.  Raises Unusable."""
    line = timeline(data)
    if ON_ONE_LEG & set(protocol.metrics):
        return _one_leg(protocol, data, line, moved)
    window = _window(protocol, data, line, moved)
    stood = footing(line, protocol.plate_distance_m)
    sway, lines = _sway_lines(line, stood, window, data.complete)
    lines += _loading_lines(line, window)
    marks = _marks(line, window.start, window.end, Side.BOTH, moved)
    methods = _methods(line, stood, window, sway)
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, methods)


def sway_of(protocol: Protocol, data: TrialData) -> Sway | None:
    """The sway on both feet as it is analysed; None where the plates cannot tell it.  Raises Unusable."""
    line = timeline(data)
    window = _window(protocol, data, line, ())
    return _sway_lines(line, footing(line, protocol.plate_distance_m), window, data.complete)[0]


# Where the stance is --------------------------------------------------------------------------------------------------


def _window(protocol: Protocol, data: TrialData, line: Timeline, moved: Sequence[Mark]) -> _Window:
    """From GO for as long as the test says; of a file, the longest time that somebody stood there."""
    if data.go_s is not None:
        found = _from_go(protocol, data, line)
    else:
        found = _longest_stance(line)
    places = [_placed(line, moved, name) for name in ("start", "end")]
    start, end = (
        place if place is not None else known for place, known in zip(places, (found.start, found.end), strict=True)
    )
    if end <= start:
        raise Unusable(DISORDER, _marks(line, found.start, found.end, Side.BOTH, moved))
    empty = line.total_n[start : end + 1] < LOADED_ABOVE_N
    if empty.any():
        raise Unusable(
            f"Nobody stood on the plates for {np.count_nonzero(empty) / line.fs_hz:.2f} s of this stance "
            f"({np.count_nonzero(empty)} samples below {LOADED_ABOVE_N:g} N). Stand on both plates throughout, then "
            "repeat the trial.",
            _marks(line, start, end, Side.BOTH, moved),
        )
    return _Window(start, end, found.notes)


def _from_go(protocol: Protocol, data: TrialData, line: Timeline) -> _Window:
    """The seconds from GO on that the test asks for, or as many of them as there are."""
    go_s = data.go_s or 0.0
    start = int(np.searchsorted(line.time_s, go_s))
    stop = int(np.searchsorted(line.time_s, go_s + protocol.effort_s - 0.5 / line.fs_hz))
    if stop - start < 2:
        raise Unusable("The recording ends where the stance begins. Repeat the trial.")
    return _Window(start, min(stop, len(line.time_s)) - 1)


def _longest_stance(line: Timeline) -> _Window:
    loaded = line.total_n >= LOADED_ABOVE_N
    if not loaded.any():
        raise Unusable(f"Nobody stood on the plates: the force never reaches {LOADED_ABOVE_N:g} N.")
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loaded.astype(np.int8), [0]))))
    lengths = edges[1::2] - edges[::2]
    at = int(np.argmax(lengths))
    start, end = int(edges[2 * at]), int(edges[2 * at + 1]) - 1
    settle = round(SETTLE_S * line.fs_hz)
    first = start + settle if start > 0 else start
    last = end - settle if end < len(loaded) - 1 else end
    if last - first < 2:
        raise Unusable("Nobody stood on the plates for longer than a step. Repeat the trial.")
    notes = () if (first, last) == (start, end) and len(lengths) == 1 else ("stepping on and off is left out",)
    return _Window(first, last, notes)


def _placed(line: Timeline, moved: Sequence[Mark], name: str) -> int | None:
    times = [moved_time(moved, name, side) for side in Side]
    return next((line.index(time_s) for time_s in times if time_s is not None), None)


def _marks(line: Timeline, start: int, end: int, side: Side, moved: Sequence[Mark]) -> tuple[Mark, ...]:
    step = 1.0 / line.fs_hz
    return tuple(
        Mark(name, side, float(line.time_s[index]), _placed(line, moved, name) is None, step)
        for name, index in (("start", start), ("end", end))
    )


# Its numbers ----------------------------------------------------------------------------------------------------------


def _sway_lines(
    line: Timeline, stood: Footing, window: _Window, complete: bool
) -> tuple[Sway | None, list[NamedMeasurement]]:
    """All numbers of the sway between two samples, those that this recording cannot give with the reason."""
    if stood.pressure is None:
        return None, _refused(SWAY, stood.why_not)
    part = slice(window.start, window.end + 1)
    cop = stood.pressure.cop_m[:, part]
    measured_rows = 1 if stood.side_to_side_only else 2
    astray = int(np.count_nonzero(~np.isfinite(cop[:measured_rows]).all(axis=0)))
    if astray:
        cause = "too little load on a plate, or a sensor of it that ails"
        why = f"in {astray} samples the centre of pressure is not known: {cause}"
        return None, _refused(SWAY, why)
    if cop.shape[1] < max(3, round(SWAY_LEAST_S * line.fs_hz)):
        return None, _refused(SWAY, f"the stance lasts {cop.shape[1] / line.fs_hz:.2f} s only")
    sway = make_sway(
        cop,
        line.fs_hz,
        first=window.start,
        noise_m=stood.pressure.error_m,
        scale_uncertainty=stood.scale_uncertainty,
    )
    notes = (*window.notes, *stood.notes, *(() if noise_is_seen(sway) else (SMOOTHED,)))
    extra = [*stood.limits, *([] if complete else ["the recording was interrupted"])]
    lines = []
    for formula in SWAY:
        limits, refusals = reserves(formula, sway)
        if (stood.side_to_side_only and formula.key not in SIDE_TO_SIDE) or (
            not stood.directed and formula.key in DIRECTED
        ):
            refusals = [stood.why_not]
        doubts = Doubts((*limits, *extra), tuple(refusals), notes)
        item = measured(line, formula, sway, doubts=doubts)
        lines.append(item if noise_is_seen(sway) or "m" in formula.unit else _without_uncertainty(item))
    return sway, lines


def _without_uncertainty(item: NamedMeasurement) -> NamedMeasurement:
    """A frequency or a ratio hardly depends on the scale; where the noise is not seen, little is known about it."""
    return replace(item, measurement=replace(item.measurement, uncertainty=None))


def _refused(rows: Iterable[Metric], why: str) -> list[NamedMeasurement]:
    return [item for row in rows for item in withheld(row, why)]


def _loading_lines(line: Timeline, window: _Window) -> list[NamedMeasurement]:
    """How the weight lay on the feet."""
    left, right = line.left_n, line.right_n
    if left is None or right is None:
        return _refused(LOADING, ONE_FORCE)
    part = slice(window.start, window.end + 1)
    quarters = heels_and_forefeet(line)
    loading = Loading(
        left[part],
        line.total_n[part],
        None if quarters is None else quarters[:, part],
        window.start,
        assumed_uncertainty(line.gain_uncertainty),
    )
    lines: list[NamedMeasurement] = []
    for formula in LOADING:
        if formula.key == "weight_distribution_index" and quarters is None:
            lines += withheld(formula, "needs plates whose calibration says where their cells stand")
        elif formula.sided:
            for side, force in ((Side.LEFT, left), (Side.RIGHT, right)):
                lines.append(measured(line, formula, loading.under(force[part]), side))
        else:
            lines.append(measured(line, formula, loading))
    return lines


# One leg --------------------------------------------------------------------------------------------------------------


def _one_leg(protocol: Protocol, data: TrialData, line: Timeline, moved: Sequence[Mark]) -> Analysis:
    """The time on one leg, the touches of the other foot, and the sway under the one that stands."""
    whole = _found_on_one_leg(protocol, data, line, moved)
    stance = whole.timed()
    side = Side(stance.side)
    window = _window_on_one_leg(line, whole)
    lines = _one_leg_lines(line, stance, data.complete)
    stood = footing(line, None, only=side)
    if window.end - window.start < 2:
        sway, found = None, _refused(SWAY, f"the stance lasts less than {SETTLE_S + BEFORE_LOSS_S:g} s")
    else:
        sway, found = _sway_lines(line, stood, window, data.complete)
    lines += [*found, *_refused(LOADING, "the weight is on one foot in this test")]
    methods = _methods(line, stood, window, sway)
    methods["stance.one_leg"] = {
        "empty_below_n": EMPTY_N,
        "lifted_s": LIFTED_S,
        "touch_s": TOUCH_S,
        "apart_s": APART_S,
        "from": "lift of the foot",
        "longest_s": LONGEST_S,
        "stands_on": stance.side,
    }
    marks = _marks(line, stance.start, stance.end, side, moved)
    return Analysis(protocol.key, line.fs_hz, marks, in_order(protocol, lines), None, methods)


def _window_on_one_leg(line: Timeline, stance: OneLeg) -> _Window:
    """Where the sway of a stance on one leg is looked at: as long as one on both feet, if the foot stays up so long."""
    settle, before = round(SETTLE_S * line.fs_hz), round(BEFORE_LOSS_S * line.fs_hz)
    start, end = stance.start + settle, stance.end - (before if stance.exited else 0)
    return _Window(start, min(end, start + round(LONGEST_S * line.fs_hz) - 1))


def _one_leg_lines(line: Timeline, stance: OneLeg, complete: bool) -> list[NamedMeasurement]:
    """The time on one leg and the touches; who stood for as long as the watch runs has all of it, whenever it began."""
    unseen = (*(() if stance.seen else (ALREADY_UP,)), *(() if stance.exited else (STILL_STANDING,)))
    limits = () if stance.reached else unseen
    lost = () if complete else ("the recording was interrupted",)
    lines = []
    for formula in ONE_LEG:
        timed = limits if formula.key == "balance_duration" else ()
        notes = (REACHED, BESIDE) if stance.reached and formula.key == "balance_duration" else (BESIDE,)
        lines.append(measured(line, formula, stance, Side(stance.side), Doubts((*timed, *lost), (), notes)))
    return lines


def _found_on_one_leg(protocol: Protocol, data: TrialData, line: Timeline, moved: Sequence[Mark]) -> OneLeg:
    left, right = line.left_n, line.right_n
    if left is None or right is None:
        raise Unusable("This test needs a plate under each foot, or nobody can tell when the lifted foot comes down.")
    start, stop = 0, len(line.time_s)
    if data.go_s is not None:
        window = _from_go(protocol, data, line)
        start, stop = window.start, window.end + 1
    part = slice(start, stop)
    try:
        found = find_one_leg(line.time_s[part], left[part], right[part], line.fs_hz)
    except NoOneLeg as error:
        raise Unusable(f"No stance on one leg: {error}. Then repeat the trial.") from error
    stance = replace(
        found,
        time_s=line.time_s,
        start=found.start + start,
        end=found.end + start,
        last=found.last + start,
        touches=tuple((first + start, last + start) for first, last in found.touches),
    )
    places = {name: _placed(line, moved, name) for name in ("start", "end")}
    if places["start"] is not None and places["start"] != stance.start:
        stance = replace(stance, start=places["start"], seen=True)
    if places["end"] is not None and places["end"] != stance.end:
        stance = replace(stance, end=places["end"], last=max(stance.last, places["end"]), exited=True)
    if stance.end <= stance.start:
        raise Unusable(DISORDER, _marks(line, stance.start, stance.end, Side(stance.side), moved))
    return stance


def _methods(line: Timeline, stood: Footing, window: _Window, sway: Sway | None) -> Methods:
    methods: Methods = {
        "centre_of_pressure": {"from": stood.method, "loaded_above_n": LOADED_ABOVE_N},
        "stance.window": {
            "start_s": float(line.time_s[window.start]),
            "seconds": (window.end - window.start + 1) / line.fs_hz,
        },
    }
    if stood.distance_m is not None:
        methods["centre_of_pressure"]["plate_distance_m"] = stood.distance_m
    if sway is not None and sway.cutoff_hz is not None:
        methods["filter.butterworth_zero_phase"] = {"cutoff_hz": CUTOFF_HZ, "order": 2 * ORDER, "fs_hz": line.fs_hz}
    if sway is not None:
        methods["uncertainty.device"] = {
            "covers": "the scale of the positions and the sensors' noise, not how much a person varies",
        }
        methods["uncertainty.noise"] = {"by": "simulation and extrapolation", "draws": DRAWS, "shift": "in full"}
    return methods
