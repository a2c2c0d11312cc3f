"""Drop jumps on force plates: the contact between a drop and the rebound, its motion by momentum from both ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dsp.contacts import Contact, Edge, NoRebound
from dsp.integrals import cumulative
from dsp.weighing import GRAVITY, Stance

Floats = npt.NDArray[np.float64]

LONGEST_CONTACT_S = 1.2
"""Who stands on the plates for longer does not rebound."""
_MEAN_OF_SD = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class DropJump:
    """One drop jump, everything that its metrics are computed from.

    ``force_n`` ``(n,)`` is the total, ``foot_n`` ``(n,)`` what the metrics of one leg look at (the total, until
    ``under`` puts one plate there).  ``speed`` (m/s) and ``position`` (m, upwards, zero where force begins to rise) of
    the centre of mass are ``(takeoff - touchdown + 1,)``.  ``flight_speed`` at take-off follows from the flight,
    ``rest_speed`` from the impulse of the landing until the body is still; ``weight_n`` and it are NaN without a quiet
    second.  All uncertainties are expanded (k = 2); the other fields are as in ``dsp.jump.Jump``.
    """

    time_s: Floats
    force_n: Floats
    foot_n: Floats
    weight_n: float
    weight_uncertainty_n: float
    touchdown: int
    takeoff: int
    landing: int
    touchdown_uncertainty_s: float
    takeoff_uncertainty_s: float
    landing_uncertainty_s: float
    residual_n: float
    foot_residual_n: float
    noise_n: float
    gain_uncertainty: float
    still: tuple[int, int] | None
    """The quiet second after the landing; None when the weight was given or is unknown."""
    rest_speed_uncertainty: float
    flight_speed: float
    rest_speed: float
    speed: Floats
    position: Floats

    @property
    def mass_kg(self) -> float:
        """Mass that was weighed, clothes and all; NaN when nobody stood still."""
        return self.weight_n / GRAVITY

    @property
    def lowest(self) -> int | None:
        """Sample of the lowest point: speed turns upwards; None when the body does not come down and up again."""
        rising = np.flatnonzero((self.speed[:-1] < 0) & (self.speed[1:] >= 0))
        return self.touchdown + int(rising[-1]) + 1 if len(rising) else None

    def seconds(self, start: int, stop: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[stop] - self.time_s[start])

    def under(self, foot_n: Floats, residual_n: float = 0.0) -> DropJump:
        """Return the same jump seen by one plate, its force ``(n,)`` and what it reads in flight."""
        return replace(self, foot_n=foot_n, foot_residual_n=residual_n)

    def variants(self) -> Iterator[DropJump]:
        """Yield the same jump with one input moved by its expanded uncertainty (k = 2) at a time."""
        yield _moving(replace(self, weight_n=self.weight_n + self.weight_uncertainty_n))
        # which end is right, where flight time and the impulse of the landing disagree, nobody can tell
        if np.isfinite(self.rest_speed):
            off = float(np.hypot(self.rest_speed - self.flight_speed, self.rest_speed_uncertainty))
            yield replace(self, speed=self.speed + off, position=self.position + off * self._elapsed())
            yield replace(self, rest_speed=self.rest_speed + self.rest_speed_uncertainty)
        yield _moving(
            replace(
                self,
                force_n=self.force_n - self.residual_n,
                foot_n=self.foot_n - self.foot_residual_n,
                weight_n=self.weight_n - (self.residual_n if self.still is not None else 0.0),
            )
        )
        yield _moving(replace(self, force_n=self.force_n - self.residual_n))
        # a single sample is as uncertain as the noise; what is integrated is not, so the motion stays
        yield replace(self, force_n=self.force_n + self.noise_n, foot_n=self.foot_n + self.noise_n)
        yield from self._off_in_gain()
        rate = (len(self.time_s) - 1) / float(self.time_s[-1] - self.time_s[0])
        shift = max(1, round(self.touchdown_uncertainty_s * rate))
        yield _moving(replace(self, touchdown=max(self.touchdown - shift, 0)))
        shift = max(1, round(self.takeoff_uncertainty_s * rate))
        yield _moving(replace(self, takeoff=min(self.takeoff + shift, self.landing - 1)))
        shift = max(1, round(self.landing_uncertainty_s * rate))
        yield _moving(replace(self, landing=min(self.landing + shift, len(self.time_s) - 1)))

    def _off_in_gain(self) -> Iterator[DropJump]:
        """The gain of the total scales force and weight alike; of two plates each may be off by itself."""
        if self.foot_n is not self.force_n:
            for own, other in ((self.gain_uncertainty, 0.0), (0.0, self.gain_uncertainty)):
                both = self.force_n + own * self.foot_n + other * (self.force_n - self.foot_n)
                yield replace(self, force_n=both, foot_n=(1.0 + own) * self.foot_n)
            return
        gain = 1.0 + self.gain_uncertainty
        weight = self.weight_n * (gain if self.still is not None else 1.0)
        yield _moving(replace(self, force_n=self.force_n * gain, foot_n=self.foot_n * gain, weight_n=weight))

    def _elapsed(self) -> Floats:
        since: Floats = self.time_s[self.touchdown : self.takeoff + 1] - self.time_s[self.touchdown]
        return since


def find_drop(contacts: list[Contact], fs: float) -> Contact:
    """Find the contact of a drop jump: out of empty plates, followed by a flight that lands on the plates.

    Parameters
    ----------
    contacts : list of Contact
        Of the whole record, in order.
    fs : float
        Measured rate in Hz, > 0.

    Returns
    -------
    Contact
        The first one that is a drop jump's; its ``flight`` has a landing.

    Raises
    ------
    NoRebound
        When there is none, with what was recorded instead.
    """
    if not contacts:
        raise NoRebound("nobody landed on the plates")
    if contacts[0].before is Edge.RECORD and len(contacts) == 1:
        raise NoRebound(
            "the plates are never empty: the box, or somebody, stands on them. Put the box beside the plates, zero "
            "them empty and step off the box when told"
        )
    dropped = [each for each in contacts if each.before is Edge.EMPTY]
    if not dropped:
        raise NoRebound(
            "somebody is on the plates when the recording begins. Stand on the box beside the plates, then step off it"
        )
    reasons = []
    for each in dropped:
        reason = _unlike_a_drop(each, fs)
        if not reason:
            return each
        reasons.append(reason)
    raise NoRebound(reasons[0])


def _unlike_a_drop(contact: Contact, fs: float) -> str:
    lasted = (contact.stop - contact.start) / fs
    if contact.after is Edge.RECORD:
        return "after the landing nobody left the plates again: there is no jump"
    if contact.after is Edge.EMPTY:
        return "nobody pushed off after the landing: the plates were left without a jump"
    if lasted > LONGEST_CONTACT_S:
        return (
            f"{lasted:.1f} s on the plates before the jump (at most {LONGEST_CONTACT_S:g} s): this is no drop jump. "
            "Jump up at once after the landing"
        )
    if contact.brief_s:
        return (
            f"the feet left the plates for {1000 * contact.brief_s:.0f} ms within the contact: landing and jump cannot "
            "be told apart"
        )
    if contact.flight is None or contact.flight.landing is None:
        return "no landing on the plates after the jump: the recording ends in flight, or the landing was beside them"
    return ""


def make_drop_jump(
    time_s: Floats,
    force_n: Floats,
    *,
    contact: Contact,
    stance: Stance | None,
    given_weight_n: float | None = None,
    given_uncertainty_n: float = 0.0,
    gain_uncertainty: float = 0.0,
    step_uncertainty_n: float = 0.0,
) -> DropJump:
    """Integrate the motion of a drop jump whose contact is known.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total vertical force in N.
    contact : Contact
        As ``find_drop`` finds it; its flight must have a landing.
    stance : Stance or None
        A quiet second after the landing, which tells the weight and ends the momentum of the landing.
    given_weight_n : float or None
        The weight where it is known otherwise and nobody stood still, N, > 0.
    given_uncertainty_n : float
        Its expanded uncertainty.
    gain_uncertainty : float
        Relative expanded uncertainty of the force calibration.
    step_uncertainty_n : float
        Expanded uncertainty of a force that the steps of the devices leave.

    Returns
    -------
    DropJump
        Without ``stance`` and weight its motion is NaN; times and forces stay.

    Raises
    ------
    ValueError
        When touch-down, take-off and landing are not in order inside the recording, or the weight is not positive.

    Notes
    -----
    The height of the box does not tell the speed of the landing: people step off lower or jump off [S3].  Speed is
    integrated backwards from the take-off, where flight time tells it (``g t / 2``); the impulse from the landing to
    the quiet stand, where the body has no momentum left, tells it a second time.
    """
    flight = contact.flight
    landing = None if flight is None else flight.landing
    if flight is None or landing is None or not 0 <= contact.start < contact.stop - 2 < landing - 2 < len(force_n) - 2:
        raise ValueError("a drop jump needs touch-down < take-off < landing inside the recording")
    if given_weight_n is not None and not given_weight_n > 0:
        raise ValueError("a given weight must be greater than 0 N")
    weight, weight_u, sway = _weighed(time_s, force_n, stance, step_uncertainty_n)
    if stance is None and given_weight_n is not None:
        weight, weight_u = given_weight_n, given_uncertainty_n
    still = None if stance is None else (stance.start, stance.stop)
    zero = flight.residual_n + float(np.copysign(_MEAN_OF_SD * flight.residual_sd_n, flight.residual_n))
    empty = np.zeros(0)
    return _moving(
        DropJump(
            time_s,
            force_n,
            force_n,
            weight,
            weight_u,
            contact.start,
            contact.stop,
            landing,
            contact.start_uncertainty_s,
            flight.takeoff_uncertainty_s,
            flight.landing_uncertainty_s,
            zero,
            zero,
            float(np.hypot(2.0 * flight.residual_sd_n, step_uncertainty_n)),
            gain_uncertainty,
            still,
            sway,
            float("nan"),
            float("nan"),
            empty,
            empty,
        )
    )


def _weighed(
    time_s: Floats, force_n: Floats, stance: Stance | None, step_uncertainty_n: float
) -> tuple[float, float, float]:
    """Weight and its uncertainty, N, and that of a speed of zero in the quiet second, m/s; NaN without one."""
    if stance is None:
        return float("nan"), float("nan"), float("nan")
    part, weight = slice(stance.start, stance.stop), stance.mean_n
    swaying = cumulative((force_n[part] - weight) * GRAVITY / weight, time_s[part])
    return weight, float(np.hypot(stance.uncertainty_n, step_uncertainty_n)), 2.0 * float(np.std(swaying))


# The integration ------------------------------------------------------------------------


def _moving(jump: DropJump) -> DropJump:
    leaving = GRAVITY * jump.seconds(jump.takeoff, jump.landing) / 2.0
    part = slice(jump.touchdown, jump.takeoff + 1)
    time_s = jump.time_s[part]
    gained = cumulative((jump.force_n[part] - jump.weight_n) / jump.mass_kg, time_s)
    speed = leaving - gained[-1] + gained
    # feet were on the plate since force began to rise, a part of a sample before the first one of the contact
    position = float(speed[0]) * _since_foot(jump) + cumulative(speed, time_s)
    return replace(jump, flight_speed=leaving, rest_speed=_rest_speed(jump), speed=speed, position=position)


def _since_foot(jump: DropJump) -> float:
    """Time from the foot of the rise, drawn back in a straight line by one sample at most, to touch-down, s."""
    first, second = jump.force_n[jump.touchdown : jump.touchdown + 2] - jump.residual_n
    part = first / (second - first) if second > first else 1.0
    return float(np.clip(part, 0.0, 1.0)) * jump.seconds(jump.touchdown, jump.touchdown + 1)


def _rest_speed(jump: DropJump) -> float:
    """Speed at take-off from what the plates took up between the landing and the quiet stand, m/s.

    NaN without a quiet stand, and where somebody put the landing after its beginning.
    """
    if jump.still is None or jump.still[0] < jump.landing:
        return float("nan")
    first, stop = jump.still
    part = slice(jump.landing, stop)
    gained = cumulative((jump.force_n[part] - jump.weight_n) / jump.mass_kg, jump.time_s[part])
    # on average the body is at rest in the quiet second
    falling = -float(gained[first - jump.landing :].mean())
    return falling + GRAVITY * jump.seconds(jump.takeoff, jump.landing)
