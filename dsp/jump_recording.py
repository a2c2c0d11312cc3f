"""A recording in which a jump is looked for: its flights, the weighing before one, its integration, its refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from dsp.flight import Flight, empty_stretches, find_flights, loaded_level
from dsp.jump import Jump, landing_share, make_jump
from dsp.weighing import Gate, Stance, quiet_windows, wandering

Floats = npt.NDArray[np.float64]

LEAST_LANDING = 0.5
DROP_CONTACT_S = 1.2
REST_S = 0.2
"""Stillness right before the movement that shows the weight; a wobble before that does not count."""

ONSET_KNOWN = float(np.sqrt(3.0) / (np.sqrt(5.0) - 1.0))
"""How an onset is known, as a part of the time from it to where it was declared.  A force that leaves the weight with
the square of time is 1 SD off after some time and 5 SD after the root of five times that; sway that is 2 SD the other
way moves the first to the root of three times it, and sway that goes along moves it to nothing."""

NO_LANDING = "No landing on the plates after take-off. Land on both plates, then repeat the trial."
DISORDER = "The marks are not in order: onset, take-off, landing. Move them apart."
EVENTS = ("onset", "takeoff", "landing")


class Begin(Protocol):
    """How a movement begins, in samples: ``start`` of integration, ``onset``, and where it was ``declared``."""

    @property
    def start(self) -> int: ...
    @property
    def onset(self) -> int: ...
    @property
    def declared(self) -> int: ...


B = TypeVar("B", bound=Begin)


class NoJump(ValueError):
    """There is no jump to be analysed; the message, for a therapist, says why and what to do.

    ``flight`` and ``begin`` are what is certain all the same.
    """

    def __init__(self, message: str, flight: Flight | None = None, begin: Begin | None = None) -> None:
        super().__init__(message)
        self.flight = flight
        self.begin = begin


class NoFlight(NoJump):
    """Nobody on the plates, nobody left them, or the flight was not recorded to its landing."""


class NotWeighed(NoJump):
    """No quiet stand before the jump from which the weight is known."""


class OtherMovement(NoJump):
    """A jump of another kind, a false start, or one that was not recorded whole."""


class Disorder(NoJump):
    """Events that somebody placed contradict each other."""


@dataclass(frozen=True, slots=True)
class FoundJump(Generic[B]):
    """The jump that is analysed, with what was decided on the way.

    ``flight`` and ``begin`` are as found, whatever event was placed otherwise in ``jump``; ``number`` counts from 1
    among the ``jumps`` of the recording that have a landing; ``left_out`` are the reasons why those before it cannot
    be analysed, where the first that can was asked for.
    """

    flight: Flight
    stance: Stance
    begin: B
    jump: Jump
    number: int
    jumps: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A recording in which a jump is looked for.

    ``time_s`` and ``force_n`` ``(n,)`` in s and N, ``fs`` the measured rate in Hz; ``gain_uncertainty`` (relative) and
    ``step_uncertainty_n`` expanded, k = 2.  ``placed`` are the samples of ``onset``, ``takeoff`` or ``landing`` that
    somebody put elsewhere.
    """

    time_s: Floats
    force_n: Floats
    fs: float
    gate: Gate = field(default_factory=Gate)
    gain_uncertainty: float = 0.0
    step_uncertainty_n: float = 0.0
    placed: Mapping[str, int] = field(default_factory=dict)
    left_n: Floats | None = None
    """Of the force, what the left foot pushes with, N ``(n,)``, where each foot has its plate."""

    def __post_init__(self) -> None:
        if self.fs <= 0:
            raise ValueError("the rate must be positive")
        if self.force_n.ndim != 1 or self.force_n.shape != self.time_s.shape:
            raise ValueError("times and forces must be two arrays of the same length")
        if not (np.isfinite(self.force_n).all() and np.isfinite(self.time_s).all()):
            raise ValueError("times or forces are not numbers")
        if set(self.placed) - set(EVENTS):
            raise ValueError(f"only {', '.join(EVENTS)} can be placed")

    def complete_flights(self, begins: Callable[[Stance, int], Begin | None]) -> list[Flight]:
        """Find all flights with a landing.

        ``begins`` looks for the beginning of one that has none.  Raises NoFlight when there is no other.
        """
        force, fs = self.force_n, self.fs
        if loaded_level(force) is None:
            raise NoFlight("Nobody stood on the plates: the force never exceeds 50 N.")
        flights = find_flights(force, fs)
        complete = [flight for flight in flights if flight.landing is not None]
        if complete:
            return complete
        if not flights:
            raise NoFlight("No jump found: nobody left the plates for 0.1 s after a push-off. Repeat the trial.")
        begin: Begin | None = None
        with suppress(NoJump):
            begin = self.weigh(flights[0], begins)[1]
        left_s = float(self.time_s[-1] - self.time_s[flights[0].takeoff])
        ends = "The recording ends in flight: there is no landing. Repeat the trial and let it run on."
        raise NoFlight(NO_LANDING if left_s > 2.0 else ends, flights[0], begin)

    def weigh(self, flight: Flight, begins: Callable[[Stance, int], B | None]) -> tuple[Stance, B | None]:
        """Weigh before a jump, by the stillest window that fits the force right before the movement.

        ``begins`` finds the beginning of the movement from a weighing and the sample of take-off.  The beginning is
        None when no weighing leads to one.  Raises NotWeighed, or OtherMovement for a drop jump.
        """
        force, fs, gate = self.force_n, self.fs, self.gate
        empty = [stop for _, stop in empty_stretches(force, fs) if stop <= flight.takeoff]
        floor = max(empty, default=0)
        windows = quiet_windows(
            force[floor : flight.takeoff],
            fs,
            seconds=gate.seconds,
            sd_below_n=gate.sd_below_n,
            mean_above_n=gate.mean_above_n,
        )
        if not windows:
            raise self._unweighed(floor, flight)
        first: Stance | None = None
        tried: list[float] = []
        restless = 0.0
        for window in windows:
            if any(abs(window.mean_n - mean) <= 0.02 * mean for mean in tried):
                continue  # stillest first: this one stands on a level that was tried
            tried.append(window.mean_n)
            known = wandering(window, windows)
            stance = replace(known, start=window.start + floor, stop=window.stop + floor)
            begin = begins(stance, flight.takeoff)
            if begin is None:
                first = first or stance
                continue
            rest = force[max(floor, begin.start - round(REST_S * fs)) : begin.start + 1]
            if abs(float(rest.mean()) - stance.mean_n) <= 0.05 * stance.mean_n:
                return stance, begin
            restless = restless or float(rest.std())
        if first is not None:
            return first, None
        if restless > gate.sd_below_n:
            raise NotWeighed(
                f"Not still right before the jump: in the last {REST_S:g} s the force varies by {restless:.0f} N, "
                f"{gate.sd_below_n:g} N is the limit. Stand still until the signal, then jump.",
                flight,
            )
        raise NotWeighed(
            "The weight just before the jump differs by more than 5 % from the quiet stand before it. Stand with both "
            "feet on the plates, still, until the signal.",
            flight,
        )

    def integrated(self, flight: Flight, stance: Stance, begin: Begin, seen: Begin | None) -> Jump:
        """Integrate the jump between its events, placed ones in place of those found.  Raises Disorder."""
        step, placed = 1.0 / self.fs, self.placed
        moved = flight
        if "takeoff" in placed:
            moved = replace(moved, takeoff=placed["takeoff"], takeoff_uncertainty_s=step)
        if "landing" in placed:
            moved = replace(moved, landing=placed["landing"], landing_uncertainty_s=step)
        try:
            return make_jump(
                self.time_s,
                self.force_n,
                stance=stance,
                start=begin.start,
                onset=begin.onset,
                onset_uncertainty_s=onset_known_s(begin, self.fs),
                flight=moved,
                gain_uncertainty=self.gain_uncertainty,
                step_uncertainty_n=self.step_uncertainty_n,
                left_n=self.left_n,
            )
        except ValueError as error:
            raise Disorder(DISORDER, flight, seen) from error

    def check_landing(self, jump: Jump) -> None:
        """Who lands beside the plates and steps on later has not landed: the fall must end on the plates."""
        if "landing" not in self.placed and landing_share(jump) < LEAST_LANDING:
            raise NoFlight(NO_LANDING)

    def each(self, count: int, find: Callable[[Recording, int], FoundJump[B]]) -> list[FoundJump[B] | NoJump]:
        """Jump by jump what ``find`` finds, or its refusal; placed events are the first jump's."""
        jumps: list[FoundJump[B] | NoJump] = []
        for number in range(1, count + 1):
            try:
                jumps.append(find(self if number == 1 else replace(self, placed={}), number))
            except NoJump as refused:
                jumps.append(refused)
        return jumps

    def first(self, count: int, find: Callable[[Recording, int], FoundJump[B]]) -> FoundJump[B]:
        """The first of ``count`` jumps that ``find`` can analyse; placed events are those of that jump.

        Raises NoJump when there is none, for one jump its own refusal.
        """
        bare, refused = replace(self, placed={}), []
        for number in range(1, count + 1):
            try:
                found = find(bare, number)
            except NoJump as reason:
                refused.append(reason)
                continue
            if self.placed:
                found = find(self, number)
            return replace(found, left_out=tuple(_first_sentence(str(reason)) for reason in refused))
        if self.placed:  # the marks of a person may do what the program cannot
            return find(self, 1)
        first = refused[0]
        if count > 1:
            text = f"None of the {count} jumps of this recording can be analysed. The first one: {first}"
            raise type(first)(text, first.flight, first.begin) from first
        raise first

    def _unweighed(self, floor: int, flight: Flight) -> NoJump:
        """Why nobody could be weighed between ``floor`` and take-off."""
        gate = self.gate
        stood_s = float(self.time_s[flight.takeoff] - self.time_s[floor])
        if floor > 0 and stood_s < DROP_CONTACT_S:
            return OtherMovement(
                f"The plates were empty until {stood_s:.2f} s before take-off: this looks like a drop jump. This test "
                f"needs {gate.seconds:g} s of quiet standing, then one jump.",
                flight,
            )
        before = self.force_n[floor : flight.takeoff]
        tried = quiet_windows(before, self.fs, seconds=gate.seconds, sd_below_n=np.inf, mean_above_n=gate.mean_above_n)
        if not tried:
            detail = f"only {stood_s:.1f} s on the plates before the jump"
        else:
            detail = f"the stillest varies by {tried[0].sd_n:.0f} N, {gate.sd_below_n:g} N is the limit"
        return NotWeighed(
            f"Weighing failed: no {gate.seconds:g} s of quiet standing before the jump ({detail}). Stand still until "
            "the weight is taken, then jump.",
            flight,
        )


def onset_known_s(begin: Begin, fs: float) -> float:
    """Expanded uncertainty (k = 2) of an onset; a sample at least.

    Parameters
    ----------
    begin : Begin
        Where the movement was declared, and where it is dated to, in samples.
    fs : float
        Sampling rate, Hz.

    Returns
    -------
    float
        Seconds.
    """
    return max(1.0, ONSET_KNOWN * (begin.declared - begin.onset)) / fs


def best_of(jumps: Sequence[FoundJump[B] | NoJump]) -> FoundJump[B] | None:
    """The highest jump by impulse and momentum; None when all were refused."""
    found = [jump for jump in jumps if isinstance(jump, FoundJump)]
    return max(found, key=lambda jump: float(jump.jump.speed[-1]), default=None)


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".")
