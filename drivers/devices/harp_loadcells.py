"""Harp LoadCells, eight load-cell amplifiers on one clock over USB serial: two plates of four cells at 1 kHz.

Its bytes are drawn in ``harp_loadcells_packets``, its registers listed in ``harp_loadcells_registers``, everything that
it can be told is in ``harp_loadcells_commands``.

Samples are raw counts: what they weigh, only a calibration of the plates can say.  The offset of a cell is part of
that, so the offsets are told with who the board is.  A port without cells sends zeros, which are no fault on the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from drivers.commands import CommandRefused, DeviceCommand
from drivers.contracts import Capability, DeviceInfo, Port, Signal
from drivers.devices import harp_loadcells_commands as commands
from drivers.devices import harp_loadcells_registers as registers
from drivers.devices.harp_loadcells_commands import ACTIVE, STANDBY, InputMode
from drivers.devices.harp_loadcells_packets import CHANNELS, TICKS_PER_S, HarpLoadCellsCodec, write_request
from drivers.devices.harp_loadcells_registers import Register
from drivers.errors import ReplyTimeout, WrongDevice
from drivers.profiles import GattProfile, HidProfile, SerialProfile

LOADCELLS = 1232
"""The answer of a LoadCells board to the question who it is."""

DATA_EVENTS, INPUT_EVENTS, OUTPUT_EVENTS = 1, 2, 4

PROFILE = SerialProfile(baud=1_000_000, rtscts=True)

SIGNAL = Signal(
    channels=tuple(f"port{cell // 4}.cell{cell}" for cell in range(CHANNELS)),
    unit="count",
    tick_s=1.0 / TICKS_PER_S,
    tick_modulus=None,
    nominal_rate_hz=1000.0,
    native_min=-32768.0,
    native_max=32767.0,
)


class HarpLoadCells:
    """The manners of a LoadCells board: every command is answered, samples flow while acquisition is on."""

    key = "harp-loadcells"
    title = "Harp LoadCells"
    gatt: GattProfile | None = None
    serial: SerialProfile | None = PROFILE
    hid: HidProfile | None = None
    known_firmware = 1
    battery_every_s: float | None = None
    commands: Mapping[str, DeviceCommand] = commands.COMMANDS

    def codec(self) -> HarpLoadCellsCodec:
        return HarpLoadCellsCodec()

    async def identify(self, port: Port) -> DeviceInfo:
        """Make sure it is a LoadCells board, silence it, and read who it is.  Raises ReplyTimeout, WrongDevice."""
        (who,) = await self._first_answer(port)
        if who != LOADCELLS:
            raise WrongDevice(
                f"The device on this port is another Harp board (it says {who}, a LoadCells says {LOADCELLS}). "
                "Choose the port of the LoadCells board."
            )
        await _set(port, registers.ACQUISITION, 0)
        said = await self._said(port)
        return DeviceInfo(
            model=registers.as_text(said[registers.NAME]) or self.title,
            serial=str(said[registers.SERIAL][0]),
            firmware=f"{said[registers.FIRMWARE_HIGH][0]}.{said[registers.FIRMWARE_LOW][0]}",
            signal=SIGNAL,
            capabilities=frozenset({Capability.SYNC_INPUT}),
            settings=tuple((each.name, str(said[each][0])) for each in registers.OFFSETS if each in said),
        )

    async def read_battery(self, port: Port) -> tuple[float | None, float | None]:
        """Nothing: the board lives on its cable."""
        return None, None

    async def start(self, port: Port) -> None:
        """Make the board active, let it send samples and edges, and switch acquisition on.

        Raises ReplyTimeout, WrongDevice.
        """
        await _set(port, registers.OPERATION, ACTIVE)
        await _set(port, registers.DI0_TRIGGER, InputMode.TELL)
        await _set(port, registers.EVENTS, DATA_EVENTS | INPUT_EVENTS | OUTPUT_EVENTS)
        await _set(port, registers.ACQUISITION, 1)

    async def stop(self, port: Port) -> None:
        """Switch acquisition off and leave the board in standby.  Raises ReplyTimeout, WrongDevice."""
        await _set(port, registers.ACQUISITION, 0)
        await _set(port, registers.OPERATION, STANDBY)

    async def _first_answer(self, port: Port) -> tuple[int, ...]:
        try:
            return await _get(port, registers.WHO_AM_I)
        except ReplyTimeout:
            # half a packet that was on the line may have swallowed the answer, which the second one pushes out;
            # or the program before us told the board to answer nothing
            await port.send(write_request(registers.OPERATION.address, STANDBY))
            return await _get(port, registers.WHO_AM_I)

    async def _said(self, port: Port) -> dict[Register, tuple[int, ...]]:
        """All registers at once; those that are needed one by one where the board does not know how to."""
        said: dict[Register, tuple[int, ...]] = {}
        with suppress(ReplyTimeout):
            said = {registers.REGISTERS[name]: values for name, values in (await commands.dump(port)).items()}
        for needed in (registers.FIRMWARE_HIGH, registers.FIRMWARE_LOW, registers.NAME, registers.SERIAL):
            if needed not in said:
                said[needed] = await _get(port, needed)
        return said


async def _get(port: Port, register: Register) -> tuple[int, ...]:
    try:
        return await registers.read(port, register)
    except CommandRefused as refused:
        raise _unlike_any(refused) from refused


async def _set(port: Port, register: Register, value: int) -> None:
    try:
        await registers.write(port, register, value)
    except CommandRefused as refused:
        raise _unlike_any(refused) from refused


def _unlike_any(refused: CommandRefused) -> WrongDevice:
    return WrongDevice(
        f"{refused} Every LoadCells board that this program knows (firmware 1.2) does that: look for an update of the "
        "program."
    )


HARP_LOADCELLS = HarpLoadCells()
