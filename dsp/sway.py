"""The sway of one stance as the subject of its metrics: filtered once, with what the sensors' noise does to it.

A path is a sum of steps, so noise makes it longer and never shorter: white noise of 0.1 mm on each sample at 100 Hz
adds up to 18 mm/s of a path that nobody swayed, more than a quiet stance has.  The low-pass of 10 Hz [S49] takes most
of it away; what is left is reckoned (``noise_effect``) and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dsp.filters import butter, corrected_cutoff, frequency_response, zero_phase
from dsp.noise_effect import DRAWS, Noisier, with_noise
from dsp.sway_spectrum import Spectrum, welch

Floats = npt.NDArray[np.float64]

CUTOFF_HZ = 10.0
"""-3 dB of the low-pass [S49]."""
ORDER = 2
"""Run forwards and backwards: fourth order, without delay."""
LEAST_RATE_HZ = 40.0
"""A filter needs room between its cut-off and half the rate: with less the path is that of another filter."""
SHORTEST_S = 10.0
FULL_S = 30.0
SPECTRUM_S = 20.0
"""A spectrum is a mean of segments of half the record: slower sways than one in 10 s are not seen in less."""
SAME_LENGTH = 0.02
"""Durations that differ by less than this part are one length."""
_NOISE_ABOVE_HZ = 15.0
_LEAST_NOISE_M = 1e-6
_NOISE_SEED = 49
_LOOKED_AT_HZ = 250.0
"""What noise does is told at such a rate: of a path below the low-pass it loses 1 %, in a quarter of the time."""


class NotComparable(ValueError):
    """Two recordings whose numbers must not be compared; the message says why, for the therapist."""


@dataclass(frozen=True, slots=True, eq=False)
class Sway:
    """Centre of pressure ``cop_m`` ``(2, n)`` at ``fs`` Hz, right and forward in m, after the filter.

    ``cutoff_hz`` is the low-pass that it went through here, None for raw samples.  ``first`` is the place of its first
    sample in the record.  ``noise_m`` ``(2,)`` is the standard deviation of the sensors' noise on one raw sample, 0
    where it is not known.  ``scale_uncertainty`` is what the scale of each axis is known to (relative, k = 2).
    """

    cop_m: Floats
    fs: float
    cutoff_hz: float | None
    first: int = 0
    noise_m: Floats | None = None
    scale_uncertainty: tuple[float, float] = (0.0, 0.0)

    @property
    def seconds(self) -> float:
        """Duration, ``n / fs``."""
        return float(self.cop_m.shape[1] / self.fs)

    @property
    def spectrum(self) -> Spectrum | None:
        """Welch's spectrum of both axes; None of a record too short or with samples that are not numbers."""
        return _spectrum(self)

    def variants(self) -> Iterator[Sway]:
        """Yield the same sway with another scale of one axis at a time."""
        right, forward = self.scale_uncertainty
        yield replace(self, cop_m=self.cop_m * [[1.0 + right], [1.0]])
        yield replace(self, cop_m=self.cop_m * [[1.0], [1.0 + forward]])

    def noisier(self) -> Noisier[Sway] | None:
        """Return the same sway with more of the sensors' noise, always the same draws; None where none is known."""
        if self.noise_m is None or not np.any(self.noise_m > 0):
            return None
        every = 1 if self.cutoff_hz is None else max(1, int(self.fs / _LOOKED_AT_HZ))
        plain = replace(self, cop_m=self.cop_m[:, ::every], fs=self.fs / every)
        dice = np.random.default_rng(_NOISE_SEED)
        white = (self.noise_m[:, np.newaxis] * dice.standard_normal(self.cop_m.shape) for _ in range(DRAWS))
        # filtered as the samples were: a low-pass of the lesser rate would let a twentieth less of the path through
        draws = [_filtered(noise, self.fs, self.cutoff_hz)[:, ::every] for noise in white]

        return with_noise(plain, draws, lambda noise: replace(plain, cop_m=plain.cop_m + noise))


@lru_cache(maxsize=64)
def _spectrum(sway: Sway) -> Spectrum | None:
    """Five metrics of one sway look at its spectrum, each of them with noise too."""
    if sway.seconds < SPECTRUM_S or not np.isfinite(sway.cop_m).all():
        return None
    return welch(sway.cop_m, sway.fs)


