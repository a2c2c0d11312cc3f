"""Why a number of an isometric effort is limited, withheld or commented: what happened before, during and around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dsp.dating import OnsetFlag
from dsp.isometric import STABLE_S, Effort, peak_index
from dsp.isometric_metrics import EFFORT, FORCE, PER_MASS, TORQUE
from dsp.metric import Formula
from dsp.plateau import Break, BreakKind, find_breaks, plateau_time
from dsp.pre_effort import Dip, find_dip, pretension_limit
from dsp.rise_metrics import RISE
from station.timeline import NO_DOUBTS, Doubts

NO_LEVER = "the lever arm is not known: measure it from the joint to the device and give it with the test"
NO_MASS = "the body mass is not known: weigh the client and give it with the trial"
HALF = "one foot does not carry the whole weight: see both together"

AGREE_N, AGREE_PERCENT = 250.0, 10.0
"""Two best repetitions agree within 250 N on plates (Kraska 2009) and 10 % on a dynamometer."""
STEADY_CV_PERCENT = 10.0
"""Repetitions that vary by more are worth one more."""
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
    effort: Effort, *, released: bool, flags: Sequence[OnsetFlag], unloaded_n: float | None, half: bool = False
) -> EffortDoubts:
    """Look for everything that makes numbers of this effort doubtful.

    ``half`` is one of two feet that push together.  ``unloaded_n`` is the force that the device shows before any
    pre-tension: 0 for a zeroed dynamometer, the body's weight on plates, None where nobody knows.
    """
    dip = find_dip(effort)
    breaks = tuple(find_breaks(effort))
    always = [] if released else ["the recording ends before the release"]
    rise = [*_before(effort, dip, unloaded_n)]
    force = [sentence for each in breaks if (sentence := _broken(effort, each))]
    plateau = plateau_time(effort)
    rough = plateau < STABLE_S
    unstable = [f"no plateau: the force stays near its stable peak for {plateau:.1f} s only"] if rough else []
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


def _before(effort: Effort, dip: Dip | None, unloaded_n: float | None) -> list[str]:
    said = []
    if unloaded_n is not None:
        excess, limit = effort.rest_n - unloaded_n, pretension_limit(effort)
        if excess > limit:
            said.append(f"{excess:.0f} N of pre-tension, more than {limit:.0f} N: let it go slack before the push")
    if dip is not None:
        said.append(f"the force dipped by {dip.depth_n:.0f} N before the onset: no countermovement, push from rest")
    return said


def _broken(effort: Effort, found: Break) -> str:
    """What a break means for force and length; empty where it means nothing."""
    after_s = found.time_s - effort.onset_s
    fell = f"the force fell by {100.0 * found.share:.0f} % at once, {after_s:.1f} s after the onset,"
    if found.kind is BreakKind.SLIP:
        return f"{fell} and came back: the device slipped or the client let go; repeat"
    if found.kind is BreakKind.YIELD:
        return f"{fell} and stayed lower: the limb yielded or the device moved"
    if found.time_s - float(effort.time_s[peak_index(effort)]) < _CUT_SHORT_S:
        return "the force was gone faster than a muscle relaxes while it still rose: strap or tester gave way; repeat"
    return ""


def _unknown(effort: Effort, row: Formula[Effort], half: bool) -> tuple[str, ...]:
    """What about the body nobody has measured, or no foot alone can tell."""
    said = [HALF] if half and row.key == "peak_force_above_weight" else []
    if row.key in _TORQUE and not effort.lever_m > 0:
        said.append(NO_LEVER)
    if row.key in _MASS and not effort.mass_kg > 0:
        said.append(NO_MASS)
    return tuple(said)


def disagreement(peaks_n: Sequence[float], *, plates: bool) -> list[str]:
    """That the two best repetitions are too far apart to be maximal, if they are."""
    if len(peaks_n) < 2:
        return []
    best, second = sorted(peaks_n, reverse=True)[:2]
    apart, percent = best - second, 100.0 * (best - second) / best if best > 0 else 0.0
    if apart <= AGREE_N if plates else percent <= AGREE_PERCENT:
        return []
    limit = f"{AGREE_N:.0f} N" if plates else f"{AGREE_PERCENT:.0f} %"
    return [f"the two best repetitions differ by {apart:.0f} N ({percent:.0f} %), more than {limit}: one more"]


def unsteady(cv_percent: float) -> list[str]:
    """That the repetitions vary so much that one more is worth it, if they do."""
    if not cv_percent > STEADY_CV_PERCENT:
        return []
    return [f"repetitions vary by {cv_percent:.0f} %, more than {STEADY_CV_PERCENT:.0f} %: one more"]
