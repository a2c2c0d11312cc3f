"""A body mass that was measured earlier in the same visit, with what it is known by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WeighedBefore:
    """Mass with expanded uncertainty (k = 2), how old it was, in which recording and for which test it was taken."""

    mass_kg: float
    uncertainty_kg: float
    age_s: float
    recording: str
    taken_for: str

    @property
    def method(self) -> dict[str, float | str]:
        """As the methods of a run name it."""
        return {
            "mass_kg": self.mass_kg,
            "uncertainty_kg": self.uncertainty_kg,
            "age_s": self.age_s,
            "recording": self.recording,
            "taken_for": self.taken_for,
        }


def weighed_before(data: Mapping[str, Any]) -> WeighedBefore | None:
    """What a recording's marker says of it; None where that cannot be read."""
    numbers = [data.get(name) for name in ("mass_kg", "uncertainty_kg", "age_s")]
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
        return None
    mass, uncertainty, age = (float(number) for number in numbers if number is not None)
    if not 10.0 < mass < 400.0 or not 0.0 <= uncertainty < mass or age < 0.0:
        return None
    return WeighedBefore(mass, uncertainty, age, str(data.get("recording", "")), str(data.get("taken_for", "")))
