"""What was true of a simulated person at a test, by the key of the number that should say so.

Independent of ``dsp``: figures and events of what was played, and plain sums over the force that was played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulators.body import Person
from simulators.jump import GRAVITY
from simulators.movements import Ask
from simulators.performance import SIDES, Performance
from station.model import Side
from station.protocol import Protocol

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
LAST_S = 2.0
"""A shifted share is that of the last two seconds."""


@dataclass(frozen=True, slots=True)
class Played:
    """Who did what was asked, and when each part of it began on the true clock."""

    person: Person
    asked: Ask
    acts: tuple[tuple[float, Performance], ...]
    go_s: float

    @property
    def only(self) -> Performance:
        return self.acts[0][1]


Truths = dict[tuple[str, Side], float]


def truths(protocol: Protocol, played: Played) -> Truths:
    """Everything that is known of what was played; NaN where there is nothing to say."""
    tell = _TELL.get(protocol.kind)
    return {} if tell is None else tell(played)


# Jumps ----------------------------------------------------------------------------------------------------------------


def _jump(played: Played) -> Truths:
    move, mass_kg = played.only, played.person.mass_kg
    at, figures = move.events, move.figures
    speed = float(np.sqrt(2.0 * GRAVITY * figures["height_m"]))
    found = {
        "jump_height_im": figures["height_m"],
        "jump_height_ft": figures["height_m"],
        "jump_height_difference": 0.0,
        "flight_time": figures["flight_s"],
        "takeoff_velocity": speed,
        "net_impulse": mass_kg * speed,
        "system_weight": figures["weight_n"],
    }
    takes_off_s = at["takeoff"]
    if "lowest" in at:
        takes_s = takes_off_s - at["onset"]
        found |= {
            "contraction_time": takes_s,
            "propulsion_time": takes_off_s - at["lowest"],
            "countermovement_depth": figures["depth_m"],
            "rsi_modified": figures["height_m"] / takes_s,
            "flight_contraction_ratio": figures["flight_s"] / takes_s,
        }
        pushes = _during(move, at["lowest"], takes_off_s)
    else:
        found |= {"push_time": takes_off_s - at["onset"]}
        pushes = _during(move, at["onset"], takes_off_s)
    found |= {"peak_propulsive_force": float(pushes.sum(axis=0).max())}
    sided = _sided("propulsive_impulse", pushes.sum(axis=1) / move.fs_hz)
    sided |= _sided("propulsive_share", 100.0 * _impulse_shares(pushes))
    return _both(found) | sided


def _drop_jump(played: Played) -> Truths:
    figures = played.only.figures
    contact = _during(played.only, played.only.events["touchdown"], played.only.events["takeoff"])
    return _both(
        {
            "drop_contact_time": figures["contact_s"],
            "drop_flight_time": figures["flight_s"],
            "drop_height_ft": figures["height_m"],
            "drop_height_im": figures["height_m"],
            "drop_rsi_ft": figures["flight_s"] / figures["contact_s"],
            "drop_rsi_jh": figures["height_m"] / figures["contact_s"],
            "effective_drop_height": figures["drop_m"],
            "drop_depth": figures["depth_m"],
            "system_weight": figures["weight_n"],
            "drop_peak_force": float(contact.sum(axis=0).max()),
        }
    ) | _sided("drop_contact_share", 100.0 * _impulse_shares(contact))


def _hops(played: Played) -> Truths:
    figures = played.only.figures
    contacts = [value for name, value in figures.items() if name.startswith("contact ")]
    flights = [value for name, value in figures.items() if name.startswith("flight ")]
    return _both(
        {
            "hop_count": figures["hops"],
            "hop_contact_time": float(np.mean(contacts)),
            "hop_flight_time": float(np.mean(flights)),
            "hop_height": float(np.mean([GRAVITY * flight_s**2 / 8.0 for flight_s in flights])),
            "hop_rsi_ft": float(np.mean([f / c for f, c in zip(flights, contacts, strict=True)])),
            "system_weight": figures["weight_n"],
        }
    )


# Efforts and holds ----------------------------------------------------------------------------------------------------


def _isometric(played: Played) -> Truths:
    """Of each side that pushed: peaks of what was played, and how fast force came after its true onset."""
    found: Truths = {}
    for number, (_, move) in enumerate(played.acts):
        on_plates = "weight_n" in move.figures
        peaks = [value for name, value in sorted(move.figures.items()) if name.endswith("_peak_n")]
        if not peaks:
            continue
        side = BOTH if on_plates or len(played.asked.sides) < 1 else Side(played.asked.sides[number])
        mean_n, one = float(np.mean(peaks)), {}
        one |= {"peak_force": mean_n, "peak_force_best": max(peaks)}
        if on_plates:
            one |= {"peak_force_net": mean_n - move.figures["weight_n"], "system_weight": move.figures["weight_n"]}
        for window_ms in (50, 100, 150, 200):
            rates = [v for name, v in move.figures.items() if name.endswith(f"_rfd_0_{window_ms}_n_per_s")]
            one |= {f"rfd_0_{window_ms}": float(np.mean(rates))} if rates else {}
        found |= {(key, side): value for key, value in one.items()}
    left, right = (found.get(("peak_force", side), np.nan) for side in (LEFT, RIGHT))
    return found | {("peak_force_asymmetry", BOTH): 100.0 * (right - left) / max(left, right)}


def _hold(played: Played) -> Truths:
    move, at = played.only, played.only.events
    if "rise" not in at:  # against a dynamometer: no part of the body is lifted off anything
        return {}
    held = _during(move, at["rise"] + 1.0, at["hold_end"])
    found = {"hold_time": _below_half(move) - at["rise"], "mean_force": float(held.sum(axis=0).mean())}
    return _both(found) | _sided("load_share", 100.0 * _shares(held))


def _below_half(move: Performance) -> float:
    """When the force falls below half of the rise for good: where the sum that was played says so."""
    total = move.force_n.sum(axis=0)
    times, at = np.arange(total.size) / move.fs_hz, move.events
    rest_n = float(total[times < at["rise"]].mean())
    level_n = float(total[(times > at["hold_start"] + 0.5) & (times < at["hold_start"] + 1.5)].mean())
    above = np.flatnonzero(total - rest_n > 0.5 * (level_n - rest_n))
    return float(times[above[-1]])


def _bouts(played: Played) -> Truths:
    figures = played.only.figures
    return {("critical_force", side): figures[f"{side.value}_critical_n"] for side in (LEFT, RIGHT)}


# Movements on both feet -----------------------------------------------------------------------------------------------


def _movement(played: Played) -> Truths:
    move, figures = played.only, played.only.figures
    if "object_n" in figures:
        return _lifts(move)
    if "held_n" in figures:
        return _both({"bridge_count": figures["reps"], "bridge_period": _period_s(move)})
    found = {
        "rep_count": figures["reps"],
        "rep_period": _period_s(move),
        "movement_depth": figures["depth_m"],
        "raising_peak_speed": figures["peak_speed_up"],
        "lowering_peak_speed": figures["peak_speed_down"],
        "raising_peak_power": figures["peak_power_w"],
        "system_weight": figures["weight_n"],
    }
    shares = {
        f"{phase}_load_share": _mean_of(move, first, last, lambda part: 100.0 * _shares(part))
        for phase, first, last in (("lowering", "start", "turn"), ("raising", "rise", "end"))
    }
    return _both(found) | {key: value for name, both in shares.items() for key, value in _sided(name, both).items()}


def _lifts(move: Performance) -> Truths:
    figures = move.figures
    return _both(
        {
            "lift_count": figures["lifts"],
            "object_weight": figures["object_n"],
            "lifting_height": figures["depth_m"],
            "system_weight": figures["weight_n"],
        }
    )


def _sit_to_stand(played: Played) -> Truths:
    figures = played.only.figures
    found = {"system_weight": figures["weight_n"], "rise_peak_force": figures["peak_force_n"]}
    return _both(found | {"rise_count": figures["reps"]})


def _step_down(played: Played) -> Truths:
    figures = played.only.figures
    return _both(
        {
            "step_count": figures["reps"],
            "step_period": _period_s(played.only),
            "step_depth": figures["depth_m"],
            "step_lowering_speed": figures["peak_speed_down"],
            "tap_peak_force": figures["tap_peak_n"],
            "system_weight": figures["weight_n"],
        }
    )


def _weight_shift(played: Played) -> Truths:
    move, figures = played.only, played.only.figures
    found = {("shift_count", side): figures["reps"] for side in (LEFT, RIGHT)}
    for row, side in enumerate((LEFT, RIGHT)):
        leaves = [at_s for name, at_s in move.events.items() if name.startswith(side.value) and name.endswith("_leave")]
        ends = [100.0 * _shares(_during(move, at_s - LAST_S, at_s))[row] for at_s in leaves]
        found |= {("shift_share", side): float(np.mean(ends))}
    return found | _both({"system_weight": figures["weight_n"]})


def _balance(played: Played) -> Truths:
    figures = played.only.figures
    if "left_share" not in figures:
        return _both({"balance_touches": figures["touches"]})
    return {}


# Sums over what was played --------------------------------------------------------------------------------------------


def _during(move: Performance, from_s: float, to_s: float) -> np.ndarray:
    first, last = round(from_s * move.fs_hz), round(to_s * move.fs_hz)
    return move.force_n[:, max(0, first) : last + 1]


def _shares(force_n: np.ndarray) -> np.ndarray:
    """Parts of left and right, each the mean over time."""
    total = force_n.sum(axis=0)
    own = force_n[:, total > 1.0] / total[total > 1.0]
    return own.mean(axis=1) if own.size else np.full(len(SIDES), np.nan)


def _impulse_shares(force_n: np.ndarray) -> np.ndarray:
    """Parts of left and right in the impulse of both."""
    return np.asarray(force_n.sum(axis=1) / force_n.sum())


def _mean_of(move: Performance, first: str, last: str, of: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Mean over all repetitions of something between two of their events."""
    numbers = sorted({name.split("_")[0] for name in move.events if name.startswith("rep")})
    parts = [of(_during(move, move.events[f"{n}_{first}"], move.events[f"{n}_{last}"])) for n in numbers]
    return np.mean(parts, axis=0)


