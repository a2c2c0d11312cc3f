"""A squat jump from a trial's traces: as every jump, and the stillness and the dip before its push."""

from __future__ import annotations

from collections.abc import Sequence

from dsp.jump_metrics import FLOWN
from dsp.jump_recording import FoundJump
from dsp.squat_jump import DIP_SD, PERSISTENCE_S, Push, SquatJump, find_squat_jump
from dsp.squat_jump_metrics import SQUAT
from station.jump_analysis import Kind, Methods, analyse_as
from station.jump_doubts import Reserve, joined
from station.model import Analysis, Mark, NamedMeasurement, Side, TrialData
from station.protocol import Protocol
from station.timeline import Timeline, measured


def analyse_squat_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first complete squat jump of the trial.

    Raises Unusable, with all marks that are known, for a countermovement above all.
    """
    return analyse_as(Kind(find_squat_jump, FLOWN, _lines, _method), protocol, data, moved)


def _lines(line: Timeline, found: FoundJump[Push], reserves: list[Reserve]) -> list[NamedMeasurement]:
    squat = SquatJump(found.jump, found.begin)
    return [measured(line, row, squat, doubts=joined(reserves, row.key, Side.BOTH)) for row in SQUAT]


def _method(line: Timeline, found: FoundJump[Push]) -> Methods:
    push = found.begin
    return {
        "onset.squat_jump": {
            "sd_factor": DIP_SD,
            "persistence_s": PERSISTENCE_S,
            "band_n": push.band_n,
            "dip_n": push.dip_n,
            "integration_start_s": float(line.time_s[found.jump.start]),
        }
    }
