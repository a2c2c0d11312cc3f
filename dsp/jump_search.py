"""Which jump of a recording, weighed when, and is it one: from arrays to a ``Jump``, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dsp.flight import Flight
from dsp.jump import Jump, pause_at_bottom
from dsp.jump_metrics import countermovement_depth
from dsp.jump_recording import DISORDER, Disorder, FoundJump, NoJump, OtherMovement, Recording
from dsp.unweighting import Unweighting, find_unweighting
from dsp.weighing import Stance

LEAST_DEPTH_M = 0.05
LEAST_DOWN_SPEED = 0.25
PAUSE_S = 0.4


def find_jump(recording: Recording, *, number: int = 1) -> FoundJump[Unweighting]:
    """Find a countermovement jump.

    Parameters
    ----------
    recording : Recording
        Total force, its rate, the gate of the weighing and events that were placed by hand.
    number : int
        Which of the jumps that have a landing, from 1.

    Returns
    -------
    FoundJump
        The weighing is the stillest second since the plates were last empty that agrees within 5 % with the force
        right before the movement.

    Raises
    ------
    NoJump
        ``NoFlight``, ``NotWeighed``, ``OtherMovement`` or ``Disorder``, with the reason for the therapist.
    ValueError
        When arrays do not fit together.

    Notes
    -----
    A countermovement goes down at least 5 cm at 0.25 m/s or more without standing still on the way (0.4 s within 6 %
    of the weight); who lands takes up at least half of the falling speed on the plates within 0.8 s.
    """
    flights = recording.complete_flights(_countermovement(recording))
    if not 1 <= number <= len(flights):
        raise ValueError(f"there are {len(flights)} jumps in this recording, no number {number}")
    return _found(recording, flights, number)


def find_jumps(recording: Recording) -> list[FoundJump[Unweighting] | NoJump]:
    """Find every countermovement jump that has a landing, in order; the reason in place of one that is none.

    Events that somebody placed belong to the first one.  Raises as ``find_jump`` does when there is no jump at all.
    """
    flights = recording.complete_flights(_countermovement(recording))
    return recording.each(len(flights), lambda part, number: _found(part, flights, number))


def find_first_jump(recording: Recording) -> FoundJump[Unweighting]:
    """Find the first countermovement jump that can be analysed.

    Parameters
    ----------
    recording : Recording
        As for ``find_jump``; placed events are those of the jump that is found.

    Returns
    -------
    FoundJump
        ``left_out`` tells why the jumps before it cannot be analysed.

    Raises
    ------
    NoJump
        When no jump can be analysed, as ``find_jump`` does for the first one.
    """
    flights = recording.complete_flights(_countermovement(recording))
    return recording.first(len(flights), lambda part, number: _found(part, flights, number))


def _found(recording: Recording, flights: Sequence[Flight], number: int) -> FoundJump[Unweighting]:
    flight = flights[number - 1]
    stance, begin = recording.weigh(flight, _countermovement(recording))
    at = recording.placed.get("onset")
    seen = begin
    if at is not None:
        begin = Unweighting(at, at, at, paused=False)
    if begin is None:
        raise OtherMovement(
            "No countermovement: the force never dips below body weight before the push. This looks like a squat jump. "
            "Stand tall, then dip and jump in one movement.",
            flight,
        )
    jump = recording.integrated(flight, stance, begin, seen)
    try:
        _check(jump, begin, recording.placed)
        recording.check_landing(jump)
    except NoJump as refused:
        refused.flight, refused.begin = flight, seen
        raise
    return FoundJump(flight, stance, seen or begin, jump, number, len(flights))


def _check(jump: Jump, begin: Unweighting, placed: Mapping[str, int]) -> None:
    """A jump without a dip, or with a pause in it, is not a countermovement jump and must not be counted as one."""
    depth, down, up = countermovement_depth(jump), -float(jump.speed.min()), float(jump.speed[-1])
    if "onset" in placed or "takeoff" in placed:
        if up <= 0:
            raise Disorder(f"At the take-off as marked the body moves down ({-up:.2f} m/s): {DISORDER}")
        if depth < LEAST_DEPTH_M or down < LEAST_DOWN_SPEED:
            raise Disorder(
                f"Between the onset and the take-off as marked there is hardly any countermovement ({100 * depth:.0f} "
                f"cm, {down:.2f} m/s downwards). Move the marks back to where the movement begins and ends."
            )
    if begin.paused:
        raise OtherMovement(
            "The body sinks and stands still before it dips and jumps: this looks like a squat jump or a false start. "
            "Stand tall and still, then dip and jump in one go."
        )
    if pause_at_bottom(jump) >= PAUSE_S:
        raise OtherMovement(
            "There is a pause at the bottom before the push: this looks like a squat jump. Dip and jump in one go."
        )
    if depth < LEAST_DEPTH_M or down < LEAST_DOWN_SPEED:
        raise OtherMovement(
            f"Hardly any countermovement ({100 * depth:.0f} cm, {down:.2f} m/s downwards): this looks like a squat "
            "jump. Stand tall, then dip and jump in one movement."
        )
    if up <= 0:
        raise OtherMovement("The body does not move up at take-off: the push was not recorded whole. Repeat the trial.")


def _countermovement(recording: Recording) -> Callable[[Stance, int], Unweighting | None]:
    return lambda stance, takeoff: find_unweighting(recording.force_n, recording.fs, stance, takeoff)
