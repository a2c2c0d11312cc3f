"""Time in the air on force plates: take-off and landing, whatever the plates do when nobody stands on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SHORTEST_S = 0.10
LONGEST_S = 2.0
_SMOOTH_S = 0.025
_FLOOR_N = 6.0
"""Least distance of the flight threshold from the empty reading; 6 N cost 1 % of height (Street 2001)."""


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
    the threshold of contact [S3], so plates that rest at +10 N or ring for 100 ms after take-off do not move the
    events: take-off is the first sample below it after the last firm contact, landing the first sample of the rise.
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
    """Return sample ranges ``(start, stop)`` of at least ``seconds`` in which nobody is on the plates.

    The default is longer than a deep countermovement keeps the force close to zero.
    """
    level = loaded_level(force_n)
    if level is None:
        return [(0, len(force_n))]
    runs = _empty_runs(force_n, fs, level, max(100.0, 0.25 * level))
    return [(start, stop) for start, stop in runs if stop - start >= seconds * fs]


def _empty_runs(force_n: Floats, fs: float, level: float, firm: float) -> list[tuple[int, int]]:
    width = max(1, round(_SMOOTH_S * fs))
    padded = np.pad(force_n, (width // 2, width - 1 - width // 2), mode="edge")
    smooth = np.convolve(padded, np.full(width, 1.0 / width), mode="valid")
    low = np.concatenate(([0], (smooth < max(60.0, 0.12 * level)).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(low))
    runs: list[tuple[int, int]] = []
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        # ringing can lift the smoothed force for a moment; it never reaches firm contact
        if runs and start - runs[-1][1] <= 0.05 * fs and force_n[runs[-1][1] : start].max() < firm:
            runs[-1] = (runs[-1][0], stop)
        else:
            runs.append((start, stop))
    return runs


def _refine(force_n: Floats, fs: float, start: int, stop: int, level: float, firm: float) -> Flight | None:
    last_contact = _last(force_n[:start] >= firm)
    if last_contact is None or start - last_contact > 0.1 * fs:
        return None
    push = force_n[max(0, last_contact - round(0.5 * fs)) : last_contact + 1]
    if np.count_nonzero(push > 1.15 * level) < 0.04 * fs:
        return None
    cut_off = stop == len(force_n) and stop - start < SHORTEST_S * fs
    residual, sd = (0.0, 0.0) if cut_off else _core(force_n[start:stop], fs)
    if sd > max(10.0, 0.02 * level) or residual > firm / 2:
        return None
    margin = max(5.0 * sd, _FLOOR_N)
    ring = force_n[last_contact + round(0.02 * fs) : last_contact + round(0.07 * fs)]
    settled = float(np.median(ring)) if len(ring) else residual
    threshold = residual + float(np.clip(settled - residual + _FLOOR_N, margin, max(margin, 20.0)))
    takeoff = last_contact + 1 + int(np.argmax(force_n[last_contact + 1 : stop] < threshold))
    coarse = last_contact + 1 + int(np.argmax(force_n[last_contact + 1 : stop] < residual + 20.0))
    takeoff_u = max(1, takeoff - coarse) / fs
    ahead = force_n[stop : stop + round(0.1 * fs)] >= firm
    if not ahead.any() or (stop - takeoff) / fs > LONGEST_S:
        return Flight(takeoff, None, residual, sd, takeoff_u, 0.0)
    contact = stop + int(np.argmax(ahead))
    settled = float(
        np.median(force_n[max(takeoff, stop - round(0.07 * fs)) : max(takeoff + 1, stop - round(0.02 * fs))])
    )
    threshold = residual + float(np.clip(settled - residual + _FLOOR_N, margin, max(margin, 20.0)))
    below = _last(force_n[takeoff:contact] < threshold)
    landing = takeoff + (0 if below is None else below + 1)
    slow = takeoff + (_last(force_n[takeoff:contact] < residual + 20.0) or 0) + 1
    if not SHORTEST_S <= (landing - takeoff) / fs <= LONGEST_S:
        return None
    return Flight(takeoff, landing, residual, sd, takeoff_u, max(1, slow - landing) / fs)


def _core(force_n: Floats, fs: float) -> tuple[float, float]:
    """Mean and SD of the quietest third of a flight, its edges left out."""
    inner = force_n[round(0.01 * fs) : max(len(force_n) - round(0.015 * fs), 1)]
    size = max(2, round(0.03 * fs), len(inner) // 3)
    if len(inner) <= size:
        part = inner if len(inner) else force_n
        return float(part.mean()), float(part.std())
    windows = np.lib.stride_tricks.sliding_window_view(inner[: round(3 * fs)], min(size, round(3 * fs)))
    windows = windows[:: max(1, len(windows) // 200)]
    spread = windows.std(axis=1)
    best = int(np.argmin(spread))
    return float(windows[best].mean()), float(spread[best])


def _last(flags: npt.NDArray[np.bool_]) -> int | None:
    found = np.flatnonzero(flags)
    return int(found[-1]) if len(found) else None
