"""The lines of a Mark-10 gauge: literal readings, units, damage; and how it is asked on a link."""

import asyncio

import numpy as np
import pytest
from check_chunking import check_chunking
from fake_transports import SCRIPTS, Cupboard, FakeTransport
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_mark10 import COMPRESSION, ILLEGAL, POLL, RESUME, SETTINGS, SHOWN, TENSION, reading
from wire_packets import corrupt, flat, frames, samples

from drivers.clock import SystemClock
from drivers.contracts import Frame, Notice, NoticeKind, Reply, SampleBlock, Segment, Send
from drivers.devices.mark10 import MARK10, READING, SIGNAL, TEXT, Mark10Codec
from drivers.errors import WrongDevice
from drivers.link import Link
from simulators.clock import run
from simulators.devices.mark10 import Mark10 as Firmware
from simulators.transports.memory import MemorySocket

BEGUN = ILLEGAL + COMPRESSION
"""What a codec hears first of a stream."""


def decode(data: bytes) -> list:
    return Mark10Codec().feed(data)


def forces(events: list) -> list[float]:
    return [round(values[0], 4) for _, values in samples(events)]


def sent(events: list) -> list[bytes]:
    return [event.data for event in events if isinstance(event, Send)]


# Literal


@pytest.mark.parametrize(
    ("line", "newtons"),
    [
        (COMPRESSION, 4.285),
        (TENSION, -83.5376),
        (b"1.000 kgF\r\n", 9.8067),
        (b"1000 gF\r\n", 9.8067),
        (b"16.0 ozF\r\n", 4.4482),
        (b"1.234500 kN\r\n", 1234.5),
        (b"4285 mN\r\n", 4.285),
        (b"-0.000 N\r\n", 0.0),
    ],
)
def test_a_reading_is_newtons_with_compression_positive_and_asks_for_the_next(line: bytes, newtons: float) -> None:
    reply, frame, send = decode(line)
    assert reply == Reply(READING, line[:-2])
    assert isinstance(frame, Frame)
    assert frame.values.dtype == np.float32
    assert forces([frame]) == [pytest.approx(newtons, abs=1e-4)]
    assert send == Send(POLL)


def test_before_it_streams_words_are_answers_and_a_refusal_answers_anything() -> None:
    assert decode(SETTINGS) == [Reply(TEXT, SETTINGS[:-2])]
    assert decode(b"*12\r\n*22\r\n") == [Reply(None, b"*12", error=True), Reply(None, b"*22", error=True)]


# Damage


@pytest.mark.parametrize(
    "line",
    [
        b"4.28 N\r\n",
        b"4.2850 N\r\n",
        b"4.285 kN\r\n",
        b"4.285 lbF\r\n",
        b"4.285 M\r\n",
        b"4.285N\r\n",
        b"4.285 \r\n",
        b"4,285 N\r\n",
        b"4.2Z5 N\r\n",
        b"4.285 N\n",
        b"\xff.285 N\r\n",
        b"x" * 200 + b"\r\n",
        b"\r\n",
    ],
)
def test_what_cannot_be_read_is_never_a_number_and_the_question_is_put_again_behind_a_fence(line: bytes) -> None:
    codec = Mark10Codec()
    codec.feed(BEGUN)
    events = codec.feed(line)
    assert not frames(events)
    assert corrupt(events)
    assert sent(events) == [RESUME]
    late = codec.feed(COMPRESSION)
    assert not frames(late), "this may be the answer to a question before"
    assert sent(late) == []
    assert forces(codec.feed(ILLEGAL + COMPRESSION)) == [4.285]


def test_a_line_that_was_cut_in_two_makes_no_number_of_its_tail() -> None:
    codec = Mark10Codec()
    codec.feed(ILLEGAL + b"12.345 N\r\n")
    events = codec.feed(b"1\n2.345 N\r\n" + ILLEGAL + b"12.345 N\r\n")
    assert forces(events) == [12.345]
    assert len(corrupt(events)) == 2


def test_another_unit_is_told_once_in_words() -> None:
    codec = Mark10Codec()
    codec.feed(BEGUN)
    events = [event for _ in range(5) for event in codec.feed(b"0.963 lbF\r\n" + ILLEGAL)]
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert notice.kind is NoticeKind.TROUBLE
    assert "switched from N to lbF" in notice.text
    assert not frames(events)


def test_memory_stays_bounded() -> None:
    codec = Mark10Codec()
    codec.feed(b"9" * 100_000)
    assert len(codec._bytes) < 128


def messy() -> bytes:
    lines = [reading(number) for number in range(40)]
    lines[7] = b"7.0Q0 N\r\n"
    lines[8] = ILLEGAL
    lines[20] = b"\x00" * 150
    lines[25] = ILLEGAL
    return BEGUN.replace(b"4.285", b"4.000") + b"".join(lines)


