"""Vertical jumps on force plates: phases and motion of the centre of mass by impulse and momentum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from dsp.flight import Flight
from dsp.impulse import Force
from dsp.integrals import cumulative
from dsp.runs import first_run, runs
from dsp.smoothing import moving_mean
from dsp.weighing import GRAVITY, Stance

Floats = npt.NDArray[np.float64]

LANDING_S = 0.5
STABLE_SHARE, STABLE_S = 0.05, 1.0
STOPPING_MOST_S = 1.0
"""A fall that is stopped later than this after landing was not stopped by the landing."""
_STOPPING_S = 0.8
LIGHTEST_NOISE = 1.5
"""A force this many times the noise of a sample (k = 2) above the least may be the least without noise."""
_MEAN_OF_SD = 0.3
_MOTIONS = 9
"""One more where each foot has its plate."""
_PAUSED_BELOW_M = 0.06
_STANDING_SPEED = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Jump:
    """One vertical jump from standing or from a squat, everything that its metrics are computed from.

    ``total`` is the force of both feet, ``foot`` what the metrics of one foot look at (the total, until ``under`` puts
    one plate there); ``residual_n`` and ``foot_residual_n`` are what they read with nobody on them.
    ``speed`` (m/s) and ``position`` (m) of the centre of mass are ``(takeoff - start + 1,)``, zero at ``start``.  All
    events are samples; ``lowest`` is the lowest point, ``fastest_down`` the greatest downward speed before it and
    ``lightest`` the least force before it.
    """

    time_s: Floats
    total: Force
    foot: Force
    weight_n: float
    weight_uncertainty_n: float
    rest_speed_uncertainty: float
    start: int
    onset: int
    takeoff: int
    landing: int
    onset_uncertainty_s: float
    takeoff_uncertainty_s: float
    landing_uncertainty_s: float
    residual_n: float
    foot_residual_n: float
    noise_n: float
    gain_uncertainty: float
    speed: Floats
    position: Floats
    fastest_down: int
    lowest: int
    lightest: int
    apart: Force | None = None
    """Left less right, where each foot has its plate ..."""
    apart_at_rest_n: float = 0.0
    """... and how much that was in the weighing."""
    one_foot: bool = False
    _varied: list[Jump] = field(default_factory=list, init=False, repr=False)
    _landed: list[int] = field(default_factory=list, init=False, repr=False)
    _stable: list[int | None] = field(default_factory=list, init=False, repr=False)

    @property
    def force_n(self) -> Floats:
        """Total force in N, ``(n,)``."""
        return self.total.n

    @property
    def mass_kg(self) -> float:
        """Mass that was weighed, clothes and all."""
        return self.weight_n / GRAVITY

    def seconds(self, start: int, stop: int) -> float:
        """Time from one sample to another."""
        return float(self.time_s[stop] - self.time_s[start])

    def mean_force(self, first: int, last: int) -> float:
        """Mean over time of the total, N, from one sample to another; NaN between one and itself."""
        if last <= first:
            return float("nan")
        return float(self.total.ns[last] - self.total.ns[first]) / self.seconds(first, last)

    def impulse(self, first: int, last: int) -> float:
        """Impulse, N s, of the foot (or both) from one sample to another; NaN beyond the recording."""
        if last >= len(self.time_s):
            return float("nan")
        return float(self.foot.ns[last] - self.foot.ns[first])

    def net_impulse(self, first: int, last: int) -> float:
        """Impulse, N s, of the total above body weight."""
        return float(self.total.ns[last] - self.total.ns[first]) - self.weight_n * self.seconds(first, last)

    def share(self, first: int, last: int) -> float:
        """Part of the foot in the impulse of both, %; NaN over no time or beyond the recording."""
        if not first < last < len(self.time_s):
            return float("nan")
        return 100.0 * self.impulse(first, last) / float(self.total.ns[last] - self.total.ns[first])

    def speed_gained(self, first: int, last: int) -> Floats:
        """Change of the body's speed, m/s, since sample ``first``, ``(last - first + 1,)``."""
        part = slice(first, last + 1)
        time_s, pushed = self.time_s[part] - self.time_s[first], self.total.ns[part] - self.total.ns[first]
        gained: Floats = (pushed - self.weight_n * time_s) / self.mass_kg
        return gained

    def under(self, foot_n: Floats, residual_n: float = 0.0) -> Jump:
        """Return the same jump seen by one plate, its force ``(n,)`` and what it reads in flight."""
        foot = Force(foot_n, cumulative(foot_n, self.time_s))
        seen = self._seen_by(foot, residual_n)
        # the motion is that of the body, whichever foot is looked at
        moved = [each._seen_by(foot, residual_n) for each in self.variants()[: _MOTIONS + (self.apart is not None)]]
        if self.apart is not None:
            # what the plates' gains do to this foot and to its share is told of the foot itself
            moved[0] = moved[0]._but(total=self.total, weight_n=self.weight_n)
        seen._varied.extend([*moved, *seen._of_foot()])
        return seen

    def _seen_by(self, foot: Force, residual_n: float) -> Jump:
        # the same motion of the body ends in the same landing: what was found of it holds for the foot too
        return self._but(
            foot=foot, foot_residual_n=residual_n, one_foot=True, _landed=self._landed, _stable=self._stable
        )

    def _but(self, **changes: object) -> Jump:
        """Return the jump with other values: ``dataclasses.replace`` in a quarter of its time."""
        if not changes.keys() <= _NAMES:
            raise TypeError(f"a jump has no {', '.join(changes.keys() - _NAMES)}")
        changed = object.__new__(Jump)
        changes.setdefault("_varied", [])
        changes.setdefault("_landed", [])
        changes.setdefault("_stable", [])
        for name in _FIELDS:
            object.__setattr__(changed, name, changes[name] if name in changes else getattr(self, name))
        return changed

    @property
    def landed(self) -> int:
        """Sample at which the fall with the speed of take-off has been stopped: lowest point after landing [S16]."""
        if not self._landed:
            self._landed.append(self._stopped(float(self.speed[-1])))
        return self._landed[0]

    def _stopped(self, falling: float) -> int:
        """Sample at which the plates have taken up this speed, m/s; beyond the recording when they never do."""
        last = self.landing + round(STOPPING_MOST_S / self.step_s)
        stopped = np.flatnonzero(self.speed_gained(self.landing, last) >= falling)
        return self.landing + int(stopped[0]) if len(stopped) else len(self.time_s)

    @property
    def stable(self) -> int | None:
        """First sample after landing from which force is within 5 % of the weight for 1 s; None without one [S5]."""
        if not self._stable:
            inside = np.abs(self.force_n[self.landing :] - self.weight_n) <= STABLE_SHARE * self.weight_n
            found = first_run(inside, max(1, round(STABLE_S / self.step_s)))
            self._stable.append(None if found is None else self.landing + found)
        return self._stable[0]

    @property
    def step_s(self) -> float:
        """Mean time from sample to sample."""
        return float(self.time_s[-1] - self.time_s[0]) / (len(self.time_s) - 1)

    def variants(self) -> Sequence[Jump]:
        """Return the same jump with one input moved by its expanded uncertainty (k = 2) at a time; made once."""
        if not self._varied:
            self._varied.extend(self._vary())
        return self._varied

    def _vary(self) -> Iterator[Jump]:
        """First the motion and what it does to the landing, in ``_MOTIONS`` ways, then single samples and the foot."""
        motions = tuple(self._motions())
        for moved in motions:
            moved._landed[:] = [self.landed]
        yield from motions
        found = {"_landed": self._landed, "_stable": self._stable}
        yield self._but(_landed=[self._landed_apart(motions)], _stable=self._stable)
        # the moments in between are known to a sample
        earlier, later = max(self.fastest_down - 1, self.start), min(self.lowest + 1, self.takeoff)
        yield self._but(fastest_down=earlier, lowest=later, **found)
        yield self._but(lightest=self._about_as_light(), **found)
        yield from self._of_foot()

    def _motions(self) -> Iterator[Jump]:
        if self.apart is not None:
            # who is weighed on both plates and pushes off one of them is weighed with the mean of two gains
            differ = self.gain_uncertainty / float(np.sqrt(2.0))
            weight_n = self.weight_n + differ * self.apart_at_rest_n
            yield self._moving(total=self.total.plus(self.apart, differ), weight_n=weight_n)
        yield self._moving(weight_n=self.weight_n + self.weight_uncertainty_n)
        # nobody stands perfectly still: the body has some speed where integration starts from zero
        drift = self.rest_speed_uncertainty * (self.time_s[self.start : self.takeoff + 1] - self.time_s[self.start])
        yield self._but(speed=self.speed + self.rest_speed_uncertainty, position=self.position + drift)
        # what the empty plates read was there all the time, or came after the weighing
        zero = self.residual_n
        without = self.total.changed(self.time_s, more_n=-zero)
        yield self._moving(total=without, weight_n=self.weight_n - zero)
        yield self._moving(total=without)
        yield self._begun_earlier()
        shift = max(1, round(self.takeoff_uncertainty_s / self.step_s))
        yield self._moving(takeoff=min(self.takeoff + shift, self.landing - 1))
        shift = max(1, round(self.landing_uncertainty_s / self.step_s))
        yield self._but(landing=min(self.landing + shift, len(self.time_s) - 1))

    def _begun_earlier(self) -> Jump:
        """With an earlier onset; who does not sink first is at the lowest point there, so that goes with it."""
        shift = max(1, round(self.onset_uncertainty_s / self.step_s))
        moved = self._moving(onset=max(self.onset - shift, 0), start=max(self.start - shift, 0))
        lowest = max(self.lowest - shift, moved.start)
        before = {"fastest_down": min(moved.fastest_down, lowest), "lightest": min(moved.lightest, lowest)}
        return moved if self.lowest - self.start > shift else moved._but(lowest=lowest, **before)

    def _landed_apart(self, motions: Sequence[Jump]) -> int:
        """End of the landing that is farthest from this one, for a speed as far off as all ``motions`` together say.

        A body that comes to rest slowly reaches the end of its fall early with a little less speed and late or never
        with a little more, so that neither one direction nor one cause speaks for the others.  Where it never does, it
        has come nearest to it at its greatest speed upwards.
        """
        landed = self.landed
        if landed >= len(self.time_s):
            return landed
        left = [float(each.speed_gained(each.landing, landed)[-1] - each.speed[-1]) for each in (self, *motions)]
        known = float(np.sqrt(np.sum(np.square(np.subtract(left[1:], left[0])))))
        taken = self.speed_gained(self.landing, self.landing + round(STOPPING_MOST_S / self.step_s))
        falling = float(self.speed[-1])
        ends = (self._stopped(min(falling + known, float(taken.max()))), self._stopped(falling - known))
        return max(ends, key=lambda end: abs(end - landed))

    def _about_as_light(self) -> int:
        """Sample farthest from the lightest that the noise may have kept from being it: a dip can be a plateau."""
        dip = self.force_n[self.start : self.lowest + 1]
        alike = self.start + np.flatnonzero(dip <= dip.min() + LIGHTEST_NOISE * self.noise_n)
        return int(alike[np.argmax(np.abs(alike - self.lightest))])

    def _of_foot(self) -> Iterator[Jump]:
        found = {"_landed": self._landed, "_stable": self._stable}
        yield self._but(foot=self.foot.changed(self.time_s, more_n=-self.foot_residual_n), **found)
        # a single sample is as uncertain as the noise; what is integrated is not, so the motion stays
        noisy = self.total.changed(self.time_s, more_n=self.noise_n)
        foot = self.foot.changed(self.time_s, more_n=self.noise_n) if self.one_foot else noisy
        yield self._but(total=noisy, foot=foot)
        # calibration: the total's scales weight and force alike; of two plates each may be off by itself
        more = self.gain_uncertainty
        if self.one_foot:
            scaled = self.foot.changed(self.time_s, gain=1 + more)
            yield self._but(total=self.total.plus(self.foot, more), foot=scaled)
            yield self._but(total=self.total.changed(self.time_s, gain=1 + more).plus(self.foot, -more))
        else:
            total = self.total.changed(self.time_s, gain=1 + more)
            yield self._but(total=total, foot=total, weight_n=self.weight_n * (1 + more))

    def _moving(self, **changes: object) -> Jump:
        """Return the jump with other values and its motion integrated anew."""
        jump = self._but(**changes)
        speed = jump.speed_gained(jump.start, jump.takeoff)
        position = cumulative(speed, jump.time_s[jump.start : jump.takeoff + 1])
        rising = np.flatnonzero((speed[:-1] < 0) & (speed[1:] >= 0))
        lowest = int(rising[-1]) + 1 if len(rising) else int(np.argmin(position))
        fastest_down = int(np.argmin(speed[: lowest + 1]))
        lightest = int(np.argmin(jump.force_n[jump.start : jump.start + lowest + 1]))
        return jump._but(
            speed=speed,
            position=position,
            fastest_down=jump.start + fastest_down,
            lowest=jump.start + lowest,
            lightest=jump.start + lightest,
        )


