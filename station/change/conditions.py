"""Under which conditions a number was made, and why two of them must not be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec
import numpy as np

from dsp.symmetry import assumed_uncertainty
from station.body_facts import TAPE_M
from station.change.stored import TrialNumbers
from station.errors import StationError
from station.kind_rules import device_class
from station.model import Side
from station.protocol import Protocol

LEVER_M: Final = float(np.sqrt(2.0)) * TAPE_M
"""Two tapes along the same limb differ by this much (k = 2); more is another lever."""

PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kind": "kind of test",
        "reps": "number of repetitions",
        "effort_s": "length of the effort",
        "one_leg": "number of legs",
        "target": "target",
        "tempo": "tempo",
        "weigh": "rule for weighing",
        "detect": "level that counts as an effort",
        "plate_distance_m": "distance of the plates",
    }
)
"""Keys of a test that decide its numbers, in words; the others are words and manners."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """The device behind one side: ``uncertainty`` is that of its calibration (relative, k = 2), 0 when not verified."""

    model: str
    serial: str
    calibration: str
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must be the same for two numbers of one side to be compared."""

    protocol: Protocol
    device: str
    """Its class, as published numbers tell devices apart."""
    instruments: tuple[Instrument, ...]
    lever_m: float | None


@lru_cache(maxsize=256)
def protocol_of(text: str) -> Protocol:
    """The clinical test as it was when a trial was made.  Raises StationError."""
    try:
        return msgspec.toml.decode(text, type=Protocol)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise StationError(f"the test is stored in a form that this program does not read ({error})") from error


def conditions_of(trial: TrialNumbers, metric: str, side: Side) -> Conditions:
    """Those of one side of a trial.  Raises StationError when its test cannot be read."""
    protocol = protocol_of(trial.protocol_text)
    fixing = "" if protocol.setup is None else protocol.setup.fixing
    wanted = [source for source in trial.sources if side is Side.BOTH or {side, Side.BOTH} & set(source.sides)]
    instruments = dict.fromkeys(_instrument(source.model, source.serial, source.calibration) for source in wanted)
    lever = trial.methods.get("lever.given", {}).get("lever_m")
    return Conditions(
        protocol,
        device_class(protocol.device, fixing, metric),
        tuple(sorted(instruments, key=lambda each: (each.model, each.serial, each.calibration))),
        lever if isinstance(lever, float) else None,
    )


def _instrument(model: str, serial: str, calibration: Mapping[str, object]) -> Instrument:
    known = calibration.get("uncertainty")
    return Instrument(
        model, serial, str(calibration.get("id", "")), float(known) if isinstance(known, int | float) else 0.0
    )


def other(before: Conditions, after: Conditions) -> str:
    """Why numbers made under these must not be compared, one sentence; empty when they may be."""
    return (
        _other_test(before.protocol, after.protocol)
        or _other_device(before, after)
        or _other_lever(before.lever_m, after.lever_m)
    )


def _other_test(before: Protocol, after: Protocol) -> str:
    if before.setup is not None and after.setup is not None:
        for name in ("posture", "device_at", "fixing", "contraction"):
            was, now = getattr(before.setup, name), getattr(after.setup, name)
            if was != now:
                return f"other position: {_words(name)} {_words(now)}, before {_words(was)}"
    elif before.position != after.position:
        return "other position: the test says it differently than it did then"
    for name, words in PARTS.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            return f"other test: its {words} was changed" + (
                f" from {was} to {now}" if isinstance(was, int | float) and isinstance(now, int | float) else ""
            )
    return ""


def _other_device(before: Conditions, after: Conditions) -> str:
    if before.device != after.device:
        return f"other device class: {_words(after.device)}, before {_words(before.device)}"
    was, now = ({each.model for each in side.instruments} for side in (before, after))
    if was == now:
        return ""
    verified = all(each.uncertainty > 0 for each in (*before.instruments, *after.instruments))
    if verified:
        return ""
    names = f"{' and '.join(sorted(now)) or 'none'}, before {' and '.join(sorted(was)) or 'none'}"
    return f"other device: {names}, and not both are verified with known masses"


def _other_lever(before: float | None, after: float | None) -> str:
    if before is None and after is None:
        return ""
    if before is None or after is None:
        return "other lever: it was measured in one of the visits only"
    if abs(before - after) > LEVER_M:
        return f"other lever: {100 * after:.0f} cm, before {100 * before:.0f} cm"
    return ""


def gain_shared(before: Conditions, after: Conditions) -> float | None:
    """What the calibration that both numbers share leaves open (relative, k = 2); None where they share none."""
    if not after.instruments or set(before.instruments) != set(after.instruments):
        return None
    return max(assumed_uncertainty(each.uncertainty) for each in after.instruments)


def gain_stated(conditions: Conditions) -> float:
    """The part of a number's stated uncertainty that is the calibration's, relative (k = 2)."""
    return max((each.uncertainty for each in conditions.instruments), default=0.0)


def gain_unknown(conditions: Conditions) -> float:
    """What calibrations that nobody verified leave open beside the stated uncertainty, relative (k = 2)."""
    return max((assumed_uncertainty(0.0) for each in conditions.instruments if each.uncertainty <= 0), default=0.0)


def _words(name: str) -> str:
    return name.replace("_", " ")
