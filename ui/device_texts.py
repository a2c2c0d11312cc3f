"""What is said about a device: rate and battery when all is well, otherwise what is wrong.  No Qt."""

from __future__ import annotations

from drivers.contracts import LinkState
from station.loss_words import missing_words
from station.model import DeviceStatus

WORDS = {
    LinkState.CONNECTING: ("connecting", "caution"),
    LinkState.STREAMING: ("", "good"),
    LinkState.STALE: ("no data just now", "caution"),
    LinkState.ASLEEP: ("ready, asleep", "neutral"),
    LinkState.LOST: ("lost, reconnecting", "trouble"),
    LinkState.CLOSED: ("closed", "neutral"),
}
LOW_BATTERY, LOW_BATTERY_V = 0.2, 3.3
"""As a part of 1 where the device says so, otherwise in volts: one lithium cell is nearly empty there."""
RATE_SAID, RATE_KEPT = 0.99, 0.95
"""A device that keeps less than the first part of its rate has weight; below the second, rates are withheld."""
BEHIND_S = 0.5
"""What is seen is said to be late from here on."""


def device_tone(status: DeviceStatus) -> str:
    """``good`` is quiet; trouble, loss and a low battery have weight."""
    tone = WORDS[status.state][1]
    if status.state is LinkState.ASLEEP:
        return "trouble" if status.flat else "caution" if status.problem or battery_low(status) else tone
    if tone != "good":
        return tone
    if status.flat or status.rate_share < RATE_KEPT:
        return "trouble"
    late = status.behind_s >= BEHIND_S
    return "caution" if status.problem or battery_low(status) or late or status.rate_share < RATE_SAID else tone


def battery_low(status: DeviceStatus) -> bool:
    """Whether the device should be charged before the next client."""
    if status.flat:
        return True
    if status.battery is not None:
        return status.battery < LOW_BATTERY
    return status.battery_v is not None and status.battery_v <= LOW_BATTERY_V


def device_line(status: DeviceStatus) -> str:
    """``80 Hz · 84 %``, with losses when there are any, or the state in words."""
    word = WORDS[status.state][0]
    if word and status.state is not LinkState.ASLEEP:
        return word
    if word:
        return " · ".join([word, *_battery(status)])
    parts = []
    if status.behind_s >= BEHIND_S:
        parts.append(f"{status.behind_s:.1f} s behind")
    if status.rate_hz is not None:
        slow = status.rate_share < RATE_SAID and status.promised_hz is not None
        parts.append(f"{status.rate_hz:.0f} of {status.promised_hz:.0f} Hz" if slow else f"{status.rate_hz:.0f} Hz")
    parts += _battery(status)
    if status.lost or status.unseen:
        parts.append(f"{'' if status.counts_losses else 'at least '}{status.lost + status.unseen} lost")
    if status.corrupt:
        parts.append(f"{status.corrupt} damaged")
    if status.not_numbers:
        parts.append(f"{status.not_numbers} not numbers")
    return " · ".join(parts) or "starting"


def _battery(status: DeviceStatus) -> list[str]:
    if status.flat:
        return ["battery flat"]
    if status.battery is not None:
        return [f"{status.battery * 100:.0f} %"]
    return [f"battery low ({status.battery_v:.1f} V)"] if battery_low(status) else []


def device_details(status: DeviceStatus) -> str:
    """Everything, for the tooltip."""
    lines = [f"{status.name}, serial number {status.serial}"]
    if status.simulated:
        lines.append("simulated device")
    lines.append(f"{status.state.value}: {device_line(status)}")
    if status.state is LinkState.ASLEEP:
        lines.append("It is connected and saves its battery; it measures as soon as a test is chosen.")
    if status.battery_v is not None:
        lines.append(f"battery {status.battery_v:.1f} V")
    missing = missing_words(status.lost, counts=status.counts_losses, unseen=status.unseen)
    lines += (
        [f"{missing}, {status.corrupt} packets damaged"] if status.counts_losses else _not_numbered(status, missing)
    )
    if status.behind_s >= BEHIND_S:
        lines.append(
            f"What is seen happened {status.behind_s:.1f} s ago: samples wait on their way, and none is lost by that."
        )
    if status.rate_share < RATE_SAID:
        lines.append(
            f"It keeps {100 * status.rate_share:.1f} % of its rate: samples are missing that it does not count. Below "
            f"{100 * RATE_KEPT:.0f} % times and rates of force are withheld. Come nearer, or restart the device."
        )
    if status.not_numbers:
        lines.append(f"{status.not_numbers} samples were no numbers; they count as missing.")
    if status.problem:
        lines.append(status.problem)
    return "\n".join(lines)


def _not_numbered(status: DeviceStatus, missing: str) -> list[str]:
    """What can be known of losses of a device that does not number its samples."""
    lines = [f"{missing}. A loss shows by this computer's clock, if at all.", f"{status.corrupt} packets damaged"]
    return [*lines, f"About {status.unseen} were found so: times there can be too short."] if status.unseen else lines


def strip_note_details(note: str) -> str:
    """What the figures of all devices mean, for the tooltip of the strip's note."""
    if "clocks" not in note:
        uncounted = (
            " Devices that do not number their samples cannot tell." if "count" in note or "least" in note else ""
        )
        return f"{note}: samples of all devices that did not arrive.{uncounted}"
    return (
        f"{note}\nEvery device has a clock of its own. So well they are known against each other: moments on the left "
        "and on the right are compared where that is 5 ms or better. Force and symmetry of peaks need no common clock."
    )
