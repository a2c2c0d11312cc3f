"""A test done as the dose that is planned with a person: its band, how long it is held, how often.

What the rules of a test do not allow is left as its file has it, and why is said.  Such a trial is a dose and no
measurement of the test: its text says ``planned``, and neither progress nor reference values take it for one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.feedback.dosing import DOSED
from station.model import Side
from station.protocol import Protocol, Target
from station.protocol_variation import varied

_HELD: Final = ("hold", "limb_hold")
"""Kinds of test whose repetitions are trials of their own."""
_KINDS: Final = {
    "% of own maximum": ("own_maximum", 100.0),
    "% of body weight": ("body_weight_share", 100.0),
    "N": ("newtons", 1.0),
}


_RULES: Final = {
    "target.kind": "it cannot have a band of this kind",
    "target.maximum_of": "it names no test that measures this maximum",
    "target.low": "it cannot have a band there",
    "target.high": "it cannot have a band there",
    "metrics": "one of its numbers needs the band that it has",
    "finish.max_s": "its recording ends before that",
    "tempo": "its recording ends before that",
    "effort_s": "its recording cannot be of that length",
    "trials": "it cannot be done that often",
    "reps": "it cannot be done that often",
}
"""What the rules of a test say against a part of a dose, by the key that they refuse."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A test as it is done with a person; ``why_not`` says which part of the plan cannot be followed, and why."""

    protocol: Protocol
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a dose: what of the test is changed for it, and how it is said."""

    says: str
    changes: dict[str, Any]
    refused: str = ""


def as_agreed(protocol: Protocol, text: str, plan: Sequence[PlannedDose]) -> Agreed:
    """The test whose file has this text as the plan has it; as it is where nothing is planned of it.  Never raises."""
    own = [dose for dose in plan if dose.exercise == protocol.key]
    if not own:
        return Agreed(protocol)
    if protocol.kind not in DOSED:
        return Agreed(
            protocol,
            "The plan of this client has a dose of this test, which is no exercise that is dosed: done at a part of "
            "what somebody can, its numbers would read as a loss. It is done as it is.",
        )
    asked = _asked(protocol, own)
    if isinstance(asked, str):
        return Agreed(protocol, asked)
    taken, refused = list[_Part](), list[str]()
    for part in _parts(protocol, asked):
        _, wrong = _tried(text, [*taken, part])
        if part.refused or wrong:
            refused.append(f"{part.says}, because {part.refused or wrong}")
        else:
            taken.append(part)
    if not taken:
        return Agreed(protocol, f"Nothing of what is planned can be done in this test: {'; '.join(refused)}.")
    why = f"Of what is planned this cannot be done in this test: {'; '.join(refused)}." if refused else ""
    found, _ = _tried(text, taken)
    return Agreed(found or protocol, why)


def _asked(protocol: Protocol, own: Sequence[PlannedDose]) -> Prescribed | str:
    """The dose of the sides that this test is done with, or why there is none."""
    sides = {Side(side) for side in protocol.sides}
    fitting = [dose for dose in own if dose.side is Side.BOTH or {dose.side} == sides]
    if fitting:
        # a line of this very side says more than one of both
        best = [dose for dose in fitting if dose.side is not Side.BOTH] or fitting
        doses = {dose.prescribed for dose in best}
    else:
        doses = {dose.prescribed for dose in own}
        if {dose.side for dose in own} != sides:
            which = " and ".join(sorted(dose.side.value for dose in own))
            done = " and ".join(protocol.sides)
            return f"The plan is for the {which} side, and this test is done with {done}: it is done as it is."
    if len(doses) > 1:
        return "The plan has several doses of this exercise, so it is done as it is: end those that hold no more."
    return doses.pop()


def _parts(protocol: Protocol, asked: Prescribed) -> list[_Part]:
    found = []
    low, high = asked.target_low, asked.target_high
    if low is not None and high is not None:
        kind, per = _KINDS[asked.target_unit]
        said = _level(low, high, asked.target_unit)
        target = protocol.target
        own = target.maximum_of if target is not None and kind == target.kind == "own_maximum" else None
        # 115 % are 1.15, whatever binary fractions make of it
        band = Target(kind, round(low / per, 8), round(high / per, 8), f"planned: {said}", own)  # type: ignore[arg-type]
        found.append(_Part(said, {"target": band}))
    held = protocol.kind in _HELD
    if held and asked.reps is not None and asked.hold_s is not None:
        times = {"effort_s": asked.hold_s, "trials": asked.reps}
        together = _Part(f"{asked.reps} x {asked.hold_s:g} s", times)
        return [*found, together]
    if asked.hold_s is not None:
        why = "" if held else "its repetitions have no hold that could be set"
        found.append(_Part(f"hold {asked.hold_s:g} s", {"effort_s": asked.hold_s}, why))
    if asked.reps is not None:
        changes = {"trials": asked.reps} if held else _repeated(protocol, asked.reps)
        found.append(_Part("once" if asked.reps == 1 else f"{asked.reps} times", changes))
    return found


def _repeated(protocol: Protocol, reps: int) -> dict[str, Any]:
    """So many repetitions, and a recording that is long enough for them."""
    if reps == protocol.reps:
        return {"reps": reps}
    if protocol.tempo is not None:
        seconds = protocol.effort_s + (reps - protocol.reps) * protocol.tempo.period_s
    else:
        seconds = math.ceil(protocol.effort_s * reps / protocol.reps)
    return {"reps": reps, "effort_s": round(float(seconds), 3)}


def _tried(text: str, parts: Sequence[_Part]) -> tuple[Protocol | None, str]:
    """The test with these parts of a dose, or what its rules say against it."""
    changes = {key: value for part in parts for key, value in part.changes.items()}
    changes["planned"] = ", ".join(part.says for part in parts)
    found, _, problems = varied(text, changes)
    problem = next(iter(problems), None)
    if found is not None and not problems:
        return found, ""
    return None, _RULES.get("" if problem is None else problem.key, "its rules do not allow it")


def _level(low: float, high: float, unit: str) -> str:
    if unit == "% of own maximum":
        return f"{low:g} to {high:g} % of own maximum"
    return f"{low:g} to {high:g} % of body weight" if unit == "% of body weight" else f"{low:g} to {high:g} N"
