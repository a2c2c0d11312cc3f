"""Where a hold begins and ends: a lift above the load directly before it, and the loss of half of that rise.

Feet are put down, put right and lifted off again around a hold.  What the plates read then says nothing about the load
from which the hips were lifted, so rest is looked for where the rise begins and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.runs import first_run
from dsp.smoothing import moving_mean

Floats = npt.NDArray[np.float64]

LEVEL = 0.5
"""Share of the rise below which the hold is lost (published bands stop below 50 % [S46])."""
EXIT_S = 1.0
"""... when it stays so for this long: a wobble is not the end."""
LEAST_S = 2.0
"""A lift that is over sooner has no level of its own: its first second is lifting."""
REST_SEEN_S = 0.2
"""The load at rest must have been seen this long before the lift."""
EMPTY_N = 20.0
"""Less than this is nobody's feet."""
_LIFTING_S = 1.0
_LEVEL_TO_S = 6.0
_LIFTED = 0.9
_RISEN_FOR_S = 0.25
_SMOOTH_S = 0.1
_BLOCK_S = 0.1
_LEAST_CLIMB = 0.05
_BUILT_UPON = 2.0


class NoHold(ValueError):
    """A record without a hold; the message says what there is instead, for the therapist."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A hold in its record, in samples: ``onset`` to ``end`` are above half of the rise from ``rest_n`` to ``level_n``.

    ``lifted`` is the first sample at nine tenths of the rise.  ``exited`` is False when the record ended before the
    hold did, or before it had been lost for a second (``end`` is then where the force fell for good), ``seen`` when the
    hips were up before the record began.  ``begun`` is where the force first was higher than asked for.  ``loaded_n``
    is a smaller rise on which the hold was built, such as feet that were put down.
    """

    begun: int
    onset: int
    lifted: int
    end: int
    rest_n: float
    level_n: float
    exited: bool
    seen: bool = True
    loaded_n: float = 0.0

    @property
    def height_n(self) -> float:
        """How much the lift added, N."""
        return self.level_n - self.rest_n


def find_hold(force_n: Floats, fs: float, *, rise_above_n: float) -> Lift:
    """Find the first hold of a record.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total force in N, any load at rest (feet lying on the plates).
    fs : float
        Measured rate in Hz, > 0.
    rise_above_n : float
        A hold lifts the force by at least this much above rest, for at least 2 s.

    Returns
    -------
    Lift
        Where force (mean of 0.1 s) crosses half of its rise: upwards, and downwards to stay there for 1 s.

    Raises
    ------
    NoHold
        When there is none.
    ValueError
        When ``fs`` or ``rise_above_n`` is not positive.

    Notes
    -----
    Rest is the load where the rise begins: from the crossing back to where no tenth of a second within the second
    before is lower.  The level is the median from 1 s to 6 s after the crossing.  A rise on top of an earlier one that
    was not lost yet, and at least twice as high, is the hold; the earlier one was feet being put down.  A record that
    begins at a level from which it falls for good, without a rise, was lifted before it began; its rest is that of
    the second after the fall.
    """
    if fs <= 0 or rise_above_n <= 0:
        raise ValueError("the rate and the least rise must be positive")
    if len(force_n) < LEAST_S * fs:
        raise NoHold(f"the recording is shorter than {LEAST_S:g} s")
    smooth = moving_mean(force_n, max(1, round(_SMOOTH_S * fs)))
    hold, brief = _first_rise(force_n, smooth, fs, rise_above_n)
    already = _already_lifted(force_n, smooth, fs, rise_above_n)
    if already is not None and (hold is None or _precedes(already, hold, fs)):
        return already
    if hold is not None:
        return replace(hold, seen=hold.begun >= REST_SEEN_S * fs)
    if brief is not None:
        raise NoHold(
            f"the force rose by {rise_above_n:g} N for {brief / fs:.1f} s only, too short to know the level of the "
            f"hold (at least {LEAST_S:g} s)"
        )
    raise NoHold(f"the force never rises by {rise_above_n:g} N for a second")


def _precedes(already: Lift, hold: Lift, fs: float) -> bool:
    """Whether the level at the start was a hold: over before the rise, or the rise was under way; and no mere feet."""
    if hold.begun < REST_SEEN_S * fs:
        return True
    return already.end <= hold.begun and hold.height_n < _BUILT_UPON * already.height_n


