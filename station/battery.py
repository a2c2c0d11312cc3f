"""How far a device's battery carries: said before a trial at 20 %, no new trial at 5 %, never in the middle of one."""

from __future__ import annotations

from dataclasses import dataclass

from station.streams import Stream

LOW, FLAT = 0.20, 0.05
"""Parts of a full charge."""
LOW_V = 3.3
"""One lithium cell is nearly empty there; for devices that say neither their charge nor what their volts mean."""


@dataclass(frozen=True, slots=True)
class Battery:
    """``flat`` keeps new trials from beginning; ``words`` say it, empty while all is well."""

    flat: bool = False
    words: str = ""


def battery_of(stream: Stream) -> Battery:
    """The battery of one device, by what the device says, its charge, or its volts."""
    info = None if stream.segment is None else stream.segment.info
    charge, volts = stream.battery, stream.battery_v
    name = stream.attached.name
    known = ""
    if charge is not None:
        known = f" ({100.0 * charge:.0f} %)"
    elif volts is not None:
        known = f" ({volts:.1f} V)"
    empty_v = None if info is None else info.battery_empty_v
    by_volts = charge is None and volts is not None and empty_v is not None and volts <= empty_v
    if stream.says_flat and charge is None:
        known = ""  # its own word counts, whatever its volts say
    if stream.says_flat or (charge is not None and charge <= FLAT) or by_volts:
        return Battery(True, f"The battery of {name} is nearly empty{known}: no new trial begins with it. Charge it.")
    low_v = LOW_V if info is None or info.battery_low_v is None else info.battery_low_v
    if charge <= LOW if charge is not None else volts is not None and volts <= low_v:
        return Battery(False, f"The battery of {name} is low{known}. Charge it before the next client.")
    return Battery()
