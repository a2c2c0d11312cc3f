"""What Counterpoise plates say of themselves, what they are told, and the calibration that they keep."""

import asyncio
import json
import math
import struct
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from wire_counterpoise_plate import calibration_answers, command, crc16, identity, plate, record, reply, status

from drivers.calibration import calibration_of
from drivers.commands import BadCommand, CommandRefused, run_command
from drivers.contracts import Capability, DeviceInfo, NoticeKind, Reply
from drivers.devices.counterpoise_plate.commands import read_calibration, tare, write_calibration
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE, CounterpoisePlateCodec
from drivers.devices.counterpoise_plate.record import BadRecord, PlateRecord, as_json, from_json, pack, unpack
from drivers.errors import LinkUnavailable, ReplyTimeout, UnknownFirmware, WrongDevice


class Plates:
    """A port to plates that answer from a table."""

    def __init__(self, *, said: bytes | None = None, how: bytes | None = None, kept: bytes | None = None) -> None:
        self.answers = {
            command(1): reply(1, identity() if said is None else said),
            command(2): reply(2, status() if how is None else how),
            command(3, b"\xb4\0"): reply(3, bytes(8)),
            command(4): reply(4),
        } | calibration_answers(record() if kept is None else kept)
        self.written: list[bytes] = []
        self.deaf = 0
        """So many commands are not answered."""

    async def send(self, data: bytes) -> None:
        self.written.append(data)

    async def ask(self, data: bytes, wanted: int, *, timeout_s: float = 1.0) -> Reply:
        self.written.append(data)
        self.deaf -= 1
        if self.deaf >= 0 or data not in self.answers:
            raise ReplyTimeout("It did not answer.")
        (event,) = [each for each in CounterpoisePlateCodec().feed(self.answers[data]) if isinstance(each, Reply)]
        assert event.command == wanted
        return event


def identified(port: Plates) -> DeviceInfo:
    return asyncio.run(COUNTERPOISE_PLATE.identify(port))


# Who it is


def test_what_it_says_of_itself_is_read_from_the_layout():
    info = identified(Plates())
    assert (info.model, info.serial, info.firmware) == ("Bench plates", "CP-0001", "1.0")
    assert info.settings == (("builder's firmware", "2.3.4"),)
    assert info.capabilities == {Capability.TARE, Capability.CALIBRATION, Capability.SYNC_INPUT}
    assert (info.battery_v, info.battery) == (3.832, 0.87)
    assert info.signal.channels[0] == "plate1.cell1"
    assert info.signal.channels[7] == "plate2.cell4"
    assert (info.signal.nominal_rate_hz, info.signal.native_min, info.signal.native_max) == (
        1000.0,
        -(2**23),
        2**23 - 1,
    )
    assert info.notices == ()


def test_what_it_does_not_know_is_not_known():
    info = identified(Plates(said=identity(features=0), how=status(charge=255, millivolts=0, flags=0)))
    assert (info.battery_v, info.battery, info.scale, info.capabilities) == (None, None, None, frozenset())


def test_a_board_that_starts_anew_when_its_port_is_opened_is_asked_again():
    port = Plates()
    port.deaf = 2
    assert identified(port).serial == "CP-0001"
    port.deaf = 3
    with pytest.raises(ReplyTimeout):
        identified(port)


def test_it_is_silenced_before_anything_else_is_asked():
    port = Plates()
    identified(port)
    assert port.written[:3] == [command(1), command(4), command(2)]


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_of_the_protocol_is_refused_by_its_number(version):
    with pytest.raises(UnknownFirmware, match=f"version {version} of the plate protocol"):
        identified(Plates(said=identity(protocol=version)[:2]))


@pytest.mark.parametrize(
    "said",
    [
        identity(cells=()),
        identity(cells=(0, 4)),
        identity(cells=(4,) * 8 + (1,)),
        identity(cells=(33,)),
        identity(rate_mhz=0),
        identity(limits=(5, 5)),
        identity(serial=b"\x01\x02"),
        identity()[:40],
        b"",
    ],
)
def test_an_identity_that_cannot_be_is_refused_in_words(said):
    with pytest.raises(WrongDevice, match="The plates "):
        identified(Plates(said=said))


def test_a_plate_that_does_not_measure_is_named_before_anything_is_streamed():
    with pytest.raises(LinkUnavailable, match="Plate 2 of the device CP-0001 does not measure"):
        identified(Plates(how=status(valid=1)))


def test_plates_in_use_elsewhere_are_unavailable_and_may_be_tried_again():
    port = Plates()
    port.answers[command(4)] = reply(4, refused=3)
    with pytest.raises(LinkUnavailable, match="in use from another computer"):
        identified(port)


