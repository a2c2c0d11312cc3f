"""What is said about a device: rate and battery when all is well, otherwise what is wrong.  No Qt."""

from __future__ import annotations

from drivers.contracts import LinkState
from station.loss_words import missing_words
from station.model import DeviceStatus
from ui.words import later, say, told

WORDS = {
    LinkState.CONNECTING: (later("connecting"), "caution"),
    LinkState.STREAMING: ("", "good"),
    LinkState.STALE: (later("no data just now"), "caution"),
    LinkState.ASLEEP: (later("ready, asleep"), "neutral"),
    LinkState.LOST: (later("lost, reconnecting"), "trouble"),
    LinkState.CLOSED: (later("closed"), "neutral"),
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
    return " · ".join(part for part in (device_flow(status), device_losses(status)) if part)


def device_flow(status: DeviceStatus) -> str:
    """Rate and battery, or the state in words; without what was lost."""
    word = WORDS[status.state][0]
    if word and status.state is not LinkState.ASLEEP:
        return say(word)
    if word:
        return " · ".join([say(word), *_battery(status)])
    parts = []
    if status.behind_s >= BEHIND_S:
        parts.append(say("{seconds:.1f} s behind", seconds=status.behind_s))
    if status.rate_hz is not None:
        parts.append(rate_words(status.rate_hz, status))
    parts += _battery(status)
    return " · ".join(parts) or ("" if device_losses(status) else say("starting"))


def rate_words(rate_hz: float, status: DeviceStatus) -> str:
    """The rate; of a device that keeps less than it promises what it keeps of it."""
    if status.rate_share >= RATE_SAID or status.promised_hz is None:
        return say("{rate:.0f} Hz", rate=rate_hz)
    if round(rate_hz) == round(status.promised_hz):
        # what comes comes at its pace, but not all of it comes
        return say("{share:.0f} % of {promised:.0f} Hz", share=100 * status.rate_share, promised=status.promised_hz)
    return say("{rate:.0f} of {promised:.0f} Hz", rate=rate_hz, promised=status.promised_hz)


def device_losses(status: DeviceStatus) -> str:
    """What went missing while it sends; nothing where nothing did."""
    if WORDS[status.state][0]:
        return ""
    parts = []
    if status.lost or status.unseen:
        count = status.lost + status.unseen
        parts.append(
            say("{count} lost", count=count) if status.counts_losses else say("at least {count} lost", count=count)
        )
    if status.corrupt:
        parts.append(say("{count} damaged", count=status.corrupt))
    if status.not_numbers:
        parts.append(say("{count} not numbers", count=status.not_numbers))
    return " · ".join(parts)


def _battery(status: DeviceStatus) -> list[str]:
    if status.flat:
        return [say("battery flat")]
    if status.battery is not None:
        return [say("{percent:.0f} %", percent=status.battery * 100)]
    return [say("battery low ({volts:.1f} V)", volts=status.battery_v)] if battery_low(status) else []


def device_details(status: DeviceStatus) -> str:
    """Everything, for the tooltip."""
    lines = [say("{name}, serial number {serial}", name=status.name, serial=status.serial)]
    if status.simulated:
        lines.append(say("simulated device"))
    lines.append(f"{told(status.state.value)}: {device_line(status)}")
    if status.state is LinkState.ASLEEP:
        lines.append(say("It is connected and saves its battery; it measures as soon as a test is chosen."))
    if status.battery_v is not None:
        lines.append(say("battery {volts:.1f} V", volts=status.battery_v))
    missing = told(missing_words(status.lost, counts=status.counts_losses, unseen=status.unseen))
    damaged = say("{count} packets damaged", count=status.corrupt)
    lines += [f"{missing}, {damaged}"] if status.counts_losses else _not_numbered(status, missing, damaged)
    if status.behind_s >= BEHIND_S:
        lines.append(
            say(
                "What is seen happened {seconds:.1f} s ago: samples wait on their way, and none is lost by that.",
                seconds=status.behind_s,
            )
        )
    if status.rate_share < RATE_SAID:
        lines.append(
            say(
                "It keeps {share:.1f} % of its rate: samples are missing that it does not count. Below {least:.0f} % "
                "times and rates of force are withheld. Come nearer, or restart the device.",
                share=100 * status.rate_share,
                least=100 * RATE_KEPT,
            )
        )
    if status.not_numbers:
        lines.append(say("{count} samples were no numbers; they count as missing.", count=status.not_numbers))
    if status.problem:
        lines.append(told(status.problem))
    return "\n".join(lines)


def _not_numbered(status: DeviceStatus, missing: str, damaged: str) -> list[str]:
    """What can be known of losses of a device that does not number its samples."""
    lines = [
        say("{missing}. A loss shows by this computer's clock, if at all.", missing=missing),
        damaged,
    ]
    if status.unseen:
        lines.append(say("About {count} were found so: times there can be too short.", count=status.unseen))
    return lines


def strip_note_details(note: str) -> str:
    """What the figures of all devices mean, for the tooltip of the strip's note."""
    shown = told(note)
    if "clocks" not in note:
        if "count" in note or "least" in note:
            return say(
                "{note}: samples of all devices that did not arrive. "
                "Devices that do not number their samples cannot tell.",
                note=shown,
            )
        return say("{note}: samples of all devices that did not arrive.", note=shown)
    return say(
        "{note}\nEvery device has a clock of its own. So well they are known against each other: moments on the left "
        "and on the right are compared where that is 5 ms or better. Force and symmetry of peaks need no common clock.",
        note=shown,
    )
