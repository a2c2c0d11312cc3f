"""Second-order sections: Butterworth and notch designs from their formulas, and what is known of a cascade.

A section is a row ``b0 b1 b2 1 a1 a2``; a cascade of S of them is ``(S, 6)``.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def butter(order: int, cutoff_hz: float, fs: float, kind: Literal["low", "high"] = "low") -> Array:
    """Butterworth low-pass or high-pass as second-order sections.

    Parameters
    ----------
    order : int
        1 to 12; even or odd.
    cutoff_hz : float, Hz
        -3 dB frequency, between 0 and ``fs / 2``.
    fs : float, Hz
        Sample rate.
    kind : {"low", "high"}
        What passes.

    Returns
    -------
    ndarray, shape (sections, 6)
        Second-order sections, the best damped ones first.

    Raises
    ------
    ValueError
        When the order, the cut-off or the kind is out of range.

    Notes
    -----
    Pre-warped bilinear transform of the analogue prototype, section by section; gain 1 at 0 Hz or at ``fs / 2``.
    """
    if kind == "low":
        return _butterworth(order, cutoff_hz, fs, np.array([1.0, 2.0, 1.0]), np.array([1.0, 1.0, 0.0]), high=False)
    if kind == "high":
        return _butterworth(order, cutoff_hz, fs, np.array([1.0, -2.0, 1.0]), np.array([1.0, -1.0, 0.0]), high=True)
    raise ValueError(f"a Butterworth filter is 'low' or 'high', not {kind!r}")


def _butterworth(order: int, cutoff_hz: float, fs: float, pair: Array, single: Array, *, high: bool) -> Array:
    if not 1 <= order <= 12:
        raise ValueError(f"a Butterworth filter of order {order} is outside 1 to 12")
    _check_frequency(cutoff_hz, fs)
    k = np.tan(np.pi * cutoff_hz / fs)
    # numerators scale with s^0 (low) or s^2 (high) of the prototype
    gain = 1.0 if high else k
    sections = []
    if order % 2:
        a0 = 1.0 + k
        sections.append(np.concatenate((single * gain / a0, [1.0, (k - 1.0) / a0, 0.0])))
    for i in reversed(range(order // 2)):
        damping = 2.0 * np.sin(np.pi * (2 * i + 1) / (2 * order))
        a0 = 1.0 + damping * k + k * k
        feedback = [1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - damping * k + k * k) / a0]
        sections.append(np.concatenate((pair * gain * gain / a0, feedback)))
    return np.array(sections)


def notch(freq_hz: float, q: float, fs: float) -> Array:
    """Second-order notch ``(1, 6)`` that removes one frequency.

    Parameters
    ----------
    freq_hz : float, Hz
        Centre, between 0 and ``fs / 2``.
    q : float
        Quality: centre frequency over -3 dB bandwidth, > 0.
    fs : float, Hz
        Sample rate.

    Returns
    -------
    ndarray, shape (1, 6)
        One section; gain 1 at 0 Hz and at ``fs / 2``.

    Raises
    ------
    ValueError
        When an argument is out of range.
    """
    _check_frequency(freq_hz, fs)
    if not q > 0.0:
        raise ValueError(f"the quality of a notch must be positive, not {q}")
    w0 = 2.0 * np.pi * freq_hz / fs
    g = 1.0 / (1.0 + np.tan(w0 / q / 2.0))
    c = -2.0 * np.cos(w0)
    return np.array([[g, g * c, g, 1.0, g * c, 2.0 * g - 1.0]])


def _check_frequency(frequency_hz: float, fs: float) -> None:
    if not 0.0 < frequency_hz < fs / 2.0:
        raise ValueError(f"{frequency_hz} Hz is not between 0 and half the sample rate ({fs / 2.0} Hz)")


def cascade(*filters: npt.ArrayLike) -> Array:
    """Filters one after the other as one ``(sections, 6)`` array; raises ValueError for anything but sections."""
    return checked(np.concatenate([np.atleast_2d(np.asarray(f, dtype=np.float64)) for f in filters]))


def live_cascade(fs: float, *, lowpass_hz: float = 20.0, mains_hz: float | None = 50.0, q: float = 10.0) -> Array:
    """The filter of a curve on the screen: a 4th-order low-pass and notches at the mains and twice the mains.

    Parameters
    ----------
    fs : float, Hz
        Sample rate.
    lowpass_hz : float, Hz
        Cut-off; a quarter of the rate where that is less.
    mains_hz : float or None, Hz
        50 or 60; None for no notches.  A notch is left out where the rate is below four times its frequency.
    q : float
        Quality of the notches.

    Returns
    -------
    ndarray, shape (sections, 6)
        ``delay_s`` of it is what the time axis of the curve is shifted by.

    Raises
    ------
    ValueError
        When an argument is out of range.

    Examples
    --------
    >>> [len(live_cascade(fs)) for fs in (80.0, 250.0, 1000.0)]
    [2, 3, 4]
    """
    parts = [butter(4, min(lowpass_hz, fs / 4.0), fs)]
    hums = () if mains_hz is None else (mains_hz, 2.0 * mains_hz)
    parts += [notch(hum, q, fs) for hum in hums if fs >= 4.0 * hum]
    return cascade(*parts)


def frequency_response(sos: npt.ArrayLike, frequency_hz: npt.ArrayLike, fs: float) -> npt.NDArray[np.complex128]:
    """Complex gain of a cascade.

    Parameters
    ----------
    sos : array_like, shape (sections, 6)
        Second-order sections.
    frequency_hz : array_like, shape (f,), Hz
        Frequencies to look at.
    fs : float, Hz
        Sample rate.

    Returns
    -------
    ndarray, shape (f,)
        Gain and phase as complex numbers.

    Raises
    ------
    ValueError
        When ``sos`` is not a cascade of sections.
    """
    z = np.exp(-2j * np.pi * np.asarray(frequency_hz, dtype=np.float64) / fs)
    response = np.ones(np.shape(z), dtype=np.complex128)
    for b0, b1, b2, _, a1, a2 in checked(sos):
        response *= (b0 + z * (b1 + z * b2)) / (1.0 + z * (a1 + z * a2))
    return response


def delay_s(sos: npt.ArrayLike, fs: float) -> float:
    """Group delay of a cascade at 0 Hz: how much later a slow change appears after the filter.

    Parameters
    ----------
    sos : array_like, shape (sections, 6)
        Second-order sections.
    fs : float, Hz
        Sample rate.

    Returns
    -------
    float, s
        To shift the time axis of the filtered curve by.

    Raises
    ------
    ValueError
        For a cascade that blocks 0 Hz: a high-pass has no such delay.

    Examples
    --------
    >>> round(delay_s(butter(4, 20.0, 1000.0), 1000.0), 4)
    0.0208
    """
    total = 0.0
    for b0, b1, b2, _, a1, a2 in checked(sos):
        b, a = b0 + b1 + b2, 1.0 + a1 + a2
        if abs(b) <= 1e-12 * (abs(b0) + abs(b1) + abs(b2)):
            raise ValueError("a filter that blocks 0 Hz has no delay there")
        total += (b1 + 2.0 * b2) / b - (a1 + 2.0 * a2) / a
    return float(total / fs)


def checked(sos: npt.ArrayLike) -> Array:
    """Return ``sos`` as floats ``(sections, 6)``; ValueError for what is no finite, normalised cascade."""
    sections = np.array(sos, dtype=np.float64)
    if sections.ndim != 2 or sections.shape[1] != 6 or not len(sections):
        raise ValueError(f"second-order sections have the shape (sections, 6), not {sections.shape}")
    if not np.isfinite(sections).all() or np.any(sections[:, 3] != 1.0):
        raise ValueError("second-order sections must be finite and normalised to a0 = 1")
    return sections


def steady_state(sos: npt.ArrayLike) -> Array:
    """States ``(sections, 2)`` of a cascade that has been fed 1.0 for ever.

    Closed form per section: solving the composite system instead loses eight digits at low cut-offs.
    """
    states = []
    level = 1.0
    for b0, b1, b2, _, a1, a2 in checked(sos):
        out = level * (b0 + b1 + b2) / (1.0 + a1 + a2)
        states.append((out - b0 * level, b2 * level - a2 * out))
        level = out
    return np.array(states)


def memory(sections: Array) -> int:
    """Samples until the slowest pole has decayed to 1e-12."""
    poles = np.concatenate([np.roots(row[3:]) for row in sections])
    slowest = float(np.max(np.abs(poles)))
    return 3 * len(sections) if slowest < 0.1 else int(np.ceil(np.log(1e-12) / np.log(min(slowest, 1.0 - 1e-6))))


def corrected_cutoff(cutoff_hz: float, order: int, fs: float) -> float:
    """Cut-off to design a Butterworth low-pass with so that ``zero_phase`` has its -3 dB point where it was asked.

    Parameters
    ----------
    cutoff_hz : float, Hz
        Where both passes together shall have half the power, between 0 and ``fs / 2``.
    order : int
        Of the design, for one pass.
    fs : float, Hz
        Sample rate.

    Returns
    -------
    float, Hz
        The higher cut-off for ``butter``: ``(sqrt(2) - 1)^(-1 / (2 order))`` times, on the warped axis.

    Raises
    ------
    ValueError
        When the cut-off is out of range.
    """
    _check_frequency(cutoff_hz, fs)
    warped = np.tan(np.pi * cutoff_hz / fs) * (np.sqrt(2.0) - 1.0) ** (-1.0 / (2.0 * order))
    return float(np.arctan(warped) * fs / np.pi)