@pytest.mark.parametrize(
    ("code", "told"), [(8, "messages that are too short"), (9, "line is too slow"), (77, "number 77")]
)
def test_a_refused_start_says_why(code, told):
    port = Plates()
    port.answers[command(3, b"\xb4\0")] = reply(3, refused=code)
    with pytest.raises(WrongDevice, match=f"refuse to stream: .*{told}"):
        asyncio.run(COUNTERPOISE_PLATE.start(port))


# The calibration that it keeps


def test_the_calibration_that_it_keeps_is_its_scale():
    scale = identified(Plates()).scale
    assert scale.gain == ((0.05,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.05,) * 4)
    assert scale.zero_native == (-4, -3, -2, -1, 0, 1, 2, 3)
    assert scale.plates == ("P0", "P1")
    assert scale.cells_m[:4] == ((-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5))
    assert (scale.capacity_n, scale.noise_sd_n, scale.uncertainty) == (2500.0, 0.5, 0.0078125)
    assert (scale.dated, scale.note) == ("2026-05-17", "by A. Builder, with 20 40 kg, 21.5 degrees")


def test_forces_and_centres_follow_from_it():
    info = identified(Plates())
    calibration = calibration_of(info, ("left", "right"))
    values = np.array([[-4 + 400], [-3 + 400], [-2], [-1], [0], [1 + 200], [2], [3 + 200]], np.int32)
    assert calibration.newtons(values)[:, 0] == pytest.approx([40.0, 20.0])
    assert calibration.centre_of_pressure(values)[:, :, 0].ravel() == pytest.approx([0.0, -0.5, 0.5, 0.0])


def test_measured_moments_are_preferred_to_places_of_cells():
    scale = identified(Plates(kept=record(moments=True))).scale
    assert scale.cells_m == ()
    assert scale.moment_x[0][0] == pytest.approx(0.1)
    assert scale.moment_y[1][7] == pytest.approx(0.15)


@pytest.mark.parametrize(
    "kept", [record()[:-1] + b"\0", record(cells=6), record(plates=1, cells=8), b"x" * 70, b"\x01"]
)
def test_a_calibration_that_cannot_be_its_own_is_not_used_and_that_is_said(kept):
    info = identified(Plates(kept=kept))
    assert info.scale is None
    assert [(notice.kind, "not used" in notice.text) for notice in info.notices] == [(NoticeKind.TROUBLE, True)]


def test_parts_that_do_not_belong_together_are_no_calibration():
    port = Plates()
    port.answers[command(0x10, struct.pack("<HB", 64, 64), 1)] = reply(0x10, struct.pack("<HH", 0, 242) + bytes(64), 1)
    assert asyncio.run(read_calibration(port)) is None


def test_a_device_that_never_ends_telling_is_left():
    port = Plates()
    port.answers[command(0x10, struct.pack("<HB", 0, 64))] = reply(0x10, struct.pack("<HH", 0, 65535) + bytes(64))
    assert asyncio.run(read_calibration(port)) is None
    assert len(port.written) == 1


def test_a_record_is_packed_as_the_document_lays_it_out():
    read = unpack(record())
    assert pack(read) == record()
    assert read.dated == date(2026, 5, 17)
    assert (read.by, read.temperature_c, read.masses_kg) == ("A. Builder", 21.5, (20.0, 40.0))
    assert pack(unpack(record(moments=True))) == record(moments=True)


def test_damage_at_every_byte_of_a_record_is_found():
    raw = record()
    for at in range(len(raw)):
        with pytest.raises(BadRecord):
            unpack(raw[:at] + bytes((raw[at] ^ 0x20,)) + raw[at + 1 :])
        with pytest.raises(BadRecord):
            unpack(raw[:at])


def sealed(raw: bytes) -> bytes:
    return raw[:-2] + struct.pack("<H", crc16(raw[:-2]))


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (0, b"\x02", "version 2"),
        (1, b"\x03", "length"),
        (1, b"\x00", "length|1 to 8 plates"),
        (8, struct.pack("<f", math.nan), "finite"),
        (8, struct.pack("<f", 0.0), "zero"),
        (16, struct.pack("<f", -0.1), "negative"),
        (112, struct.pack("<f", math.inf), "finite"),
        (112, bytes(16), "zero"),
    ],
)
def test_a_sound_checksum_around_nonsense_is_no_calibration(at, value, told):
    raw = record()
    with pytest.raises(BadRecord, match=told):
        unpack(sealed(raw[:at] + value + raw[at + len(value) :]))


def test_a_day_that_does_not_exist_is_no_date():
    assert unpack(sealed(record()[:6] + b"\x0d" + record()[7:])).dated is None


