"""The ringing of an empty force plate: one damped oscillation after the feet have left, found and taken away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEAST_N = 6.0
_SECONDS = 0.25
_LEAST_SECONDS = 0.05
_FREQUENCIES_HZ = np.geomspace(14.0, 90.0, 26)
_DECAYS_S = np.array([0.02, 0.04, 0.08, 0.16])
_CLEARLY_SD = 4.0


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
        None when there are less than 0.05 s, or when what oscillates is less than 6 N or does not stand out from what
        is left (four times its standard deviation).

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
    seconds = np.arange(len(part)) / fs
    allowed = _FREQUENCIES_HZ[0.35 * fs > _FREQUENCIES_HZ]
    if not len(allowed):
        return None
    frequencies, decays = allowed, _DECAYS_S
    ratio_f, ratio_d = allowed[-1] / allowed[-2] if len(allowed) > 1 else 1.0, 2.0
    best = None
    for _ in range(5):
        best = _best_of(part, seconds, frequencies, decays)
        frequencies = best.frequency_hz * ratio_f ** np.linspace(-1.0, 1.0, 7)
        decays = best.decay_s * ratio_d ** np.linspace(-1.0, 1.0, 5)
        ratio_f, ratio_d = ratio_f**0.4, ratio_d**0.6
    if best is None or np.hypot(best.cosine_n, best.sine_n) < max(LEAST_N, _CLEARLY_SD * best.sd_n):
        return None
    return best


def _best_of(part: Floats, seconds: Floats, frequencies: Floats, decays: Floats) -> Ring:
    f, d = (grid.ravel() for grid in np.meshgrid(frequencies, decays))
    fading = np.exp(-seconds / d[:, None])
    angle = 2.0 * np.pi * f[:, None] * seconds
    shapes = np.stack([fading * np.cos(angle), fading * np.sin(angle), np.ones_like(fading)], axis=1)
    normal = shapes @ shapes.transpose(0, 2, 1)
    factors = np.linalg.solve(normal, (shapes @ part)[..., None])[..., 0]
    left = part - np.einsum("gk,gkn->gn", factors, shapes)
    squares = np.sum(left**2, axis=1)
    at = int(np.argmin(squares))
    sd = float(np.sqrt(squares[at] / max(1, len(part) - 5)))
    cosine, sine, rest = (float(factor) for factor in factors[at])
    return Ring(float(f[at]), float(d[at]), cosine, sine, rest, sd)
