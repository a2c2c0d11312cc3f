"""Butterworth and notch filters: designed from formulas, run block by block with carried state, numpy alone.

Second-order sections are rows ``b0 b1 b2 1 a1 a2``.  A cascade of S sections is one linear state space of 2 S states
(those of the transposed direct form II, so they equal scipy's ``zi``).  For m samples the output and the new states are
one matrix product, which costs a few microseconds where a call per section and sample costs tens:

    [ y_1 ... y_m  z' ]^T  =  M_m  [ z  u_1 ... u_m ]^T
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_LONGEST_BLOCK = 128


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
    return _checked(np.concatenate([np.atleast_2d(np.asarray(f, dtype=np.float64)) for f in filters]))


def frequency_response(sos: npt.ArrayLike, frequency_hz: npt.ArrayLike, fs: float) -> npt.NDArray[np.complex128]:
    """Complex gain of the cascade at the given frequencies ``(f,)``."""
    z = np.exp(-2j * np.pi * np.asarray(frequency_hz, dtype=np.float64) / fs)
    response = np.ones(np.shape(z), dtype=np.complex128)
    for b0, b1, b2, _, a1, a2 in _checked(sos):
        response *= (b0 + z * (b1 + z * b2)) / (1.0 + z * (a1 + z * a2))
    return response


def delay_s(sos: npt.ArrayLike, fs: float) -> float:
    """Group delay of the cascade at 0 Hz in seconds: how much later a slow change appears after the filter.

    Raises ValueError for a cascade that blocks 0 Hz (a high-pass has no such delay).
    """
    total = 0.0
    for b0, b1, b2, _, a1, a2 in _checked(sos):
        b, a = b0 + b1 + b2, 1.0 + a1 + a2
        if abs(b) <= 1e-12 * (abs(b0) + abs(b1) + abs(b2)):
            raise ValueError("a filter that blocks 0 Hz has no delay there")
        total += (b1 + 2.0 * b2) / b - (a1 + 2.0 * a2) / a
    return total / fs


def _checked(sos: npt.ArrayLike) -> Array:
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
    for b0, b1, b2, _, a1, a2 in _checked(sos):
        out = level * (b0 + b1 + b2) / (1.0 + a1 + a2)
        states.append((out - b0 * level, b2 * level - a2 * out))
        level = out
    return np.array(states)


def _run(sos: Array, states: Array, samples: Array) -> tuple[Array, Array]:
    """The recursion itself, sample by sample: ``states`` (sections, 2, c), ``samples`` (m, c)."""
    states = states.copy()
    out = np.array(samples)
    for n in range(len(out)):
        x = out[n]
        for (b0, b1, b2, _, a1, a2), z in zip(sos, states, strict=True):
            y = b0 * x + z[0]
            z[0] = b1 * x - a1 * y + z[1]
            z[1] = b2 * x - a2 * y
            x = y
        out[n] = x
    return out, states


def _block_matrix(sos: Array, m: int) -> Array:
    """``M_m`` of the module's head, found by running the recursion on unit vectors."""
    width = 2 * len(sos) + m
    unit = np.eye(width)
    states = unit[: 2 * len(sos)].reshape(len(sos), 2, width)
    out, after = _run(sos, states, unit[2 * len(sos) :])
    return np.ascontiguousarray(np.concatenate((out, after.reshape(2 * len(sos), width))))


class BlockFilter:
    """A cascade running over a stream of ``(channels, n)`` chunks, state carried from one to the next.

    Primed to the first sample: the output begins at the filter's steady state for it, without a transient.

    Parameters
    ----------
    sos : array_like, shape (sections, 6)
        Second-order sections.
    channels : int
        Channels filtered alike, >= 1.

    Notes
    -----
    Equals ``scipy.signal.sosfilt`` with carried ``zi`` to 1e-9 of the largest input and itself, for any other chunking,
    to 1e-12 of it at cut-offs from 0.5 % of the sample rate on (2e-11 at 0.05 %); not bit by bit, because the order of
    additions follows the chunk length.
    """

    def __init__(self, sos: npt.ArrayLike, channels: int) -> None:
        if channels < 1:
            raise ValueError(f"a filter needs at least one channel, not {channels}")
        self._sos = _checked(sos)
        self._steady = steady_state(self._sos)
        self._width = 2 * len(self._sos)
        self.channels = channels
        self._matrices: dict[int, Array] = {}
        self._inputs: dict[int, Array] = {}
        self._z: Array = np.zeros((self._width, channels))
        self._primed = False

    def reset(self) -> None:
        """Forget everything; the next sample primes the filter again."""
        self._primed = False
        self._z = np.zeros((self._width, self.channels))

    def delay_s(self, fs: float) -> float:
        """Group delay at 0 Hz in seconds, to shift the time axis of the output by."""
        return delay_s(self._sos, fs)

    @property
    def state(self) -> Array | None:
        """Copy of the states ``(sections, channels, 2)`` as scipy orders them; None before the first sample."""
        if not self._primed:
            return None
        return self._z.reshape(len(self._sos), 2, self.channels).transpose(0, 2, 1).copy()

    def restore(self, state: npt.ArrayLike | None) -> None:
        """Go on from a ``state`` taken earlier.  Raises ValueError when it is of another cascade or channel count."""
        if state is None:
            self.reset()
            return
        z = np.asarray(state, dtype=np.float64)
        if z.shape != (len(self._sos), self.channels, 2):
            raise ValueError(
                f"states of shape {z.shape} do not fit {len(self._sos)} sections of {self.channels} channels"
            )
        self._z = np.ascontiguousarray(z.transpose(0, 2, 1)).reshape(self._width, self.channels)
        self._primed = True

    def process(self, block: npt.ArrayLike) -> Array:
        """Filter the next ``(channels, n)`` samples; a new array each time, n may be 0.

        Raises ValueError for another number of channels.
        """
        samples = np.asarray(block, dtype=np.float64)
        if samples.ndim != 2 or samples.shape[0] != self.channels:
            raise ValueError(f"expected ({self.channels}, n) samples, got an array of shape {samples.shape}")
        n = samples.shape[1]
        if not self._primed and n:
            self._z = self._steady.reshape(-1, 1) * samples[:, 0]
            self._primed = True
        if 0 < n <= _LONGEST_BLOCK:
            return self._block(samples, n)
        out = np.empty_like(samples)
        for at in range(0, n, _LONGEST_BLOCK):
            piece = samples[:, at : at + _LONGEST_BLOCK]
            out[:, at : at + _LONGEST_BLOCK] = self._block(piece, piece.shape[1])
        return out

    def _block(self, samples: Array, n: int) -> Array:
        matrix = self._matrices.get(n)
        if matrix is None:
            matrix = self._matrices[n] = _block_matrix(self._sos, n)
            self._inputs[n] = np.empty((self._width + n, self.channels))
        stacked = self._inputs[n]
        stacked[: self._width] = self._z
        stacked[self._width :] = samples.T
        # a fresh product: neither the output nor the state may alias anything that the next chunk overwrites
        product: Array = matrix.dot(stacked)
        self._z = product[n:]
        return product[:n].T


