"""Sets of hops on force plates: which contacts are hops, which are not and why, and what they are measured from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dsp.contacts import HIGHEST_S, Contact, Edge, NoRebound
from dsp.weighing import Stance

Floats = npt.NDArray[np.float64]

LONGEST_CONTACT_S = 1.0
"""A longer contact is a pause between hops."""
BEST_N = 5
"""How many of the best hops are averaged."""
WINDOW = 3
"""How many hops at either end of a set tell how much it fades."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One contact and the flight after it, in samples; uncertainties are expanded (k = 2), in seconds."""

    touchdown: int
    takeoff: int
    landing: int
    touchdown_uncertainty_s: float
    takeoff_uncertainty_s: float
    landing_uncertainty_s: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A contact that is no hop of the set: its first sample and why, for the therapist.

    ``usual`` is what every set has: the push that begins it and the landing that ends it; ``lost`` is a hop whose
    samples are not all there.
    """

    touchdown: int
    reason: str
    usual: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class HopSet:
    """The hops of one set, everything that its metrics are computed from.

    ``force_n`` ``(n,)`` is the total, ``foot_n`` ``(n,)`` what the metrics of one leg look at (the total, until
    ``under`` puts one plate there).  ``weight_n`` is NaN when nobody stood still.  ``best_n`` and ``window`` are the
    numbers of hops of the mean of the best and of the change from first to last.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    hops: tuple[Hop, ...]
    weight_n: float
    weight_uncertainty_n: float
    residual_n: float
    foot_residual_n: float
    noise_n: float
    gain_uncertainty: float
    best_n: int = BEST_N
    window: int = WINDOW

    def seconds(self, start: int, stop: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[stop] - self.time_s[start])

    def under(self, foot_n: Floats, residual_n: float = 0.0) -> HopSet:
        """Return the same set seen by one plate, its force ``(n,)`` and what it reads in flight."""
        return replace(self, foot_n=foot_n, foot_residual_n=residual_n)

    def variants(self) -> Iterator[HopSet]:
        """Yield the same set with one input moved by its expanded uncertainty (k = 2) at a time.

        What moves an edge can be the same in all hops (a plate that rests high) or different in each (noise), so both
        are tried: all edges of a kind together, and each alone.
        """
        yield replace(self, weight_n=self.weight_n + self.weight_uncertainty_n)
        yield replace(self, force_n=self.force_n - self.residual_n, foot_n=self.foot_n - self.foot_residual_n)
        yield replace(self, force_n=self.force_n + self.noise_n, foot_n=self.foot_n + self.noise_n)
        yield from self._off_in_gain()
        rate = (len(self.time_s) - 1) / float(self.time_s[-1] - self.time_s[0])
        moved = [self._moved(hop, rate) for hop in self.hops]
        for edge in range(3):
            yield replace(self, hops=tuple(each[edge] for each in moved))
        for number, each in enumerate(moved):
            for hop in each:
                yield replace(self, hops=(*self.hops[:number], hop, *self.hops[number + 1 :]))

    def _off_in_gain(self) -> Iterator[HopSet]:
        """The gain of the total scales force and weight alike; of two plates each may be off by itself."""
        if self.foot_n is not self.force_n:
            for own, other in ((self.gain_uncertainty, 0.0), (0.0, self.gain_uncertainty)):
                both = self.force_n + own * self.foot_n + other * (self.force_n - self.foot_n)
                yield replace(self, force_n=both, foot_n=(1.0 + own) * self.foot_n)
            return
        gain = 1.0 + self.gain_uncertainty
        yield replace(self, force_n=self.force_n * gain, foot_n=self.foot_n * gain, weight_n=self.weight_n * gain)

    def _moved(self, hop: Hop, rate: float) -> tuple[Hop, Hop, Hop]:
        """The hop with one of its edges moved."""
        first = max(1, round(hop.touchdown_uncertainty_s * rate))
        second = max(1, round(hop.takeoff_uncertainty_s * rate))
        third = max(1, round(hop.landing_uncertainty_s * rate))
        return (
            replace(hop, touchdown=max(hop.touchdown - first, 0)),
            replace(hop, takeoff=min(hop.takeoff + second, hop.landing - 1)),
            replace(hop, landing=min(hop.landing + third, len(self.time_s) - 1)),
        )


