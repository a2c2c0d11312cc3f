"""What is said when a device stops sending: when, what that means for the trial, and what happens now."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from drivers.errors import DriverError
from station.errors import StationError
from station.model import Side, TrialState
from station.streams import Stream
from station.trial import EFFORT, OVER, TrialMachine


def whose(stream: Stream) -> str:
    """``Plates``, or ``Left dynamometer (Progressor 2639)``."""
    sides = stream.attached.sides
    if len(sides) != 1 or sides[0] is Side.BOTH:
        return stream.attached.name
    return f"{sides[0].value.capitalize()} dynamometer ({stream.attached.name})"


def lost_words(stream: Stream, machine: TrialMachine, before: TrialState, now_s: float, why: str) -> str:
    """A device was lost in this state; when it stopped is when its last sample was taken."""
    protocol, since_go_s = machine.protocol, machine.since_go_s(now_s - stream.behind_s(now_s))
    if stream.says_flat:
        why = "Its battery is flat: charge it."
    if since_go_s is None or before not in EFFORT:
        told = "Nothing was measured yet; the test goes on when it is back, from its zero."
        return f"{whose(stream)} stopped sending. {why} {told}".replace("  ", " ")
    kept = "This trial is kept as incomplete; "
    if protocol.kind == "isometric":
        means = "peak force of the pushes up to then is usable, symmetry is not."
    elif protocol.kind in ("hold", "limb_hold"):
        means = "the hold lasted at least until then, symmetry is not usable."
    elif protocol.kind in ("jump", "squat_jump", "drop_jump"):
        means = "a jump that was landed before stays usable, the landing only as far as it was recorded."
    else:
        means = "what was recorded whole up to then is usable, the rest says why it is not."
    return f"{whose(stream)} stopped sending at {since_go_s:.1f} s. {kept}{means} {why}".rstrip()


def slept_words(seconds: float, machine: TrialMachine | None) -> str:
    """The computer slept for so long, and is awake again."""
    slept = f"{seconds:.0f} s" if seconds < 90.0 else f"{seconds / 60.0:.0f} min"
    told = f"The computer slept for {slept}, and the devices are connected to anew."
    if machine is None or machine.state in OVER | {TrialState.BREAK, TrialState.DONE}:
        return told
    if machine.state in EFFORT:
        kept = "This trial is kept as incomplete, up to where it fell asleep."
        return f"{told} {kept} Leave the lid open and repeat it."
    return f"{told} Nothing was measured yet; the test goes on from its zero."


def lacking_words(device: str, attached: Sequence[str]) -> str:
    """A test needs devices of a kind that is not attached; what is, by name."""
    needs = "force plates" if device == "plates" else "dynamometers"
    if not attached:
        return f"This test needs {needs}, and no device is attached. Switch them on and connect them."
    there = ", ".join(attached)
    return f"This test needs {needs}; attached: {there}. Switch them on and connect them, or choose another test."


def ended_words(error: BaseException) -> str:
    """Why the acquisition ended by itself; a fault in the program is logged with its trace."""
    if isinstance(error, (DriverError, StationError)) and str(error):
        return str(error)
    logging.getLogger(__name__).error("the acquisition ended", exc_info=error)
    return f"The devices stopped because of a fault in this program ({type(error).__name__})."


def stumbled_words(error: BaseException) -> str:
    """One action failed because of a fault in the program, which is logged."""
    logging.getLogger(__name__).error("an action failed", exc_info=error)
    return f"That did not work because of a fault in this program ({type(error).__name__}: {error})."


def missing_words(lost: int, *, counts: bool, unseen: int = 0) -> str:
    """What is known of lost samples: ``12 samples lost``; never a number that nobody counted."""
    if counts:
        return "1 sample lost" if lost == 1 else f"{lost} samples lost"
    known = lost + unseen
    seen = f"at least {known} samples lost" if known else "losses are not counted"
    if known == 1:
        seen = "at least 1 sample lost"
    return f"{seen}: this device does not number its samples"
