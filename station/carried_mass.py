"""The body mass that a person brings into a test that does not weigh: written into the recording, so that it stays.

It was given by somebody, or found by a jump that was kept: those weigh the person with nothing in the hands
(``station.weighed_that_day``).

A mass of the same day counts as it was found.  An older one counts for ``CARRIED_DAYS``, known to ``DRIFT`` of it more
(both are our rule: people change by the day); after that nobody knows what the person weighs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from station.people import BodyMass

MARKER: Final = "body_mass"
CARRIED_DAYS: Final = 30
DRIFT: Final = 0.02


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


def from_marker(data: Mapping[str, Any]) -> tuple[float, float] | None:
    """Mass and uncertainty (k = 2) in kg, as a recording has them; None for what is no mass."""
    mass, known = data.get("mass_kg"), data.get("uncertainty_kg")
    numbers = [each for each in (mass, known) if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) < 2 or not all(math.isfinite(each) and each > 0 for each in numbers):
        return None
    return float(numbers[0]), float(numbers[1])
