"""Arrays to the figures of a device: cell gains from corner loads, lines, mains, steps, the rate of a clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from station.model import Floats

CLOCK_WINDOWS = 12
SINGLE_PACKETS = 32
EXACT_S = 20e-6
GROUPS_S = 0.002
RADIO_GRID_S = 0.015
"""The connection interval that computers choose most often, where nothing shows another one."""

DEAD_SHARE = 0.1
"""A cell that never shows this share of what its neighbours show at most does not answer."""


def cell_errors(cells_n: Floats, load_n: float, sd_n: float) -> tuple[Floats, Floats]:
    """Relative error of every cell and its uncertainty (k = 2), from one load at several places.

    ``cells_n`` ``(places, cells)`` are readings by the certificate.  Where the load stood need not be known: the true
    loads of the cells add up to it, so ``sum(reading / gain) = load`` at every place, which is linear in ``1 / gain``.
    ``sd_n`` is the scatter of one sum.  A cell that does not answer has the error -1.
    """
    most = np.abs(cells_n).max(axis=0)
    alive = most > DEAD_SHARE * most.max()
    errors = np.full(cells_n.shape[1], -1.0)
    spread = np.zeros(cells_n.shape[1])
    if alive.all():
        inverse = np.linalg.pinv(cells_n)
        corrections = inverse @ np.full(cells_n.shape[0], load_n)
        errors = 1.0 / corrections - 1.0
        spread = 2.0 * sd_n * np.sqrt((inverse**2).sum(axis=1))
    else:
        # the others cannot be told from the load that the silent one carries
        errors[alive] = 0.0
    return errors, spread


def line(times: Floats, values: Floats) -> tuple[float, float]:
    """Slope and its uncertainty (k = 2) by least squares, for white scatter."""
    centred = times - times.mean()
    power = float(centred @ centred)
    if times.size < 3 or power == 0.0:
        return 0.0, float("inf")
    slope = float(centred @ values) / power
    left = values - values.mean() - slope * centred
    return slope, 2.0 * float(np.sqrt(left @ left / (times.size - 2) / power))


def detrended(values: Floats) -> Floats:
    """Values without their straight line ``(..., n)``."""
    place = np.linspace(-1.0, 1.0, values.shape[-1])
    slope = (values @ place) / (place @ place)
    flat: Floats = values - values.mean(axis=-1, keepdims=True) - slope[..., None] * place
    return flat


def mains_amplitude(force_n: Floats, fs: float, mains_hz: float) -> float:
    """Amplitude at the mains (within 0.5 Hz, folded below half the rate) of a steady record ``(n,)``, newtons."""
    folded = abs(mains_hz - fs * round(mains_hz / fs))
    window = np.hanning(force_n.size)
    spectrum = np.abs(np.fft.rfft(detrended(force_n) * window)) * 2.0 / window.sum()
    frequencies = np.fft.rfftfreq(force_n.size, 1.0 / fs)
    near = np.abs(frequencies - folded) <= max(0.5, 2.0 * fs / force_n.size)
    if folded < 2.0 or not near.any():
        return float("nan")
    # what the noise alone shows beside the line is taken off
    beside = (np.abs(frequencies - folded) <= 5.0) & ~near
    floor = float(np.sqrt(np.mean(spectrum[beside] ** 2))) if beside.any() else 0.0
    peak = float(spectrum[near].max())
    return float(np.sqrt(max(0.0, peak**2 - floor**2)))


@dataclass(frozen=True, slots=True)
class Step:
    """How an output follows a load that is taken off at once."""

    settle_s: float
    """From half way down until it stays within 2 % of the load."""
    overshoot: float
    """Furthest swing below the end value that is not noise, as a share of the load."""
    at: int
    """Sample of the half-way point."""


def unloading(force_n: Floats, fs: float) -> Step | None:
    """The step in a record ``(n,)`` that begins loaded and ends empty; None where there is none."""
    ends = max(8, round(0.5 * fs))
    if force_n.size < 4 * ends:
        return None
    before, after = float(np.median(force_n[:ends])), float(np.median(force_n[-ends:]))
    load = before - after
    sd = float(detrended(force_n[-ends:]).std())
    if load <= 10.0 * sd or load <= 5.0:
        return None
    below = np.flatnonzero(force_n < after + 0.5 * load)
    at = int(below[0])
    rest = force_n[at:] - after
    outside = np.flatnonzero(np.abs(rest) > max(0.02 * load, 5.0 * sd))
    settle = (int(outside[-1]) + 1) / fs if outside.size else 0.0
    swing = -float(rest.min())
    return Step(settle, (swing if swing > 5.0 * sd else 0.0) / load, at)


def clock_rate(device_s: Floats, delay_s: Floats, tick_s: float, grid_s: float = 0.0) -> tuple[float, float] | None:
    """How much faster a device's clock runs than the host's, in ppm, and its uncertainty (k = 2).

    ``delay_s`` ``(n,)`` are arrivals minus device times.  Whatever holds a packet up only adds, so the line is laid
    through the smallest delay of each of twelve windows.  A drift by less than ``grid_s``, on which the link delivers,
    cannot be seen.  None for less than ten seconds.
    """
    if device_s.size < CLOCK_WINDOWS:
        return None
    span_s = float(device_s[-1] - device_s[0])
    if span_s < 10.0:
        return None
    edges = np.linspace(device_s[0], device_s[-1], CLOCK_WINDOWS + 1)
    window = np.clip(np.searchsorted(edges, device_s, side="right") - 1, 0, CLOCK_WINDOWS - 1)
    lowest = [np.flatnonzero(window == number) for number in range(CLOCK_WINDOWS)]
    chosen = np.array([places[delay_s[places].argmin()] for places in lowest if places.size])
    slope, spread = line(device_s[chosen], delay_s[chosen])
    above = delay_s - slope * device_s
    grid_s = max(grid_s, 2.0 * float(np.median(above) - above.min()))
    return -slope * 1e6, float(np.sqrt(spread**2 + (grid_s / span_s) ** 2 + (2.0 * tick_s / span_s) ** 2)) * 1e6


def link_grid(device_s: Floats, delay_s: Floats, *, radio: bool) -> float:
    """On which grid a link delivers, seconds, from the delays of single packets ``(n,)``.

    Packets that come at every place of a radio's interval show it: their delays stand in groups, as far apart as the
    common divisor of the interval and the packets' spacing.  When they stand in one group, the two divide each other,
    and the interval itself stays unseen.  A link without any scatter is one that exists in a program only.
    """
    if delay_s.size < SINGLE_PACKETS:
        return RADIO_GRID_S if radio else 0.0
    slope, _ = line(device_s, delay_s)
    above = np.sort(delay_s - slope * device_s)
    above = above[: round(0.8 * above.size)]
    if above[-1] - above[0] < EXACT_S:
        return 0.0
    apart = float(np.diff(above).max())
    if not radio:
        return apart
    return apart if apart >= GROUPS_S else RADIO_GRID_S
