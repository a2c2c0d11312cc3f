"""Muscle groups and what a healthy adult has of each: force at the usual place of a dynamometer, and how long it lasts.

A person's own figures come first (``Person.strength_n``); what is not given is the norm below, in body weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from simulators.performance import Side


@dataclass(frozen=True, slots=True)
class Both:
    """One quantity of the left and of the right side."""

    left: float
    right: float

    @classmethod
    def same(cls, value: float) -> Self:
        """The same on both sides."""
        return cls(value, value)

    def of(self, side: Side) -> float:
        """The one of this side."""
        return self.left if side == "left" else self.right


@dataclass(frozen=True, slots=True)
class Muscle:
    """A group of muscles; ``sided`` ones have a left and a right."""

    title: str
    part: float
    """Norm of its force, as a part of body weight."""
    endurance_s: float
    """Norm of the time that its reference hold is kept up."""
    sided: bool = True


# Hip: women of 20 to 29 years, per cent of body weight: flexion 38.5, extension 27.0, adduction 16.9, abduction 16.9,
# external rotation 17.1, internal rotation 23.8 (clinic.md section 4, S55).  Abduction is tested side-lying here, which
# gives 27 to 30 % more than supine (S56): 16.9 x 1.28.
# Knee extension: 14 groups were pooled in S66 and the table is not at hand; 2.4 Nm/kg at a lever of 0.33 m is ordinary
# for adults, the hamstrings about half of it.  Trunk: "no norm found" (section 4); assumed, not published.
# Endurance: McGill battery, men: extensors 146 s, flexors 144 s, side bridge 94 and 97 s (S70); single-leg bridge
# 65.2 and 63.9 s (S75).  The others are no published norms but put beside those.
MUSCLES: Mapping[str, Muscle] = MappingProxyType(
    {
        "hip_abduction": Muscle("hip abduction", 0.169 * 1.28, 100.0),
        "hip_adduction": Muscle("hip adduction", 0.169, 90.0),
        "hip_extension": Muscle("hip extension", 0.270, 64.5),
        "hip_flexion": Muscle("hip flexion", 0.385, 80.0),
        "hip_external_rotation": Muscle("hip external rotation", 0.171, 90.0),
        "hip_internal_rotation": Muscle("hip internal rotation", 0.238, 90.0),
        "knee_extension": Muscle("knee extension", 0.74, 70.0),
        "knee_flexion": Muscle("knee flexion", 0.38, 70.0),
        "trunk_flexion": Muscle("trunk flexion", 0.34, 144.0, sided=False),
        "trunk_extension": Muscle("trunk extension", 0.48, 146.0, sided=False),
        "trunk_lateral_flexion": Muscle("trunk lateral flexion", 0.28, 95.5),
        "leg_push": Muscle("push of the legs against a fixed bar", 0.55, 60.0),
    }
)
"""Every group by its key.  ``leg_push`` is what one leg adds to body weight in an isometric pull or squat."""


def checked(what: str, values: Mapping[str, Both], low: float, high: float) -> None:
    """Raise ValueError, naming key and bounds, unless every group is known and its figures are in between."""
    for key, both in values.items():
        if key not in MUSCLES:
            raise ValueError(f"{what} has no {key!r}; there are: {', '.join(MUSCLES)}")
        for value in (both.left, both.right):
            if not low <= value <= high:
                raise ValueError(f"{what}.{key} can be from {low:g} to {high:g}, not {value:g}")
        if not MUSCLES[key].sided and both.left != both.right:
            raise ValueError(f"{what}.{key} has no sides: give one number for both")
