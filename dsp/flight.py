"""Time in the air on force plates: take-off and landing, whatever the plates do when nobody stands on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.ringing import LEAST_N, Ring, find_ring
from dsp.runs import runs
from dsp.smoothing import moving_mean

Floats = npt.NDArray[np.float64]

SHORTEST_S = 0.10
LONGEST_S = 2.0
_SMOOTH_S = 0.025
_FLOOR_N = 6.0
"""Least distance of the flight threshold from the empty reading; 6 N cost 1 % of height (Street 2001)."""
_CLOSE_N = 20.0
_NEAR_ZERO_N = 24.0
_EDGE_S = 0.002
_CLEARLY_SD = 4.0
_SWING_S = 0.05
_NOISY = 1.4


@dataclass(frozen=True, slots=True)
class Flight:
    """One time in the air, in samples: the first one without contact and the first one with contact again.

    ``landing`` is None when no landing on the plates was recorded.  ``residual_n`` is what the empty plates read in
    the quietest part of the flight.  The uncertainties (k = 2) are in seconds.
    """

    takeoff: int
    landing: int | None
    residual_n: float
    residual_sd_n: float
    takeoff_uncertainty_s: float
    landing_uncertainty_s: float


def loaded_level(force_n: Floats) -> float | None:
    """Return the typical force in N while somebody is on the plates, or None when nobody ever is."""
    loaded = force_n[force_n > 50.0]
    return float(np.median(loaded)) if len(loaded) else None


def find_flights(force_n: Floats, fs: float) -> list[Flight]:
    """Find every time in the air after a push-off from the plates.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total vertical force in N, compression positive.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    list of Flight
        In order of time; 0.10-2.0 s long [S3], or without a landing.

    Raises
    ------
    ValueError
        When ``fs`` is not positive.

    Notes
    -----
    A flight is a flat stretch close to zero between steep edges: force smoothed over 25 ms is below 12 % of the
    typical load, was above 115 % of it before, and has a quiet core.  The core's mean and 5 SD (6 N at least) are
    the threshold of contact [S3], so plates that rest at +10 N do not move the events: take-off is the first sample
    below it after the last firm contact, landing the first sample of the rise.

    A plate that rings after take-off can keep its reading above any threshold for half a period.  The ringing is found
    in the flight and drawn back in time; take-off is the foot of the falling edge where the force departs from it, at
    the latest the sample after the edge first turns up.  Landing is dated with the ringing taken away.  Where the edge
    swings through zero and no single oscillation explains it, the uncertainty reaches back to the foot of the edge.
    """
    if fs <= 0:
        raise ValueError("the rate must be positive")
    level = loaded_level(force_n)
    if level is None:
        return []
    firm = max(100.0, 0.25 * level)
    flights = []
    for start, stop in _empty_runs(force_n, fs, level, firm):
        flight = _refine(force_n, fs, start, stop, level, firm)
        if flight is not None:
            flights.append(flight)
    return flights


def empty_stretches(force_n: Floats, fs: float, *, seconds: float = 0.15) -> list[tuple[int, int]]:
    """Find where nobody is on the plates.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total vertical force in N, compression positive.
    fs : float
        Measured rate in Hz, > 0.
    seconds : float
        Least length; the default is longer than a deep countermovement keeps the force close to zero.

    Returns
    -------
    list of tuple of int
        Sample ranges ``(start, stop)`` in order of time.
    """
    level = loaded_level(force_n)
    if level is None:
        return [(0, len(force_n))]
    found = _empty_runs(force_n, fs, level, max(100.0, 0.25 * level))
    return [(start, stop) for start, stop in found if stop - start >= seconds * fs]


def empty_reading(force_n: Floats, fs: float, flight: Flight) -> float:
    """What one plate reads while nobody is on it.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Force of the plate in N.
    fs : float
        Measured rate in Hz, > 0.
    flight : Flight
        A flight that has a landing.

    Returns
    -------
    float
        Mean in N, ringing taken away, of the quietest part of the flight.
    """
    air = force_n[flight.takeoff : flight.landing]
    inner = air[: max(len(air) - round(0.015 * fs), 1)]
    ring = find_ring(inner, fs)
    quiet = inner if ring is None else inner - ring.swing(np.arange(len(inner)) / fs)
    return _core(quiet, fs)[0]


def _empty_runs(force_n: Floats, fs: float, level: float, firm: float) -> list[tuple[int, int]]:
    width = max(1, round(_SMOOTH_S * fs))
    smooth = moving_mean(force_n, width)
    found: list[tuple[int, int]] = []
    for start, stop in runs(smooth < max(_NEAR_ZERO_N, 0.12 * level)):
        # ringing can lift the smoothed force for a moment; it never reaches firm contact
        if found and start - found[-1][1] <= 0.05 * fs and force_n[found[-1][1] : start].max() < firm:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return found


def _refine(force_n: Floats, fs: float, start: int, stop: int, level: float, firm: float) -> Flight | None:
    last_contact = _last(force_n[:start] >= firm)
    if last_contact is None or start - last_contact > 0.1 * fs:
        return None
    push = force_n[max(0, last_contact - round(0.5 * fs)) : last_contact + 1]
    if np.count_nonzero(push > 1.15 * level) < 0.04 * fs:
        return None
    cut_off = stop == len(force_n) and stop - start < SHORTEST_S * fs
    air = _Air(force_n, None, 0, 0.0, 0.0) if cut_off else _air(force_n, fs, start, stop)
    if air.sd_n > max(10.0, 0.02 * level) or air.rest_n > firm / 2:
        return None
    takeoff, takeoff_u = _takeoff(force_n, fs, last_contact, stop, air)
    if cut_off:
        return Flight(takeoff, None, air.rest_n, air.sd_n, takeoff_u, 0.0)
    return _landed(Flight(takeoff, None, air.rest_n, air.sd_n, takeoff_u, 0.0), air.quiet_n, fs, stop, firm)


@dataclass(frozen=True, slots=True, eq=False)
class _Air:
    """The empty plates: what they read, ringing taken away from ``first`` on in ``quiet_n``, and how they ring."""

    quiet_n: Floats
    ring: Ring | None
    first: int
    rest_n: float
    sd_n: float


def _air(force_n: Floats, fs: float, start: int, stop: int) -> _Air:
    """What the plates do between two samples of a flight, its last 15 ms left out: feet may be back."""
    end = max(stop - round(0.015 * fs), start + 1)
    near = float(np.median(force_n[start:end])) + _CLOSE_N
    first = start + int(np.argmax(force_n[start:end] < near))
    ring = find_ring(force_n[first:end], fs)
    quiet = force_n
    if ring is not None:
        quiet = force_n.copy()
        quiet[first:] -= ring.swing(np.arange(len(force_n) - first) / fs)
    return _Air(quiet, ring, first, *_core(quiet[first:stop], fs))


def _takeoff(force_n: Floats, fs: float, last_contact: int, stop: int, air: _Air) -> tuple[int, float]:
    """First sample without contact and what it is known to, s."""
    margin = max(5.0 * air.sd_n, _FLOOR_N)
    settling = air.quiet_n[last_contact + round(0.02 * fs) : last_contact + round(0.07 * fs)]
    settled = float(np.median(settling)) if len(settling) else air.rest_n
    threshold = air.rest_n + float(np.clip(settled - air.rest_n + _FLOOR_N, margin, max(margin, _CLOSE_N)))
    edge = force_n[last_contact + 1 : stop]
    crossed = last_contact + 1 + int(np.argmax(edge < threshold))
    coarse = last_contact + 1 + int(np.argmax(edge < air.rest_n + max(_CLOSE_N, 2.0 * margin)))
    first = last_contact + 1
    # how long the edge takes through what noise hides
    slope = _NOISY * margin * (crossed - last_contact) / max(float(force_n[last_contact]) - air.rest_n, margin)
    turn = _turn(force_n, last_contact, crossed, margin)
    foot = min(max(_foot_of_edge(force_n, fs, first, air.rest_n), first), turn)
    left = np.abs(air.quiet_n[crossed : min(stop, crossed + max(1, round(_SWING_S * fs)))] - air.rest_n).max()
    swings = left > max(margin, LEAST_N)
    if air.ring is None:
        return (turn, max(1, turn - foot) / fs) if swings else (crossed, max(1, crossed - coarse, slope) / fs)
    # going back in time, the ringing explains the force until feet were on the plate; the further, the less exactly
    back = (np.arange(first, air.first) - air.first) / fs
    feet = np.abs(force_n[first : air.first] - air.rest_n - air.ring.swing(back)) * np.exp(back / air.ring.decay_s)
    touching = _last(feet > max(_CLEARLY_SD * max(air.sd_n, air.ring.sd_n), _FLOOR_N))
    free = first + (0 if touching is None else touching + 1)
    latest = max(free, min(crossed, turn))
    takeoff = int(np.clip(_foot_of_edge(force_n, fs, free, air.rest_n), free, latest))
    earliest = min(foot, free) if swings else free
    return takeoff, max(1, takeoff - earliest, abs(takeoff - min(coarse, latest)), slope) / fs


def _turn(force_n: Floats, start: int, stop: int, rise_n: float) -> int:
    """First sample after ``start`` from which the force rises by more than ``rise_n``; ``stop`` when it never does."""
    part = force_n[start : stop + 1]
    risen = np.flatnonzero(part - np.minimum.accumulate(part) > rise_n)
    return start + int(np.argmin(part[: risen[0]])) + 1 if len(risen) else stop


def _foot_of_edge(force_n: Floats, fs: float, index: int, rest_n: float) -> int:
    """First sample after the falling edge that ends just before ``index``, drawn on to the empty reading."""
    above = force_n[index - 1] - rest_n
    span = max(1, min(round(_EDGE_S * fs), index - 1))
    falls = (
        (force_n[index - 1 - span] - force_n[index - 1]) / span,
        force_n[index - 1] - force_n[index],
    )
    steepest = float(max(falls))
    return index if steepest <= 0 else index - 1 + max(1, round(above / steepest))


def _landed(flight: Flight, force_n: Floats, fs: float, stop: int, firm: float) -> Flight | None:
    """The same flight with its landing; as it is when there is none, None when it is too short for a flight."""
    ahead = force_n[stop : stop + round(0.1 * fs)] >= firm
    takeoff, rest = flight.takeoff, flight.residual_n
    if not ahead.any() or (stop - takeoff) / fs > LONGEST_S:
        return flight
    contact = stop + int(np.argmax(ahead))
    margin = max(5.0 * flight.residual_sd_n, _FLOOR_N)
    settling = force_n[max(takeoff, stop - round(0.07 * fs)) : max(takeoff + 1, stop - round(0.02 * fs))]
    threshold = rest + float(np.clip(np.median(settling) - rest + _FLOOR_N, margin, max(margin, _CLOSE_N)))
    below = _last(force_n[takeoff:contact] < threshold)
    landing = takeoff + (0 if below is None else below + 1)
    touched = 1.0 + _from_foot(force_n[takeoff : contact + 1] - rest, threshold - rest)
    if not SHORTEST_S <= (landing - takeoff) / fs <= LONGEST_S:
        return None
    return replace(flight, landing=landing, landing_uncertainty_s=touched / fs)


def _from_foot(rise_n: Floats, threshold_n: float) -> float:
    """How many samples a rise ``(n,)`` to firm contact may have taken to the threshold; a landing adds up to one more.

    Of a rise like a parabola, the time from one to four times the threshold is the time from its foot to the threshold;
    of a straight one it is three times that.  Noise of a fifth of the threshold moves the crossing of a parabola by a
    tenth of that time, one standard deviation.
    """
    places = [_risen(rise_n, level_n) for level_n in (threshold_n, min(4.0 * threshold_n, float(rise_n[-1])))]
    return 1.2 * (places[1] - places[0])


def _risen(rise_n: Floats, level_n: float) -> float:
    """Where force rises through a level for good: between two samples as a parabola does that began at nothing."""
    below = _last(rise_n[:-1] < level_n)
    if below is None:
        return 0.0
    low, level, high = np.sqrt(np.maximum([rise_n[below], level_n, rise_n[below + 1]], 0.0))
    return below + float((level - low) / max(high - low, 1e-9))


def _core(force_n: Floats, fs: float) -> tuple[float, float]:
    """Mean and SD of the quietest third of a flight, its edges left out."""
    inner = force_n[round(0.01 * fs) : max(len(force_n) - round(0.015 * fs), 1)]
    size = max(2, round(0.03 * fs), len(inner) // 3)
    if len(inner) <= size:
        part = inner if len(inner) else force_n
        return float(part.mean()), float(part.std())
    size, inner = min(size, round(3 * fs)), inner[: round(3 * fs)]
    starts = np.arange(0, len(inner) - size + 1, max(1, (len(inner) - size + 1) // 200))
    first = np.concatenate(([0.0], np.cumsum(inner)))
    second = np.concatenate(([0.0], np.cumsum(inner**2)))
    mean = (first[starts + size] - first[starts]) / size
    best = int(starts[np.argmin((second[starts + size] - second[starts]) / size - mean**2)])
    part = inner[best : best + size]
    return float(part.mean()), float(part.std())


def _last(flags: npt.NDArray[np.bool_]) -> int | None:
    found = np.flatnonzero(flags)
    return int(found[-1]) if len(found) else None
