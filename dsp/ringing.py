"""The ringing of an empty force plate: one damped oscillation after the feet have left, found and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEAST_N = 6.0
_SECONDS = 0.25
_LEAST_SECONDS = 0.05
_FREQUENCIES_HZ = np.geomspace(14.0, 90.0, 26)
_DECAYS_S = np.array([0.02, 0.04, 0.08, 0.16])
_CLEARLY_SD = 4.0
_HINT = 0.5


@dataclass(frozen=True, slots=True)
class Ring:
    """``exp(-t / decay_s) (cosine_n cos(2 pi f t) + sine_n sin(2 pi f t))`` about ``rest_n``; ``sd_n`` is what is left.

    ``t`` is in seconds from the first sample of the force that it was found in.
    """

    frequency_hz: float
    decay_s: float
    cosine_n: float
    sine_n: float
    rest_n: float
    sd_n: float

    def swing(self, seconds: Floats) -> Floats:
        """Force in N of the oscillation alone, ``(n,)``; also before its first sample (negative seconds)."""
        angle = 2.0 * np.pi * self.frequency_hz * seconds
        shape: Floats = self.cosine_n * np.cos(angle) + self.sine_n * np.sin(angle)
        return shape * np.exp(-seconds / self.decay_s)


def find_ring(force_n: Floats, fs: float) -> Ring | None:
    """Find the damped oscillation of an empty plate.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Force in N from a moment at which nobody is on the plate any more; the first 0.25 s are used.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    Ring or None
        None when there are less than 0.05 s, or when what oscillates is less than 6 N, does not stand out from what is
        left (four times its standard deviation), or has faded into that before it swings to the other side: a foot
        that leaves gently is no oscillation.

    Raises
    ------
    ValueError
        When ``fs`` is not positive.

    Notes
    -----
    Least squares over frequency (14-90 Hz) and decay on a grid that is refined about its best point; amplitude, phase
    and rest are linear (variable projection, Golub and Pereyra 1973).
    """
    if fs <= 0:
        raise ValueError("the rate must be positive")
    part = force_n[: round(_SECONDS * fs)]
    if len(part) < max(12, round(_LEAST_SECONDS * fs)):
        return None
    grid = _grid(len(part), float(fs))
    if grid is None:
        return None
    frequency, decay = grid.best(part)
    seconds = np.arange(len(part)) / fs
    best = _best_of(part, seconds, np.array([frequency]), np.array([decay]))
    if _size(best) < _HINT * max(LEAST_N, _CLEARLY_SD * best.sd_n):
        return None
    span_f, span_d = _FREQUENCIES_HZ[1] / _FREQUENCIES_HZ[0], _DECAYS_S[1] / _DECAYS_S[0]
    for _ in range(4):
        best = _best_of(
            part,
            seconds,
            best.frequency_hz * span_f ** np.linspace(-1.0, 1.0, 7),
            best.decay_s * span_d ** np.linspace(-1.0, 1.0, 5),
        )
        span_f, span_d = span_f**0.4, span_d**0.6
    return best if _size(best) >= max(LEAST_N, _CLEARLY_SD * best.sd_n) and _swings(best) else None


def _size(ring: Ring) -> float:
    return float(np.hypot(ring.cosine_n, ring.sine_n))


def _swings(ring: Ring) -> bool:
    """Whether half a period later, when it is on the other side, it still stands out of what is left."""
    return _size(ring) * float(np.exp(-0.5 / (ring.frequency_hz * ring.decay_s))) >= ring.sd_n


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Oscillations of one length and rate: what each explains of a force is a projection on its orthonormal shapes."""

    frequencies: Floats
    decays: Floats
    shapes: Floats

    def best(self, force_n: Floats) -> tuple[float, float]:
        """Frequency and decay that leave the least of ``force_n``."""
        explained = np.sum((self.shapes @ force_n).reshape(-1, 3) ** 2, axis=1)
        at = int(np.argmax(explained))
        return float(self.frequencies[at]), float(self.decays[at])


@lru_cache(maxsize=8)
def _grid(count: int, fs: float) -> _Grid | None:
    """The coarse grid; None when the rate is too low for any of it."""
    allowed = _FREQUENCIES_HZ[0.35 * fs > _FREQUENCIES_HZ]
    if not len(allowed):
        return None
    f, d, shapes = _shapes(np.arange(count) / fs, allowed, _DECAYS_S)
    orthonormal, _ = np.linalg.qr(shapes.transpose(0, 2, 1))
    return _Grid(f, d, np.ascontiguousarray(orthonormal.transpose(0, 2, 1)).reshape(-1, count))


def _shapes(seconds: Floats, frequencies: Floats, decays: Floats) -> tuple[Floats, Floats, Floats]:
    """Frequency and decay of every pair, and its cosine, sine and rest ``(pairs, 3, n)``."""
    fading = np.exp(-seconds / decays[:, None])[:, None, :]
    angle = 2.0 * np.pi * frequencies[:, None] * seconds
    count = len(frequencies) * len(decays)
    shapes = np.ones((count, 3, len(seconds)))
    shapes[:, 0] = (fading * np.cos(angle)).reshape(count, -1)
    shapes[:, 1] = (fading * np.sin(angle)).reshape(count, -1)
    return np.tile(frequencies, len(decays)), np.repeat(decays, len(frequencies)), shapes


def _best_of(part: Floats, seconds: Floats, frequencies: Floats, decays: Floats) -> Ring:
    f, d, shapes = _shapes(seconds, frequencies, decays)
    normal = shapes @ shapes.transpose(0, 2, 1)
    projected = shapes @ part
    factors = np.linalg.solve(normal, projected[..., None])[..., 0]
    at = int(np.argmax(np.sum(factors * projected, axis=1)))
    left = part - factors[at] @ shapes[at]
    sd = float(np.sqrt(left @ left / max(1, len(part) - 5)))
    cosine, sine, rest = (float(factor) for factor in factors[at])
    return Ring(float(f[at]), float(d[at]), cosine, sine, rest, sd)