_FIELDS = tuple(each.name for each in fields(Jump))
_NAMES = frozenset(_FIELDS)


def make_jump(
    time_s: Floats,
    force_n: Floats,
    *,
    stance: Stance,
    start: int,
    onset: int,
    onset_uncertainty_s: float,
    flight: Flight,
    gain_uncertainty: float = 0.0,
    step_uncertainty_n: float = 0.0,
    left_n: Floats | None = None,
) -> Jump:
    """Integrate the motion of a jump whose events are known.

    Parameters
    ----------
    time_s, force_n : ndarray, shape (n,)
        Seconds and total vertical force in N.
    stance : Stance
        The weighing.
    start, onset : int
        Where integration begins (body at rest) and where the countermovement begins.
    onset_uncertainty_s : float
        Expanded uncertainty of the onset (k = 2).
    flight : Flight
        Take-off and landing; the landing must be known.
    gain_uncertainty : float
        Relative expanded uncertainty of the force calibration.
    step_uncertainty_n : float
        Expanded uncertainty of a force that the steps of the devices leave; standing very still does not average it.
    left_n : ndarray, shape (n,), optional
        What the left foot pushes with, N, where each foot has its plate: their gains may differ.

    Returns
    -------
    Jump
        ``a = (F - W) / m``, trapezoids, both end samples of a phase shared with its neighbour [S16].

    Raises
    ------
    ValueError
        When the events are not in order ``start <= onset < takeoff < landing`` inside the recording.
    """
    landing = flight.landing
    if landing is None or not 0 <= start <= onset < flight.takeoff - 1 < landing < len(force_n):
        raise ValueError("a jump needs start <= onset < take-off < landing inside the recording")
    empty = np.zeros(0)
    total = Force(force_n, cumulative(force_n, time_s))
    apart_n = None if left_n is None else 2.0 * left_n - force_n
    # the empty reading itself is a mean of what is left of the noise
    zero = flight.residual_n + float(np.copysign(_MEAN_OF_SD * flight.residual_sd_n, flight.residual_n))
    jump = Jump(
        time_s,
        total,
        total,
        stance.mean_n,
        float(np.hypot(stance.uncertainty_n, step_uncertainty_n)),
        2.0 * _sway_speed(time_s, force_n, stance),
        start,
        onset,
        flight.takeoff,
        landing,
        onset_uncertainty_s,
        flight.takeoff_uncertainty_s,
        flight.landing_uncertainty_s,
        zero,
        zero,
        float(np.hypot(2.0 * flight.residual_sd_n, step_uncertainty_n)),
        gain_uncertainty,
        empty,
        empty,
        onset,
        onset,
        onset,
        None if apart_n is None else Force(apart_n, cumulative(apart_n, time_s)),
        0.0 if apart_n is None else float(apart_n[stance.start : stance.stop].mean()),
    )
    return jump._moving()


