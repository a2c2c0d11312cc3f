"""The band of a hold, in newtons as far as the data tell, and what is measured against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.endurance import END_S, Hold
from dsp.metric import Formula
from dsp.tracking import Band, NoBand, Tracking, left_at
from dsp.tracking_metrics import TRACKING, tracking_wander
from dsp.weighing import quiet_windows
from station.model import NamedMeasurement
from station.protocol import Protocol
from station.timeline import Doubts, Timeline, measured, withheld

_AFTER_S = 1.5
"""Leaving the band is looked for this long after the hold was lost: it takes a second to be known."""
_EDGE_S = 0.05
"""How well a crossing of the band is dated by the mean of 0.1 s (k = 2)."""

Parameters = dict[str, float | str]


def with_sampling(item: NamedMeasurement, wander: float) -> NamedMeasurement:
    """A number with what tremor and sway leave open about it in a record of this length (k = 2)."""
    if item.measurement.value is None or not np.isfinite(wander):
        return item
    uncertainty = float(np.hypot(item.measurement.uncertainty or 0.0, wander))
    return replace(item, measurement=replace(item.measurement, uncertainty=uncertainty))


@dataclass(frozen=True, slots=True)
class NewtonBand:
    """A band of the total force; ``measured`` when it is made of readings of the same plates."""

    band: Band
    measured: bool


NO_MAXIMUM = (
    "it is a part of the own maximum, and no valid maximal push of this side was known when the hold began: do the "
    "test of its strength first and keep it"
)


class NoTarget(ValueError):
    """The test's band cannot be told in newtons; the message says why."""


def newton_band(protocol: Protocol, line: Timeline, hold: Hold, own_n: float | None = None) -> NewtonBand:
    """Return the band of a protocol in newtons of the total force.  Raises NoTarget with the reason.

    ``own_n`` is the own maximum of the side that holds, where an earlier test has measured it.
    """
    target = protocol.target
    if target is None:
        raise NoTarget("this test has no band to stay in")
    if target.kind == "newtons":
        return NewtonBand(_between(target.low, target.high), measured=False)
    if target.kind == "own_maximum":
        if own_n is None:
            raise NoTarget(NO_MAXIMUM)
        return NewtonBand(_between(target.low * own_n, target.high * own_n), measured=False)
    level_n = _weight(protocol, line, hold) if target.kind == "body_weight_share" else _own_level(hold)
    return NewtonBand(_between(target.low * level_n, target.high * level_n), measured=True)


def _between(low_n: float, high_n: float) -> Band:
    return Band(low_n, high_n, 0.5 * (low_n + high_n))


def _own_level(hold: Hold) -> float:
    """Mean of the first 5 s of the hold proper."""
    time_s = hold.time_s[hold.steady]
    if not len(time_s) or time_s[-1] - time_s[0] < END_S:
        raise NoTarget(f"the hold is shorter than the {END_S:g} s at its beginning that the band is made of")
    count = int(np.searchsorted(time_s, time_s[0] + END_S))
    return float(hold.force_n[hold.steady][:count].mean())


def _weight(protocol: Protocol, line: Timeline, hold: Hold) -> float:
    """The weight that was taken where the record begins, before the hold."""
    gate = protocol.weigh
    if gate is None:
        raise NoTarget("the band is a part of the body weight, and nobody is weighed in this test")
    still = quiet_windows(
        line.total_n[: hold.onset],
        line.fs_hz,
        seconds=gate.seconds,
        sd_below_n=gate.sd_below_n,
        mean_above_n=gate.mean_above_n,
    )
    if not still:
        raise NoTarget(
            "the band is a part of the body weight, and nobody stood still enough to be weighed before the hold"
        )
    return min(still, key=lambda stance: stance.start).mean_n


def band_lines(
    protocol: Protocol,
    line: Timeline,
    hold: Hold,
    bound: str,
    late: tuple[str, ...] = (),
    own_n: float | None = None,
) -> tuple[list[NamedMeasurement], dict[str, Parameters]]:
    """Every number that needs the band, and the method behind it; withheld with the reason where there is none.

    ``bound`` says why the end of the hold is a lower bound only; empty when it is the client's own.  ``late`` says the
    same of its beginning.
    """
    try:
        found = newton_band(protocol, line, hold, own_n)
        steady = hold.steady
        if steady.stop - steady.start < 2:
            raise NoTarget("the hold is too short")
        inside = _tracking(line, hold, found, steady.start, steady.stop - 1)
        whole, left = _to_leaving(line, hold, found)
    except (NoTarget, NoBand) as error:
        return [item for formula in TRACKING for item in withheld(formula, str(error))], {}
    wander = tracking_wander(inside)
    wander["band_hold_time"] = float(np.hypot(hold.onset_uncertainty_s, max(_EDGE_S, 1.0 / line.fs_hz)))
    lines = []
    for formula in TRACKING:
        at_end = formula.key == "band_hold_time"
        limits = (*(late if at_end else ()), *((bound,) if at_end and not left and bound else ()))
        item = _line(line, formula, whole if at_end else inside, limits)
        lines.append(with_sampling(item, wander.get(formula.key, float("nan"))))
    low, high, target = (float(each) for each in (found.band.low_n, found.band.high_n, found.band.target_n))
    kind = protocol.target.kind if protocol.target else ""
    return lines, {"band": {"from": kind, "low_n": low, "high_n": high, "target_n": target}}


def _line(line: Timeline, formula: Formula[Tracking], subject: Tracking, limits: Sequence[str]) -> NamedMeasurement:
    return measured(line, formula, subject, doubts=Doubts(limits=tuple(limits)))


def _tracking(line: Timeline, hold: Hold, found: NewtonBand, start: int, end: int) -> Tracking:
    return Tracking(
        line.time_s,
        line.total_n,
        found.band,
        start,
        end,
        measured_band=found.measured,
        force_uncertainty_n=line.step_uncertainty_n,
        gain_uncertainty=hold.gain_uncertainty,
    )


def _to_leaving(line: Timeline, hold: Hold, found: NewtonBand) -> tuple[Tracking, bool]:
    """The force from the onset to where leaving can be known, and whether the band was left."""
    known_s = float(line.time_s[hold.end]) + _AFTER_S
    last = min(int(np.searchsorted(line.time_s, known_s)), len(line.time_s) - 1)
    whole = _tracking(line, hold, found, hold.onset, last)
    left_s = left_at(whole)
    if left_s is None or left_s > line.time_s[hold.end]:
        return _tracking(line, hold, found, hold.onset, hold.end), False
    return whole, True
