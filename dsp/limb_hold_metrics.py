"""What is measured of a limb that is held: pure functions of a ``LimbHold``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np

from dsp.endurance_metrics import ends_of, line_uncertainties, spread_known
from dsp.limb_hold import Floats, LimbHold
from dsp.metric import Direction, Formula, Kind, Needs
from dsp.wander import line


def share_moved(held: LimbHold) -> float:
    """Share of the limb's plate that went to the other one (or came from it), % of the total."""
    total, own = held.hold.force_n, held.hold.foot_n
    part = held.hold.steady
    if held.rest.stop <= held.rest.start or part.stop <= part.start:
        return float("nan")
    if total[held.rest].min() <= 0 or total[part].min() <= 0:
        return float("nan")
    change = float((own[part] / total[part]).mean() - (own[held.rest] / total[held.rest]).mean())
    return -100.0 * change if held.unloads else 100.0 * change


def taken_over(held: LimbHold) -> float:
    """What one plate gains as a part of what the other one loses, %; the rest went to hands or floor."""
    part = held.hold.steady
    if held.rest.stop <= held.rest.start or part.stop <= part.start:
        return float("nan")
    plates = (held.hold.foot_n, held.other_n) if held.unloads else (held.other_n, held.hold.foot_n)
    loses, gains = (float(plate[part].mean() - plate[held.rest].mean()) for plate in plates)
    return -100.0 * gains / loses if loses < 0 else float("nan")


def unsteadiness(held: LimbHold) -> float:
    """SD of the difference between the plates about its own straight line over the mean total, %; NaN under 2 s."""
    part = held.hold.steady
    time_s, between = held.hold.time_s[part], 2.0 * held.moved_n[part]
    total_n = float(held.hold.force_n[part].mean()) if part.stop > part.start else 0.0
    if len(between) < 3 or time_s[-1] - time_s[0] < 2.0 or total_n <= 0:
        return float("nan")
    slope, offset = line(time_s, between)
    return 100.0 * float(np.std(between - (slope * time_s + offset), ddof=2)) / total_n


def drift(held: LimbHold) -> float:
    """Difference between the plates in the last 5 s minus the first 5 s over the mean total, %; NaN under 10 s."""
    first, last = ends_of(held.hold)
    total_n = float(held.hold.force_n[held.hold.steady].mean()) if first is not None else 0.0
    if first is None or last is None or total_n <= 0:
        return float("nan")
    between = 2.0 * held.moved_n
    return 100.0 * float(between[last].mean() - between[first].mean()) / total_n


def wander(held: LimbHold) -> dict[str, float]:
    """What sway and the shortness of the hold leave open (k = 2), by the key of a metric, in its unit."""
    part = held.hold.steady
    total_n = float(held.hold.force_n[part].mean()) if part.stop > part.start else 0.0
    if not np.isfinite(unsteadiness(held)) or total_n <= 0:
        return {}
    time_s, between = held.hold.time_s[part], 2.0 * held.moved_n[part]
    _, ends_n = line_uncertainties(time_s, between)
    return {
        "limb_unsteadiness": unsteadiness(held) * spread_known(time_s, between),
        "limb_drift": 100.0 * ends_n / total_n,
    } | _of_the_rest(held, total_n)


def _of_the_rest(held: LimbHold, total_n: float) -> dict[str, float]:
    """The load at rest is known from a second or two only: its own wander counts as one draw."""
    if held.rest.stop <= held.rest.start:
        return {}
    at_rest: Floats = held.hold.foot_n[held.rest]
    known_n = 2.0 * float(at_rest.std())
    moved_n = abs(float(held.moved_n[held.hold.steady].mean() - held.moved_n[held.rest].mean()))
    found = {"limb_share_moved": 100.0 * known_n / total_n}
    if moved_n > 0:
        found["limb_taken_over"] = abs(taken_over(held)) * known_n / moved_n
    return found


# The table ---

_SHARED = Needs(8.0, Kind.AVERAGE, one_clock=True)


def _steady(held: LimbHold) -> tuple[int, int]:
    part = held.hold.steady
    return part.start, max(part.start, part.stop - 1)


def _with_rest(held: LimbHold) -> tuple[int, int]:
    first, last = _steady(held)
    return (held.rest.start if held.rest.stop > held.rest.start else first), last


# fmt: off
LIMB_HOLD: tuple[Formula[LimbHold], ...] = (
    Formula("limb_share_moved", "Share of load moved", "%", Direction.NEITHER, _SHARED,
            "change of the share of the limb's plate from rest to hold", "[S1]", share_moved, _with_rest),
    Formula("limb_taken_over", "Taken over by the other plate", "%", Direction.NEITHER, _SHARED,
            "gain of one plate / loss of the other, rest to hold", "own definition", taken_over, _with_rest),
    Formula("limb_unsteadiness", "Unsteadiness between the plates", "%", Direction.LOWER, _SHARED,
            "SD of the difference between the plates about a straight line / mean total", "own definition",
            unsteadiness, _steady),
    Formula("limb_drift", "Drift between the plates", "%", Direction.NEITHER, _SHARED,
            "difference between the plates in the last 5 s minus the first 5 s / mean total", "own definition",
            drift, _steady),
)
# fmt: on
