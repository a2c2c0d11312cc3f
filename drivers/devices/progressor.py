"""Tindeq Progressor, a dynamometer over BLE, and the open firmwares that imitate it (hangman, Crimpdeq, BigBanger).

Its bytes are drawn in ``progressor_packets``, everything that it can be told is in ``progressor_commands``.

Commands are exactly one byte: BigBanger reads a longer write as one big number and ignores it, and an older Crimpdeq
takes an unknown command for "stop".  The clock wraps at 2**32 us (71.6 min).  Imitations that are named 10 Hz run at
9.67 Hz, which is why nobody here believes a nominal rate.

How many samples a genuine unit puts into one notification and how long a notification it asks for is not published:
any number from 1 to 31 is read.
"""

from __future__ import annotations

from collections.abc import Mapping

from drivers.commands import DeviceCommand
from drivers.contracts import Capability, DeviceInfo, Notice, NoticeKind, Port, Signal
from drivers.devices import progressor_commands as commands
from drivers.devices.progressor_packets import START, STOP, ProgressorCodec
from drivers.errors import ReplyTimeout
from drivers.profiles import GattProfile, HidProfile, SerialProfile

PROFILE = GattProfile(
    name_prefix="Progressor",
    service="7e4e1701-1ea6-40c9-9dcc-13d34ffead57",
    notify="7e4e1702-1ea6-40c9-9dcc-13d34ffead57",
    write="7e4e1703-1ea6-40c9-9dcc-13d34ffead57",
)

SIGNAL = Signal(
    channels=("force",),
    unit="kg",
    tick_s=1e-6,
    tick_modulus=2**32,
    nominal_rate_hz=80.0,
    native_min=-150.0,
    native_max=150.0,
    # a converter with a clock of its own, strapped to 80 or to 10 conversions a second; the maker names no tolerance,
    # and parts that are named 10 Hz were seen at 9.67
    other_rates_hz=(10.0,),
    rate_tolerance=0.1,
)

BATTERY_LOW_V = 3.3
BATTERY_EMPTY_V = 2.85
"""Open firmwares warn and switch off at 2.75 V; a genuine unit in use was read at 3.22 V."""

REPORT_S = 0.4
"""Who keeps an error report has told it by then; not every make does."""


class Progressor:
    """The manners of a Progressor: it answers one command at a time and starts when it is told."""

    key = "progressor"
    title = "Tindeq Progressor"
    gatt: GattProfile | None = PROFILE
    serial: SerialProfile | None = None
    hid: HidProfile | None = None
    known_firmware = 2
    # every make answers this command, streaming or not; one that does not know it has failed to identify itself before
    battery_every_s: float | None = 60.0
    commands: Mapping[str, DeviceCommand] = commands.COMMANDS

    def codec(self) -> ProgressorCodec:
        return ProgressorCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Ask for firmware, battery, unit id and error report.  Raises ReplyTimeout, WrongDevice."""
        firmware = await commands.firmware(port)
        battery_v, battery = await self.read_battery(port)
        return DeviceInfo(
            model=self.title,
            serial=f"{await commands.unit_id(port):X}",
            firmware=firmware,
            signal=SIGNAL,
            battery_v=battery_v,
            battery=battery,
            battery_low_v=BATTERY_LOW_V,
            battery_empty_v=BATTERY_EMPTY_V,
            capabilities=frozenset({Capability.TARE, Capability.SLEEP, Capability.CALIBRATION}),
            # the last question, since some makes leave it unanswered
            notices=await _remembered_crash(port),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """The voltage; makes have different cells, so no charge is guessed.  Raises ReplyTimeout, WrongDevice."""
        return await commands.battery_v(port), None

    async def tare(self, port: Port) -> None:
        """Let a device that does not stream set its own zero, which takes a second and gives no answer."""
        await commands.tare(port)

    async def start(self, port: Port) -> None:
        """Start the stream; there is no reply, samples follow."""
        await port.send(START)

    async def stop(self, port: Port) -> None:
        """Stop the stream; there is no reply."""
        await port.send(STOP)


async def _remembered_crash(port: Port) -> tuple[Notice, ...]:
    try:
        text = await commands.error_report(port, timeout_s=REPORT_S)
    except ReplyTimeout:
        return ()
    told = (
        f'The dynamometer remembers a crash: "{text}". It has started anew since. '
        "If that comes again, send this text to its maker; its error report can be cleared."
    )
    return (Notice(NoticeKind.TROUBLE, told),) if text else ()


PROGRESSOR = Progressor()