def find_hops(contacts: list[Contact], fs: float) -> tuple[tuple[Hop, ...], tuple[LeftOut, ...]]:
    """Find the hops of a set: contacts between two flights, each with the flight that follows it.

    Parameters
    ----------
    contacts : list of Contact
        Of the whole record, in order.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    tuple
        The hops, and the contacts that are none.

    Raises
    ------
    NoRebound
        When there is no hop.
    """
    hops, left_out = [], []
    for contact in contacts:
        reason = _no_hop(contact, fs)
        flight = contact.flight
        if reason or flight is None or flight.landing is None:
            left_out.append(LeftOut(contact.start, reason, contact in (contacts[0], contacts[-1])))
            continue
        hops.append(
            Hop(
                contact.start,
                contact.stop,
                flight.landing,
                contact.start_uncertainty_s,
                contact.stop_uncertainty_s,
                flight.landing_uncertainty_s,
            )
        )
    if not contacts:
        raise NoRebound("nobody was on the plates")
    if not hops:
        raise NoRebound(f"no complete hop: {'; '.join(dict.fromkeys(each.reason for each in left_out))}")
    return tuple(hops), tuple(left_out)


def cut_off(contacts: list[Contact], samples: int, fs: float) -> tuple[str, ...]:
    """Tell whether the record may hold a part of the set only.

    Parameters
    ----------
    contacts : list of Contact
        Of the whole record, in order.
    samples : int
        Length of the record.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    tuple of str
        Why there may have been more hops: before the record began, after it ended; empty when it holds the whole set.

    Notes
    -----
    Who stood for longer than a contact of hopping lasts (1 s) before the first push and after the last landing hopped
    no more.
    """
    if not contacts:
        return ()
    first, last = contacts[0], contacts[-1]
    found = []
    brief = (first.stop - first.start) / fs <= LONGEST_CONTACT_S
    # plates that were empty for longer than a flight were empty before somebody stepped on them
    if brief and first.before is not Edge.FLIGHT and first.after is Edge.FLIGHT and first.start <= HIGHEST_S * fs:
        found.append("the recording begins within the set")
    brief = (last.stop - last.start) / fs <= LONGEST_CONTACT_S
    landed = last.flight is not None and last.flight.landing is not None
    if brief and last.before is Edge.FLIGHT and not landed and samples - last.stop <= HIGHEST_S * fs:
        found.append("the recording ends within the set")
    return tuple(found)


def _no_hop(contact: Contact, fs: float) -> str:
    """Why this contact is no hop; empty when it is one."""
    lasted = (contact.stop - contact.start) / fs
    if contact.before is not Edge.FLIGHT:
        return "the first push begins from standing, not from a landing"
    if contact.after is Edge.RECORD:
        return "the last landing is not followed by a hop"
    if contact.after is Edge.EMPTY:
        return "the plates were left without a push-off"
    if contact.flight is None or contact.flight.landing is None:
        return "the flight after the last contact has no landing on the plates"
    if lasted > LONGEST_CONTACT_S:
        return f"a contact of {lasted:.1f} s is a pause (at most {LONGEST_CONTACT_S:g} s)"
    if contact.brief_s:
        return f"the feet hardly left the plates ({1000 * contact.brief_s:.0f} ms): contacts cannot be told apart"
    return ""


def make_hop_set(
    time_s: Floats,
    force_n: Floats,
    *,
    hops: tuple[Hop, ...],
    stance: Stance | None,
    residual_n: float = 0.0,
    noise_sd_n: float = 0.0,
    gain_uncertainty: float = 0.0,
    step_uncertainty_n: float = 0.0,
    best_n: int = BEST_N,
    window: int = WINDOW,
) -> HopSet:
    """Put together what the metrics of a set of hops need.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total vertical force in N.
    hops : tuple of Hop
        In order of time.
    stance : Stance or None
        A quiet second, which tells the weight.
    residual_n, noise_sd_n : float
        What the empty plates read, and its standard deviation, N.
    gain_uncertainty : float
        Relative expanded uncertainty of the force calibration.
    step_uncertainty_n : float
        Expanded uncertainty of a force that the steps of the devices leave.
    best_n, window : int
        Hops in the mean of the best, and at either end for the change; >= 1.

    Returns
    -------
    HopSet
        Without ``stance`` what needs the weight is NaN.

    Raises
    ------
    ValueError
        When there is no hop, one is not in order inside the recording, or a number of hops is less than one.
    """
    if not hops or any(not 0 <= h.touchdown < h.takeoff - 2 < h.landing - 2 < len(force_n) - 2 for h in hops):
        raise ValueError("every hop needs touch-down < take-off < landing inside the recording")
    if any(later.touchdown < hop.landing for hop, later in pairwise(hops)):
        raise ValueError("hops must be in order of time")
    if best_n < 1 or window < 1:
        raise ValueError("best_n and window must be at least one hop")
    weight, weight_u = float("nan"), float("nan")
    if stance is not None:
        weight, weight_u = stance.mean_n, float(np.hypot(stance.uncertainty_n, step_uncertainty_n))
    noise = float(np.hypot(2.0 * noise_sd_n, step_uncertainty_n))
    return HopSet(
        time_s,
        force_n,
        force_n,
        hops,
        weight,
        weight_u,
        residual_n,
        residual_n,
        noise,
        gain_uncertainty,
        best_n,
        window,
    )
