"""The devices that are attached to this computer, as the station shall use them.

What a device's native values are in newtons is said by one of three, and otherwise nothing is shown: the calibration
record that belongs to its serial number; the device itself (``DeviceInfo.scale``); a unit that is a force.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from drivers.calibration import NOMINAL_GAIN, Calibration, calibration_of
from drivers.contracts import Clock, DeviceInfo, DeviceScale
from drivers.discovery import Found, Search
from drivers.errors import WrongDevice
from drivers.identity import on_the_wire
from drivers.ways import parse_way, transport_to
from station.acquisition import Attach, Attached, DeviceMemory
from station.errors import BadInput, Missing
from station.model import Side

NOISE_N = 0.3
"""Scatter of an empty dynamometer at the least; a zero is refused above three times this."""
NOISE_OF_CAPACITY, NOISE_AT_MOST_N = 0.0002, 0.5
"""The same as a part of the rated force: no maker's document says it.  More than the latter would be a hand on it."""


def attach_found(
    found: Found,
    sides: Sequence[Side],
    *,
    record: Calibration | None = None,
    search: Search | None = None,
    memory: DeviceMemory | None = None,
    name: str = "",
) -> Attached:
    """What was found, for these sides; with a serial number in ``found``, no other device is accepted in its place.

    Raises BadInput when it cannot be used, and says why.
    """
    search = search or Search()
    device = search.kinds.get(found.kind)
    if device is None or found.problem:
        raise BadInput(f"{found.title} ({found.how}): {found.problem or 'nobody knows what it is'}")
    way = parse_way(found.how, search.kinds)
    return Attached(
        name=name or found.name or device.title,
        device=device,
        open_transport=transport_to(
            device,
            way,
            adapter=search.adapter,
            handle=found.handle,
            rssi_dbm=found.rssi,
            find_ports=search.find_ports,
        ),
        sides=tuple(sides),
        calibrate=calibrate_with(sides, record, found.serial),
        serial=on_the_wire(found.serial) or None,
        known_by=found.serial,
        memory=memory,
    )


def calibrate_with(
    sides: Sequence[Side], record: Calibration | None = None, known_by: str = ""
) -> Callable[[DeviceInfo], Calibration]:
    """What makes newtons of a device's values, once it has said who it is.

    ``known_by`` is what tells a device without a serial number from its like (``drivers.identity``).
    """

    def calibrate(info: DeviceInfo) -> Calibration:
        if record is not None:
            return _recorded(record, info, known_by)
        outputs = tuple(side.value for side in sides)
        if info.scale is not None:
            return scale_calibration(info, info.scale, outputs)
        return makers_calibration(info, outputs, known_by)

    return calibrate


def _recorded(record: Calibration, info: DeviceInfo, known_by: str) -> Calibration:
    number = known_by if on_the_wire(known_by) == info.serial else info.serial
    if record.serial not in ("", number):
        raise WrongDevice(
            f"The calibration is of device {record.serial}, and device {number} is attached. Its forces "
            "would be wrong, so none are shown. Give the calibration that belongs to this device."
        )
    return record


def makers_calibration(info: DeviceInfo, outputs: Sequence[str], known_by: str = "") -> Calibration:
    """Kilograms or newtons as the maker scaled them; not verified here, and said to be so.

    Raises WrongDevice for a unit that is no force.
    """
    signal = info.signal
    gain = NOMINAL_GAIN.get(signal.unit)
    if gain is None:
        raise WrongDevice(
            f"The {info.model} {info.serial} sends raw values ({signal.unit}), and without its calibration nobody "
            "knows how many newtons they are, so none are shown. Give its calibration record: --calibration FILE, or "
            f"once for all: station devices remember {info.serial} --calibration FILE. {info.calibrated_by}".rstrip()
        )
    _check_outputs(info, len(signal.channels), outputs)
    ends_n = [abs(end) * gain for end in (signal.native_min, signal.native_max) if math.isfinite(end)]
    capacity_n = max(ends_n, default=0.0)
    count = len(outputs)
    return Calibration(
        id=f"maker-{known_by or info.serial}",
        serial=info.serial,
        outputs=tuple(outputs),
        gain=tuple(tuple(gain if row == column else 0.0 for column in range(count)) for row in range(count)),
        zero_native=(0.0,) * count,
        capacity_n=capacity_n,
        noise_sd_n=(min(max(NOISE_N, NOISE_OF_CAPACITY * capacity_n), NOISE_AT_MOST_N),) * count,
        native_step=0.0,
        note="maker's calibration, not verified",
    )


