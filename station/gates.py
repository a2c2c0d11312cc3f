"""The quality gates: what a trial must pass, and the words for failing one: what happened, what it means, what to do.

A closed table.  A protocol may tune the limit of a gate, or say its words in its own way (``[gates.plateau]``); what a
gate looks at stands in the code that looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from station.trial_checks import ZERO_ASKED_N, ZERO_REFUSED_N, ZERO_SAID_N

if TYPE_CHECKING:
    from station.protocol import Kind, Protocol

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate.  Words may hold ``{found}`` and ``{limit}``, written in the gate's unit, and what ``also`` names."""

    key: str
    looks_at: str
    happened: str
    means: str
    do: str
    limit: float | None = None
    """None where there is no limit to tune: it stands under another key, or the shape of the curve decides."""
    unit: str = ""
    least: float = 0.0
    most: float = 0.0
    decimals: int = 0
    also: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    """For which kinds of test; empty for all."""
    device: str = ""
    """For which devices; empty for all."""
    fixed: bool = False
    """It belongs to the devices and not to a test: no test may tune it."""

    @property
    def places(self) -> frozenset[str]:
        """What may stand in braces in its words."""
        return frozenset(("found", *(("limit",) if self.limit is not None else ()), *self.also))

    def applies(self, kind: str, device: str) -> bool:
        """Whether tests of this kind on these devices are looked at by it."""
        return (not self.kinds or kind in self.kinds) and self.device in ("", device)

    def reason(self, found: float | None = None, limit: float | None = None, **also: object) -> str:
        """What stands beside a number: what happened, and what to do where somebody can do something."""
        said = self._filled(self.happened, found, limit, also)
        return f"{said}: {self._filled(self.do, found, limit, also)}" if self.do else said

    def sentences(self, found: float | None = None, limit: float | None = None, **also: object) -> str:
        """What stands on the screen: what happened, what it means, what to do, a sentence each."""
        parts = (self._filled(part, found, limit, also) for part in (self.happened, self.means, self.do) if part)
        return " ".join(
            f"{part[0].upper()}{part[1:]}" + ("" if part.endswith((".", "!", "?")) else ".") for part in parts
        )

    def _filled(self, text: str, found: float | None, limit: float | None, also: Mapping[str, object]) -> str:
        limit = self.limit if limit is None else limit
        values = {name: str(value) for name, value in also.items()}
        values |= {
            name: f"{value:.{self.decimals}f}"
            for name, value in (("found", found), ("limit", limit))
            if value is not None
        }
        return _PLACE.sub(lambda place: values.get(place[1], "?"), text)


