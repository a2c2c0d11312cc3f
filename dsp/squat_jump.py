"""Squat jumps: a push straight up from stillness, and the dip that makes a countermovement of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.flight import Flight
from dsp.jump import Jump
from dsp.jump_recording import DISORDER, Disorder, FoundJump, NoJump, OtherMovement, Recording
from dsp.runs import first_run, runs
from dsp.smoothing import moving_mean
from dsp.weighing import GRAVITY, Stance

Floats = npt.NDArray[np.float64]

DIP_SD = 5.0
PERSISTENCE_S = 0.030
HOLD_S = 0.2
"""The least stillness before a push."""
_STILL_SHARE = 0.03
_SURELY_STILL_S = 0.8
_STANDING_SPEED = 0.25
SMOOTH_S = 0.05
DIP_SMOOTH_S = 0.01
_DIP_BEFORE_S = 0.3
_PUSH_WITHIN_S = 1.5
_LEAST_BAND_N = 5.0


@dataclass(frozen=True, slots=True)
class Push:
    """Where the push of a squat jump begins, in samples.

    ``onset`` is where the force last was at the weight before it rises to its peak, ``declared`` where it is clearly
    (five standard deviations, ``band_n``) above, ``start`` where integration begins, ``still`` the first sample of
    the stillness before, ``checked`` from where a dip was looked for. ``dip_n`` is how far the force goes below the
    weight there, N, >= 0, and ``sinks_m`` how far the body sinks there; ``countermovement`` tells that this is more
    than stillness does.
    """

    onset: int
    declared: int
    start: int
    still: int
    checked: int
    dip_n: float
    sinks_m: float
    band_n: float
    countermovement: bool


@dataclass(frozen=True, slots=True, eq=False)
class SquatJump:
    """A squat jump with the stillness before it."""

    jump: Jump
    push: Push

    def variants(self) -> Iterator[SquatJump]:
        """Yield the same jump with one input moved by its expanded uncertainty (k = 2) at a time."""
        for jump in self.jump.variants():
            yield replace(self, jump=jump)


def find_push(force_n: Floats, fs: float, stance: Stance, takeoff: int) -> Push | None:
    """Find the beginning of a push from stillness.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total vertical force in N.
    fs : float
        Measured rate in Hz, > 0.
    stance : Stance
        The weighing, upright or in the squat: weight is weight.
    takeoff : int
        Sample of take-off.

    Returns
    -------
    Push or None
        None when the body does not stand still for 0.2 s before the push.

    Notes
    -----
    Still is a force (mean of 50 ms) within 3 % of the weight at less than 0.25 m/s, or for 0.8 s at any computed
    speed, because nobody sinks that long.  From the peak of the push back, the onset is the last sample at ``W + 1
    SD`` before the force leaves ``W + 5 SD`` for good.  A force below ``W - 5 SD`` for 30 ms between the last 0.3 s of
    the stillness and the onset is a countermovement [S5, S6], in which integration begins where the dip does; the
    standard deviation is the greater one of weighing and stillness, for legs tremble.
    """
    first = max(0, takeoff - round(_PUSH_WITHIN_S * fs))
    excess = force_n[:takeoff] - stance.mean_n
    peak = first + int(np.argmax(excess[first:]))
    still = _still_before(excess, fs, stance, peak)
    if still is None:
        return None
    begun, ended = still
    # not from where a dip is looked for: it would hide itself
    inner = excess[max(begun, ended - round(_SURELY_STILL_S * fs)) : max(ended - round(_DIP_BEFORE_S * fs), begun)]
    sd = max(stance.sd_n, float(inner.std())) if len(inner) >= HOLD_S * fs else stance.sd_n
    band = max(DIP_SD * sd, _LEAST_BAND_N)
    inside = np.flatnonzero(excess[begun:peak] <= band)
    if not len(inside):
        return None
    declared = begun + int(inside[-1]) + 1
    low = np.flatnonzero(excess[begun:declared] <= max(sd, 1.0))
    onset = begun + (int(low[-1]) if len(low) else 0)
    since = max(begun, min(ended, onset) - round(_DIP_BEFORE_S * fs))
    before = moving_mean(excess[since : onset + 1], max(1, round(DIP_SMOOTH_S * fs)))
    dips = first_run(before < -band, max(1, round(PERSISTENCE_S * fs)))
    lowest = max(0.0, -float(before.min()))
    if dips is None:
        return Push(onset, declared, onset, begun, since, lowest, 0.0, band, countermovement=False)
    above = np.flatnonzero(before[:dips] >= -max(sd, 1.0))
    start = since + (int(above[-1]) if len(above) else 0)
    speed = np.cumsum(excess[start : peak + 1]) / fs * GRAVITY / stance.mean_n
    sinks = max(0.0, -float(np.cumsum(speed).min()) / fs)
    return Push(onset, declared, start, begun, since, lowest, sinks, band, countermovement=True)


def find_squat_jump(recording: Recording, *, number: int = 1) -> FoundJump[Push]:
    """Find a squat jump.

    Parameters
    ----------
    recording : Recording
        Total force, its rate, the gate of the weighing and events that were placed by hand.
    number : int
        Which of the jumps that have a landing, from 1.

    Returns
    -------
    FoundJump
        Weighed in the squat or upright, whichever is stiller.

    Raises
    ------
    NoJump
        ``NoFlight``, ``NotWeighed``, ``OtherMovement`` (a dip before the push above all) or ``Disorder``, with the
        reason for the therapist.
    ValueError
        When arrays do not fit together.
    """
    flights = recording.complete_flights(_pushing(recording))
    if not 1 <= number <= len(flights):
        raise ValueError(f"there are {len(flights)} jumps in this recording, no number {number}")
    return _found(recording, flights, number)


def find_squat_jumps(recording: Recording) -> list[FoundJump[Push] | NoJump]:
    """Find every squat jump that has a landing, in order; the reason in place of one that is none.

    Events that somebody placed belong to the first one.  Raises as ``find_squat_jump`` does when there is no jump.
    """
    flights = recording.complete_flights(_pushing(recording))
    return recording.each(len(flights), lambda part, number: _found(part, flights, number))


def find_first_squat_jump(recording: Recording) -> FoundJump[Push]:
    """Find the first squat jump that can be analysed.

    Parameters
    ----------
    recording : Recording
        As for ``find_squat_jump``; placed events are those of the jump that is found.

    Returns
    -------
    FoundJump
        ``left_out`` tells why the jumps before it cannot be analysed.

    Raises
    ------
    NoJump
        When no jump can be analysed, as ``find_squat_jump`` does for the first one.
    """
    flights = recording.complete_flights(_pushing(recording))
    return recording.first(len(flights), lambda part, number: _found(part, flights, number))


def _pushing(recording: Recording) -> Callable[[Stance, int], Push | None]:
    return lambda stance, takeoff: find_push(recording.force_n, recording.fs, stance, takeoff)


def _found(recording: Recording, flights: Sequence[Flight], number: int) -> FoundJump[Push]:
    flight = flights[number - 1]
    stance, begin = recording.weigh(flight, _pushing(recording))
    at, seen = recording.placed.get("onset"), begin
    if at is not None:
        band = max(DIP_SD * stance.sd_n, _LEAST_BAND_N)
        begin = Push(at, at, at, at, at, 0.0, 0.0, band, countermovement=False)
    if begin is None:
        raise OtherMovement(
            "The body does not stand still in the squat before the push: this looks like a countermovement jump. Sink, "
            "stay still for 2 s, then push straight up.",
            flight,
        )
    jump = recording.integrated(flight, stance, begin, seen)
    try:
        if "takeoff" in recording.placed and float(jump.speed[-1]) <= 0:
            raise Disorder(f"At the take-off as marked the body moves down ({-jump.speed[-1]:.2f} m/s): {DISORDER}")
        _check(jump, begin, stance)
        recording.check_landing(jump)
    except NoJump as refused:
        refused.flight, refused.begin = flight, seen
        raise
    return FoundJump(flight, stance, seen or begin, jump, number, len(flights))


def _check(jump: Jump, begin: Push, stance: Stance) -> None:
    """A push after a dip uses what the dip has stored: it must not be counted as one from stillness."""
    if begin.countermovement:
        raise OtherMovement(
            f"Countermovement present: right before the push the force dips {begin.dip_n:.0f} N "
            f"({100 * begin.dip_n / stance.mean_n:.0f} % of body weight; {begin.band_n:.0f} N is the limit) below the "
            f"weight and the body sinks by {100 * begin.sinks_m:.0f} cm. Stay still in the squat for 2 s, then push "
            "straight up."
        )
    if float(jump.speed[-1]) <= 0:
        raise OtherMovement("The body does not move up at take-off: the push was not recorded whole. Repeat the trial.")


def _still_before(excess: Floats, fs: float, stance: Stance, peak: int) -> tuple[int, int] | None:
    """The last stillness before the peak of the push, in samples; None without one."""
    limit = max(DIP_SD * stance.sd_n, _STILL_SHARE * stance.mean_n)
    inside = np.abs(moving_mean(excess[:peak], max(1, round(SMOOTH_S * fs)))) <= limit
    for begun, ended in reversed(runs(inside)):
        if ended - begun < HOLD_S * fs:
            continue
        weighed = begun < stance.stop and ended > stance.start
        if weighed or ended - begun >= _SURELY_STILL_S * fs:
            return begun, ended
        between = excess[min(stance.stop, begun) : max(stance.stop, ended)]
        speed = float(between.sum()) / fs * GRAVITY / stance.mean_n
        return (begun, ended) if abs(speed) <= _STANDING_SPEED else None
    return None