def _first_rise(force_n: Floats, smooth: Floats, fs: float, rise_above_n: float) -> tuple[Lift | None, int | None]:
    """The first rise that lasts, or the greater one that was built upon it; and the longest of those too short."""
    chosen: Lift | None = None
    brief: int | None = None
    for begun, rest_n in _rises(force_n, smooth, fs, rise_above_n):
        if chosen is not None and begun >= chosen.end:
            break
        ended = first_run(smooth[begun:] <= rest_n + rise_above_n, round(EXIT_S * fs))
        lasting = len(smooth) - begun if ended is None else ended
        if lasting < LEAST_S * fs:
            brief = max(lasting, brief or 0)
            continue
        found = _lift(force_n, smooth, fs, begun, rest_n, begun + min(lasting, round(_LEVEL_TO_S * fs)))
        if chosen is None:
            chosen = found
        elif rest_n - chosen.rest_n > rise_above_n and found.height_n >= _BUILT_UPON * (rest_n - chosen.rest_n):
            chosen = replace(found, loaded_n=rest_n - chosen.rest_n)
    return chosen, brief


def _rises(force_n: Floats, smooth: Floats, fs: float, rise_above_n: float) -> Iterator[tuple[int, float]]:
    """Where force begins to stay above its own rest for a second, and that rest."""
    step = max(1, round(_BLOCK_S * fs))
    count = len(force_n) // step
    second = max(1, round(fs / step))
    means = force_n[: count * step].reshape(-1, step).mean(axis=1)
    lowest = smooth[: count * step].reshape(-1, step).min(axis=1)
    ahead = np.lib.stride_tricks.sliding_window_view(lowest, min(second, count)).min(axis=1)
    block = 1
    while block < len(ahead):
        rest_n = _rest_before(means[:block], second, _LEAST_CLIMB * rise_above_n)
        if ahead[block] > rest_n + rise_above_n:
            # the crossing itself may lie inside the block before
            crossed = np.flatnonzero(smooth[(block - 1) * step : block * step] <= rest_n + rise_above_n)
            yield (block - 1) * step + (int(crossed[-1]) + 1 if len(crossed) else 0), rest_n
            block += second
        else:
            block += 1


def _rest_before(means: Floats, second: int, climb_n: float) -> float:
    """The load from which force rose to the last of ``means``: down the slope to where nothing before is lower."""
    at = len(means) - 1
    while True:
        first = max(0, at - second)
        lower = first + int(np.argmin(means[first : at + 1]))
        if means[lower] >= means[at] - climb_n:
            break
        at = lower
    before = means[max(0, at + 1 - second) : at + 1]
    off = np.flatnonzero(np.abs(before - means[at]) > climb_n)
    return float(before[int(off[-1]) + 1 if len(off) else 0 :].mean())


def _already_lifted(force_n: Floats, smooth: Floats, fs: float, rise_above_n: float) -> Lift | None:
    """The hold in whose middle the record begins; None when the level at its start does not fall to a load at rest."""
    at_start = float(force_n[: max(1, round(REST_SEEN_S * fs))].mean())
    fell = first_run(smooth < at_start - rise_above_n, round(EXIT_S * fs))
    if fell is None or fell < LEAST_S * fs:
        return None
    rest_n = float(np.median(force_n[fell : fell + round(fs)]))
    if rest_n < EMPTY_N:
        return None  # the feet left the plates; whether the hips were up before, nobody can tell
    found = _lift(force_n, smooth, fs, 0, rest_n, min(fell, round(_LEVEL_TO_S * fs)))
    return replace(found, onset=0, lifted=0, seen=False)


def _lift(force_n: Floats, smooth: Floats, fs: float, begun: int, rest_n: float, level_to: int) -> Lift:
    level_n = float(np.median(force_n[begun + round(_LIFTING_S * fs) : level_to]))
    threshold = rest_n + LEVEL * (level_n - rest_n)
    risen = first_run(smooth[begun:] > threshold, max(1, round(_RISEN_FOR_S * fs)))
    onset = begun + (risen or 0)
    full = np.flatnonzero(smooth[onset:] >= rest_n + _LIFTED * (level_n - rest_n))
    lost = first_run(smooth[onset:] < threshold, round(EXIT_S * fs))
    # a record that is stopped as soon as the hips come down does not show a second of it: the hold ended all the same
    held = onset + int(np.flatnonzero(smooth[onset:] >= threshold)[-1]) + 1
    return Lift(
        begun,
        onset,
        onset + (int(full[0]) if len(full) else 0),
        min(held, len(force_n) - 1) if lost is None else onset + lost,
        rest_n,
        level_n,
        lost is not None,
    )
