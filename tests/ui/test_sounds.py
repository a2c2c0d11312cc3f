"""The samples that would be played, and what is said where nothing can be."""

import sys
import threading

import numpy as np
import pytest

from ui.cues import Cue, Said
from ui.sounds import BEEPS, RATE_HZ, Sounds, SpeakerOutput, Synth, beep_samples, has_sound_server


class FakeOutput:
    """Plays nothing and keeps the question for samples."""

    def __init__(self, problem=""):
        self.problem, self.render, self.stopped = problem, None, False
        self.thread = None

    def start(self, render):
        self.render, self.thread = render, threading.current_thread()
        return self.problem

    def stop(self):
        self.stopped = True


def strongest_hz(samples):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size), 1 << 18))
    return np.argmax(spectrum) * RATE_HZ / (1 << 18)


@pytest.mark.parametrize("cue", list(Cue))
def test_every_cue_is_a_beep_of_its_pitch_that_does_not_click(cue):
    samples = beep_samples(BEEPS[cue])
    assert samples.size == sum(round(BEEPS[cue].each_s * RATE_HZ) for _ in BEEPS[cue].tones_hz)
    first = samples[: round(BEEPS[cue].each_s * RATE_HZ)]
    assert strongest_hz(first) == pytest.approx(BEEPS[cue].tones_hz[0], rel=0.03)
    assert abs(samples[0]) < 1e-3
    assert abs(samples[-1]) < 1e-2
    assert np.abs(samples).max() <= BEEPS[cue].loudness + 1e-6


def test_a_beat_sounds_at_its_sample_however_the_output_asks():
    whole, pieces = Synth(), Synth()
    for synth in (whole, pieces):
        synth.say(Said(Cue.BEAT, 0.1))
    at_once = whole.render(RATE_HZ // 2)
    asked = np.concatenate([pieces.render(n) for n in (1, 999, 4000, 7, 18_993)])
    np.testing.assert_array_equal(at_once, asked)
    begins = np.flatnonzero(np.abs(at_once) > 1e-6)[0]
    assert begins == pytest.approx(0.1 * RATE_HZ, abs=2)


def test_the_tone_follows_the_pitch_without_a_step():
    synth = Synth()
    synth.tone(440.0)
    first = synth.render(RATE_HZ // 2)
    synth.tone(880.0)
    second = synth.render(RATE_HZ // 2)
    synth.tone(None)
    third = synth.render(RATE_HZ)
    assert strongest_hz(first[RATE_HZ // 4 :]) == pytest.approx(440.0, rel=0.01)
    assert strongest_hz(second[RATE_HZ // 4 :]) == pytest.approx(880.0, rel=0.01)
    assert np.abs(third[-100:]).max() < 1e-3
    steps = np.abs(np.diff(np.concatenate([first, second, third])))
    assert steps.max() < 0.1 * 2 * np.pi * 880 / RATE_HZ * 1.2, "no step is larger than the sine's own"


def test_all_at_once_is_never_louder_than_full():
    synth = Synth()
    synth.tone(440.0)
    for cue in Cue:
        synth.say(Said(cue))
    assert np.abs(synth.render(RATE_HZ)).max() <= 1.0


def test_the_output_is_opened_on_another_thread_and_hears_what_is_said():
    output = FakeOutput()
    sounds = Sounds(lambda: output)
    sounds.say(Said(Cue.GO))
    sounds.switch(True)
    assert sounds.settled()
    assert output.thread is not threading.current_thread()
    assert not output.render(1000).any(), "what was said while sounds were off is not made up for"
    sounds.say(Said(Cue.GO))
    assert output.render(1000).any()
    sounds.close()
    assert output.stopped


def test_without_an_output_it_is_silent_and_says_why():
    sounds = Sounds(lambda: FakeOutput("No sound output here."))
    sounds.switch(True)
    assert sounds.settled()
    assert (sounds.playing, sounds.problem) == (False, "No sound output here.")
    sounds.say(Said(Cue.GO))
    sounds.tone(440.0)
    assert not sounds.synth.render(1000).any()
    sounds.close()


def test_sounds_come_back_when_there_is_an_output_the_next_time():
    outputs = [FakeOutput("no card"), FakeOutput()]
    sounds = Sounds(lambda: outputs.pop(0))
    sounds.switch(True)
    assert sounds.settled()
    sounds.switch(False)
    sounds.switch(True)
    assert sounds.settled()
    assert (sounds.problem, sounds.playing) == ("", True)
    sounds.switch(False)
    sounds.switch(True)
    assert sounds.settled(), "one that plays is not opened again"
    sounds.close()


class BrokenOutput(FakeOutput):
    def start(self, render):
        raise ValueError("a fault in the library")


def test_an_output_that_fails_with_something_else_is_said_too_and_sounds_can_be_tried_again():
    outputs = [BrokenOutput(), FakeOutput()]
    sounds = Sounds(lambda: outputs.pop(0))
    sounds.switch(True)
    assert sounds.settled()
    assert "The sound output failed (ValueError)" in sounds.problem
    sounds.switch(False)
    sounds.switch(True)
    assert sounds.settled()
    assert (sounds.problem, sounds.playing) == ("", True)
    sounds.close()


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    assert "counterpoise[sound]" in SpeakerOutput().start(lambda count: np.zeros(count, np.float32))


def test_a_linux_without_a_card_or_a_sound_server_is_known_before_anything_is_opened(tmp_path):
    assert has_sound_server({"PULSE_SERVER": "unix:/tmp/x"}, "linux")
    assert has_sound_server({}, "win32")
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert has_sound_server({"XDG_RUNTIME_DIR": str(tmp_path)}, "linux")
