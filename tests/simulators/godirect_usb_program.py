"""Vernier's own Python client at a simulated USB cable: reads a hand dynamometer and prints what it got as JSON.

    python godirect_usb_program.py FOLDER_OF_FAKE_HID PERIOD_MS VALUES

The module ``hid`` is all that is replaced.  The client is under the GPL: it runs in this process only.
"""

import json
import sys

import numpy as np

from simulators.devices.go_direct import GoDirect


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    from fake_hid import FakeHid, Plugged

    taken: list[float] = []

    def read_n(times: np.ndarray) -> np.ndarray:
        values = np.float32(120.0 + 80.0 * np.sin(9.7 * times))
        taken.extend(values.tolist())
        return values

    plugged = Plugged(GoDirect(read_n, battery_mv=3850, per_packet=int(sys.argv[4])))
    sys.modules["hid"] = FakeHid(plugged)  # type: ignore[assignment]
    from godirect import GoDirect as Client

    (device,) = Client(use_ble=False, use_usb=True).list_devices()
    device.open()
    sensors = {number: str(sensor.sensor_description) for number, sensor in device.list_sensors().items()}
    device.enable_sensors([1])
    device.start(period=int(sys.argv[2]))
    force = device.get_sensor(1)
    while len(force.values) < int(sys.argv[3]) and device.read():
        pass
    device.stop()
    told = {
        "serial": device.serial_number,
        "description": device.description,
        "battery": device.battery_level_percent,
        "sensors": sensors,
        "values": list(force.values),
        "taken": taken,
        "reports": [report.hex() for report in plugged.reports[:3]],
    }
    device.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
