"""Which devices exist: one line each."""

from __future__ import annotations

from drivers.contracts import Device
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.progressor import PROGRESSOR

DEVICES: dict[str, Device] = {
    "progressor": PROGRESSOR,
    "harp-loadcells": HARP_LOADCELLS,
}
"""Every kind of device by its key."""