def pause_at_bottom(jump: Jump) -> float:
    """Longest time, s, that the body stood still below its starting height before the push: a squat jump's pause.

    Still is a force within 6 % of the weight (mean of 0.2 s) at less than 0.25 m/s, more than 6 cm down; a turning
    point without a pause passes through that in less than 0.3 s even when it is slow.
    """
    part = slice(jump.start, jump.takeoff + 1)
    step = jump.seconds(jump.start, jump.takeoff) / (jump.takeoff - jump.start)
    smooth = moving_mean(jump.force_n[part], max(1, min(round(0.2 / step), len(jump.speed))))
    still = (np.abs(smooth - jump.weight_n) < 0.06 * jump.weight_n) & (np.abs(jump.speed) < _STANDING_SPEED)
    still &= jump.position < -_PAUSED_BELOW_M
    return step * max((stop - first for first, stop in runs(still)), default=0)


def landing_share(jump: Jump) -> float:
    """Part of the body's downward speed that the plates took up in the 0.8 s after landing; NaN when less is recorded.

    About 1 for a landing on the plates; near or below 0 when somebody only steps on.
    """
    stop = int(np.searchsorted(jump.time_s, jump.time_s[jump.landing] + _STOPPING_S))
    if stop >= len(jump.time_s):
        return float("nan")
    taken = jump.speed_gained(jump.landing, stop)
    falling = min(GRAVITY * jump.seconds(jump.takeoff, jump.landing) / 2.0, abs(float(jump.speed[-1])))
    return float(taken.max()) / falling if falling > 0 else float("nan")


def _sway_speed(time_s: Floats, force_n: Floats, stance: Stance) -> float:
    """SD of the speed of the centre of mass, m/s, while the person was weighed."""
    part = slice(stance.start, stance.stop)
    speed = cumulative((force_n[part] - stance.mean_n) * GRAVITY / stance.mean_n, time_s[part])
    return float(np.std(speed))
