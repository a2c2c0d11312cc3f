"""The encoder in C that builders start from: compiled here, held to the literal packets, read by our decoder."""

import asyncio
import ctypes
import os
import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest
from wire_counterpoise_plate import CHECK_OF_DIGITS, LITERAL, command, identity, record, reply, status
from wire_packets import frames

from drivers.clock import SystemClock
from drivers.contracts import Gap, SampleBlock, SyncEdge
from drivers.devices.counterpoise_plate.packets import request
from drivers.devices.counterpoise_plate.plate import COUNTERPOISE_PLATE, CounterpoisePlateCodec
from drivers.link import Link
from drivers.transports.serial import SerialTransport

SOURCES = Path(__file__).parents[2] / "examples" / "plate_firmware"
COMPILER = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
FLAGS = ["-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror", "-O2"]

pytestmark = pytest.mark.skipif(COMPILER is None or os.name != "posix", reason="there is no C compiler here")


class Head(ctypes.Structure):
    _fields_ = (
        ("first_us", ctypes.c_uint64),
        ("span_us", ctypes.c_uint32),
        ("sequence", ctypes.c_uint16),
        *((name, ctypes.c_uint8) for name in ("valid", "form", "count", "cells")),
    )


class Identity(ctypes.Structure):
    _fields_ = (
        ("firmware", ctypes.c_uint8 * 3),
        *((name, ctypes.c_uint8) for name in ("features", "plates", "form")),
        ("cells_of", ctypes.c_uint8 * 8),
        ("rate_mhz", ctypes.c_uint32),
        *((name, ctypes.c_int32) for name in ("lowest", "highest")),
        *((name, ctypes.c_uint8) for name in ("samples_per_packet", "sync_lines")),
        ("serial", ctypes.c_char * 16),
        ("model", ctypes.c_char * 24),
    )


class Status(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_uint8) for name in ("valid", "battery")),
        *((name, ctypes.c_uint16) for name in ("battery_mv", "flags")),
        ("centidegrees", ctypes.c_int16),
        ("left_out", ctypes.c_uint32),
    )


class Command(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_uint8) for name in ("request", "code", "size")),
        ("arguments", ctypes.c_uint8 * 128),
    )


class Reader(ctypes.Structure):
    _fields_ = (("bytes", ctypes.c_uint8 * 138), ("filled", ctypes.c_size_t))


def build(folder: Path, *arguments: str) -> None:
    subprocess.run([str(COMPILER), *FLAGS, *arguments], cwd=folder, check=True, timeout=60)


