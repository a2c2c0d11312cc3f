"""Doses, done and planned, as JSON values and as lines of text: ``station person show``, ``station progress``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from station.dose_plans import PlannedDose
    from station.doses import Dose, Prescribed
    from station.model import Side


def dose_as_json(dose: Dose) -> dict[str, Any]:
    """What was to be done and what was done, with unit and state."""
    asked, done = dose.prescribed, dose.reached
    return {
        "visit": dose.session_id,
        "trial": dose.trial_id,
        "exercise": dose.exercise,
        "side": dose.side.value,
        "at": dose.at.isoformat(timespec="seconds"),
        "prescribed": _prescribed_as_json(asked),
        "reached": {
            "target": done.target,
            "unit": asked.target_unit,
            "hold_s": done.hold_s,
            "reps": done.reps,
            "in_band": done.in_band,
            "state": "limited" if done.doubts else "valid",
            "reasons": list(done.doubts),
        },
    }


def dose_line(dose: Dose, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The same for people; ``titles`` of the clinic's own tests, by key."""
    asked, done = dose.prescribed, dose.reached
    parts = []
    if asked.target_low is not None and asked.target_high is not None:
        reached = "not measured" if done.target is None else f"{done.target:.3g}"
        parts.append(f"target {asked.target_low:.3g} to {asked.target_high:.3g} {asked.target_unit}, reached {reached}")
    if asked.hold_s is not None:
        parts.append(f"hold {asked.hold_s:.0f} s, reached {'?' if done.hold_s is None else f'{done.hold_s:.1f} s'}")
    if asked.reps is not None:
        parts.append(f"{asked.reps} reps, reached {'?' if done.reps is None else done.reps}")
    if done.in_band is not None:
        parts.append(f"{100 * done.in_band:.0f} % of the time in the band")
    doubts = f" (limited: {done.doubts[0]})" if done.doubts else ""
    return f"dose {_named(dose.exercise, dose.side, titles)}: {'; '.join(parts)}{doubts}"


def plan_as_json(dose: PlannedDose) -> dict[str, Any]:
    """One line of the plan: what is to be done, and since when that is agreed."""
    return {
        "id": dose.id,
        "exercise": dose.exercise,
        "side": dose.side.value,
        "prescribed": _prescribed_as_json(dose.prescribed),
        "words": dose.words,
        "since": None if dose.since is None else dose.since.isoformat(timespec="seconds"),
    }


def plan_line(dose: PlannedDose, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The same for people."""
    asked, parts = dose.prescribed, []
    if asked.target_low is not None and asked.target_high is not None:
        parts.append(f"target {asked.target_low:.3g} to {asked.target_high:.3g} {asked.target_unit}")
    parts += [] if asked.hold_s is None else [f"hold {asked.hold_s:g} s"]
    parts += [] if asked.reps is None else [f"{asked.reps} reps"]
    parts += [dose.words] if dose.words else []
    since = "" if dose.since is None else f" (since {dose.since:%Y-%m-%d})"
    return f"planned {_named(dose.exercise, dose.side, titles)}: {'; '.join(parts)}{since}"


def _prescribed_as_json(asked: Prescribed) -> dict[str, Any]:
    return {
        "target_low": asked.target_low,
        "target_high": asked.target_high,
        "unit": asked.target_unit,
        "hold_s": asked.hold_s,
        "reps": asked.reps,
    }


def _named(exercise: str, side: Side, titles: Mapping[str, str]) -> str:
    """The title of an exercise, with the side where the title does not tell it."""
    from station.protocol import built_in

    shipped = built_in().get(exercise)
    title = titles.get(exercise) or (exercise if shipped is None else shipped.title)
    return title if side.value == "both" or side.value in title.lower() else f"{title} {side.value}"