def make_sway(
    cop_m: npt.ArrayLike,
    fs: float,
    *,
    cutoff_hz: float | None = CUTOFF_HZ,
    first: int = 0,
    noise_m: npt.ArrayLike | None = None,
    scale_uncertainty: tuple[float, float] = (0.0, 0.0),
) -> Sway:
    """Filter a centre of pressure and keep what is known about it.

    Parameters
    ----------
    cop_m : array_like, shape (2, n)
        Raw centre of pressure, m to the right and forward; a row that was not measured is NaN throughout.
    fs : float
        Measured rate in Hz, > 0.
    cutoff_hz : float or None
        Low-pass, zero phase, -3 dB there after both passes; None keeps raw samples, as published values often do.
    first : int
        Place of the first sample in the record.
    noise_m : array_like, shape (2,), optional
        Standard deviation of the sensors' noise on one sample of each axis, m; by default told from the samples.
    scale_uncertainty : (float, float)
        Of the scale of each axis, relative, k = 2.

    Returns
    -------
    Sway
        Filtered where there is a number, with the noise that is taken to be on it.

    Raises
    ------
    ValueError
        For another shape, a rate that is not positive, a row that is a number in places only, or fewer than three
        samples.

    Notes
    -----
    Where half the rate is not above the cut-off the samples stay raw and ``cutoff_hz`` of the result is None.
    """
    raw = np.asarray(cop_m, dtype=np.float64)
    if raw.ndim != 2 or raw.shape[0] != 2 or raw.shape[1] < 3:
        raise ValueError(f"a sway needs the shape (2, n) with three samples or more, not {raw.shape}")
    if not fs > 0:
        raise ValueError("the rate must be positive")
    known: npt.NDArray[np.bool_] = np.isfinite(raw)
    whole = known.all(axis=1)
    if np.any(known.any(axis=1) & ~whole):
        raise ValueError("a centre of pressure with samples that are not numbers must be cut before it is filtered")
    used = cutoff_hz if cutoff_hz is not None and cutoff_hz < 0.5 * fs else None
    seen = sensor_noise(raw, fs)
    told = np.full(2, np.nan) if noise_m is None else np.asarray(noise_m, dtype=np.float64)
    noise = np.nan_to_num(np.fmax(seen, told))
    done = raw.copy()
    if whole.any():
        done[whole] = _filtered(raw[whole], fs, used)
    return Sway(done, fs, used, first, noise, scale_uncertainty)


def _filtered(values: Floats, fs: float, cutoff_hz: float | None) -> Floats:
    """The low-pass of a stance over the last axis; a copy of the values where there is none."""
    return values.copy() if cutoff_hz is None else zero_phase(_low_pass(fs, cutoff_hz), values)


def _low_pass(fs: float, cutoff_hz: float) -> Floats:
    return butter(ORDER, corrected_cutoff(cutoff_hz, ORDER, fs), fs)


def sensor_noise(cop_m: npt.ArrayLike, fs: float) -> Floats:
    """White noise of the sensors, told from frequencies at which nobody sways.

    Parameters
    ----------
    cop_m : array_like, shape (2, n)
        Raw centre of pressure in m.
    fs : float
        Rate in Hz, > 0.

    Returns
    -------
    ndarray, shape (2,)
        Standard deviation on one sample of each axis, m; NaN when the upper quarter of the spectrum reaches below
        15 Hz, where people still move, or when the record is shorter than a second.

    Notes
    -----
    The typical power density in the upper quarter of the spectrum, as if all frequencies had it.  A record that was
    smoothed before it came here shows no noise there: then this is near zero, and what was left of it is not seen.
    """
    raw = np.atleast_2d(np.asarray(cop_m, dtype=np.float64))
    size = round(fs)
    if 0.75 * fs / 2 < _NOISE_ABOVE_HZ * 0.99 or raw.shape[1] < size:
        return np.full(len(raw), np.nan)
    spectrum = welch(raw, fs, size)
    upper = spectrum.power[:, spectrum.frequency_hz >= 0.75 * fs / 2]
    density: Floats = np.sqrt(np.median(upper, axis=1) * fs / 2)
    return density