def _period_s(move: Performance) -> float:
    starts = sorted(at_s for name, at_s in move.events.items() if name.startswith("rep") and name.endswith("_start"))
    return float(np.mean(np.diff(starts)))


def _both(values: Mapping[str, float]) -> Truths:
    return {(key, BOTH): value for key, value in values.items()}


def _sided(key: str, both: Sequence[float] | np.ndarray) -> Truths:
    return {(key, side): float(value) for side, value in zip((LEFT, RIGHT), both, strict=True)}


_TELL: Mapping[str, Callable[[Played], Truths]] = {
    "jump": _jump,
    "squat_jump": _jump,
    "drop_jump": _drop_jump,
    "hops": _hops,
    "isometric": _isometric,
    "hold": _hold,
    "intermittent": _bouts,
    "movement": _movement,
    "sit_to_stand": _sit_to_stand,
    "step_down": _step_down,
    "weight_shift": _weight_shift,
    "balance": _balance,
}
"""By the kind of test; the other kinds are held against the same formula on the undisturbed force alone."""


# Marks ----------------------------------------------------------------------------------------------------------------

_REPEATED = {
    "isometric": {"onset": "onset"},
    "movement": {"start": "start", "turn": "turn", "end": "end"},
    "sit_to_stand": {"start": "start"},
    "step_down": {"start": "start", "turn": "turn", "end": "end"},
}
"""By the kind of test, marks that are numbered, and the event of each repetition that they mean."""
_SINGLE = {
    "jump": ("onset", "takeoff", "landing"),
    "squat_jump": ("onset", "takeoff", "landing"),
    "drop_jump": ("touchdown", "takeoff", "landing"),
    "hops": tuple(f"{name} {number}" for number in range(1, 31) for name in ("touchdown", "takeoff")),
}
MARK_LIMITS_S: Mapping[tuple[str, str], tuple[float, float]] = {
    ("isometric", "dynamometers"): (0.010, 0.028),
    ("isometric", "plates"): (0.015, 0.038),
    ("hold", "plates"): (0.015, 0.038),
}
"""Mean and 95th percentile of the error of an onset by kind of test and device, as they are promised of the detector
for 80 Hz and for plates; the other marks have no limit but their own uncertainty."""


