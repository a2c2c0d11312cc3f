"""What is said about a device: rate and battery when all is well, otherwise what is wrong.  No Qt."""

from __future__ import annotations

from drivers.contracts import LinkState
from station.model import DeviceStatus

WORDS = {
    LinkState.CONNECTING: ("connecting", "caution"),
    LinkState.STREAMING: ("", "good"),
    LinkState.STALE: ("no data just now", "caution"),
    LinkState.LOST: ("lost, reconnecting", "trouble"),
    LinkState.CLOSED: ("closed", "neutral"),
}
LOW_BATTERY, LOW_BATTERY_V = 0.2, 3.3
"""As a part of 1 where the device says so, otherwise in volts: one lithium cell is nearly empty there."""


def device_tone(status: DeviceStatus) -> str:
    """``good`` is quiet; trouble, loss and a low battery have weight."""
    tone = WORDS[status.state][1]
    if tone == "good" and (status.problem or battery_low(status)):
        return "caution"
    return tone


def battery_low(status: DeviceStatus) -> bool:
    """Whether the device should be charged before the next client."""
    if status.battery is not None:
        return status.battery < LOW_BATTERY
    return status.battery_v is not None and status.battery_v <= LOW_BATTERY_V


def device_line(status: DeviceStatus) -> str:
    """``80 Hz · 84 %``, with losses when there are any, or the state in words."""
    word = WORDS[status.state][0]
    if word:
        return word
    parts = []
    if status.rate_hz is not None:
        parts.append(f"{status.rate_hz:.0f} Hz")
    if status.battery is not None:
        parts.append(f"{status.battery * 100:.0f} %")
    elif battery_low(status):
        parts.append(f"battery low ({status.battery_v:.1f} V)")
    if status.lost:
        parts.append(f"{status.lost} lost")
    if status.corrupt:
        parts.append(f"{status.corrupt} damaged")
    return " · ".join(parts) or "starting"


def device_details(status: DeviceStatus) -> str:
    """Everything, for the tooltip."""
    lines = [f"{status.name}, serial number {status.serial}"]
    if status.simulated:
        lines.append("simulated device")
    lines.append(f"{status.state.value}: {device_line(status)}")
    if status.battery_v is not None:
        lines.append(f"battery {status.battery_v:.1f} V")
    lines.append(f"{status.lost} samples lost, {status.corrupt} packets damaged")
    if status.problem:
        lines.append(status.problem)
    return "\n".join(lines)
