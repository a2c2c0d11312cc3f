"""Pixel columns of the live curve against the two usual ways to get them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.rows import Row, compared, explained, medians
from dsp.minmax import polyline_envelope

COLUMNS = 1100
SECONDS = 10.0
_WHY_SLOWER = (
    "the peer takes equal blocks of samples whatever their times; ours puts each sample into the column of its time, "
    "joins neighbouring columns and leaves gaps empty"
)


def column_by_column(time_s: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One mask per column: what is written first."""
    low, high = np.full(COLUMNS, np.nan), np.full(COLUMNS, np.nan)
    column = (time_s / SECONDS * COLUMNS).astype(int)
    for j in range(COLUMNS):
        inside = values[column == j]
        if len(inside):
            low[j], high[j] = inside.min(), inside.max()
    return low, high


def reshaped(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Equal blocks by reshape: fast to write, regular sampling only, no gaps."""
    whole = values[: len(values) // COLUMNS * COLUMNS].reshape(COLUMNS, -1)
    return whole.min(axis=1), whole.max(axis=1)


def rows(quick: bool) -> list[Row]:
    """10 s at 1 kHz and at 80 Hz into 1,100 columns."""
    table: list[Row] = []
    for fs in (1000.0, 80.0):
        time_s = np.arange(round(SECONDS * fs)) / fs
        values = np.random.default_rng(0).normal(size=len(time_s))
        case = f"{len(time_s)} samples, {COLUMNS} columns"
        width = SECONDS / COLUMNS
        candidates: dict[str, Callable[[], object]] = {
            "ours": lambda t=time_s, v=values, w=width: polyline_envelope(t, v, 0.0, w, COLUMNS, 0.05),  # type: ignore[misc]
            "a mask per column": lambda t=time_s, v=values: column_by_column(t, v),  # type: ignore[misc]
        }
        if fs == 1000.0:
            candidates["reshape, min(axis)"] = lambda v=values: reshaped(v)  # type: ignore[misc]
        taken = medians(candidates, rounds=9 if quick else 25, calls=1)
        table += [explained(row, _WHY_SLOWER) for row in compared("envelope", case, "ours", taken)]
    return table