def zero_phase(sos: npt.ArrayLike, values: npt.ArrayLike, *, pad: int | None = None) -> Array:
    """Filter a finished record forward and backward: no delay, squared magnitude.

    Parameters
    ----------
    sos : array_like, shape (sections, 6)
        Second-order sections.
    values : array_like, shape (..., n)
        Records along the last axis, finite.
    pad : int, samples, optional
        Length of the odd extension at both ends; by default as long as the filter remembers, at most ``n - 1``.

    Returns
    -------
    ndarray, shape (..., n)

    Raises
    ------
    ValueError
        When the record is shorter than two samples or ``pad`` does not fit into it.

    Notes
    -----
    As ``scipy.signal.sosfiltfilt``: odd extension, primed to the first value in both directions.  The -3 dB point of a
    Butterworth low-pass drops by this; raise the cut-off by ``(sqrt(2) - 1) ** (-1 / (2 order))`` where it must not.
    """
    sections = _checked(sos)
    x = np.asarray(values, dtype=np.float64)
    n = x.shape[-1] if x.ndim else 0
    if n < 2:
        raise ValueError("a record of fewer than two samples cannot be filtered without delay")
    if pad is None:
        pad = min(n - 1, _memory(sections))
    if not 0 <= pad <= n - 1:
        raise ValueError(f"an extension of {pad} samples does not fit a record of {n}")
    first, last = x[..., :1], x[..., -1:]
    parts = [2.0 * first - x[..., pad:0:-1], x, 2.0 * last - x[..., -2 : -pad - 2 : -1]]
    flat = np.concatenate(parts, axis=-1).reshape(-1, n + 2 * pad)
    if pad >= _memory(sections):
        done = _through_spectrum(sections, flat)
    else:
        done = flat
        for _ in range(2):
            done = BlockFilter(sections, len(flat)).process(done)[:, ::-1]
    return done[:, pad : pad + n].reshape(x.shape).copy()


def _through_spectrum(sections: Array, flat: Array) -> Array:
    """Both passes at once as a multiplication with ``|H|^2``; right wherever the ends are further than the memory."""
    n = flat.shape[1]
    length = _smooth_length(n)
    # a straight line back to the start, so that the spectrum sees no jump
    bridge = flat[:, -1:] + (flat[:, :1] - flat[:, -1:]) * (np.arange(1, length - n + 1) / (length - n + 1))
    spectrum = np.fft.rfft(np.concatenate((flat, bridge), axis=1))
    spectrum *= _power(sections.tobytes(), length)
    return np.asarray(np.fft.irfft(spectrum, length)[:, :n])


@lru_cache(maxsize=8)
def _power(sections: bytes, length: int) -> Array:
    """``|H|^2`` at the frequencies of a real spectrum; records of one length come in hundreds."""
    sos = np.frombuffer(sections).reshape(-1, 6)
    response = frequency_response(sos, np.arange(length // 2 + 1) / length, 1.0)
    power: Array = np.square(response.real) + np.square(response.imag)
    return power


def _smooth_length(n: int) -> int:
    """Smallest even length >= n without prime factors above 5."""
    best = 1 << (n - 1).bit_length() if n > 1 else 2
    fives = 1
    while fives < best:
        threes = fives
        while threes < best:
            twos = threes * 2
            while twos < n:
                twos *= 2
            best = min(best, twos)
            threes *= 3
        fives *= 5
    return best


def _memory(sections: Array) -> int:
    """Samples until the slowest pole has decayed to 1e-12."""
    poles = np.concatenate([np.roots(row[3:]) for row in sections])
    slowest = float(np.max(np.abs(poles)))
    return 3 * len(sections) if slowest < 0.1 else int(np.ceil(np.log(1e-12) / np.log(min(slowest, 1.0 - 1e-6))))


def corrected_cutoff(cutoff_hz: float, order: int, fs: float) -> float:
    """Cut-off to design a Butterworth low-pass with so that ``zero_phase`` has its -3 dB point at ``cutoff_hz``."""
    _check_frequency(cutoff_hz, fs)
    warped = np.tan(np.pi * cutoff_hz / fs) * (np.sqrt(2.0) - 1.0) ** (-1.0 / (2.0 * order))
    return float(np.arctan(warped) * fs / np.pi)
