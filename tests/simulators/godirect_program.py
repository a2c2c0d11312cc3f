"""Vernier's own Python client as a program of its own: reads a hand dynamometer and prints what it got as JSON.

    python godirect_program.py tcp-client:127.0.0.1:PORT PERIOD_MS VALUES

bleak's choice of a backend is all that is replaced.  The client is under the GPL: it runs in this process only.
"""

import asyncio
import json
import sys

import bleak

from simulators.transports.bumble_adapter import HciAdapter


def main() -> None:
    adapter = HciAdapter(sys.argv[1])
    bleak.get_platform_scanner_backend_type = lambda: (adapter.scanner, "bumble")
    bleak.get_platform_client_backend_type = lambda: (adapter.client, "bumble")
    asyncio.set_event_loop(asyncio.new_event_loop())
    from godirect import GoDirect

    (device,) = GoDirect(use_ble=True, use_usb=False).list_devices()
    device.open()
    sensors = {number: str(sensor.sensor_description) for number, sensor in device.list_sensors().items()}
    device.enable_sensors([1])
    device.start(period=int(sys.argv[2]))
    force = device.get_sensor(1)
    while len(force.values) < int(sys.argv[3]) and device.read():
        pass
    device.stop()
    told = {
        "name": device.name,
        "serial": device.serial_number,
        "description": device.description,
        "battery": device.battery_level_percent,
        "sensors": sensors,
        "values": list(force.values),
    }
    device.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
