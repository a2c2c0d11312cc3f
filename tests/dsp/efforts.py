"""Isometric force with exactly known starts, written for the tests alone: shapes, rests and disturbances."""

from collections.abc import Callable, Sequence

import numpy as np

Shape = Callable[[np.ndarray], np.ndarray]

SHAPES: dict[str, Shape] = {
    "corner": lambda u: np.minimum(u, 1.0),
    "parabola": lambda u: np.where(u < 0.5, 2 * u**2, 1 - 2 * np.clip(1 - u, 0, None) ** 2),
    "minimum jerk": lambda u: (lambda v: v**3 * (10 - 15 * v + 6 * v**2))(np.minimum(u, 1.0)),
    "saturating": lambda u: np.tanh(1.8 * u) / np.tanh(1.8),
}


def effort(
    fs: float,
    starts_s: Sequence[float],
    *,
    height_n: float = 300.0,
    rise_s: float = 0.15,
    hold_s: float = 1.5,
    shape: str = "parabola",
    seconds: float | None = None,
) -> np.ndarray:
    """Noise-free force of efforts that each rise, hold and are let go within 0.3 s."""
    seconds = seconds or starts_s[-1] + hold_s + 3.0
    t = np.arange(round(seconds * fs)) / fs
    force = np.zeros(len(t))
    for start in starts_s:
        u = np.clip((t - start) / rise_s, 0.0, None)
        let_go = np.clip((t - start - hold_s) / 0.3, 0.0, 1.0)
        force += np.where(t >= start, height_n * SHAPES[shape](u), 0.0) * (1 - let_go) ** 2
    return force


def noise(n: int, fs: float, *, seed: int = 0, white_n: float = 0.4, hum_n: float = 0.3, breath_n: float = 1.0):
    """What a good load cell and a breathing person add."""
    rng = np.random.default_rng(seed)
    t = np.arange(n) / fs
    breath = breath_n * np.sin(2 * np.pi * 0.25 * t + rng.uniform(0, 6.28))
    return rng.normal(0.0, white_n, n) + hum_n * np.sin(2 * np.pi * 50.0 * t + 1.0) + breath
