"""The beat: exact for as long as one likes, and what came too late is left out."""

from __future__ import annotations

import asyncio

import pytest

from drivers.clock import SystemClock
from simulators.clock import run
from station.feedback.metronome import COUNT_IN, LATE_S, Metronome
from station.protocol import Tempo

SQUATS = Tempo(lower_s=2.0, pause_s=0.0, raise_s=1.0, stand_s=1.0)
THIRDS = Tempo(lower_s=1.1, pause_s=0.3, raise_s=0.7, stand_s=0.2)


def beats_of(metronome):
    found, number = [], 0
    while (beat := metronome.beat(number)) is not None:
        found.append(beat)
        number += 1
    return found


def test_two_seconds_are_counted_in_and_then_every_phase_has_its_beat():
    beats = beats_of(Metronome(SQUATS, 100.0, 2))
    assert [(beat.at_s, beat.phase, beat.accent) for beat in beats] == [
        (100.0, "ready", False),
        (101.0, "ready", False),
        (102.0, "lower", True),
        (104.0, "raise", False),
        (105.0, "stand", False),
        (106.0, "lower", True),
        (108.0, "raise", False),
        (109.0, "stand", False),
    ]


def test_every_second_can_be_beaten_too():
    beats = beats_of(Metronome(SQUATS, 0.0, 1, every_second=True))
    assert [(beat.at_s, beat.phase) for beat in beats[COUNT_IN:]] == [
        (2.0, "lower"),
        (3.0, ""),
        (4.0, "raise"),
        (5.0, "stand"),
    ]


def test_a_thousand_repetitions_do_not_drift():
    metronome = Metronome(THIRDS, 7.0, 1000)
    starts = [beat.at_s for beat in beats_of(metronome) if beat.accent]
    assert len(starts) == 1000
    assert starts[-1] == pytest.approx(9.0 + 999 * 2.3, abs=1e-9)


@pytest.mark.parametrize("tempo", [SQUATS, THIRDS])
@pytest.mark.parametrize("every_second", [False, True])
def test_whoever_asks_often_enough_hears_every_beat_once_and_none_early(tempo, every_second):
    metronome = Metronome(tempo, 3.21, 25, every_second=every_second)
    heard = {}
    for step in range(int((metronome.stop_s - 3.0) / 0.05)):
        now_s = 3.0 + step * 0.05
        beat = metronome.due(now_s)
        if beat is not None:
            assert 0.0 <= now_s - beat.at_s <= LATE_S
            heard.setdefault(beat.number, beat)
    assert list(heard.values()) == beats_of(metronome)


def test_after_a_stall_the_beats_that_were_missed_are_left_out():
    metronome = Metronome(SQUATS, 0.0, 5)
    assert metronome.due(2.02).phase == "lower"
    # the computer stood still from 2.02 to 7.5 s: raise, stand, and the next way down are gone
    assert metronome.due(7.5) is None
    assert metronome.next(7.5).at_s == 8.0
    assert metronome.due(8.0).phase == "raise"


def test_the_next_beat_is_never_the_one_that_is_due():
    metronome = Metronome(THIRDS, 0.0, 3)
    for beat, after in zip(beats_of(metronome), beats_of(metronome)[1:], strict=False):
        assert metronome.due(beat.at_s) == beat
        assert metronome.next(beat.at_s) == after
    last = beats_of(metronome)[-1]
    assert metronome.next(last.at_s) is None
    assert metronome.due(metronome.stop_s + 1.0) is None


def test_on_virtual_time_every_beat_comes_at_its_own_second():
    async def listen():
        clock = SystemClock()
        metronome = Metronome(THIRDS, clock.now() + 1.0, 40)
        heard = []
        beat = metronome.beat(0)
        while beat is not None:
            await clock.sleep(beat.at_s - clock.now())
            heard.append((clock.now() - beat.at_s, metronome.due(clock.now() + 1e-9)))
            beat = metronome.next(clock.now() + 1e-9)
        await asyncio.sleep(0)
        return heard, beats_of(metronome)

    heard, beats = run(listen())
    assert [beat for _, beat in heard] == beats
    assert max(abs(late_s) for late_s, _ in heard) < 1e-6


def test_the_phase_tells_how_much_of_it_is_over():
    metronome = Metronome(SQUATS, 0.0, 2)
    assert metronome.phase(-0.1) == ("", 0.0, 0)
    assert metronome.phase(1.0) == ("ready", 0.5, 0)
    assert metronome.phase(3.0) == ("lower", 0.5, 1)
    assert metronome.phase(4.25) == ("raise", 0.25, 1)
    assert metronome.phase(6.0) == ("lower", 0.0, 2)
    assert metronome.phase(10.0) == ("", 0.0, 0)


@pytest.mark.parametrize(
    ("at_s", "late_s"), [(2.0, 0.0), (2.3, 0.3), (5.8, -0.2), (6.1, 0.1), (0.5, -1.5), (12.5, None), (-3.0, None)]
)
def test_a_repetition_is_late_against_the_nearest_beginning(at_s, late_s):
    found = Metronome(SQUATS, 0.0, 2).late_s(at_s)
    assert found is None if late_s is None else found == pytest.approx(late_s)
