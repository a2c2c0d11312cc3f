"""The filters against scipy's: ``sosfilt`` with carried state for streams, ``sosfiltfilt`` for finished records."""

from __future__ import annotations

import numpy as np

from bench.rows import Row, compared, explained, medians
from dsp.filters import BlockFilter, butter, live_cascade, zero_phase

FS = 1000.0


def rows(quick: bool) -> list[Row]:
    """4th-order low-pass 20 Hz with 50 and 100 Hz notches, 1 to 100 samples by 2 to 16 channels; whole records."""
    area = "block filter"
    try:
        from scipy import signal
    except ImportError:
        return [Row(area, "all", None, note="scipy is not installed (extra [bench])")]
    sos = live_cascade(FS)
    table: list[Row] = []
    for channels in (2, 8, 16):
        for n in (1, 10, 20, 100):
            chunk = 800.0 + np.random.default_rng(n).normal(size=(channels, n))
            ours = BlockFilter(sos, channels)
            state = signal.sosfilt_zi(sos)[:, np.newaxis, :] * chunk[:, 0][np.newaxis, :, np.newaxis]

            def peer(chunk=chunk, held=[state]) -> None:  # type: ignore[no-untyped-def] # noqa: B006
                _, held[0] = signal.sosfilt(sos, chunk, axis=1, zi=held[0])

            taken = medians(
                {"ours": lambda ours=ours, chunk=chunk: ours.process(chunk), "scipy sosfilt": peer},  # type: ignore[misc]
                rounds=15 if quick else 60,
                calls=20,
            )
            table += compared(area, f"{n} x {channels} channels", "ours", taken)
    return table + _records(quick)


def _records(quick: bool) -> list[Row]:
    from scipy import signal

    sos = butter(4, 20.0, FS)
    table: list[Row] = []
    for channels, seconds in ((2, 10), (16, 60)):
        record = 800.0 + np.random.default_rng(channels).normal(size=(channels, round(seconds * FS)))
        candidates = {
            "ours": lambda record=record: zero_phase(sos, record),  # type: ignore[misc]
            "scipy sosfiltfilt": lambda record=record: signal.sosfiltfilt(sos, record, axis=1),  # type: ignore[misc]
        }
        taken = medians(candidates, rounds=5 if quick else 15, calls=2)
        table += compared("zero phase", f"{seconds} s x {channels} channels at 1 kHz", "ours", taken, unit="ms")
    why = "two transforms of a record; scipy runs the recursion in C; offline only, where a trial is a few milliseconds"
    return [explained(row, why) for row in table]
