"""Transports that are lists and queues: a device that answers from a table and streams when it is told to."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import wire_chronojump
import wire_cts500
import wire_go_direct as go_direct
import wire_mark10
import wire_tec_gihan
from wire_counterpoise_plate import calibration_answers, command, identity, record, reply, status, stream_packet
from wire_frez_dyno import frez_dyno
from wire_packets import harp, harp_sample, progressor

from drivers.contracts import Device
from drivers.devices.chronojump import CHRONOJUMP
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE
from drivers.devices.cts500 import CTS500
from drivers.devices.frez_dyno import FREZ_DYNO
from drivers.devices.go_direct import GO_DIRECT
from drivers.devices.harp_loadcells import HARP_LOADCELLS
from drivers.devices.harp_loadcells_packets import U16, read_request
from drivers.devices.mark10 import MARK10
from drivers.devices.progressor import PROGRESSOR
from drivers.devices.tec_gihan.controller import TEC_GIHAN
from drivers.errors import LinkLost


@dataclass
class Script:
    """How one kind of device behaves on the wire, written down as bytes."""

    device: Device
    answers: dict[bytes, bytes]
    starts: bytes
    stops: bytes
    packet: Callable[[int], bytes]
    """Packet number n of the stream."""
    period_s: float
    """Time from one packet to the next."""
    per_packet: int
    serial: str
    singles: int = 1
    """How many packets of the wire, equally long or nearly, one packet of the script holds."""
    attributes: dict[str, bytes] = field(default_factory=dict)
    """Values of BLE characteristics beside the stream."""
    told: bytes = b""
    """What a codec must have heard before packets mean something to it."""
    pulls: bytes = b""
    """What asks for the next packet; it is said again and again and not written down."""
    low_battery: dict[bytes | str, bytes] = field(default_factory=dict)
    """Answers (by command) and attributes (by name) of the same device with an empty battery."""
    cannot: dict[str, str] = field(default_factory=dict)
    """Checks of the battery that this protocol cannot pass, without their ``check_``, and why not."""

    def battery_is_low(self) -> None:
        for asked, said in self.low_battery.items():
            if isinstance(asked, str):
                self.attributes[asked] = said
            else:
                self.answers[asked] = said


NEVER_CUT = "a notification is one packet, and the radio never cuts one"
NO_CHECKSUM = "its packets carry no sum of their own; the radio's keeps damage away from them"
NO_COUNTER = "nothing on the wire numbers its samples; what is lost unseen shows by the host's clock"
READ_WHEN_ASKED = "nothing on the wire numbers a reading; the host stamps it when it comes"
NO_TICKS = "no time is on the wire, and the codec counts without end"
NO_BATTERY = "it is fed by its cable and tells of no battery"


def _progressor() -> Script:
    return Script(
        device=PROGRESSOR,
        answers={
            b"\x6b": b"\x00\x05" + b"2.0.4",
            b"\x6f": bytes.fromhex("0004980c0000"),
            b"\x70": b"\x00\x01\x2b",
            b"\x6c": bytes.fromhex("00084e6f206372617368"),
        },
        starts=b"\x65",
        stops=b"\x66",
        packet=lambda n: progressor([(n * 8.0 + k, (n * 8 + k) * 12500) for k in range(8)]),
        period_s=0.1,
        per_packet=8,
        serial="2B",
        low_battery={b"\x6f": bytes.fromhex("0004e00b0000")},
        cannot={
            "cutting_the_bytes_anywhere_changes_nothing": NEVER_CUT,
            "damage_at_any_byte_is_never_a_number": NO_CHECKSUM,
        },
    )


def _harp() -> Script:
    def asked(address: int, payload_type: int, payload: bytes) -> tuple[bytes, bytes]:
        head = bytes((1, 4, address, 255, payload_type))
        return head + bytes((sum(head) % 256,)), harp(1, address, payload_type, payload, (900, 1))

    def told(address: int, value: int) -> tuple[bytes, bytes]:
        head = bytes((2, 5, address, 255, 1, value))
        return head + bytes((sum(head) % 256,)), harp(2, address, 1, bytes((value,)), (900, 2))

    answers = [
        asked(0, 2, (1232).to_bytes(2, "little")),
        asked(6, 1, b"\x01"),
        asked(7, 1, b"\x02"),
        asked(12, 1, b"LoadCells".ljust(25, b"\0")),
        asked(13, 2, (4660).to_bytes(2, "little")),
        told(10, 0xE1),
        told(10, 0x60),
        told(10, 0x68),
        told(39, 0),
        told(90, 7),
        told(32, 1),
        told(32, 0),
    ]
    # asked for all registers, it tells the first few; whoever needs others asks for them one by one
    answers[7] = (answers[7][0], answers[7][1] + answers[0][1] + answers[1][1] + answers[2][1] + answers[3][1])
    return Script(
        device=HARP_LOADCELLS,
        answers=dict(answers),
        starts=told(32, 1)[0],
        stops=told(32, 0)[0],
        packet=lambda n: b"".join(harp_sample(n * 20 + k) for k in range(20)),
        period_s=0.02,
        per_packet=20,
        singles=20,
        serial="4660",
        cannot={
            "the_counter_wraps_unseen": "its seconds have 32 bits: they last for 136 years",
            "a_low_battery_is_told_before_and_while_it_streams": NO_BATTERY,
        },
    )


def _counterpoise_plate() -> Script:
    answers = {
        command(1): reply(1, identity()),
        command(2): reply(2, status()),
        command(3, b"\xb4\0"): reply(3, (5_000_000).to_bytes(8, "little")),
        command(4): reply(4),
    }
    return Script(
        device=COUNTERPOISE_PLATE,
        answers=answers | calibration_answers(record()),
        starts=command(3, b"\xb4\0"),
        stops=command(4),
        packet=stream_packet,
        period_s=0.017,
        per_packet=17,
        serial="CP-0001",
        low_battery={command(2): reply(2, status(charge=4, millivolts=3010))},
        cannot={"the_counter_wraps_unseen": "its microseconds have 64 bits"},
    )


def _chronojump() -> Script:
    return Script(
        device=CHRONOJUMP,
        answers={
            b"get_version:\n": b"Force_Sensor-0.6\r\n",
            b"start_capture:\n": wire_chronojump.STARTED,
            b"end_capture:\n": wire_chronojump.ENDED,
        },
        starts=b"start_capture:\n",
        stops=b"end_capture:\n",
        packet=lambda n: b"".join(wire_chronojump.line(n * 8 + k) for k in range(8)),
        period_s=0.1,
        per_packet=8,
        singles=8,
        serial="CJ-",
        cannot={
            "damage_at_any_byte_is_never_a_number": "a line of text without a sum: another digit is another number",
            "a_low_battery_is_told_before_and_while_it_streams": NO_BATTERY,
        },
    )


def _go_direct() -> Script:
    return Script(
        device=GO_DIRECT,
        answers=go_direct.answers(),
        starts=go_direct.Told(bytes.fromhex(go_direct.START)),
        stops=go_direct.Told(bytes.fromhex(go_direct.STOP)),
        packet=lambda n: go_direct.measured([(2 * n + k) % 800 + 0.5 for k in range(2)], counter=n + 1),
        period_s=0.02,
        per_packet=2,
        serial="151000C1",
        low_battery=dict(go_direct.answers(STATUS=go_direct.status(percent=5))),
        cannot={
            "cutting_the_bytes_anywhere_changes_nothing": NEVER_CUT,
            "the_counter_wraps_unseen": NO_TICKS,
            "what_overtakes_is_put_in_its_place": "packets are counted, not stamped, and no way changes their order",
        },
    )


def _frez_dyno() -> Script:
    return Script(
        device=FREZ_DYNO,
        answers={},
        starts=b"\x01\x00",
        stops=b"\x02\x00",
        packet=lambda n: frez_dyno([(n * 9 + k - 8000, (n * 9 + k) * 4) for k in range(9)]),
        period_s=0.036,
        per_packet=9,
        serial="2639",
        attributes={"2a25": b"2639", "2a28": b"1.0.0", "2a19": b"\x40"},
        low_battery={"2a19": b"\x05"},
        cannot={
            "cutting_the_bytes_anywhere_changes_nothing": NEVER_CUT,
            "damage_at_any_byte_is_never_a_number": NO_CHECKSUM,
        },
    )


def _tec_gihan() -> Script:
    return Script(
        device=TEC_GIHAN,
        answers=dict(wire_tec_gihan.ANSWERS),
        starts=b"START\n",
        stops=b"STOP\n",
        packet=wire_tec_gihan.block,
        period_s=0.1,
        per_packet=100,
        serial="1021",
        told=wire_tec_gihan.TOLD,
        pulls=b"DT\n",
        cannot={
            "cutting_the_bytes_anywhere_changes_nothing": "what comes in one piece with a block spoils it",
            "each_loss_is_one_gap_of_its_size": NO_COUNTER,
            "damage_at_any_byte_is_never_a_number": "a block is plain numbers from end to end, without a sum",
            "the_counter_wraps_unseen": NO_TICKS,
            "what_comes_twice_is_dropped_and_counted": NO_COUNTER,
            "what_overtakes_is_put_in_its_place": NO_COUNTER,
            "a_device_that_begins_to_count_anew_begins_a_new_segment": NO_COUNTER,
            "a_low_battery_is_told_before_and_while_it_streams": NO_BATTERY,
        },
    )


def _cts500() -> Script:
    echoed = (wire_cts500.STOP, wire_cts500.START, wire_cts500.NO_PEAKS, wire_cts500.RATE_80)
    return Script(
        device=CTS500,
        answers={command: command for command in echoed} | {wire_cts500.ASK_BATTERY: wire_cts500.BATTERY_355},
        starts=wire_cts500.START,
        stops=wire_cts500.STOP,
        packet=lambda n: b"".join(wire_cts500.of_stream(n * 8 + k) for k in range(8)),
        period_s=0.1,
        per_packet=8,
        singles=8,
        serial="CTS-",
        cannot={
            "each_loss_is_one_gap_of_its_size": NO_COUNTER,
            "the_counter_wraps_unseen": NO_TICKS,
            "what_comes_twice_is_dropped_and_counted": NO_COUNTER,
            "what_overtakes_is_put_in_its_place": NO_COUNTER,
            "a_device_that_begins_to_count_anew_begins_a_new_segment": NO_COUNTER,
            "a_low_battery_is_told_before_and_while_it_streams": "it tells volts, and nobody says which are few",
        },
    )


def _mark10() -> Script:
    return Script(
        device=MARK10,
        answers=dict(wire_mark10.ANSWERS),
        starts=wire_mark10.RESUME,
        stops=wire_mark10.REFUSED,
        packet=wire_mark10.reading,
        period_s=0.01,
        per_packet=1,
        serial="3456789",
        told=wire_mark10.ILLEGAL + wire_mark10.reading(0),
        pulls=wire_mark10.POLL,
        cannot={
            "a_clean_stream_is_samples_and_nothing_else": READ_WHEN_ASKED,
            "each_loss_is_one_gap_of_its_size": READ_WHEN_ASKED,
            "damage_at_any_byte_costs_its_packet_only": "the answer behind a damaged one is asked for anew",
            "damage_at_any_byte_is_never_a_number": NO_CHECKSUM,
            "the_counter_wraps_unseen": NO_TICKS,
            "what_comes_twice_is_dropped_and_counted": READ_WHEN_ASKED,
            "what_overtakes_is_put_in_its_place": READ_WHEN_ASKED,
            "a_device_that_begins_to_count_anew_begins_a_new_segment": READ_WHEN_ASKED,
            "a_low_battery_is_told_before_and_while_it_streams": NO_BATTERY,
        },
    )


SCRIPTS: dict[str, Callable[[], Script]] = {
    "progressor": _progressor,
    "harp-loadcells": _harp,
    "counterpoise-plate": _counterpoise_plate,
    "chronojump": _chronojump,
    "cts500": _cts500,
    "mark10": _mark10,
    "go-direct": _go_direct,
    "frez-dyno": _frez_dyno,
    "tec-gihan": _tec_gihan,
}
"""One script for every line of the registry."""

WHO = read_request(0, U16)


@dataclass
class FakeTransport:
    """One connection to a scripted device.  Every step can be made to hang or to fail by its name."""

    script: Script
    skip: frozenset[int] = frozenset()
    """Numbers of packets that get lost on the way."""
    silent_from: int | None = None
    """The device says nothing more from this packet on."""
    lost_at: int | None = None
    """The link is lost in place of this packet."""
    hangs: frozenset[str] = frozenset()
    fails: dict[str, BaseException] = field(default_factory=dict)
    mute: bool = False
    paced: bool = True
    """False: nothing is streamed but what the test says."""
    greeting: tuple[bytes, ...] = ()
    """Bytes that are there as soon as the connection is."""
    written: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Attributes that were read."""
    opened: bool = False
    closed: int = 0
    number: int = 0
    """Of the packet that comes next."""

    def __post_init__(self) -> None:
        self._incoming: asyncio.Queue[bytes | BaseException] = asyncio.Queue()
        self._stream: asyncio.Task[None] | None = None

    async def _step(self, name: str) -> None:
        if name in self.fails:
            raise self.fails[name]
        if name in self.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(0.001)

    async def open(self) -> None:
        await self._step("open")
        self.opened = True
        for data in self.greeting:
            self._incoming.put_nowait(data)

    async def read(self) -> bytes:
        if "read" in self.fails:
            raise self.fails["read"]
        data = await self._incoming.get()
        if isinstance(data, BaseException):
            self._incoming.put_nowait(data)
            raise data
        return data

    async def write(self, data: bytes) -> None:
        await self._step("write")
        await self._step(f"write {data.hex()}")
        if self.script.pulls and data in (self.script.pulls, b""):
            return
        self.written.append(data)
        if self.mute:
            return
        if data == self.script.stops and self._stream is not None:
            self._stream.cancel()
        if data in self.script.answers:
            self.say(self.script.answers[data])
        if data == self.script.starts and self.paced:
            self._stream = asyncio.create_task(self._run())

    async def close(self) -> None:
        self.closed += 1
        if self._stream is not None:
            self._stream.cancel()
        await self._step("close")

    async def attribute(self, uuid: str) -> bytes:
        await self._step("attribute")
        self.asked.append(uuid)
        return b"" if self.mute else self.script.attributes.get(uuid, b"")

    def say(self, data: bytes) -> None:
        self._incoming.put_nowait(data)

    def lose(self, why: str = "The cable was pulled.") -> None:
        self._incoming.put_nowait(LinkLost(why))

    async def _run(self) -> None:
        self.number = 0
        while True:
            await asyncio.sleep(self.script.period_s)
            if self.number == self.lost_at:
                self.lose()
                return
            if self.silent_from is not None and self.number >= self.silent_from:
                return
            if self.number not in self.skip:
                self.say(self.script.packet(self.number))
            self.number += 1


class Cupboard:
    """Hands out transports in order, one a connection, the last one again and again by its maker."""

    def __init__(self, transports: Iterable[FakeTransport]) -> None:
        self._left = list(transports)
        self.used: list[FakeTransport] = []

    def __call__(self) -> FakeTransport:
        if not self._left:
            raise AssertionError("more connections than the test expects")
        self.used.append(self._left.pop(0))
        return self.used[-1]
