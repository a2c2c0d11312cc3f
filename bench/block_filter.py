"""The live filter against scipy's ``sosfilt`` with carried state."""

from __future__ import annotations

import numpy as np

from bench.rows import Row, compared, medians
from dsp.filters import BlockFilter, butter, cascade, notch

FS = 1000.0


def rows(quick: bool) -> list[Row]:
    """4th-order low-pass 20 Hz and 50 Hz notch, chunks of 1 to 100 samples, 2 to 16 channels."""
    area = "block filter"
    try:
        from scipy import signal
    except ImportError:
        return [Row(area, "all", None, note="scipy is not installed (extra [bench])")]
    sos = cascade(butter(4, 20.0, FS), notch(50.0, 30.0, FS))
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
    return table
