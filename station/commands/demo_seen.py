"""What the therapist should see when something goes wrong: a sentence for every kind of fault, for the demo's panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GROUPS: Final[Mapping[str, str]] = {
    "wire": "On the way to the computer",
    "device": "In the device",
    "link": "The connection",
    "cells": "The load cells",
    "people": "The people",
}
"""Layer of a fault to the heading it stands under."""

SEEN: Final[Mapping[str, str]] = {
    "silence": "A hole in the curve, counted in the strip; numbers that need the missing samples say so.",
    "stall": "The curve stops and catches up; nothing is lost and no number changes.",
    "drop": "Single samples are counted as lost; numbers that cannot do without them are limited.",
    "duplicate": "Nothing: what arrives twice is taken once.",
    "reorder": "Nothing: samples are put where their numbers say, or counted as lost when too late.",
    "corrupt": "Damaged packets are counted in the strip and thrown away, never shown as force.",
    "cut": "Damaged packets are counted in the strip; the samples in them are a hole.",
    "garbage": "Damaged packets are counted; the curve goes on with the next good one.",
    "odd": "Packets of an unknown kind are counted and passed over.",
    "rechunk": "Nothing: how the bytes are cut makes no difference.",
    "jitter": "Nothing in the numbers: times are the device's own, not those of arrival.",
    "nan": "Samples that are no numbers are counted as missing.",
    "reset": "The device restarts: its trial ends as the device's failure, never as the client's.",
    "wrap": "Nothing: the counter of the device goes on where it wraps.",
    "clock": "The clock is followed; how well it is known stands in the strip.",
    "slow": "The strip shows the lower rate, and numbers that need more are withheld with the reason.",
    "version": "After the next connection the strip says that this firmware is not known.",
    "low_battery": "The strip shows the low battery before a trial begins.",
    "flat_battery": "A warning, then silence after ten seconds: the trial is the device's failure.",
    "power_off": "The device is gone from the strip; the station looks for it again and says so.",
    "disconnect": "The strip says that the connection is lost; it comes back by itself after a few seconds.",
    "refuse": "The next connection takes longer; the strip says that it is tried again.",
    "unplug": "The cable is out: the strip says so, and after some seconds the plates are back.",
    "port_busy": "The strip says that another program holds the port.",
    "saturate": "The trial says that a cell was at the end of its range; its peak is withheld.",
    "stuck": "The trial says that readings stood still; what they make is withheld.",
    "spike": "A single far-off sample is found and named, and is no peak.",
    "drift": "The check after the trial says that the zero has moved.",
    "zero_step": "The check after the trial says that the zero has moved.",
    "gain": "The daily check with a known weight fails; a single trial cannot know it.",
    "swap": "Stepping on with the left foot first, the check of the sides says that they are exchanged.",
    "stale_calibration": "After the next connection every number says that the calibration has expired.",
    "loaded_at_zero": "No zero is taken until the plates are empty; the screen says why.",
    "restless": "The scale waits, says how restless it is and what helps.",
    "slip": "For a moment one side carries nothing; the curve shows it, nothing is smoothed away.",
    "stop_for_pain": "The effort breaks off: the trial asks how it ended.",
    "nobody": "The scale says that nobody stands on the plates.",
}