def test_any_chunking_gives_identical_events() -> None:
    check_chunking(lambda: Mark10Codec().feed, messy(), flat)


@given(st.binary(max_size=600))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_bytes_are_taken(data: bytes) -> None:
    codec = Mark10Codec()
    for event in codec.feed(data):
        assert not isinstance(event, Frame) or np.isfinite(event.values).all()


# Series 4


def test_a_gauge_that_does_not_know_the_question_is_asked_for_what_it_shows_with_one_question_under_way() -> None:
    codec = Mark10Codec()
    assert sent(codec.feed(ILLEGAL)) == []
    assert sent(codec.feed(ILLEGAL)) == [SHOWN]
    for _ in range(3):
        assert sent(codec.feed(COMPRESSION)) == [SHOWN]


# On a link


def link_to(unit: Firmware) -> Link:
    return Link(MARK10, MemorySocket(unit, SystemClock(), messages=False).transport, SystemClock())


def swinging(times) -> np.ndarray:
    return 50.0 * np.sin(2.0 * np.pi * 0.5 * np.asarray(times, np.float64))


@pytest.mark.parametrize("options", [{}, {"unit": "LB"}, {"unit": "KN"}, {"series": "4"}])
def test_it_is_read_as_fast_as_the_line_allows_and_rests_and_goes_on(options: dict) -> None:
    async def main() -> None:
        unit = Firmware(swinging, "M5-77", answer_s=0.008, **options)
        async with link_to(unit) as link:
            assert link.info.signal == SIGNAL
            assert link.info.serial == ("M10-" if unit.series == "4" else "M5-77")
            assert link.info.firmware == ("not told" if unit.series == "4" else "V1.00")
            await asyncio.sleep(3.0)
            told = unit._told
            assert told > 100
            link.pause()
            await asyncio.sleep(1.0)
            rested = unit._told
            await asyncio.sleep(30.0)
            assert unit._told == rested, "nobody asks while it rests"
            link.resume()
            await asyncio.sleep(3.0)
            health = link.health()
            assert (health.corrupt, health.reconnects) == (0, 0)
            assert unit._told - rested == pytest.approx(told, rel=0.1), "one question under way, not two"
            values = []
            async for event in link:
                if isinstance(event, SampleBlock):
                    values += event.values[0].tolist()
                if isinstance(event, Segment) and event.number == 2:
                    break
            assert max(values) == pytest.approx(50.0, abs=0.5)
            assert min(values) == pytest.approx(-50.0, abs=0.5)

    run(main())


def test_its_commands_run_while_it_rests() -> None:
    async def main() -> None:
        unit = Firmware(swinging, "M5-77", answer_s=0.008)
        async with link_to(unit) as link:
            await asyncio.sleep(3.0)
            link.pause()
            tension, compression = await link.use(MARK10.peaks_n)
            assert tension == pytest.approx(-50.0, abs=0.1)
            assert compression == pytest.approx(50.0, abs=0.1)
            await link.use(lambda port: MARK10.filters(port, 5, 10))
            await link.use(MARK10.clear_peaks)
            await link.use(MARK10.zero)
            await asyncio.sleep(0.1)
            assert unit.filters == {"FLTC": 5, "FLTP": 10}
            assert unit._zero_n != 0.0
            with pytest.raises(ValueError, match="FLTP can be from 0 to 10, not 11"):
                await link.use(lambda port: MARK10.filters(port, 0, 11))
            link.resume()
            await asyncio.sleep(1.0)
            assert (link.health().corrupt, link.health().reconnects) == (0, 0)

    run(main())


def test_a_display_that_shows_a_peak_changes_nothing_in_what_is_read() -> None:
    async def main() -> None:
        unit = Firmware(lambda times: np.full(np.size(times), 10.0), answer_s=0.008)
        async with link_to(unit) as link:
            unit.write(b"PT\r", 0.0)
            await asyncio.sleep(1.0)
            async for event in link:
                if isinstance(event, SampleBlock):
                    assert event.values.tolist() == [[10.0]]
                    break

    run(main())


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (b"?C\r\n", b"4.28 lbFin\r\n", "reads in lbFin, which is no force"),
        (b"LIST\r\n", SETTINGS.replace(b"POL", b"NOPOL"), "Set its polarity to plain"),
    ],
)
def test_a_gauge_whose_numbers_mean_something_else_is_refused(question: bytes, answer: bytes, words: str) -> None:
    async def main() -> None:
        unit = FakeTransport(SCRIPTS["mark10"]())
        unit.script.answers[question] = answer
        with pytest.raises(WrongDevice, match=words):
            await Link(MARK10, Cupboard([unit]), SystemClock()).__aenter__()
        assert RESUME not in unit.written

    run(main())
