"""What the client is shown for each kind of feedback, and what is never shown."""

from dataclasses import replace

import pytest
from fake_console import HOLD, IDLE

from station.feedback.state import (
    SHAPES,
    Feedback,
    HoldNow,
    Lane,
    Place,
    Point,
    Share,
    TempoNow,
    pitch_of,
    place_of,
)
from station.model import BigNumber, Side, TrialState
from ui.client_presenter import GATE, ClientPresenter, Kind, glided, level_of

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH


def lane(side, value_n, low_n=None, high_n=None, *, active=True, **more):
    place = place_of(value_n, low_n, high_n)
    pitch = pitch_of(value_n, low_n, high_n)
    return Lane(side, value_n, low_n, high_n, None, place, SHAPES[place], pitch, active, **more)


def shown(feedback, **state):
    return ClientPresenter().screen(replace(HOLD, feedback=feedback, **state))


BRIDGE = Feedback(
    (lane(BOTH, 600.0, 500.0, 640.0),),
    share=Share(0.6, 0.474, 0.526, Place.ABOVE, 0.0, 9.0),
    hold=HoldNow(23.9, 30.0, False),
    words="Push evenly.",
)


def test_one_force_of_both_feet_is_two_bars_each_against_half_of_the_band():
    screen = shown(BRIDGE)
    assert screen.kind is Kind.BARS
    assert [bar.side for bar in screen.bars] == [LEFT, RIGHT]
    # 360 N and 240 N against 250 to 320 N
    assert [bar.place for bar in screen.bars] == [Place.ABOVE, Place.BELOW]
    assert [bar.words for bar in screen.bars] == ["a little less", "a little more"]
    assert (screen.number, screen.of) == ("23", "of 30 s"), "a second counts when it is over"


def test_the_edges_of_the_band_are_the_edges_of_the_gate_whatever_the_force():
    for low_n, high_n in ((150.0, 170.0), (250.0, 320.0)):
        assert level_of(lane(LEFT, low_n, low_n, high_n), 1.0) == pytest.approx(GATE[0])
        assert level_of(lane(LEFT, high_n, low_n, high_n), 1.0) == pytest.approx(GATE[1])
        assert level_of(lane(LEFT, 0.0, low_n, high_n), 1.0) == 0.0
        assert level_of(lane(LEFT, 10 * high_n, low_n, high_n), 1.0) == 1.0


def test_what_was_not_measured_has_no_level():
    assert level_of(lane(LEFT, None, 100.0, 120.0), 1.0) is None


def test_who_pushes_with_all_they_have_is_never_told_to_push_less():
    feedback = Feedback((lane(LEFT, 300.0, 150.0, 170.0), lane(RIGHT, 2.0, 160.0, 180.0, active=False)), all_out=True)
    screen = shown(replace(feedback, wanted_reps=3), state=TrialState.GO)
    assert [bar.words for bar in screen.bars] == ["", ""]
    assert screen.gate_words == "your best"
    assert (screen.number, screen.of) == ("1", "of 3 pushes"), "of what stands beside it"
    easy = shown(replace(feedback, wanted_reps=3, all_out=False), state=TrialState.GO)
    assert (easy.number, easy.of) == ("1", "of 3 repetitions")
    assert shown(replace(feedback, wanted_reps=1, all_out=False), state=TrialState.GO).of == "of 1 repetition"
    assert shown(replace(feedback, wanted_reps=1), state=TrialState.GO).of == "of 1 push"


def test_bars_without_a_band_never_jump_when_somebody_pushes_harder_and_lets_go():
    presenter = ClientPresenter()
    first = Feedback((lane(LEFT, 400.0, refusal="no peak yet"),), all_out=True)
    live = replace(HOLD, feedback=first, state=TrialState.GO, full_scale_n=400.0)
    top = presenter.screen(live).bars[0].level
    half = presenter.screen(replace(live, feedback=Feedback((lane(LEFT, 200.0, refusal="x"),), all_out=True)))
    assert half.bars[0].level == pytest.approx(top / 2)
    assert half.gate is None


@pytest.mark.parametrize(
    ("feedback", "kind"),
    [
        (Feedback((lane(LEFT, 75.0, 70.0, 90.0, path=(Point(-1, 70), Point(0, 80), Point(1, 90))),)), Kind.ROAD),
        (Feedback((lane(BOTH, 640.0),), tempo=TempoNow("lower", 0.5, 2, None, None, None)), Kind.TEMPO),
        (Feedback((lane(LEFT, 500.0), lane(RIGHT, 140.0)), shifts=True), Kind.BEAM),
        (Feedback((lane(BOTH, 640.0),), share=BRIDGE.share), Kind.BEAM),
        (Feedback((lane(LEFT, 200.0),), hold=HoldNow(3.0, 60.0, False)), Kind.CLOCK),
    ],
)
def test_each_kind_of_feedback_has_its_picture(feedback, kind):
    assert shown(feedback, state=TrialState.GO).kind is kind


def test_the_weight_is_shown_where_it_is_and_each_side_has_its_gate_at_its_end():
    lanes = (lane(LEFT, 480.0, 448.0, 512.0, whole_n=640.0), lane(RIGHT, 160.0, 448.0, 512.0, whole_n=640.0))
    beam = shown(Feedback(lanes, shifts=True), state=TrialState.GO).beam
    assert beam.position == pytest.approx(0.25)
    left, right = beam.gates
    assert (left.low, left.high) == pytest.approx((0.2, 0.3))
    assert (right.low, right.high) == pytest.approx((0.7, 0.8))
    assert left.low <= beam.position <= left.high
    assert (left.place, right.place) == (Place.IN, Place.BELOW)


def test_the_countdown_and_the_rest_fill_the_screen():
    assert shown(BRIDGE, state=TrialState.COUNTDOWN, countdown_s=2.2).number == "3"
    resting = replace(HOLD.visit, rest_s=21.4)
    screen = shown(BRIDGE, state=TrialState.BREAK, visit=resting)
    assert (screen.kind, screen.number, screen.of) == (Kind.WORDS, "22", "s")


@pytest.mark.parametrize("state", list(TrialState))
def test_nothing_private_and_no_number_of_the_therapist_is_on_the_screen(state):
    live = replace(HOLD, feedback=BRIDGE, state=state, big=BigNumber("Peak force", 338.0, 0, "N", "last visit 241 N"))
    presented = repr(ClientPresenter().screen(live))
    for private in ("A-104", "Glute bridge", "Back pain", "338", "241", "last visit", "308", "251"):
        assert private not in presented, f"{private} is seen in {state}"


def test_before_a_test_is_chosen_the_client_is_welcomed():
    assert ClientPresenter().screen(IDLE).words == "Welcome. It begins in a moment."


def test_between_two_states_a_bar_goes_on_smoothly_and_arrives():
    low, high = shown(BRIDGE), shown(replace(BRIDGE, lanes=(lane(BOTH, 400.0, 500.0, 640.0),)))
    halfway = glided(low, high, 0.016, 0.0)
    before, now, after = (each.bars[0].level for each in (low, halfway, high))
    assert after < now < before
    for _ in range(60):
        halfway = glided(halfway, high, 0.016, 0.0)
    assert halfway.bars[0].level == pytest.approx(after, abs=1e-4)


def test_the_path_comes_nearer_between_two_states():
    points = tuple(Point(0.1 * k - 1.0, 80.0) for k in range(51))
    road = shown(Feedback((lane(LEFT, 75.0, 70.0, 90.0, path=points),)), state=TrialState.GO)
    later = glided(road, road, 0.016, 0.05)
    assert later.road.points[0][0] == pytest.approx(-1.05)
