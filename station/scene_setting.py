"""What of the devices the board is composed from, as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drivers.contracts import LinkState
from station.board import SHARED, Scene
from station.envelope import Envelope
from station.model import Live, Side, TrialState
from station.streams import Stream
from station.trial import TrialMachine

MEAN_S, CALM_S = 0.1, 1.0


def means_n(shown: Sequence[Stream], over_s: float, now_s: float) -> dict[Side, float]:
    """Mean force of every side over the newest ``over_s``; a side without recent samples is absent."""
    return {side: force_n for stream in shown for side, force_n in stream.mean_n(over_s, now_s).items()}


def envelope_now(
    machine: TrialMachine | None, streams: Sequence[Stream], side: Side, columns: int, seconds: float, now_s: float
) -> Envelope | None:
    """The last seconds of one side, or of both together, of the devices of the running test (all where none runs)."""
    for stream in tuple(streams):
        sides = stream.attached.sides
        if stream.live is None or (machine is not None and stream.number not in machine.streams):
            continue
        wanted = sides if side is Side.BOTH and len(sides) > 1 else (side,)
        if set(wanted) <= set(sides):
            drawn = stream.live.envelope(wanted, columns, seconds, now_s - stream.offset_s)
            return None if drawn is None else replace(drawn, now_s=now_s)
    return None


def standing_still(live: Live, trouble: str) -> Live:
    """Nobody ticks any more: what stands on the screen must not look alive."""
    gone = tuple(replace(device, state=LinkState.LOST) for device in live.devices)
    return replace(live, trouble=trouble, now_n={}, left_share=None, devices=gone, primary="")


def scene_of(now_s: float, machine: TrialMachine | None, streams: Sequence[Stream], shown: Sequence[Stream]) -> Scene:
    """The devices of the running test (``shown``, all where none runs) and the state of every device."""
    calm = machine is not None and machine.state is TrialState.GO and machine.protocol.kind in SHARED
    zeros = [stream.zero.host_s for stream in shown if stream.zero is not None]
    return Scene(
        now_s=now_s,
        machine=machine,
        now_n=means_n(shown, MEAN_S, now_s),
        calm_n=means_n(shown, CALM_S, now_s) if calm else {},
        devices=[stream.status(now_s) for stream in streams],
        zero_s=min(zeros, default=None) if machine is not None else None,
        delay_s=max((stream.live.delay_s for stream in shown if stream.live is not None), default=0.0),
        healths=[stream.health for stream in streams if stream.health is not None],
        clocks=[stream.clock for stream in streams if stream.told_clock is not None],
        waiting=tuple(reason for stream in shown if (reason := stream.hindrance)),
    )
