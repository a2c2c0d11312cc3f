"""An archive analysed again, as after a change of method: trials a second, on one core and on two."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from bench.jumps import ours, theirs, trace
from bench.rows import Row
from dsp.batch import Refused, analyse_many
from dsp.isometric import Effort
from dsp.isometric_metrics import EFFORT
from dsp.metric import Facts, measure
from dsp.reps import find_contractions

FS = 1000.0
ARCHIVE = 10_000
"""Trials of 10 s that a clinic of some years has."""


def pushes(seed: int) -> np.ndarray:
    """Two contractions in 10 s with sway, hum and noise."""
    rng = np.random.default_rng(seed)
    clock = np.arange(round(10 * FS)) / FS
    force = 8.0 + 0.6 * rng.standard_normal(len(clock)) + 0.4 * np.sin(2 * np.pi * 50.0 * clock)
    for begin in (2.5 + rng.random(), 6.5 + rng.random()):
        risen = np.clip(clock - begin, 0.0, None) / 0.08
        released = 1.0 / (1.0 + np.exp((clock - begin - 2.0) / 0.04))
        force += 240.0 * (1.0 - (1.0 + risen) * np.exp(-risen)) * released
    return force


def contractions(force: np.ndarray, fs: float) -> int:
    """Onset, release and every number of each contraction with its uncertainty."""
    time_s, facts, count = np.arange(len(force)) / fs, Facts(fs), 0
    for found in find_contractions(force, fs):
        stop = len(force) if found.end_index is None else found.end_index
        effort = Effort(time_s, force, found.rest_n, found.onset.time_s, stop, found.onset.uncertainty_s)
        count += len([measure(row, effort, lambda first, last: facts) for row in EFFORT])
    return count


def rows(quick: bool) -> list[Row]:
    """Jumps beside jumpmetrics, and isometric trials, which no peer analyses."""
    jumps = [trace(FS) + seed * 1e-3 for seed in range(24)]
    efforts = [pushes(seed) for seed in range(8)]
    peer = _rate(partial(theirs, fs=FS), jumps[: 6 if quick else 24], 1)
    kinds = (("jumps", partial(ours, fs=FS), jumps), ("isometric", partial(contractions, fs=FS), efforts))
    table = []
    for name, analyse, trials in kinds:
        for processes in (1, 2) if (os.cpu_count() or 1) > 1 else (1,):
            rate = _rate(analyse, trials * (4 if quick else 12), processes)
            whole = f"{ARCHIVE:,} trials of 10 s in {ARCHIVE / rate / 60:.1f} min"
            case = f"{name}, {processes} process{'es' * (processes > 1)}: {whole}"
            row = Row("archive", case, rate, "trials/s", higher_is_better=True)
            table.append(row if name != "jumps" else _beside(row, peer))
    return table


def _beside(row: Row, peer: float) -> Row:
    return Row(row.area, row.case, row.ours, row.unit, "jumpmetrics, one process", peer, higher_is_better=True)


def _rate(analyse: Callable[[np.ndarray], object], trials: Sequence[np.ndarray], processes: int) -> float:
    """Trials a second; the start of the processes, paid once for an archive, is taken off."""
    analyse(trials[0])
    start_s = 0.0 if processes == 1 else _taken_s(analyse, trials[:processes], processes)
    whole_s = _taken_s(analyse, trials, processes)
    few = 0 if processes == 1 else processes
    # on a busy machine the two starts may differ by more than the work
    return (len(trials) - few) / max(whole_s - start_s, 0.25 * whole_s)


def _taken_s(analyse: Callable[[np.ndarray], object], trials: Sequence[np.ndarray], processes: int) -> float:
    begun = time.perf_counter()
    found = analyse_many(analyse, trials, processes=processes)
    if any(isinstance(result, Refused) for result in found):
        raise RuntimeError("a trial of the benchmark was refused")
    return time.perf_counter() - begun
