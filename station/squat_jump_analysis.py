"""A squat jump from a trial's traces: as every jump, with the stillness and the dip before its push."""

from __future__ import annotations

from collections.abc import Sequence

from dsp.jump_recording import FoundJump
from dsp.squat_jump import DIP_SD, PERSISTENCE_S, Push, find_first_squat_jump
from station.jump_analysis import Kind, Methods, analyse_as
from station.model import Analysis, Mark, TrialData
from station.protocol import Protocol
from station.timeline import Timeline


def analyse_squat_jump(protocol: Protocol, data: TrialData, moved: Sequence[Mark]) -> Analysis:
    """Analyse the first squat jump of the trial that can be analysed.

    Raises Unusable, with all marks that are known, for a countermovement above all.
    """
    return analyse_as(Kind(find_first_squat_jump, _method), protocol, data, moved)


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
