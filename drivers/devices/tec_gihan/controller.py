"""TEC Gihan force-plate controller: the manners of up to 20 six-axis plates on one clock, at a USB serial port.

What crosses the wire, and what is not known of it, stands in ``stream``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from drivers.commands import Argument, BadCommand, CommandRefused, DeviceCommand, one_of
from drivers.contracts import Capability, DeviceInfo, Port
from drivers.devices.tec_gihan.plates import RANGES_KN, scale_of, signal_of
from drivers.devices.tec_gihan.questions import (
    ZERO_FIRST_S,
    ZERO_S,
    ask,
    ask_for_sure,
    line,
    pause,
    range_of,
    read_plate,
    set_range,
    set_rate,
    stop_and_wake,
    until_idle,
)
from drivers.devices.tec_gihan.stream import MATOME, RATES_HZ, Said, TecGihanCodec, plates_said
from drivers.errors import ReplyTimeout, WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

PROFILE = SerialProfile(baud=1_000_000, rtscts=True, settle_s=0.5, product="FORCEPLATE CONTROLLER")

Trigger = Literal["START", "EXT", "LEVEL"]


class TecGihan:
    """The manners of a controller, with the settings that it shall be given; None leaves what it has.

    With ``EXT`` or ``LEVEL`` the stream begins when the trigger comes, and starting takes until then.
    """

    key = "tec-gihan"
    title = "TEC Gihan force-plate controller"
    gatt: GattProfile | None = None
    serial: SerialProfile | None = PROFILE
    hid: HidProfile | None = None
    # the maker's client treats every version alike; what it calls them is not published
    known_firmware = 9
    battery_every_s: float | None = None

    def __init__(
        self,
        *,
        rate: str | None = None,
        range_kn: int | None = None,
        trigger: Trigger = "START",
        trigger_within_s: float = 60.0,
        pad_m: float = 0.0,
    ) -> None:
        """``rate`` as in ``MATOME``; ``pad_m``: thickness of a mat on the plates, on which horizontal forces act."""
        if rate not in (None, *MATOME) or range_kn not in (None, *RANGES_KN):
            raise ValueError(f"rates are {', '.join(MATOME)}, ranges {RANGES_KN} kN")
        if not (0.0 <= pad_m <= 0.2 and trigger_within_s > 0):
            raise ValueError("a pad is 0 to 0.2 m thick, and a trigger is waited for longer than 0 s")
        self.rate, self.range_kn, self.pad_m = rate, range_kn, pad_m
        self.trigger, self.trigger_within_s = trigger, trigger_within_s

    def codec(self) -> TecGihanCodec:
        return TecGihanCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Stop it, wake it, and read who it and its plates are.  Raises ReplyTimeout, WrongDevice."""
        await stop_and_wake(port)
        serial = (await ask_for_sure(port, "SERIAL", Said.SERIAL))[:40]
        firmware = (await ask(port, "VER", Said.VER))[:40]
        if self.range_kn is not None:
            await set_range(port, self.range_kn)
        if self.rate is not None:
            await set_rate(port, self.rate)
        wide = range_of(await ask_for_sure(port, "RANGE", Said.RANGE))
        rate = (await ask_for_sure(port, "SPS", Said.SPS)).upper()
        count = plates_said(await ask_for_sure(port, "FPCOUNT", Said.FPCOUNT))
        if rate not in MATOME or not count:
            raise WrongDevice(
                f"The {self.title} {serial} says a rate of {rate} and {count or 'an impossible number of'} plates. Its "
                "stream cannot be understood so. Check that its plates are plugged in and switched on, then reconnect."
            )
        plates = [await read_plate(port, number) for number in range(count)]
        return DeviceInfo(
            model=f"TEC Gihan controller with {count} plate{'s' if count > 1 else ''}",
            serial=serial,
            firmware=firmware,
            signal=signal_of(count, RATES_HZ[rate]),
            capabilities=frozenset({Capability.TARE, Capability.CALIBRATION, Capability.SETTINGS}),
            scale=scale_of(plates, wide, self.pad_m),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Nothing: the controller lives on its cable."""
        return None, None

    async def start(self, port: Port) -> None:
        """Let the stream begin, now or by the trigger.  Raises ReplyTimeout, WrongDevice."""
        # its answer also tells the codec that what comes next is a block
        await until_idle(port, 1.0)
        if self.trigger == "START":
            await port.send(line("START"))
        else:
            await port.ask(line(self.trigger), Said.FIRST_BLOCK, timeout_s=self.trigger_within_s)

    async def stop(self, port: Port) -> None:
        """Stop the stream and wait until it is quiet.  Raises ReplyTimeout, WrongDevice."""
        await stop_and_wake(port)

    async def zero(self, port: Port) -> None:
        """Let the controller take the zero of its plates, which must be empty; only while it does not stream.

        Raises CommandRefused, ReplyTimeout, WrongDevice.
        """
        await until_idle(port, 1.0)
        await port.send(line("ZERO"))
        await pause(port, ZERO_FIRST_S)
        try:
            await until_idle(port, ZERO_S)
        except ReplyTimeout:
            raise CommandRefused(
                f"The plates were not zeroed within {ZERO_S:g} s. Let nobody touch them, then zero again."
            ) from None

    @property
    def commands(self) -> Mapping[str, DeviceCommand]:
        """What it can be told."""

        async def zero(port: Port, _: Sequence[str]) -> str:
            await self.zero(port)
            return "The controller has zeroed its plates."

        async def wide(port: Port, words: Sequence[str]) -> str:
            await set_range(port, one_of(words[0], "The range", {f"{kn}kN": kn for kn in RANGES_KN}))
            return f"The range is {words[0]}. Connect again: every number means something else now."

        async def rate(port: Port, words: Sequence[str]) -> str:
            if words[0] not in MATOME:
                raise BadCommand(f"The rate is one of {', '.join(MATOME)}, not {words[0][:40]!r}.")
            await set_rate(port, words[0])
            return f"The rate is {words[0]}. Connect again."

        # whether it remembers its settings when it is switched off is not published, so a person is asked
        return {
            "zero": DeviceCommand("Takes the zero of all plates in the controller; they must be empty.", zero),
            "range": DeviceCommand(
                "Sets the full scale of all plates.",
                wide,
                (Argument("range", "3kN, 6kN or 10kN"),),
                writes=True,
                ends_link=True,
            ),
            "rate": DeviceCommand(
                "Sets how many samples a second all plates take.",
                rate,
                (Argument("rate", ", ".join(MATOME)),),
                writes=True,
                ends_link=True,
            ),
        }


TEC_GIHAN = TecGihan()
