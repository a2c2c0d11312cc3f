"""A person as numbers.  What the person does stands in the other files, by name in ``simulators.movements``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from simulators.countermovement import countermovement_jump as countermovement_jump
from simulators.jump import GRAVITY
from simulators.performance import FINE_HZ as FINE_HZ
from simulators.performance import Side
from simulators.standing import stance as stance
from simulators.standing import step_off as step_off
from simulators.standing import step_on as step_on
from simulators.strength import MUSCLES, Both, checked

PAIN_TAKES = 0.6
"""Part of the force that the worst pain holds back; experimental pain of ordinary strength takes 10 to 30 %."""
PAIN_SLOWS = 1.0
"""How much longer the rise of force takes in the worst pain, as a part of itself."""
PAIN_UNSETTLES = 2.0
"""How much more efforts differ and force wavers in the worst pain, as a part of itself."""
PAIN_SHORTENS = 0.7
"""Part of its time by which a hold is stopped earlier in the worst pain."""
NONE = Both(0.0, 0.0)
_BOUNDS = (
    ("rise_s", 0.02, 2.0),
    ("recovery_s", 1.0, 600.0),
    ("unsteady", 0.0, 6.0),
    ("jump_height_m", 0.02, 1.2),
    ("bridge_drift", -0.5, 0.5),
    ("bridge_fatigue_per_s", 0.0, 0.1),
    ("sway_n", 0.0, 200.0),
    ("tremor_n", 0.0, 200.0),
    ("seed", 0, 1e9),
)


@dataclass(frozen=True, slots=True)
class Skill:
    """How alike and how steady a person's efforts are."""

    cv: float = 0.03
    """Standard deviation between efforts, as a part of the force."""
    learning: float = 0.03
    """What the first effort falls short of a practised one, as a part of the force ..."""
    learns: float = 1.0
    """... and after how many efforts 63 % of that is gone."""
    steadiness: float = 0.012
    """Standard deviation of a force that is held, below 5 Hz, as a part of it."""
    wander: float = 0.006
    """Standard deviation of the load share that wanders in holds."""

    def __post_init__(self) -> None:
        bounds = {"cv": (0, 0.3), "learning": (0, 0.5), "learns": (0.1, 20), "steadiness": (0, 0.2), "wander": (0, 0.1)}
        for name, (low, high) in bounds.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"skill.{name} can be from {low:g} to {high:g}, not {getattr(self, name):g}")


@dataclass(frozen=True, slots=True)
class Person:
    """Who is tested.  Shares are the left side's part of both, 0..1; groups of muscles are those of ``strength``."""

    name: str = "symmetric"
    mass_kg: float = 72.0
    strength_n: Mapping[str, Both] = field(default_factory=dict)
    """What a rested, practised, painless effort reaches; groups that are not named have the norm."""
    deficit: Mapping[str, Both] = field(default_factory=dict)
    """Parts of the strength that are missing, 0..0.95."""
    endurance_s: Mapping[str, Both] = field(default_factory=dict)
    """How long the reference hold of a group is kept up; groups that are not named have the norm."""
    pain: Mapping[str, Both] = field(default_factory=dict)
    """0..1: less force, a slower rise, efforts that differ more, and stopping earlier."""
    skill: Skill = Skill()
    rise_s: float = 0.16
    """Time in which 63 % of the force have come in an effort as fast as possible; smaller is more explosive."""
    recovery_s: float = 25.0
    """Time in which 63 % of the fatigue of a short effort are gone."""
    stance_left: float = 0.5
    jump_height_m: float = 0.28
    jump_left: float = 0.5
    landing_left: float = 0.5
    bridge_load: float = 0.46
    """Part of body weight that the feet carry in the raised bridge."""
    bridge_left: float = 0.5
    bridge_drift: float = 0.0
    """Change of the left share from the beginning to the end of the hold."""
    bridge_fatigue_per_s: float = 0.0008
    """Part of the load that is lost each second of holding."""
    sway_n: float = 1.6
    """Standard deviation of the total force in quiet stance."""
    unsteady: float = 1.0
    """How much further the centre of pressure wanders in stance than that of a young healthy person."""
    tremor_n: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 20.0 <= self.mass_kg <= 200.0:
            raise ValueError(f"a body mass from 20 to 200 kg can be played, not {self.mass_kg:g} kg")
        for name in ("stance_left", "jump_left", "landing_left", "bridge_left", "bridge_load"):
            if not 0.0 < getattr(self, name) < 1.0:
                raise ValueError(f"{name} is a share between 0 and 1")
        for name, low, high in _BOUNDS:
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} can be from {low:g} to {high:g}, not {getattr(self, name):g}")
        checked("strength_n", self.strength_n, 1.0, 6000.0)
        checked("deficit", self.deficit, 0.0, 0.95)
        checked("endurance_s", self.endurance_s, 2.0, 1200.0)
        checked("pain", self.pain, 0.0, 1.0)

    @property
    def weight_n(self) -> float:
        return self.mass_kg * GRAVITY

    def strength(self, muscle: str, side: Side) -> float:
        """Force in N of a rested, practised and painless effort."""
        norm = Both.same(MUSCLES[muscle].part * self.weight_n)
        whole = self.strength_n.get(muscle, norm).of(side)
        return whole * (1.0 - self.deficit.get(muscle, NONE).of(side))

    def voluntary(self, muscle: str, side: Side) -> float:
        """What pain leaves of the strength, in N."""
        return self.strength(muscle, side) * (1.0 - PAIN_TAKES * self.hurts(muscle, side))

    def hurts(self, muscle: str, side: Side) -> float:
        """Pain of an effort of this group, 0..1."""
        return self.pain.get(muscle, NONE).of(side)

    def endurance(self, muscle: str, side: Side) -> float:
        """How long the reference hold of this group is kept up, in s; pain ends it earlier."""
        norm = Both.same(MUSCLES[muscle].endurance_s)
        kept_s = self.endurance_s.get(muscle, norm).of(side)
        return kept_s * (1.0 - PAIN_SHORTENS * self.hurts(muscle, side))

    def left_part(self, muscle: str) -> float:
        """The left side's part of what both sides can do."""
        left, right = self.voluntary(muscle, "left"), self.voluntary(muscle, "right")
        return left / (left + right)

    def dice(self, *what: int) -> np.random.Generator:
        """Randomness of one movement, the same at every call."""
        return np.random.default_rng([self.seed, *what])
