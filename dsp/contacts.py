"""Ground contacts on force plates and the flights between them: what was recorded whole, and what was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dsp.flight import SHORTEST_S, Flight, empty_stretches, find_flights, loaded_level

Floats = npt.NDArray[np.float64]

BRIEF_S = 0.03
"""Nearly empty plates for at least this long, and too short for a flight, are feet that hardly left them."""
HIGHEST_S = 1.1
"""Nobody is in the air for longer (1.5 m): plates that are empty for longer were left for a place beside them."""
_PUSH_S = 0.8
_AHEAD_S = 0.3
_REST_S = 0.5
_SLOW_S = 0.1
_TAP_S = 0.010
_FLOOR_N = 6.0
_CLOSE_N = 20.0


class NoRebound(ValueError):
    """A record without the contact or the flight that is looked for; the message tells a therapist what there is."""


class Edge(StrEnum):
    """What is before or after a contact."""

    RECORD = "record"
    """The recording begins or ends in it."""
    EMPTY = "empty"
    """Empty plates without a push-off: a step onto them, a drop from a box, a step off."""
    FLIGHT = "flight"


@dataclass(frozen=True, slots=True)
class Contact:
    """One time on the plates: its first sample, and the first one without contact again.

    ``flight`` is the one that follows (its ``landing`` is None when none was recorded).  ``brief_s`` is how long the
    plates were nearly empty within the contact, too short for a flight.  Uncertainties are expanded (k = 2).
    """

    start: int
    stop: int
    before: Edge
    after: Edge
    start_uncertainty_s: float
    stop_uncertainty_s: float
    rest_n: float
    rest_sd_n: float
    flight: Flight | None = None
    brief_s: float = 0.0


def find_contacts(force_n: Floats, fs: float) -> list[Contact]:
    """Find every contact with the plates and the flights that follow them.

    Parameters
    ----------
    force_n : ndarray, shape (n,)
        Total vertical force in N, compression positive.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    list of Contact
        In order of time; empty when nobody is ever on the plates.

    Raises
    ------
    ValueError
        When ``fs`` is not positive.

    Notes
    -----
    Each stretch of empty plates is looked at together with its own contacts, between two quiet stands at the body
    weight: hops hardly ever show the standing force against which ``find_flights`` tells a push-off.  The weight for
    that is the mean force from the first contact to the end of the last one; body weight times time is the impulse of
    any movement that begins and ends at rest.

    A touch-down out of empty plates that no flight led to is the first sample of the rise above their mean + 5 SD
    (6 N at least), or the first tap up to 10 ms before it.

    Examples
    --------
    >>> rebound = 2000.0 * np.sin(np.pi * np.arange(200) / 200)
    >>> record = np.concatenate([np.zeros(500), rebound, np.zeros(400), np.full(1000, 700.0)])
    >>> [(each.start, each.stop, str(each.after)) for each in find_contacts(record, 1000.0)]
    [(501, 700, 'flight'), (1100, 2100, 'record')]
    """
    if fs <= 0:
        raise ValueError("the rate must be positive")
    level = loaded_level(force_n)
    if level is None:
        return []
    stretches = _stretches(force_n, fs)
    weight = _mean_weight(force_n, fs, stretches, level)
    flights = [_flight(force_n, fs, stretches, at, weight) for at in range(len(stretches))]
    # what is too short for a flight lies within a contact
    parted = [
        (stretch, flight)
        for stretch, flight in zip(stretches, flights, strict=True)
        if flight is not None or stretch[1] - stretch[0] >= SHORTEST_S * fs or stretch[1] == len(force_n)
    ]
    brief = [stretch for stretch in stretches if all(stretch != kept for kept, _ in parted)]
    contacts = []
    for number in range(len(parted) + 1):
        contact = _between(force_n, fs, parted, number)
        if contact is not None:
            inside = [stop - start for start, stop in brief if contact.start < start and stop < contact.stop]
            contacts.append(replace(contact, brief_s=max(inside, default=0) / fs))
    return contacts


def _stretches(force_n: Floats, fs: float) -> list[tuple[int, int]]:
    """Empty plates; at the ends of the record however short they are."""
    found = empty_stretches(force_n, fs, seconds=0.0)
    size = len(force_n)
    return [(a, b) for a, b in found if b - a >= BRIEF_S * fs or a == 0 or b == size]


def _mean_weight(force_n: Floats, fs: float, stretches: list[tuple[int, int]], level: float) -> float:
    """Mean force from first to last contact, times beside the plates left out."""
    used = np.ones(len(force_n), dtype=np.bool_)
    for start, stop in stretches:
        if start == 0 or stop == len(force_n) or stop - start > HIGHEST_S * fs:
            used[start:stop] = False
    return float(force_n[used].mean()) if used.any() else level


def _flight(force_n: Floats, fs: float, stretches: list[tuple[int, int]], at: int, weight_n: float) -> Flight | None:
    """The flight in one empty stretch; None when nobody pushed off into it."""
    start, stop = stretches[at]
    if start == 0:
        return None
    before = max(stretches[at - 1][1] if at else 0, start - round(_PUSH_S * fs))
    ends = stop == len(force_n)
    following = stretches[at + 1][0] if at + 1 < len(stretches) else len(force_n)
    after = stop if ends else min(following, stop + round(_AHEAD_S * fs))
    part = force_n[before:after]
    stand = np.full(len(part) + 1, weight_n)
    framed = np.concatenate((stand, part) if ends else (stand, part, stand))
    for flight in find_flights(framed, fs):
        takeoff = flight.takeoff - len(stand) + before
        if abs(takeoff - start) > 0.1 * fs:
            continue
        landing = None if flight.landing is None else flight.landing - len(stand) + before
        if landing is not None and (landing - takeoff > HIGHEST_S * fs or landing >= len(force_n)):
            landing = None
        return _drawn_out(force_n, fs, replace(flight, takeoff=takeoff, landing=landing))
    return None


def _drawn_out(force_n: Floats, fs: float, flight: Flight) -> Flight:
    """The same flight; its edges are known no better than the time that force takes through the threshold's levels.

    Feet are on the plate before force is above a threshold.  Of a rise like a parabola, the time from one to four
    times the threshold is the time from its foot to the threshold; of a straight one it is three times that.
    """
    margin = max(5.0 * flight.residual_sd_n, _FLOOR_N)
    falling = _samples_from_foot(force_n[flight.takeoff - 1 :: -1] - flight.residual_n, margin) / fs
    flight = replace(flight, takeoff_uncertainty_s=max(flight.takeoff_uncertainty_s, falling))
    if flight.landing is None:
        return flight
    rising = _samples_from_foot(force_n[flight.landing :] - flight.residual_n, margin) / fs
    return replace(flight, landing_uncertainty_s=max(flight.landing_uncertainty_s, rising))


def _samples_from_foot(rise_n: Floats, margin_n: float) -> float:
    """How many samples before the first of ``rise_n`` (n,), which is above the threshold, force may have begun."""
    high = int(np.argmax(rise_n >= 4.0 * margin_n))
    return 1.0 + (high if high else margin_n / max(float(rise_n[0]) - margin_n, margin_n))


def _between(
    force_n: Floats, fs: float, parted: list[tuple[tuple[int, int], Flight | None]], number: int
) -> Contact | None:
    """The contact before the empty stretch with this number, or the one after the last."""
    size = len(force_n)
    last, coming = (parted[number - 1] if number else None), (parted[number] if number < len(parted) else None)
    if (last is not None and last[0][1] == size) or (coming is not None and coming[0][0] == 0):
        return None
    start, start_u, rest, sd, before = 0, 0.0, 0.0, 0.0, Edge.RECORD
    if last is not None:
        _, flight = last
        if flight is not None and flight.landing is not None:
            start, start_u, before = flight.landing, flight.landing_uncertainty_s, Edge.FLIGHT
            rest, sd = flight.residual_n, flight.residual_sd_n
        else:
            start, start_u, rest, sd = _touch_down(force_n, fs, last[0])
            before = Edge.EMPTY
    if coming is None:
        return Contact(start, size, before, Edge.RECORD, start_u, 0.0, rest, sd)
    flight = coming[1]
    if flight is None:
        return Contact(start, coming[0][0], before, Edge.EMPTY, start_u, 0.05, rest, sd)
    if before is not Edge.FLIGHT:
        rest, sd = (rest, sd) if before is Edge.EMPTY else (flight.residual_n, flight.residual_sd_n)
    takeoff_u = flight.takeoff_uncertainty_s
    return Contact(start, flight.takeoff, before, Edge.FLIGHT, start_u, takeoff_u, rest, sd, flight)


def _touch_down(force_n: Floats, fs: float, stretch: tuple[int, int]) -> tuple[int, float, float, float]:
    """First sample of a contact after empty plates, what it is known to (s), and their mean and SD."""
    start, stop = stretch
    # feet that come down slowly are on the plate well before the mean over 25 ms says so
    edge = max(stop - round(_SLOW_S * fs), (start + stop) // 2, start + 1)
    air = force_n[max(start, edge - round(_REST_S * fs)) : edge]
    rest, sd = float(np.median(air)), float(air.std())
    margin = max(5.0 * sd, _FLOOR_N)
    firm = stop + int(np.argmax(force_n[stop:] >= rest + max(100.0, 2.0 * margin)))
    low, ahead = max(start, edge - 1), max(1, round(_TAP_S * fs))
    below = np.flatnonzero(force_n[low : firm + ahead] < rest + margin)
    settled = low + (int(below[-1]) + 1 if len(below) else 0)
    if settled == len(force_n):  # the record ends in a tap: it is all that there is of the contact
        settled = firm
    # a shoe that taps the plate: above the threshold, away again, and down for good
    near = max(low, settled - ahead)
    taps = np.flatnonzero(force_n[near:settled] >= rest + max(margin, _CLOSE_N))
    first = near + int(taps[0]) if len(taps) else settled
    rising = _samples_from_foot(force_n[settled:] - rest, margin)
    return first, max(settled - first, rising) / fs, rest, sd