_ROWS: Final = (
    Gate(
        "weigh_still",
        "standard deviation while somebody is weighed; its limit is `weigh.sd_below_n`",
        "Not still enough: ±{found} N, needs ±{limit} N",
        "A weight that is taken in motion makes every height and load share wrong",
        "Stand tall, look at one point, breathe",
        also=("limit",),
        device="plates",
    ),
    Gate(
        "agreement",
        "difference of the two best repetitions, as a part of the best",
        "the two best repetitions differ by {newtons} N ({found} %), more than {limit} %",
        "one of them was not maximal, so the best may not be either",
        "one more",
        10.0,
        "%",
        2.0,
        30.0,
        also=("newtons",),
        kinds=("isometric",),
        device="dynamometers",
    ),
    Gate(
        "agreement_on_plates",
        "difference of the two best repetitions",
        "the two best repetitions differ by {found} N ({percent} %), more than {limit} N",
        "one of them was not maximal, so the best may not be either",
        "one more",
        250.0,
        "N",
        50.0,
        1000.0,
        also=("percent",),
        kinds=("isometric",),
        device="plates",
    ),
    Gate(
        "variation",
        "coefficient of variation of the repetitions",
        "repetitions vary by {found} %, more than {limit} %",
        "a change between visits must be larger than that to be seen",
        "one more",
        10.0,
        "%",
        2.0,
        30.0,
        kinds=("isometric",),
    ),
    Gate(
        "pretension",
        "force before the onset, as a part of the net peak; from 10 to 100 N it is never asked for less or borne more",
        "{found} N of pre-tension, more than {newtons} N",
        "the rise began before the push, so rates and times are too small",
        "let it go slack before the push",
        10.0,
        "%",
        2.0,
        30.0,
        also=("newtons",),
        kinds=("isometric",),
    ),
    Gate(
        "countermovement",
        "a dip below the rest just before the onset",
        "the force dipped by {found} N before the onset",
        "a swing makes the rise faster than the muscles are",
        "no countermovement, push from rest",
        kinds=("isometric",),
    ),
    Gate(
        "plateau",
        "how long the force stays near its stable peak",
        "no plateau: the force stays near its stable peak for {found} s only",
        "a peak that is not held can be a jerk and not strength",
        "",
        0.5,
        "s",
        0.2,
        3.0,
        1,
        kinds=("isometric",),
    ),
    Gate(
        "slip",
        "a sudden fall of force that comes back",
        "the force fell by {found} % at once, {seconds} s after the onset, and came back",
        "the peak may be that of a jerk",
        "the device slipped or the client let go; repeat",
        also=("seconds",),
        kinds=("isometric",),
    ),
    Gate(
        "yield",
        "a sudden fall of force that stays",
        "the force fell by {found} % at once, {seconds} s after the onset, and stayed lower",
        "the force was that of a limb that gives way, not of one that holds",
        "the limb yielded or the device moved",
        also=("seconds",),
        kinds=("isometric",),
    ),
    Gate(
        "gave_way",
        "force that is gone faster than a muscle relaxes while it still rose",
        "the force was gone faster than a muscle relaxes while it still rose",
        "the true peak is higher than what was measured",
        "strap or tester gave way; repeat",
        kinds=("isometric",),
    ),
    Gate(
        "zero_drift",
        f"what an empty device reads, from {ZERO_SAID_N:g} N on",
        "{readings} with {nobody} on it",
        "",
        f"Its zero begins to drift; above {ZERO_ASKED_N:.0f} N zero {{both}} again",
        also=("readings", "nobody", "both"),
        fixed=True,
    ),
    Gate(
        "zero_return",
        f"what an empty device reads after a trial, from {ZERO_ASKED_N:g} N on",
        "{readings} with {nobody} on it",
        "",
        "Zero {both} before the next {what}",
        also=("readings", "nobody", "both", "what"),
        fixed=True,
    ),
    Gate(
        "zero_under_load",
        f"what an empty device reads below zero, from {ZERO_REFUSED_N:g} N on",
        "{readings} with {nobody} on it",
        "The zero was taken under load, so the trials since then are marked",
        "Zero {both} again",
        also=("readings", "nobody", "both"),
        fixed=True,
    ),
)  # fmt: skip

GATES: Mapping[str, Gate] = MappingProxyType({gate.key: gate for gate in _ROWS})
"""Every gate by its key; a protocol may tune those that are not ``fixed``."""


def gate_of(protocol: Protocol, key: str) -> Gate:
    """A gate as this protocol has it.  Raises KeyError for one that there is not."""
    gate, tuned = GATES[key], protocol.gates.get(key)
    if tuned is None:
        return gate
    return replace(
        gate,
        limit=gate.limit if tuned.limit is None else tuned.limit,
        happened=tuned.happened or gate.happened,
        means=tuned.means or gate.means,
        do=tuned.do or gate.do,
    )


def gates_of(protocol: Protocol) -> tuple[Gate, ...]:
    """Every gate that looks at trials of this protocol, as the protocol has it."""
    return tuple(gate_of(protocol, key) for key, gate in GATES.items() if gate.applies(protocol.kind, protocol.device))


def unknown_places(gate: Gate, words: str) -> list[str]:
    """What stands in braces although nothing can be put in its place."""
    return [place for place in _PLACE.findall(words) if place not in gate.places]
