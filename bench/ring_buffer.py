"""Ring push and last-5-seconds window against a rolled buffer and BrainFlow's."""

from __future__ import annotations

import sys
import time
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from bench.rows import Row, compared, medians
from dsp.ring import Ring

FS = 1000
CHANNELS = 8
CHUNK = 20
WINDOW = 5 * FS


class Rolled:
    """What many stations do: shift the whole buffer for each chunk, sample-major, times apart."""

    def __init__(self, seconds: int) -> None:
        self._values = np.zeros((seconds * FS, CHANNELS))
        self._times = np.zeros(seconds * FS)

    def push(self, times: np.ndarray, values: np.ndarray) -> None:
        n = len(times)
        self._values = np.roll(self._values, -n, axis=0)
        self._values[-n:] = values
        self._times = np.roll(self._times, -n)
        self._times[-n:] = times

    def window(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        return self._times[-n:].copy(), self._values[-n:].copy()


def rows(quick: bool) -> list[Row]:
    """Chunks of 20 samples x 8 channels and their times into rings of 10 and 60 seconds; read the last 5."""
    table: list[Row] = []
    chunk = np.random.default_rng(0).normal(size=(CHANNELS + 1, CHUNK))
    turned = np.ascontiguousarray(chunk[1:].T)
    rounds = 15 if quick else 60
    for seconds in (10, 60):
        ring, rolled = Ring(CHANNELS + 1, seconds * FS), Rolled(seconds)
        for _ in range(seconds * FS // CHUNK * 4):
            ring.push(chunk)
        pushes: dict[str, Callable[[], object]] = {
            "ours": lambda ring=ring: ring.push(chunk),  # type: ignore[misc]
            "np.roll": lambda rolled=rolled: rolled.push(chunk[0], turned),  # type: ignore[misc]
        }
        case = f"{CHUNK} x {CHANNELS} into {seconds} s"
        table += compared("ring push", case, "ours", medians(pushes, rounds=rounds, calls=10))
        both: dict[str, Callable[[], object]] = {
            "ours": lambda ring=ring: (ring.push(chunk), ring.last(WINDOW)),  # type: ignore[misc]
            "np.roll": lambda rolled=rolled: (rolled.push(chunk[0], turned), rolled.window(WINDOW)),  # type: ignore[misc]
        }
        table += compared("ring push + window", case, "ours", medians(both, rounds=rounds, calls=10))
    ring, rolled = Ring(CHANNELS + 1, 10 * FS), Rolled(10)
    for _ in range(10 * FS // CHUNK):
        ring.push(chunk)
    reads: dict[str, Callable[[], object]] = {
        "ours": lambda: ring.last(WINDOW),
        "np.roll": lambda: rolled.window(WINDOW),
    }
    table += compared("ring window", "last 5 s x 8", "ours", medians(reads, rounds=rounds, calls=20))
    return table + _against_brainflow(ring, quick)


def _against_brainflow(ring: Ring, quick: bool) -> list[Row]:
    """The same number of doubles out of either: BrainFlow's board has other channels and another rate."""
    area = "ring window"
    try:
        with _synthetic_board() as board:
            per_sample = board.get_current_board_data(1).shape[0]
            wanted = (CHANNELS + 1) * WINDOW // per_sample
            _wait_for(board, wanted)
            taken = medians(
                {
                    "ours": lambda: ring.last(WINDOW),
                    "BrainFlow": lambda: board.get_current_board_data(wanted),
                },
                rounds=15 if quick else 60,
                calls=20,
            )
    except ImportError as error:
        return [Row(area, "BrainFlow", None, note=f"brainflow cannot be imported (extra [bench]): {error}")]
    except OSError as error:
        return [Row(area, "BrainFlow", None, note=f"brainflow does not run here: {error}")]
    return compared(area, f"last 5 s x {CHANNELS}, {wanted * per_sample:,} doubles", "ours", taken)


def _wait_for(board, samples: int) -> None:  # type: ignore[no-untyped-def]
    """Until the board has sent that many; at 250 Hz that is less than 6 s."""
    until = time.monotonic() + 30.0
    while board.get_board_data_count() < samples:
        if time.monotonic() > until:
            raise OSError(f"its synthetic board sent {board.get_board_data_count()} of {samples} samples in 30 s")
        time.sleep(0.05)


@contextmanager
def _synthetic_board() -> Iterator:  # type: ignore[type-arg]
    """BrainFlow's synthetic board, streaming."""
    _stand_in_for_pkg_resources()
    from brainflow.board_shim import BoardIds, BoardShim, BrainFlowInputParams

    BoardShim.disable_board_logger()
    board = BoardShim(BoardIds.SYNTHETIC_BOARD.value, BrainFlowInputParams())
    board.prepare_session()
    try:
        board.start_stream(45000)
        yield board
        board.stop_stream()
    finally:
        board.release_session()


def _stand_in_for_pkg_resources() -> None:
    """Version 5.23 finds its library through pkg_resources before Python 3.12, which setuptools no longer has."""
    try:
        import pkg_resources  # noqa: F401
    except ImportError:
        module = types.ModuleType("pkg_resources")

        def resource_filename(name: str, path: str) -> str:
            return str(Path(str(sys.modules[name].__file__)).parent / path)

        module.resource_filename = resource_filename  # type: ignore[attr-defined]
        sys.modules["pkg_resources"] = module
