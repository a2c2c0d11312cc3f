"""Why a number of an isometric effort is limited, withheld or commented: what happened before, during and around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dsp.dating import OnsetFlag
from dsp.isometric import Effort, peak_index
from dsp.isometric_metrics import EFFORT, FORCE, PER_MASS, TORQUE
from dsp.metric import Formula
from dsp.plateau import Break, BreakKind, find_breaks, plateau_time
from dsp.pre_effort import Dip, find_dip, pretension_limit
from dsp.rise_metrics import RISE
from station.gates import gate_of
from station.protocol import Protocol
from station.timeline import NO_DOUBTS, Doubts

NO_LEVER = "the lever arm is not known: measure it from the joint to the device and give it with the test"
NO_MASS = "the body mass is not known: weigh the client and give it with the trial"
HALF = "one foot does not carry the whole weight: see both together"

_CUT_SHORT_S = 0.3
"""Force that is gone so soon after its greatest sample was still rising."""

_OF_HEIGHT = frozenset(("time_to_peak", "time_to_80", "rfd_20_80"))
_RISE = frozenset(row.key for row in RISE)
_FORCE = frozenset(row.key for row in (*FORCE, *TORQUE, *PER_MASS)) | _OF_HEIGHT
_STABLE = frozenset(("stable_peak_force", "stable_peak_force_net"))
_TORQUE = frozenset(row.key for row in TORQUE)
_MASS = frozenset(row.key for row in PER_MASS) | {"peak_torque_per_mass"}


@dataclass(frozen=True, slots=True)
class EffortDoubts:
    """What is doubtful about one effort, as found in its own samples."""

    flags: tuple[OnsetFlag, ...]
    dip: Dip | None
    breaks: tuple[Break, ...]
    by_key: dict[str, Doubts]

    def of(self, key: str) -> Doubts:
        """The doubts of one metric."""
        return self.by_key.get(key, NO_DOUBTS)


def doubts_of(
    protocol: Protocol,
    effort: Effort,
    *,
    released: bool,
    flags: Sequence[OnsetFlag],
    unloaded_n: float | None,
    half: bool = False,
) -> EffortDoubts:
    """Look for everything that makes numbers of this effort doubtful; limits and words are the protocol's gates.

    ``half`` is one of two feet that push together.  ``unloaded_n`` is the force that the device shows before any
    pre-tension: 0 for a zeroed dynamometer, the body's weight on plates, None where nobody knows.
    """
    dip = find_dip(effort)
    breaks = tuple(find_breaks(effort))
    always = [] if released else ["the recording ends before the release"]
    rise = [*_before(protocol, effort, dip, unloaded_n)]
    force = [sentence for each in breaks if (sentence := _broken(protocol, effort, each))]
    plateau = plateau_time(effort)
    gate = gate_of(protocol, "plateau")
    unstable = [gate.reason(plateau)] if plateau < (gate.limit or 0.0) else []
    # how well a slow device dates an onset is told with the metric itself, in milliseconds
    told = tuple(flag.value for flag in flags if flag is not OnsetFlag.LOW_RATE)
    found: dict[str, Doubts] = {}
    for row in EFFORT:
        limits, notes = [*always], list[str]()
        if row.key in _RISE:
            limits += rise
            if row.needs.onset_s is not None:
                limits += told
        if row.key in _RISE | {"effort_duration"} and row.needs.onset_s is None:
            notes += told
        limits += force if row.key in _FORCE else []
        limits += unstable if row.key in _STABLE else []
        found[row.key] = Doubts(tuple(limits), _unknown(effort, row, half), tuple(notes))
    return EffortDoubts(tuple(flags), dip, breaks, found)


def _before(protocol: Protocol, effort: Effort, dip: Dip | None, unloaded_n: float | None) -> list[str]:
    said = []
    if unloaded_n is not None:
        gate = gate_of(protocol, "pretension")
        excess, limit = effort.rest_n - unloaded_n, pretension_limit(effort, (gate.limit or 0.0) / 100.0)
        if excess > limit:
            said.append(gate.reason(excess, newtons=f"{limit:.0f}"))
    if dip is not None:
        said.append(gate_of(protocol, "countermovement").reason(dip.depth_n))
    return said


def _broken(protocol: Protocol, effort: Effort, found: Break) -> str:
    """What a break means for force and length; empty where it means nothing."""
    seconds = f"{found.time_s - effort.onset_s:.1f}"
    if found.kind is BreakKind.SLIP:
        return gate_of(protocol, "slip").reason(100.0 * found.share, seconds=seconds)
    if found.kind is BreakKind.YIELD:
        return gate_of(protocol, "yield").reason(100.0 * found.share, seconds=seconds)
    if found.time_s - float(effort.time_s[peak_index(effort)]) < _CUT_SHORT_S:
        return gate_of(protocol, "gave_way").reason()
    return ""


def _unknown(effort: Effort, row: Formula[Effort], half: bool) -> tuple[str, ...]:
    """What about the body nobody has measured, or no foot alone can tell."""
    said = [HALF] if half and row.key == "peak_force_above_weight" else []
    if row.key in _TORQUE and not effort.lever_m > 0:
        said.append(NO_LEVER)
    if row.key in _MASS and not effort.mass_kg > 0:
        said.append(NO_MASS)
    return tuple(said)


def disagreement(protocol: Protocol, peaks_n: Sequence[float]) -> list[str]:
    """That the two best repetitions are too far apart to be maximal, if they are."""
    if len(peaks_n) < 2:
        return []
    best, second = sorted(peaks_n, reverse=True)[:2]
    apart, percent = best - second, 100.0 * (best - second) / best if best > 0 else 0.0
    if protocol.device == "plates":
        gate = gate_of(protocol, "agreement_on_plates")
        return [gate.reason(apart, percent=f"{percent:.0f}")] if apart > (gate.limit or 0.0) else []
    gate = gate_of(protocol, "agreement")
    return [gate.reason(percent, newtons=f"{apart:.0f}")] if percent > (gate.limit or 0.0) else []


def unsteady(protocol: Protocol, cv_percent: float) -> list[str]:
    """That the repetitions vary so much that one more is worth it, if they do."""
    gate = gate_of(protocol, "variation")
    return [gate.reason(cv_percent)] if cv_percent > (gate.limit or 0.0) else []


def tuned_limits(protocol: Protocol) -> dict[str, dict[str, float | str]]:
    """The limits that the test has differently of its gates, as a method; empty where it has none."""
    limits: dict[str, float | str] = {
        key: tuning.limit for key, tuning in sorted(protocol.gates.items()) if tuning.limit is not None
    }
    return {"gates": limits} if limits else {}
