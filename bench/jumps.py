"""The whole analysis of a countermovement jump beside jumpmetrics': the same traces, in the same run."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np

from bench.rows import Row, compared, medians
from dsp.jump_recording import Recording
from dsp.jump_search import find_jump
from dsp.jump_sheet import measured_jump
from dsp.metric import Facts
from simulators.body import Person, countermovement_jump

SECONDS = 10.0
QUIET_S = 5.0
GONE_S = 9.2
"""The peer looks for where somebody steps off after landing."""


def trace(fs: float) -> np.ndarray:
    """A jump of 28 cm in 10 s, left and right, with the noise of a good plate."""
    jump = countermovement_jump(Person(), quiet_s=QUIET_S, after_s=SECONDS)
    times = np.arange(round(SECONDS * fs)) / fs
    force = jump.at(times) * (times < GONE_S)
    noise: np.ndarray = np.random.default_rng(0).normal(0.0, 0.7, force.shape)
    return force + noise


def ours(force: np.ndarray, fs: float) -> int:
    """Every number of both feet and of each foot with its uncertainty and what is to be said against it."""
    time_s, facts = np.arange(force.shape[1]) / fs, Facts(fs)
    found = find_jump(Recording(time_s, force.sum(axis=0), fs))
    feet = {"left": force[0], "right": force[1]}
    return len(measured_jump(found, lambda first, last: facts, feet=feet))


def theirs(force: np.ndarray, fs: float) -> object:
    """Events and numbers of the total, without its filter."""
    # late, so that processes that analyse with ours do not load it and pandas with it
    from jumpmetrics.core.jump_processing import process_jump_trial

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return process_jump_trial(
            force.sum(axis=0),
            round(fs),
            "countermovement",
            0.4,
            "p",
            lowpass_filter=False,
            compute_jump_height_from_flight_time=True,
        )


def rows(quick: bool) -> list[Row]:
    """10 s at 1 kHz and at 2 kHz."""
    table: list[Row] = []
    for fs in (1000.0, 2000.0):
        force = trace(fs)
        candidates: dict[str, Callable[[], object]] = {
            "ours": lambda f=force, r=fs: ours(f, r),  # type: ignore[misc]
            "jumpmetrics, of the total": lambda f=force, r=fs: theirs(f, r),  # type: ignore[misc]
        }
        taken = medians(candidates, rounds=5 if quick else 15, calls=1)
        case = f"10 s at {fs / 1000:g} kHz, {ours(force, fs)} numbers with uncertainties"
        table += compared("jump", case, "ours", taken, unit="ms")
    return table
