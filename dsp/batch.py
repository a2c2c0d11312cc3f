"""The same analysis over an archive of trials: in order, with the same results as one at a time, on all cores."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST_PROCESSES = 61
"""Windows waits for no more at a time."""
_PIECES = 8
"""Each process gets its share in so many pieces: trials differ in length, and the last piece is waited for."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A trial without a result, and why; the others are not held up by it."""

    reason: str


def analyse_many(
    analyse: Callable[[T], R],
    trials: Sequence[T],
    *,
    processes: int = 1,
    errors: tuple[type[Exception], ...] = (ValueError,),
) -> list[R | Refused]:
    """Analyse every trial of an archive.

    Parameters
    ----------
    analyse : callable
        ``analyse(trial)`` gives its result.  For several processes it must be importable by them: a function at the top
        of a module, or ``functools.partial`` of one.
    trials : sequence
        Arrays ``(n,)``, ``(channels, n)``, a stack ``(trials, channels, n)``, file names: whatever ``analyse`` takes.
    processes : int
        1 stays in this process.  More pay for archives whose trials take a millisecond or longer.
    errors : tuple of exception types
        What refuses a trial; anything else is a fault and is raised.

    Returns
    -------
    list
        One result, or ``Refused``, per trial, in their order; the same whatever ``processes`` is.

    Raises
    ------
    ValueError
        When ``processes`` is less than 1.

    Notes
    -----
    Processes are started afresh (not forked), as they are on every system, so a running window or BLAS thread is never
    copied half-way.  Where numpy can do a whole stack at once nothing else is needed: ``filters.zero_phase`` and
    ``mains.remove_mains`` take ``(trials, channels, n)``.

    Examples
    --------
    >>> analyse_many(float, ["3.5", "4.0"])
    [3.5, 4.0]
    """
    if processes < 1:
        raise ValueError(f"at least one process is needed, not {processes}")
    one = partial(_one, analyse, errors)
    count = min(processes, len(trials), _MOST_PROCESSES)
    if count <= 1:
        return [one(trial) for trial in trials]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        return list(pool.map(one, trials, chunksize=max(1, len(trials) // (_PIECES * count))))


def _one(analyse: Callable[[T], R], errors: tuple[type[Exception], ...], trial: T) -> R | Refused:
    try:
        return analyse(trial)
    except errors as refused:
        return Refused(str(refused))
