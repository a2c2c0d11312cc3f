"""What a mean is worth when its samples are alike: block means by time, and how much their likeness costs.

Sway, breathing and tremor make neighbouring samples alike, so a second of them says less than its number of samples.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dsp.sampling import usual_step

Floats = npt.NDArray[np.float64]

_FULL = 0.5
_MOST_ALIKE = 0.9


def block_means(time_s: Floats, values: Floats, seconds: float) -> tuple[Floats, Floats]:
    """Means of consecutive stretches of ``seconds``, by time and not by number of samples.

    Parameters
    ----------
    time_s, values : ndarray, shape (n,)
        Increasing times in s (lost samples are absent) and what was measured then.
    seconds : float
        Length of a stretch, > 0.

    Returns
    -------
    centres : ndarray, shape (m,)
        Mean time in s of each stretch that lies in the record and holds at least half of the usual number of samples.
    means : ndarray, shape (m,)
        Mean value of each of them.

    Raises
    ------
    ValueError
        When ``seconds`` is not positive.

    Examples
    --------
    >>> import numpy as np
    >>> centres, means = block_means(np.arange(8) / 4.0, np.arange(8.0), 1.0)
    >>> means.tolist()
    [1.5, 5.5]
    """
    if not seconds > 0:
        raise ValueError(f"a stretch must be longer than {seconds} s")
    if len(time_s) < 2:
        return np.empty(0), np.empty(0)
    step = usual_step(time_s)
    count = int((time_s[-1] - time_s[0] + step) / seconds + 1e-6)
    edges = np.searchsorted(time_s, time_s[0] + seconds * np.arange(count + 1) - 1e-9)
    usual = max(1.0, _FULL * seconds / step)
    kept = [(first, stop) for first, stop in pairwise(edges) if stop - first >= usual]
    centres = np.array([float(time_s[first:stop].mean()) for first, stop in kept])
    return centres, np.array([float(values[first:stop].mean()) for first, stop in kept])


def likeness(residuals: Floats) -> float:
    """How many times the variance of a mean of ``residuals`` ``(m,)`` exceeds that of independent ones; at least 1.

    The greater of two: ``1 + 2 (r_1 + r_2 + ...)``, the autocorrelation up to its first value that is not positive
    (Geyer 1992), and ``(1 + r) / (1 - r)`` of an AR(1) process whose ``r`` is freed of what a short record and a
    straight line that was taken out hide of it, ``(2 + 4 r) / m`` (Kendall 1954).
    """
    rest = residuals - residuals.mean() if len(residuals) else residuals
    power = float(rest @ rest)
    if len(rest) < 4 or power <= 0:
        return 1.0
    first = float(rest[1:] @ rest[:-1]) / power
    if first <= 0:
        return 1.0
    freed = min(_MOST_ALIKE, first + (2.0 + 4.0 * first) / len(rest))
    total = 1.0
    for lag in range(1, len(rest) // 2):
        alike = float(rest[lag:] @ rest[:-lag]) / power
        if alike <= 0:
            break
        total += 2.0 * alike
    return max(total, (1.0 + freed) / (1.0 - freed))


def line(time_s: Floats, values: Floats) -> tuple[float, float]:
    """Fit the straight line of least squares.

    Parameters
    ----------
    time_s, values : ndarray, shape (n,)
        Times in s, at least two different ones, and what was measured then.

    Returns
    -------
    slope : float
        Per second.
    offset : float
        At time 0.

    Examples
    --------
    >>> line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))
    (2.0, 1.0)
    """
    centred = time_s - time_s.mean()
    # sums and not dot products: those wake threads for every long record and take ten times as long
    slope = float((centred * (values - values.mean())).sum() / (centred * centred).sum())
    return slope, float(values.mean() - slope * time_s.mean())
