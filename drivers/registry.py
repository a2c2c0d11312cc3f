"""Which devices exist: one line each, and those that other packages bring along."""

from __future__ import annotations

from functools import cache

from drivers.contracts import Device
from drivers.devices.chronojump import CHRONOJUMP
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE
from drivers.devices.cts500 import CTS500
from drivers.devices.frez_dyno import FREZ_DYNO
from drivers.devices.go_direct import GO_DIRECT
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.mark10 import MARK10
from drivers.devices.progressor import PROGRESSOR
from drivers.devices.tec_gihan.controller import TEC_GIHAN
from drivers.plugins import ThirdParty, third_party

DEVICES: dict[str, Device] = {
    "progressor": PROGRESSOR,
    "harp-loadcells": HARP_LOADCELLS,
    "chronojump": CHRONOJUMP,
    "cts500": CTS500,
    "mark10": MARK10,
    "counterpoise-plate": COUNTERPOISE_PLATE,
    "go-direct": GO_DIRECT,
    "frez-dyno": FREZ_DYNO,
    "tec-gihan": TEC_GIHAN,
}
"""Every kind of device that is part of this program, by its key."""


@cache
def plugins() -> ThirdParty:
    """What other installed packages bring along, looked up once; what is broken there is named, never raised."""
    return third_party(DEVICES)


def devices() -> dict[str, Device]:
    """Every kind of device that can be used here, by its key: our own first, then those of other packages."""
    return {**DEVICES, **plugins().devices}
