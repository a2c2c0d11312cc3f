"""What each kind of test can do: its devices, whether it weighs, which bands and which numbers it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from dsp.balance_metrics import ONE_LEG, ROMBERG
from dsp.catalog import CATALOG, FAMILIES

if TYPE_CHECKING:
    from station.protocol import Kind, Protocol
    from station.setups import DeviceClass

Weighing = Literal["needed", "possible", "never"]

_BANDS = ("body_weight_share", "newtons")


@dataclass(frozen=True, slots=True)
class KindRule:
    """``families`` are those of the catalog, ``more`` single metrics beside them."""

    families: tuple[str, ...]
    more: tuple[str, ...] = ("system_weight",)
    devices: tuple[str, ...] = ("plates",)
    weighing: Weighing = "possible"
    targets: tuple[str, ...] = _BANDS
    target_needed: bool = False
    tempo: bool = False
    one_rep: bool = False
    one_side: bool = False
    """Whether a test of one side only is possible."""


RULES: Mapping[Kind, KindRule] = MappingProxyType(
    {
        "isometric": KindRule(
            ("Isometric effort",),
            (),
            ("plates", "dynamometers"),
            targets=("own_maximum", *_BANDS),
            one_side=True,
        ),
        "hold": KindRule(
            ("Endurance hold", "Force in a band"),
            (),
            ("plates", "dynamometers"),
            targets=("own_level", "own_maximum", *_BANDS),
            one_rep=True,
            one_side=True,
        ),
        "intermittent": KindRule(("Critical force",), (), ("dynamometers",), "never", targets=("newtons",)),
        "jump": KindRule(("Countermovement jump",), weighing="needed", one_rep=True),
        "squat_jump": KindRule(("Countermovement jump", "Squat jump"), weighing="needed", one_rep=True),
        "drop_jump": KindRule(("Drop jump",), one_rep=True),
        "hops": KindRule(("Hop set",)),
        "movement": KindRule(("Squat, hinge",), tempo=True),
        "step_down": KindRule(("Step-down",), weighing="needed", tempo=True),
        "weight_shift": KindRule(
            ("Weight shift",), weighing="needed", targets=("body_weight_share",), target_needed=True
        ),
        "sit_to_stand": KindRule(("Sit-to-stand",), weighing="needed"),
        "balance": KindRule(("Balance",), (), one_rep=True),
        "tracking": KindRule(("Force tracking",), (), ("dynamometers",), "never", targets=(), one_side=True),
        "limb_hold": KindRule(
            ("Limb held",),
            ("hold_time", "form_kept_time", "form_loss_shift"),
            weighing="never",
            targets=(),
            one_rep=True,
            one_side=True,
        ),
        "limb_reps": KindRule(
            ("Limb repetitions",),
            (),
            ("plates", "dynamometers"),
            "never",
            targets=(),
            tempo=True,
            one_side=True,
        ),
    }
)

# a squat jump has no way down
_WAY_DOWN = frozenset(
    {"braking_impulse", "braking_rfd", "braking_share", "braking_time", "contraction_time", "countermovement_depth"}
    | {"flight_contraction_ratio", "force_at_zero_velocity", "force_at_zero_velocity_kg", "mean_braking_force"}
    | {"peak_braking_force", "peak_downward_velocity", "propulsion_time", "rsi_modified", "rsi_modified_ft"}
    | {"stiffness", "unweighting_impulse", "unweighting_share", "unweighting_time", "vald_braking_time"}
)
_LIFTING = frozenset(row.key for row in FAMILIES["Box lift"])
_ON_ONE_LEG = frozenset(row.key for row in ONE_LEG)
_ROMBERG = frozenset(row.key for row in ROMBERG)
_OF_TWO_SIDES = frozenset({"peak_force_asymmetry"})
_EACH_REP = "rep_load_asymmetry"


def families_of(protocol: Protocol) -> tuple[str, ...]:
    """The families of the catalog that the test's analysis gives numbers of."""
    if protocol.kind == "movement" and protocol.weigh is None:
        return ("Bridges",)
    if protocol.kind == "movement" and _LIFTING & set(protocol.metrics):
        return ("Box lift",)
    return RULES[protocol.kind].families


def metrics_of(protocol: Protocol) -> frozenset[str]:
    """Every metric that the test's analysis can give, or withhold with a reason."""
    families = families_of(protocol)
    found = {row.key for family in families for row in FAMILIES[family]} | set(RULES[protocol.kind].more)
    if protocol.kind == "movement":
        found = found | {_EACH_REP} if protocol.weigh is not None else (found | {_EACH_REP}) - {"system_weight"}
    if protocol.kind == "squat_jump":
        found -= _WAY_DOWN
    if protocol.sides == ("both",):
        found -= _OF_TWO_SIDES
    if protocol.kind == "hold" and (protocol.target is None or protocol.target.kind != "own_maximum"):
        found -= {"hold_level"}
    if protocol.kind == "balance":
        found -= _ROMBERG  # made from two recordings, whatever the test asks for
        found -= frozenset() if _ON_ONE_LEG & set(protocol.metrics) else _ON_ONE_LEG
    return frozenset(found & CATALOG.keys())


_CLOCKED = frozenset(
    {"hold_time", "form_kept_time", "balance_duration", "five_rises_time", "five_rises_seated_time", "rises_in_30_s"}
)


def device_class(device: str, fixing: str, metric: str) -> DeviceClass:
    """With what a test measures one of its metrics, in the words in which published numbers are told apart.

    How long somebody holds or takes, and how often somebody rises, is told by a clock, whatever saw the end of it.
    """
    if metric in _CLOCKED:
        return "clock"
    if device == "plates":
        return "plates"
    return _HELD.get(fixing, "strapped_dynamometer")


_HELD: Mapping[str, DeviceClass] = MappingProxyType(
    {"hand": "held_dynamometer", "body": "held_dynamometer", "frame": "force_frame"}
)