def noise_is_seen(sway: Sway) -> bool:
    """Whether the sensors' noise is known: no plate has less than a thousandth of a millimetre of it."""
    return sway.noise_m is not None and bool(np.any(sway.noise_m >= _LEAST_NOISE_M))


def noise_inflation(sway: Sway) -> float:
    """Part by which the sensors' noise makes the path longer, >= 0; infinite when there is nothing but noise.

    Notes
    -----
    Steps of a sway are near normal, so their mean length goes with the root of their mean square, and mean squares of
    sway and noise add: ``1 / sqrt(1 - noise / all) - 1``.
    """
    noise = np.zeros(2) if sway.noise_m is None else sway.noise_m
    steps = np.diff(sway.cop_m, axis=1)
    measured = np.isfinite(steps).all(axis=1)
    if not measured.any():
        return float("nan")
    through = _step_gain(sway.fs, sway.cutoff_hz)
    from_noise = through * float(np.sum(np.square(noise[measured])))
    every = float(np.mean(np.square(steps[measured]), axis=1).sum())
    part = from_noise / every if every > 0 else 0.0
    return 1.0 / float(np.sqrt(1.0 - part)) - 1.0 if part < 1.0 else float("inf")


def _step_gain(fs: float, cutoff_hz: float | None) -> float:
    """Mean square of the steps of filtered white noise of variance 1."""
    if cutoff_hz is None:
        return 2.0
    f = (np.arange(2048) + 0.5) / 2048 * fs / 2
    # both passes: the square of the magnitude on the signal, the fourth power on its power
    power = np.abs(frequency_response(_low_pass(fs, cutoff_hz), f, fs)) ** 4
    return float(np.mean(power * 4.0 * np.sin(np.pi * f / fs) ** 2))


def comparable(one: Sway, other: Sway) -> None:
    """Let two recordings be compared, or refuse it.

    Parameters
    ----------
    one, other : Sway
        In either order.

    Raises
    ------
    NotComparable
        When the lengths differ by more than 2 %, the filters at all, or the rates by more than 2 % with one of them
        below 40 Hz; the message says which, for the therapist.

    Notes
    -----
    Excursions grow with the length of the recording and with the cut-off of the filter [S12b], and low rates are
    filters too.
    """
    longer = max(one.seconds, other.seconds)
    if abs(one.seconds - other.seconds) > SAME_LENGTH * longer:
        raise NotComparable(
            f"one recording is {one.seconds:.4g} s long and the other {other.seconds:.4g} s; sway grows with the "
            "length of the recording, so only equal lengths are compared"
        )
    if one.cutoff_hz != other.cutoff_hz:
        words = [
            "not filtered" if sway.cutoff_hz is None else f"filtered at {sway.cutoff_hz:g} Hz" for sway in (one, other)
        ]
        raise NotComparable(f"one recording is {words[0]} and the other {words[1]}; the filter shortens the path")
    slow = min(one.fs, other.fs)
    if slow < LEAST_RATE_HZ and abs(one.fs - other.fs) > SAME_LENGTH * max(one.fs, other.fs):
        raise NotComparable(
            f"the rates are {one.fs:.3g} Hz and {other.fs:.3g} Hz; below {LEAST_RATE_HZ:g} Hz the path depends on them"
        )


def romberg_ratio(eyes_open: float, eyes_closed: float) -> float:
    """Eyes closed over eyes open; above 1 the person sways more without seeing.

    Parameters
    ----------
    eyes_open, eyes_closed : float
        The same measure of two recordings that pass ``comparable``, > 0, in one unit.

    Returns
    -------
    float
        The ratio, > 0.

    Raises
    ------
    NotComparable
        When one of them is not above zero.

    Examples
    --------
    >>> romberg_ratio(0.008, 0.012)
    1.5
    """
    if not (np.isfinite(eyes_open) and np.isfinite(eyes_closed) and eyes_open > 0 and eyes_closed > 0):
        raise NotComparable("one of the two has no sway above zero, and a ratio to nothing says nothing")
    return eyes_closed / eyes_open