def test_a_record_is_shown_as_a_file_that_can_be_changed_and_written_back():
    read = unpack(record(moments=True))
    assert from_json(as_json(read)) == read
    assert json.loads(as_json(read))["force"][0][0] == 0.05


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "not an object"),
        ("{", "cannot be read"),
        ("{}", "cannot be read"),
        ('{"colour": 1}', "colour"),
        ('{"plates": ["A"], "zero": [0], "force": [[1]], "capacity_n": "x", "noise_sd_n": 1}', "cannot be read"),
        ('{"plates": ["A"], "zero": [0], "force": 5, "capacity_n": 1, "noise_sd_n": 1}', "cannot be read"),
        ('{"plates": ["A"], "zero": [0], "force": [[0]], "capacity_n": 1, "noise_sd_n": 1}', "zero"),
        ('{"plates": ["A"], "zero": [0], "force": [[1, 2]], "capacity_n": 1, "noise_sd_n": 1}', "not 1 rows"),
    ],
)
def test_a_file_that_is_no_record_is_refused_by_what_is_wrong(text, told):
    with pytest.raises(BadRecord, match=told):
        from_json(text)


def test_a_figure_that_does_not_fit_is_refused_before_anything_is_sent():
    with pytest.raises(BadRecord, match="does not fit"):
        pack(replace(unpack(record()), zero=(2**31,) * 8))


# What it is told


class Keeping(Plates):
    """Plates that keep what they are sent; ``forgetful`` ones spoil a byte of it."""

    def __init__(self, *, forgetful: bool = False) -> None:
        super().__init__()
        self.staged = b""
        self.forgetful = forgetful

    async def ask(self, data: bytes, wanted: int, *, timeout_s: float = 1.0) -> Reply:
        number, code, arguments = data[8], data[9], data[10:-2]
        if code == 0x11:
            assert int.from_bytes(arguments[:2], "little") == len(self.staged)
            self.staged += arguments[2:]
            self.answers[data] = reply(0x11, number=number)
        elif code == 0x12:
            assert arguments == struct.pack("<H", len(self.staged)) + self.staged[-2:]
            kept = bytearray(self.staged)
            kept[40] ^= self.forgetful
            self.answers |= calibration_answers(bytes(kept)) | {data: reply(0x12)}
        return await super().ask(data, wanted, timeout_s=timeout_s)


NEW = PlateRecord(("A", "B"), ((0.1,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.1,) * 4), (0,) * 8, 3000.0, 0.4)


def test_a_calibration_is_written_in_parts_and_read_back():
    port = Keeping()
    asyncio.run(write_calibration(port, NEW))
    assert port.staged == pack(NEW)
    assert max(len(data) for data in port.written) <= 97
    assert identified(port).scale.gain[0][0] == 0.1


def test_a_calibration_that_was_not_kept_as_it_was_sent_is_said():
    with pytest.raises(CommandRefused, match="not the one they were sent"):
        asyncio.run(write_calibration(Keeping(forgetful=True), NEW))


@pytest.mark.parametrize(("code", "told"), [(5, "not still"), (6, "something stands on it"), (11, "not fitted")])
def test_a_tare_that_is_refused_says_why(code, told):
    port = Plates()
    port.answers[command(6, b"\xff")] = reply(6, refused=code)
    with pytest.raises(CommandRefused, match=told):
        asyncio.run(tare(port))


def tell(port: Plates, name: str, *words: str) -> str:
    return asyncio.run(run_command(COUNTERPOISE_PLATE, name, words, port))


def test_what_a_person_tells_it_goes_over_the_wire(tmp_path):
    port = Keeping()
    port.answers |= {command(6, b"\xff"): reply(6), command(7): reply(7)}
    assert "tared" in tell(port, "tare")
    assert "no tare" in tell(port, "clear-tare")
    file = tmp_path / "plates.json"
    file.write_text(tell(port, "calibration"))
    assert "as it was sent" in tell(port, "write-calibration", str(file))
    assert port.staged == record()


def test_its_state_is_told_in_words():
    told = tell(Plates(how=status(flags=2 | 16 | 32, left_out=40)), "status")
    assert "plates that measure: 1, 2" in told
    assert "battery: 87 %, 3.83 V" in told
    assert "tare: set" in told
    assert "calibration: none" in told
    assert "40 samples could not be sent" in told
    assert "a converter does not work" in told


def test_files_that_cannot_be_written_to_it_are_refused_before_a_byte_is_sent(tmp_path):
    port = Keeping()
    for name, content in {"large.json": b" " * 200_000, "odd.json": b"\xff\xfe", "other.json": b"{}"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadCommand, match=name):
            tell(port, "write-calibration", str(tmp_path / name))
    with pytest.raises(BadCommand, match="cannot be read"):
        tell(port, "write-calibration", str(tmp_path / "none.json"))
    assert port.written == []


def test_a_reply_that_is_too_short_is_not_believed():
    with pytest.raises(WrongDevice, match="too little of their state"):
        identified(Plates(how=b"\x03"))
    assert CounterpoisePlateCodec().feed(plate(4, b"\0\1\0")) == [Reply(1, b"\0")]
