"""What is heard and seen, and when: each moment once."""

from dataclasses import replace

import pytest
from fake_console import HOLD

from station.feedback.state import Beat, Feedback, HoldNow, Lane, Place, Shape, TempoNow
from station.model import Side, TrialState
from ui.cues import Cue, Cues, Said, tone_hz, tone_of


def heard(*lives):
    cues = Cues()
    return [[said.cue for said in cues.see(live)] for live in lives]


def counting(seconds):
    return replace(HOLD, state=TrialState.COUNTDOWN, countdown_s=seconds, feedback=None)


def resting(seconds):
    return replace(HOLD, state=TrialState.BREAK, feedback=None, visit=replace(HOLD.visit, rest_s=seconds))


GO = replace(HOLD, state=TrialState.GO, feedback=None)


def test_a_countdown_says_each_second_once_and_then_go():
    said = heard(counting(2.9), counting(2.8), counting(1.95), counting(1.9), counting(0.4), GO, GO)
    assert said == [[Cue.COUNT], [], [Cue.COUNT], [], [Cue.COUNT], [Cue.GO], []]


def test_an_effort_that_goes_on_after_a_rest_within_it_is_no_new_go():
    assert heard(GO, replace(GO, state=TrialState.REST), GO) == [[], [], []]


def test_the_last_seconds_of_a_rest_are_counted_and_its_end_is_said():
    said = heard(resting(30.0), resting(4.2), resting(2.9), resting(2.8), resting(1.7), resting(0.3), resting(None))
    assert said == [[], [], [Cue.COUNT], [], [Cue.COUNT], [Cue.COUNT], [Cue.REST_OVER]]


def test_a_rest_that_somebody_cuts_short_does_not_claim_to_be_over():
    assert heard(resting(30.0), resting(20.0), replace(HOLD, state=TrialState.ZERO, feedback=None)) == [[], [], []]


def test_the_end_of_a_hold_is_said_once():
    holding = replace(HOLD, feedback=Feedback((), hold=HoldNow(29.0, 30.0, False)))
    over = replace(HOLD, feedback=Feedback((), hold=HoldNow(30.0, 30.0, True)))
    assert heard(holding, over, over, replace(over, state=TrialState.REVIEW)) == [[], [Cue.END], [], []]


def test_a_beat_is_said_ahead_of_its_time_and_never_twice():
    def at(due, coming, in_s):
        tempo = TempoNow("lower", 0.5, 1, due, coming, None, in_s)
        return replace(HOLD, state=TrialState.GO, feedback=Feedback((), tempo=tempo))

    third, fourth = Beat(3, 3.0, "lower", True), Beat(4, 4.0, "raise", False)
    cues = Cues()
    assert cues.see(at(None, third, 0.8)) == ()
    assert cues.see(at(None, third, 0.22)) == (Said(Cue.ACCENT, 0.22),)
    assert cues.see(at(third, fourth, 0.95)) == ()
    assert cues.see(at(None, fourth, 0.1)) == (Said(Cue.BEAT, 0.1),)


def test_the_tone_is_an_octave_for_half_of_the_way_and_silent_for_whoever_rests():
    assert tone_hz(0.5) == pytest.approx(2 * tone_hz(0.0))
    assert tone_hz(1.0) == pytest.approx(4 * tone_hz(0.0))

    def lane(value_n, pitch):
        return Lane(Side.LEFT, value_n, 100.0, 120.0, 110.0, Place.IN, Shape.DISC, pitch, True)

    pushing = replace(GO, feedback=Feedback((lane(110.0, 0.5),)))
    assert tone_of(pushing) == pytest.approx(tone_hz(0.5))
    assert tone_of(replace(pushing, state=TrialState.REVIEW)) is None
    assert tone_of(replace(GO, feedback=Feedback((lane(12.0, 0.0),)))) is None
    assert tone_of(replace(GO, feedback=Feedback((lane(110.0, 0.5),), hold=HoldNow(30.0, 30.0, True)))) is None
    assert tone_of(GO) is None
