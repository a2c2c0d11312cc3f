"""What is measured of a set of hops: pure functions of a ``HopSet``, and their rows in the catalog."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dsp.hops import HopSet
from dsp.metric import Direction, Formula, Kind, Metric, Needs
from dsp.weighing import GRAVITY

Floats = npt.NDArray[np.float64]

NAN = float("nan")
LEAST_FOR_SPREAD = 3


# One value per hop, (hops,) -------------------------------------------------------------


def contact_times(hops: HopSet) -> Floats:
    """Contact time of every hop, s."""
    return np.array([hops.seconds(hop.touchdown, hop.takeoff) for hop in hops.hops])


def flight_times(hops: HopSet) -> Floats:
    """Time in the air after every contact, s."""
    return np.array([hops.seconds(hop.takeoff, hop.landing) for hop in hops.hops])


def heights(hops: HopSet) -> Floats:
    """Height of every hop by flight time, m: ``g t^2 / 8`` [S1]."""
    each: Floats = GRAVITY * flight_times(hops) ** 2 / 8.0
    return each


def rsis(hops: HopSet) -> Floats:
    """Flight time over contact time of every hop [S1]."""
    each: Floats = flight_times(hops) / contact_times(hops)
    return each


def contact_impulses(hops: HopSet) -> Floats:
    """Impulse of one leg (or both) in every contact, N s."""
    parts = [slice(hop.touchdown, hop.takeoff + 1) for hop in hops.hops]
    return np.array([np.trapezoid(hops.foot_n[part], hops.time_s[part]) for part in parts])


# One value per set ----------------------------------------------------------------------


def contact_time(hops: HopSet) -> float:
    """Mean contact time, s [S1]."""
    return float(contact_times(hops).mean())


def flight_time(hops: HopSet) -> float:
    """Mean time in the air, s [S1]."""
    return float(flight_times(hops).mean())


def height(hops: HopSet) -> float:
    """Mean height by flight time, m [S1]."""
    return float(heights(hops).mean())


def height_best(hops: HopSet) -> float:
    """Height of the highest hop by flight time, m [S1]."""
    return float(heights(hops).max())


def rsi_flight_time(hops: HopSet) -> float:
    """Mean of flight time over contact time, no unit (VALD HOP_RSI) [S1]."""
    return float(rsis(hops).mean())


def rsi_jump_height(hops: HopSet) -> float:
    """Mean of height over contact time, m/s (VALD HOP_RSI_JH) [S1]."""
    return float((heights(hops) / contact_times(hops)).mean())


def rsi_best(hops: HopSet) -> float:
    """Greatest flight time over contact time, no unit [S1]."""
    return float(rsis(hops).max())


def rsi_best_mean(hops: HopSet) -> float:
    """Mean of the ``best_n`` greatest; NaN with fewer hops [S1]."""
    each = np.sort(rsis(hops))
    return float(each[-hops.best_n :].mean()) if len(each) >= hops.best_n else NAN


def fatigue(hops: HopSet) -> float:
    """Change of flight time over contact time from the first to the last ``window`` hops, %; NaN if they overlap [S1].

    Negative when the set fades.
    """
    each, window = rsis(hops), hops.window
    if len(each) < 2 * window:
        return NAN
    first = float(each[:window].mean())
    return 100.0 * (float(each[-window:].mean()) - first) / first


def frequency(hops: HopSet) -> float:
    """Hops per second, Hz: their number over the time from the first touch-down to the last landing, without pauses."""
    whole = contact_times(hops).sum() + flight_times(hops).sum()
    return len(hops.hops) / float(whole)


def rsi_variation(hops: HopSet) -> float:
    """SD over mean of flight time over contact time, %; NaN with fewer than three hops."""
    return _variation(rsis(hops))


def contact_variation(hops: HopSet) -> float:
    """SD over mean of the contact times, %; NaN with fewer than three hops."""
    return _variation(contact_times(hops))


def peak_force(hops: HopSet) -> float:
    """Mean over the hops of the greatest force under one leg (or both), N."""
    return float(np.mean([hops.foot_n[hop.touchdown : hop.takeoff + 1].max() for hop in hops.hops]))


def contact_impulse(hops: HopSet) -> float:
    """Mean impulse of one leg (or both) in a contact, N s, weight included, so never near zero."""
    return float(contact_impulses(hops).mean())


def contact_share(hops: HopSet) -> float:
    """Part of the impulse of all contacts that one leg gave, %."""
    parts = [slice(hop.touchdown, hop.takeoff + 1) for hop in hops.hops]
    whole = sum(float(np.trapezoid(hops.force_n[part], hops.time_s[part])) for part in parts)
    return 100.0 * float(contact_impulses(hops).sum()) / whole if whole > 0 else NAN


def vertical_stiffness(hops: HopSet) -> float:
    """Mean stiffness of hops with half-sine contacts, N/m, from mass and times alone (Dalleau et al. 2004)."""
    ground, air = contact_times(hops), flight_times(hops)
    mass = hops.weight_n / GRAVITY
    each = mass * np.pi * (air + ground) / (ground**2 * ((air + ground) / np.pi - ground / 4.0))
    return float(each.mean())


def _variation(values: Floats) -> float:
    return 100.0 * float(values.std(ddof=1) / values.mean()) if len(values) >= LEAST_FOR_SPREAD else NAN


# The table ---

_TIME = Needs(500.0, Kind.TIME, one_clock=True)
_PEAK = Needs(500.0, Kind.PEAK, one_clock=True)
_SUM = Needs(500.0, Kind.AVERAGE, one_clock=True)
_UP = Direction.HIGHER
_DOWN = Direction.LOWER
_PLAIN = Direction.NEITHER


def _all(h: HopSet) -> tuple[int, int]:
    return h.hops[0].touchdown, h.hops[-1].landing


# fmt: off
HOPS: tuple[Formula[HopSet], ...] = (
    Formula("hop_rsi_ft", "RSI, flight time / contact time, mean", "", _UP, _TIME,
            "mean of flight time / contact time", "[S1]", rsi_flight_time, _all),
    Formula("hop_rsi_jh", "RSI, flight-time height / contact time, mean", "m/s", _UP, _TIME,
            "mean of (g t^2 / 8) / contact time", "[S1]", rsi_jump_height, _all),
    Formula("hop_rsi_best", "RSI of the best hop", "", _UP, _TIME,
            "greatest flight time / contact time", "[S1]", rsi_best, _all),
    Formula("hop_rsi_best_mean", "RSI, mean of the best hops", "", _UP, _TIME,
            "mean of the n greatest flight time / contact time; n is with the value", "[S1]", rsi_best_mean, _all),
    Formula("hop_fatigue", "Change of RSI, first to last hops", "%", _PLAIN, _TIME,
            "100 (mean of the last w - mean of the first w) / mean of the first w; w is with the value", "[S1]",
            fatigue, _all),
    Formula("hop_rsi_cv", "Variation of RSI", "%", _DOWN, _TIME,
            "SD / mean of flight time / contact time", "[S3]", rsi_variation, _all),
    Formula("hop_contact_time", "Contact time, mean", "s", _PLAIN, _TIME,
            "mean of touch-down to take-off", "[S1]", contact_time, _all),
    Formula("hop_contact_cv", "Variation of contact time", "%", _DOWN, _TIME,
            "SD / mean of the contact times", "[S3]", contact_variation, _all),
    Formula("hop_flight_time", "Flight time, mean", "s", _UP, _TIME,
            "mean of take-off to landing", "[S1]", flight_time, _all),
    Formula("hop_height", "Hop height, flight time, mean", "m", _UP, _TIME,
            "mean of g t^2 / 8", "[S1]", height, _all),
    Formula("hop_height_best", "Hop height, flight time, best", "m", _UP, _TIME,
            "greatest g t^2 / 8", "[S1]", height_best, _all),
    Formula("hop_frequency", "Hops per second", "Hz", _PLAIN, _TIME,
            "hops / time of their contacts and flights", "Dalleau et al. 2004", frequency, _all),
    Formula("hop_peak_force", "Peak force of a contact, mean", "N", _PLAIN, _PEAK,
            "mean of the greatest force in each contact", "[S1]", peak_force, _all, sided=True),
    Formula("hop_contact_impulse", "Impulse of a contact, mean", "N s", _PLAIN, _SUM,
            "mean of the integral of F in each contact", "[S1]", contact_impulse, _all, sided=True),
    Formula("hop_contact_share", "Share of the contacts", "%", _PLAIN, _SUM,
            "impulse of the leg / impulse of both, all contacts", "[S1]", contact_share, _all, sided=True),
    Formula("hop_stiffness", "Vertical stiffness, mean", "N/m", _PLAIN, _TIME,
            "m pi (tf + tc) / (tc^2 ((tf + tc) / pi - tc / 4))", "Dalleau et al. 2004", vertical_stiffness, _all),
)

HOPS_SUMMARY: tuple[Metric, ...] = (
    Metric("hop_count", "Complete hops", "", _PLAIN, _TIME,
           "contacts between two flights whose landings were recorded", "[S1]"),
    Metric("hop_impulse_asymmetry", "Difference of the contacts' impulse", "%", _PLAIN, _SUM,
           "100 (R - L) / max(L, R)", "[S1, S3]"),
)
# fmt: on