class Encoder:
    """The compiled functions; each call returns the bytes of a packet."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self.library = library
        for name in ("packet", "samples", "edge", "status", "reply"):
            getattr(library, f"plate_make_{name}").restype = ctypes.c_size_t
        for name in ("identity", "status", "calibration"):
            getattr(library, f"plate_reply_{name}").restype = ctypes.c_size_t
        library.plate_crc16.restype = ctypes.c_uint16
        library.plate_read.restype = ctypes.c_bool
        library.plate_samples_that_fit.restype = ctypes.c_uint8

    def __call__(self, name: str, *arguments: object, room: int = 1010) -> bytes:
        out = ctypes.create_string_buffer(1010)
        size = getattr(self.library, f"plate_{name}")(out, ctypes.c_size_t(room), *arguments)
        return out.raw[:size]

    def samples(self, rows: list[list[int]], first_us: int, span_us: int, sequence=0, valid=3, form=0, room=1010):
        head = Head(first_us, span_us, sequence, valid, form, len(rows), len(rows[0]))
        values = [value for row in rows for value in row]
        return self("make_samples", ctypes.byref(head), (ctypes.c_int32 * len(values))(*values), room=room)

    def read(self, data: bytes) -> list[tuple[int, int, bytes]]:
        readers, tolds, found = (Reader * 2)(), (Command * 2)(), []
        told = tolds[0]
        for byte in data:
            if self.library.plate_read(readers, ctypes.c_uint8(byte), tolds):
                found.append((told.request, told.code, bytes(told.arguments[: told.size])))
        assert not any(bytes(readers[1]) + bytes(tolds[1])), "it wrote behind what is its own"
        return found


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Encoder:
    library = tmp_path_factory.mktemp("plate") / "plate.so"
    build(SOURCES, "-shared", "-fPIC", "-o", str(library), "plate_protocol.c")
    return Encoder(ctypes.CDLL(str(library)))


def literal(name: str) -> bytes:
    return bytes.fromhex(LITERAL[name])


def asked(code: int, arguments: bytes = b"", number: int = 0) -> object:
    return ctypes.byref(Command(number, code, len(arguments), (ctypes.c_uint8 * 128)(*arguments)))


def test_its_checksum_is_the_one_that_the_document_names(encoder):
    assert encoder.library.plate_crc16(b"123456789", ctypes.c_size_t(9)) == CHECK_OF_DIGITS


def test_its_packets_are_the_literal_ones(encoder):
    assert encoder.samples([[1, -1], [8388607, -8388608]], 1_000_000, 1000, 258) == literal("samples")
    assert encoder.samples([[162144, 100000]], 10_000_000_000, 0, valid=1, form=1) == literal("samples of 32 bits")
    edge = encoder("make_edge", ctypes.c_uint64(2_000_000), ctypes.c_uint8(0), ctypes.c_bool(True))
    assert edge == literal("edge")
    block = ctypes.byref(Status(3, 87, 3832, 5, 2310, 0))
    assert encoder("make_status", block) == literal("status of its own")
    assert encoder("make_reply", asked(4), ctypes.c_uint8(0), None, ctypes.c_size_t(0)) == literal("reply to stop")
    assert encoder("make_reply", asked(3), ctypes.c_uint8(8), None, ctypes.c_size_t(0)) == literal("refusal")


def test_what_it_says_of_itself_is_what_the_document_lays_out(encoder):
    said = Identity(
        (ctypes.c_uint8 * 3)(2, 3, 4), 7, 2, 0, (ctypes.c_uint8 * 8)(4, 4), 1_000_000, -8_388_608, 8_388_607, 17, 1,
        b"CP-0001", b"Bench plates",
    )  # fmt: skip
    assert encoder("reply_identity", asked(1, number=9), ctypes.byref(said)) == reply(1, identity(), number=9)
    assert encoder("reply_status", asked(2), ctypes.byref(Status(3, 87, 3832, 5, 2310, 0))) == reply(2, status())


@pytest.mark.parametrize("at", [0, 64, 192, 242, 5000])
def test_its_calibration_is_told_in_parts(encoder, at):
    raw = record()
    told = encoder("reply_calibration", asked(0x10, struct.pack("<HB", at, 64), 3), raw, ctypes.c_size_t(len(raw)))
    assert told == reply(0x10, struct.pack("<HH", at, len(raw)) + raw[at : at + 64], number=3)


def test_our_decoder_reads_what_it_writes(encoder):
    drawn = np.random.default_rng(5).integers(-(2**23), 2**23, (31, 8))
    (frame,) = frames(CounterpoisePlateCodec().feed(encoder.samples(drawn.tolist(), 77, 30_000)))
    assert frame.values.T.tolist() == drawn.tolist()
    assert frame.ticks.tolist() == [77 + 1000 * k for k in range(31)]


def test_what_three_bytes_cannot_hold_stands_at_the_end_of_their_range(encoder):
    (frame,) = frames(CounterpoisePlateCodec().feed(encoder.samples([[2**23, -(2**23) - 1, 2**31 - 1]], 0, 0)))
    assert frame.values[:, 0].tolist() == [2**23 - 1, -(2**23), 2**23 - 1]


def test_a_packet_that_does_not_fit_is_not_begun(encoder):
    assert encoder.samples([[0] * 8] * 7, 0, 0, room=193) == b""
    assert len(encoder.samples([[0] * 8] * 7, 0, 0, room=194)) == 194
    assert encoder.samples([[0] * 8] * 42, 0, 0, room=5000) == b""


@pytest.mark.parametrize(
    ("longest", "cells", "form", "count"),
    [(244, 8, 0, 7), (460, 8, 0, 17), (509, 8, 0, 19), (1010, 8, 0, 31), (244, 4, 0, 17), (60, 8, 0, 1), (40, 8, 0, 0)],
)
def test_it_chooses_how_many_samples_go_into_a_packet(encoder, longest, cells, form, count):
    fit = encoder.library.plate_samples_that_fit(ctypes.c_size_t(longest), ctypes.c_uint8(cells), ctypes.c_uint8(form))
    assert fit == count


def test_it_reads_our_commands_through_damage_and_garbage(encoder):
    sound = [command(1), command(3, b"\xb4\x00"), command(0x11, bytes(66), 5), request(4)]
    garbage = b"\xc9\xc9\x50\x05\x00AT\r\n"
    damaged = bytearray(command(4))
    damaged[9] ^= 1
    data = garbage + sound[0] + bytes(damaged) + sound[1] + garbage + sound[2] + b"\xc9\x50\x60\x00\x10\x8f" + sound[3]
    assert encoder.read(data + bytes(140)) == [
        (0, 1, b""), (0, 3, b"\xb4\x00"), (5, 0x11, bytes(66)), (0, 4, b""),
    ]  # fmt: skip


def test_nothing_that_is_sent_to_it_runs_over_its_memory(encoder):
    drawn = np.random.default_rng(3)
    heads = [command(1)[:6], b"\xc9\x50\x80\x00\x10\x6f", b"\xc9\x50\xff\xff\x10\xf1"]
    for _ in range(300):
        noise = drawn.integers(0, 256, int(drawn.integers(0, 300)), dtype=np.uint8).tobytes()
        head = heads[int(drawn.integers(len(heads)))]
        assert encoder.read(head + noise + bytes(150) + command(2))[-1] == (0, 2, b"")


@pytest.mark.wire
def test_a_plate_written_with_it_streams_over_a_line(tmp_path):
    """The example as a process of its own at a pseudo-terminal, and the driver as it is used."""
    import pty
    import tty

    program = tmp_path / "plate"
    build(SOURCES, "-o", str(program), "plate_example.c", "plate_protocol.c")
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)

    async def listen() -> None:
        url = os.ttyname(theirs)
        clock = SystemClock()
        async with Link(COUNTERPOISE_PLATE, lambda: SerialTransport(url, COUNTERPOISE_PLATE.serial), clock) as link:
            assert (link.info.serial, link.info.firmware) == ("C-EXAMPLE", "1.0")
            assert link.info.scale is None
            count = 0
            async for event in link:
                assert not isinstance(event, Gap | SyncEdge)
                if isinstance(event, SampleBlock):
                    first = (event.values[0] + 4000) % 1000
                    assert (np.diff(first) % 1000 == 1).all()
                    assert (np.diff(event.values, axis=0) == 1000).all()
                    count += event.values.shape[1]
                if count >= 300:
                    break
            assert link.health().corrupt == 0

    with subprocess.Popen([str(program)], stdin=ours, stdout=ours) as running:
        os.close(ours)
        try:
            asyncio.run(listen())
        finally:
            running.kill()
            os.close(theirs)