def mark_limits_s(protocol: Protocol, mark: str) -> tuple[float, float] | None:
    """What the errors of this mark may come to; None where nothing is promised."""
    return MARK_LIMITS_S.get((protocol.kind, protocol.device)) if mark == "onset" else None


@dataclass(frozen=True, slots=True)
class TrueMark:
    """When an event of what was played was: all the time from ``from_s`` to ``to_s``, mostly one moment.

    Who waits at the bottom of a repetition has no one lowest point: any moment of the pause is one.
    """

    name: str
    side: Side
    from_s: float
    to_s: float

    def nearest(self, time_s: float) -> float:
        """The moment of the event that is nearest to a time."""
        return min(max(time_s, self.from_s), self.to_s)


def true_marks(protocol: Protocol, played: Played) -> Iterator[TrueMark]:
    """Marks that mean the same as an event of what was played, and its true time."""
    if protocol.kind == "movement" and "depth_m" not in played.only.figures:
        return  # bridges: their marks are half-way up, not where the body begins to move
    for number, (begun_s, move) in enumerate(played.acts):
        side = BOTH
        if protocol.device != "plates" and len(played.asked.sides) > 0 and not protocol.unsided:
            side = Side(played.asked.sides[number])
        names = {name: name for name in _SINGLE.get(protocol.kind, ())}
        if protocol.kind == "hold":
            names["onset"] = "rise"
        for mark, event in _REPEATED.get(protocol.kind, {}).items():
            for repetition in range(1, 100):
                there = [f"{what}{repetition}_{event}" for what in ("rep", "lift")]
                names |= {f"{mark} {repetition}": name for name in there if name in move.events}
        for name, event in names.items():
            if event in move.events:
                at_s = move.events[event]
                # a pause ends where the body begins to rise
                rises_s = move.events.get(event.replace("_turn", "_rise"), at_s) if event.endswith("_turn") else at_s
                yield TrueMark(name, side, begun_s + at_s, begun_s + max(at_s, rises_s))
