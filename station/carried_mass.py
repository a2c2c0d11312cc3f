"""The body mass that a person brings into a test that does not weigh: written into the recording, so that it stays.

It was given by somebody, or found by a jump that was kept: those weigh the person with nothing in the hands.

A mass of the same day counts as it was found.  An older one counts for ``CARRIED_DAYS``, known to ``DRIFT`` of it more
(both are our rule: people change by the day); after that nobody knows what the person weighs.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dsp.measurement import State
from dsp.weighing import GRAVITY
from station.errors import BadInput

if TYPE_CHECKING:
    from station.people import BodyMass
    from station.store import Store

MARKER: Final = "body_mass"
CARRIED_DAYS: Final = 30
DRIFT: Final = 0.02
WEIGHED: Final = "weighed"
WEIGHING: Final = frozenset({"jump", "squat_jump", "hops"})
"""Kinds of test that weigh the person and nothing else."""


class _Kind(msgspec.Struct):
    """All that has to be known of a stored test."""

    kind: str = ""


def as_marker(mass: BodyMass | None, now: datetime) -> dict[str, object] | None:
    """What goes into the recording of a trial that begins now; None where no mass can be used."""
    if mass is None or not 0 <= (now - mass.at).days < CARRIED_DAYS:
        return None
    same_day = mass.at.astimezone(now.tzinfo).date() == now.date()
    known_kg = mass.uncertainty_kg if same_day else math.hypot(mass.uncertainty_kg, DRIFT * mass.mass_kg)
    return {
        "mass_kg": mass.mass_kg,
        "uncertainty_kg": known_kg,
        "at": mass.at.isoformat(timespec="seconds"),
        "how": mass.how,
    }


def note_weighed(store: Store, trial_id: str) -> None:
    """Keep the body mass that a kept jump weighed, once a day; nothing where it did not weigh, or not soundly."""
    stored = store.trial(trial_id)
    try:
        kind = msgspec.toml.decode(stored.trial.protocol_text, type=_Kind).kind
    except msgspec.DecodeError:
        return
    found = [line.measurement for line in stored.current.measurements if line.key == "system_weight"]
    weight = next((each for each in found if each.state is State.VALID), None)
    if kind not in WEIGHING or stored.current.refusal or weight is None or not weight.value or not weight.uncertainty:
        return
    at = stored.trial.started_at
    masses = store.facts.body_masses(stored.person.id)
    if any(mass.how == WEIGHED and mass.at.date() == at.date() for mass in masses):
        return
    mass_kg, known_kg = weight.value / GRAVITY, weight.uncertainty / GRAVITY
    with contextlib.suppress(BadInput):  # no mass of a person, whatever stood there
        store.facts.add_body_mass(stored.person.id, mass_kg, at, uncertainty_kg=known_kg, how=WEIGHED)


def from_marker(data: Mapping[str, Any]) -> tuple[float, float] | None:
    """Mass and uncertainty (k = 2) in kg, as a recording has them; None for what is no mass."""
    mass, known = data.get("mass_kg"), data.get("uncertainty_kg")
    numbers = [each for each in (mass, known) if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) < 2 or not all(math.isfinite(each) and each > 0 for each in numbers):
        return None
    return float(numbers[0]), float(numbers[1])
