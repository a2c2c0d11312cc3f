"""How fast a stance sways: the power spectrum of the centre of pressure by Welch's method, and its frequencies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """One-sided power densities ``power`` ``(axes, f)`` in m^2/Hz at ``frequency_hz`` ``(f,)``."""

    frequency_hz: Floats
    power: Floats

    @property
    def total(self) -> Floats:
        """Sum of the axes ``(f,)``, which does not depend on how the axes are turned."""
        summed: Floats = self.power.sum(axis=0)
        return summed

    def moment(self, order: int) -> float:
        """Spectral moment of the total, the integral of ``f^order P`` by trapezoids."""
        return float(np.trapezoid(self.frequency_hz**order * self.total, self.frequency_hz))


def welch(cop_m: npt.ArrayLike, fs: float, segment: int | None = None) -> Spectrum:
    """Power spectrum by Welch's method: periodic Hann window, half overlapping segments, the mean of each removed.

    Parameters
    ----------
    cop_m : array_like, shape (axes, n)
        Centre of pressure in m.
    fs : float
        Rate in Hz, > 0.
    segment : int, samples, optional
        Length of a segment, 2 to n; by default half of the record, rounded up, as in [BDS].

    Returns
    -------
    Spectrum
        Frequencies from 0 to ``fs / 2`` in steps of ``fs / segment``; not smoothed further, not padded with zeros.

    Raises
    ------
    ValueError
        When the rate is not positive or the segment does not fit the record.

    Notes
    -----
    Equals ``scipy.signal.welch(cop_m, fs, nperseg=segment)``.
    [BDS] Santos & Duarte 2016, PeerJ 4:e2648.
    """
    x = np.atleast_2d(np.asarray(cop_m, dtype=np.float64))
    x = np.where(np.isfinite(x), x, np.nan)
    size = -(-x.shape[1] // 2) if segment is None else segment
    if not fs > 0 or not 2 <= size <= x.shape[1]:
        raise ValueError(f"segments of {size} samples of {x.shape[1]} at {fs:g} Hz make no spectrum")
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(size) / size)
    step = size - size // 2
    pieces = [x[:, at : at + size] for at in range(0, x.shape[1] - size + 1, step)]
    spectra = [np.fft.rfft((piece - piece.mean(axis=1, keepdims=True)) * window, axis=1) for piece in pieces]
    power: Floats = np.mean([np.square(s.real) + np.square(s.imag) for s in spectra], axis=0)
    power /= fs * float(np.dot(window, window))
    power[:, 1 : -1 if size % 2 == 0 else None] *= 2.0
    return Spectrum(np.arange(power.shape[1]) * fs / size, power)


def mean_power_frequency(spectrum: Spectrum) -> float:
    """Mean frequency as in the human balance data set, Hz; NaN of a spectrum without power.

    Notes
    -----
    Of each axis the ratio of the trapezoidal integrals of ``f P`` and ``P``, then their mean weighted by the plain sum
    of P: this reproduces the published mean frequencies (Santos & Duarte 2016) to rounding.
    """
    weights = spectrum.power.sum(axis=1)
    if not (np.isfinite(weights).all() and weights.sum() > 0):
        return float("nan")
    f, used = spectrum.frequency_hz, weights > 0
    each = np.trapezoid(f * spectrum.power[used], f, axis=1) / np.trapezoid(spectrum.power[used], f, axis=1)
    return float(np.dot(each, weights[used]) / weights.sum())


def power_quantile(spectrum: Spectrum, part: float) -> float:
    """Frequency below which a part of the total power lies: 0.5 is the median, 0.95 the 95 % power frequency.

    Parameters
    ----------
    spectrum : Spectrum
        Of one axis or more.
    part : float
        Of the power, 0 to 1.

    Returns
    -------
    float
        Hz, linear between the lines of the spectrum; NaN of a spectrum without power.

    Raises
    ------
    ValueError
        For a part that is not between 0 and 1.

    Examples
    --------
    >>> flat = Spectrum(np.arange(11.0), np.ones((1, 11)))
    >>> power_quantile(flat, 0.95)
    9.5
    """
    if not 0.0 <= part <= 1.0:
        raise ValueError(f"a part of the power lies between 0 and 1, not {part}")
    f, p = spectrum.frequency_hz, spectrum.total
    below = np.concatenate(([0.0], np.cumsum(0.5 * (p[1:] + p[:-1]) * np.diff(f))))
    if not (np.isfinite(below[-1]) and below[-1] > 0):
        return float("nan")
    return float(np.interp(part * below[-1], below, f))


def centroidal_frequency(spectrum: Spectrum) -> float:
    """Root of the ratio of the second and the zeroth spectral moment, Hz (Prieto 1996); NaN without power."""
    power = spectrum.moment(0)
    return float(np.sqrt(spectrum.moment(2) / power)) if power > 0 else float("nan")


def frequency_dispersion(spectrum: Spectrum) -> float:
    """Spread of the spectrum, 0 (one frequency) to 1: ``sqrt(1 - m1^2 / (m0 m2))`` (Prieto 1996); NaN without power."""
    zeroth, first, second = (spectrum.moment(order) for order in range(3))
    if not (zeroth > 0 and second > 0):
        return float("nan")
    return float(np.sqrt(max(0.0, 1.0 - first**2 / (zeroth * second))))