def scale_calibration(info: DeviceInfo, scale: DeviceScale, outputs: Sequence[str]) -> Calibration:
    """What the device itself says of its scale, as a calibration; not verified here.

    Of plates that say their serial numbers the first ones are used when there are more of them than sides.
    """
    spare = len(scale.gain) - len(outputs) if scale.plates else 0
    if spare <= 0:
        _check_outputs(info, len(scale.gain), outputs)
    return calibration_of(info, (*outputs, *("",) * spare))


def _check_outputs(info: DeviceInfo, count: int, outputs: Sequence[str]) -> None:
    if count != len(outputs):
        forces = "one force" if count == 1 else f"{count} forces"
        sides = ",".join(("left", "right")[:count]) if count <= 2 else "..."
        raise WrongDevice(
            f"The {info.model} {info.serial} measures {forces}, and it is attached as {' and '.join(outputs)}. Say a "
            f"side for each of its forces: station devices remember {info.serial} --side {sides}."
        )


def with_sides(record: Calibration, sides: Sequence[Side]) -> Calibration:
    """The record with its outputs named after these sides.  Raises BadInput when there are not as many."""
    if len(sides) != len(record.outputs):
        raise BadInput(
            f"The calibration {record.id} has {len(record.outputs)} outputs ({', '.join(record.outputs)}), and "
            f"{len(sides)} sides were given. Give a side for each, in that order: --side left,right."
        )
    return replace(record, outputs=tuple(side.value for side in sides))


def sides_of(record: Calibration) -> tuple[Side, ...]:
    """The sides that a record names.  Raises BadInput when it names something else."""
    try:
        return tuple(Side(output) for output in record.outputs)
    except ValueError:
        raise BadInput(
            f"The calibration {record.id} calls its outputs {', '.join(record.outputs)}, which are no sides. Say which "
            "sides they are, in that order: --side left,right."
        ) from None


def read_calibration(path: Path) -> Calibration:
    """A calibration record from a JSON file.  Raises BadInput."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Calibration)
    except OSError as error:
        raise BadInput(f"{path}: the calibration cannot be read ({error.strerror}).") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput(f"{path.name}: this is not a calibration record: {error}.") from error


def choose_found(found: Sequence[Found], wanted: str) -> Found:
    """The one device that is called, addressed or numbered so.  Raises Missing with what was found."""
    usable = [each for each in found if each.kind and not each.problem]
    words = [(each, {each.name, each.how, each.how.partition(":")[2], each.serial} - {""}) for each in usable]
    matches = [each for each, names in words if wanted.lower() in {name.lower() for name in names}]
    if len(matches) == 1:
        return matches[0]
    listed = ", ".join(f"{each.name} ({each.how.partition(':')[2]})" for each in usable) or "none"
    if matches:
        raise Missing(f"{len(matches)} devices are called {wanted}. Give the address instead. Found: {listed}.")
    problems = " ".join(dict.fromkeys(each.problem for each in found if each.problem and not each.kind))
    raise Missing(
        f"There is no device {wanted} in reach. Switch it on (many sleep when unused), bring it closer, and try "
        f"again. Found: {listed}. {problems}".strip()
    )


def attach(devices: Sequence[Attached]) -> Attach:
    """Devices that are known beforehand, as the acquisition wants them."""

    @asynccontextmanager
    async def opened(_: Clock) -> AsyncIterator[Sequence[Attached]]:
        yield devices

    return opened
