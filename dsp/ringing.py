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
_STEPS = 8
_GREATEST_STEP = np.array([0.08, 0.7])


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
    Least squares over frequency (14-90 Hz) and decay on a grid, refined from its best point by Gauss-Newton steps;
    amplitude, phase and rest are linear (variable projection, Golub and Pereyra 1973).
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
    best = _refined(part, seconds, best)
    return best if _size(best) >= max(LEAST_N, _CLEARLY_SD * best.sd_n) and _swings(best) else None


def _size(ring: Ring) -> float:
    return float(np.hypot(ring.cosine_n, ring.sine_n))


def _swings(ring: Ring) -> bool:
    """Whether half a period later, when it is on the other side, it still stands out of what is left."""
    return _size(ring) * float(np.exp(-0.5 / (ring.frequency_hz * ring.decay_s))) >= ring.sd_n


def _refined(part: Floats, seconds: Floats, ring: Ring) -> Ring:
    """Steps of Gauss and Newton in frequency and decay, amplitude, phase and rest solved anew after each."""
    for _ in range(_STEPS):
        fading = np.exp(-seconds / ring.decay_s)
        angle = 2.0 * np.pi * ring.frequency_hz * seconds
        cosine, sine = fading * np.cos(angle), fading * np.sin(angle)
        swing = ring.cosine_n * cosine + ring.sine_n * sine
        # what the swing gains when the logarithm of the frequency, or of the decay, grows
        faster = angle * (ring.sine_n * cosine - ring.cosine_n * sine)
        slower = swing * seconds / ring.decay_s
        shapes = np.stack((cosine, sine, np.ones_like(seconds), faster, slower), axis=1)
        steps = np.linalg.lstsq(shapes, part - swing - ring.rest_n, rcond=None)[0][3:]
        steps = np.clip(steps, -_GREATEST_STEP, _GREATEST_STEP)
        better = ring
        for shorter in (1.0, 0.3, 0.1):
            frequency, decay = (ring.frequency_hz, ring.decay_s) * np.exp(shorter * steps)
            tried = _best_of(part, seconds, np.array([frequency]), np.array([decay]))
            if tried.sd_n < ring.sd_n:
                better = tried
                break
        if better is ring or ring.sd_n - better.sd_n < 1e-4 * ring.sd_n:
            return better
        ring = better
    return ring


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


@lru_cache(maxsize=4)
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
