"""What real units offer beside the service they are made for: clients may look for it, nobody here speaks to it."""

from __future__ import annotations

from collections.abc import Callable

from bumble.att import Attribute
from bumble.gatt import Characteristic, CharacteristicValue, Service

from simulators.firmware import Firmware, told_about

PROGRESSOR = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
NORDIC_DFU = "FE59"
BUTTONLESS_DFU = "8ec90003-f315-4f60-9fb8-838830daea50"


def _refused(_connection: object, _value: bytes) -> None:
    """An update is begun by writing here; a simulated unit has nothing to update and lets it be."""


def _firmware_update() -> Service:
    """Nordic's update service as its makers' kit has it: one characteristic, written and indicated."""
    control: Characteristic[bytes] = Characteristic(
        BUTTONLESS_DFU,
        Characteristic.Properties.WRITE | Characteristic.Properties.INDICATE,
        Attribute.Permissions.WRITEABLE,
        CharacteristicValue(write=_refused),
    )
    return Service(NORDIC_DFU, [control])


BESIDE: dict[str, tuple[Callable[[], Service], ...]] = {PROGRESSOR: (_firmware_update,)}
"""By the service that a unit is made for."""


def services_beside(service: str, firmware: Firmware) -> list[Service]:
    """The further services of such a unit."""
    told = told_about(firmware)
    beside = [make() for make in BESIDE.get(service, ())]
    return beside + [Service(name, [_readable(firmware, name, one) for one in told[name]]) for name in told]


def _readable(firmware: Firmware, service: str, name: str) -> Characteristic[bytes]:
    """A characteristic whose value is asked for every time that it is read."""
    return Characteristic(
        name,
        Characteristic.Properties.READ,
        Attribute.Permissions.READABLE,
        CharacteristicValue(read=lambda _connection: told_about(firmware)[service][name]),
    )
