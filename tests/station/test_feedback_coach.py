"""What the client is shown, from forces that are known: bands, time, share, repetitions, the path; any cutting."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import numpy as np
import pytest
from check_chunking import check_chunking

from dsp.tracking import Band, Tracking, find_exits, seconds_inside
from dsp.tracking_metrics import tracking_rmse
from station.feedback.coach import SHARE_HIGH, SHARE_LOW, Coach
from station.feedback.own_maximum import OwnMaximum, aged
from station.feedback.state import Place, Shape, pitch_of, place_of
from station.force_path import path_of, turns_of
from station.model import Side
from station.protocol import Target, built_in

PLATES = {0: (Side.LEFT, Side.RIGHT)}
GRIPS = {0: (Side.LEFT,), 1: (Side.RIGHT,)}
OWN = {
    side: OwnMaximum(side, 200.0, datetime(2026, 3, 1, tzinfo=UTC), "own best 200 N, today")
    for side in GRIPS[0] + GRIPS[1]
}
GO_S = 50.0


def coach_of(key, streams, rate_hz=100.0, maxima=OWN, weight_n=700.0, **changed):
    protocol = msgspec.structs.replace(built_in()[key], **changed)
    coach = Coach(protocol, streams, maxima)
    coach.connected(dict.fromkeys(streams, rate_hz))
    coach.go(GO_S, weight_n)
    return coach


def times(seconds, rate_hz=100.0):
    return GO_S + np.arange(round(seconds * rate_hz)) / rate_hz


def noisy(force_n, seed=3):
    return force_n + np.random.default_rng(seed).normal(0.0, 2.0, np.shape(force_n))


def bridge(time_s):
    """Rest, lift, hold with one sag of a second, and lower; the left carries a little more."""
    since = time_s - GO_S
    total = np.interp(since, [0, 1, 1.5, 8, 8.2, 9.2, 9.4, 14, 14.5], [60, 60, 360, 360, 280, 280, 360, 360, 60])
    return noisy(np.stack((0.51 * total, 0.49 * total)))


# Values against bands -------------------------------------------------------------------------------------------------


def test_the_edges_belong_to_the_band_and_a_tone_is_in_its_middle_on_target():
    assert [place_of(value, 90.0, 110.0) for value in (89.9, 90.0, 110.0, 110.1)] == [
        Place.BELOW, Place.IN, Place.IN, Place.ABOVE,
    ]  # fmt: skip
    assert place_of(None, 90.0, 110.0) is place_of(100.0, None, None) is Place.UNKNOWN
    assert [pitch_of(value, 90.0, 110.0) for value in (0.0, 90.0, 100.0, 110.0, 500.0)] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert pitch_of(100.0, None, None) is None


@pytest.mark.parametrize(
    ("held_n", "place", "shape"),
    [(150.0, Place.BELOW, Shape.TRIANGLE_UP), (190.0, Place.IN, Shape.DISC), (230.0, Place.ABOVE, Shape.TRIANGLE_DOWN)],
)
def test_a_push_is_told_by_place_and_by_shape_where_it_stands_against_the_own_maximum(held_n, place, shape):
    coach = coach_of("hip_abduction_iso", GRIPS)
    at = times(3.0)
    coach.feed(0, at, np.where(at < GO_S + 1.0, 2.0, held_n)[None])
    left, right = coach.state(at[-1]).lanes
    assert (left.place, left.shape, left.active, right.active) == (place, shape, True, False)
    assert (left.low_n, left.high_n) == pytest.approx((180.0, 200.0))
    assert left.source == "own best 200 N, today"
    assert right.value_n is None
    assert right.place is Place.UNKNOWN


def test_without_an_earlier_peak_the_band_comes_with_the_first_push_and_grows_with_a_better_one():
    coach = coach_of("hip_abduction_iso", GRIPS, maxima={})
    at = times(9.0)
    force = np.select([at < GO_S + 1, at < GO_S + 3, at < GO_S + 5, at < GO_S + 7], [2.0, 150.0, 2.0, 180.0], 2.0)
    before = coach.state(GO_S).lanes[0]
    assert before.low_n is None
    assert "first push" in before.refusal
    coach.feed(0, at[:450], force[None, :450])
    first = coach.state(at[449]).lanes[0]
    assert (first.low_n, first.high_n, first.refusal) == (pytest.approx(135.0), pytest.approx(150.0), "")
    coach.feed(0, at[450:], force[None, 450:])
    state = coach.state(at[-1])
    assert state.lanes[0].high_n == pytest.approx(180.0)
    assert state.lanes[0].source == "own best 180 N, just now"
    assert [(rep.number, rep.peak_n, rep.place) for rep in state.reps] == [
        (1, 150.0, Place.UNKNOWN), (2, 180.0, Place.ABOVE),
    ]  # fmt: skip


def test_a_value_that_is_old_is_not_shown_as_one_of_now():
    coach = coach_of("hip_abduction_iso", GRIPS)
    coach.feed(0, times(2.0), np.full((1, 200), 190.0))
    assert coach.state(GO_S + 2.1).lanes[0].value_n == pytest.approx(190.0)
    assert coach.state(GO_S + 2.6).lanes[0].value_n is None


# Time, as it is computed afterwards -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rate_hz", [80.0, 1000.0])
def test_time_in_the_band_and_exits_are_those_of_the_record(rate_hz):
    coach = coach_of("glute_bridge_hold", PLATES, rate_hz)
    at = times(16.0, rate_hz)
    force = bridge(at)
    coach.feed(0, at, force)
    (lane,) = coach.state(at[-1]).lanes
    total = force.sum(axis=0)
    # from when the level was known to where less than half of it was left
    known = np.searchsorted(at, coach._hold.begun_s + 1.5)
    over = known + int(np.flatnonzero(total[known:] < lane.whole_n / 2)[0])
    record = Tracking(at, total, Band(lane.low_n, lane.high_n, lane.target_n), int(known), over)
    inside_s, measured_s = seconds_inside(record)
    assert lane.seconds_measured == pytest.approx(measured_s, abs=0.12)
    assert lane.seconds_in == pytest.approx(inside_s, abs=0.12)
    assert lane.exits == len(find_exits(record)) == 2  # the sag, and lowering at the end
    assert lane.in_band == pytest.approx(inside_s / measured_s, abs=0.01)
    assert lane.whole_n == pytest.approx(360.0, abs=3.0)


def test_a_hold_has_its_timer_until_it_was_released():
    coach = coach_of("glute_bridge_hold", PLATES)
    at = times(17.0)
    coach.feed(0, at[:1000], bridge(at)[:, :1000])
    held = coach.state(at[999]).hold
    assert held.held_s == pytest.approx(8.8, abs=0.2)
    assert not held.over
    coach.feed(0, at[1000:], bridge(at)[:, 1000:])
    held = coach.state(at[-1]).hold
    assert held.held_s == pytest.approx(13.1, abs=0.2)
    assert held.over


def test_unsteadiness_is_that_of_the_last_two_seconds():
    coach = coach_of("glute_bridge_hold", PLATES, 1000.0)
    at = times(12.0, 1000.0)
    since = at - GO_S
    total = np.where(since < 1.0, 60.0, 360.0) + np.where(since > 8.0, 3.0, 12.0) * np.sin(2 * np.pi * 6.0 * since)
    total = np.where(since < 1.0, 60.0, total)
    coach.feed(0, at, np.stack((total / 2, total / 2)))
    assert coach.state(at[-1]).lanes[0].unsteadiness == pytest.approx(100 * 3.0 / np.sqrt(2) / 360.0, rel=0.03)


# Both feet ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "place"), [(0.45, Place.BELOW), (0.5, Place.IN), (0.56, Place.ABOVE)])
def test_the_share_has_its_band_and_its_time(left, place):
    coach = coach_of("glute_bridge_hold", PLATES)
    at = times(10.0)
    total = np.where(at < GO_S + 1.0, 60.0, 360.0)
    coach.feed(0, at, noisy(np.stack((left * total, (1 - left) * total))))
    share = coach.state(at[-1]).share
    assert share.left == pytest.approx(left, abs=0.005)
    assert share.place is place
    assert share.seconds_measured == pytest.approx(9.0, abs=0.2)
    assert share.seconds_in == pytest.approx(9.0 if place is Place.IN else 0.0, abs=0.6)


def test_even_is_what_differs_by_less_than_a_tenth_of_the_larger():
    for share in (SHARE_LOW, SHARE_HIGH):
        sides = sorted((share, 1.0 - share))
        assert 1.0 - sides[0] / sides[1] == pytest.approx(0.1)


def test_a_shift_of_weight_counts_on_its_own_foot_when_the_band_was_kept_for_a_second():
    coach = coach_of("weight_shift", PLATES)
    at = times(16.0)
    since = at - GO_S
    left = 700.0 * np.select(
        [(since > 2) & (since < 5), (since > 7) & (since < 7.6), (since > 10) & (since < 13)], [0.75, 0.75, 0.25], 0.5
    )
    coach.feed(0, at, np.stack((left, 700.0 - left)))
    state = coach.state(at[-1])
    assert [(lane.side, lane.reps) for lane in state.lanes] == [(Side.LEFT, 1), (Side.RIGHT, 1)]
    assert [lane.seconds_in for lane in state.lanes] == pytest.approx([3.6, 3.0], abs=0.15)
    assert state.share is None


# Repetitions and the beat ---------------------------------------------------------------------------------------------


def test_squats_are_counted_and_told_how_late_they_began():
    coach = coach_of("squat", PLATES)
    at = times(26.0)
    since, mass = at - GO_S, 700.0 / 9.80665
    total = np.full(at.size, 700.0)
    for number in range(5):
        start = 2.4 + 4.0 * number  # 0.4 s after its beat
        here = (since >= start) & (since < start + 3.0)
        part = (since[here] - start) / 3.0
        total[here] += mass * 0.25 * (2 * np.pi / 3.0) ** 2 * -np.cos(2 * np.pi * part)
    coach.feed(0, at, np.stack((total / 2, total / 2)))
    state = coach.state(at[-1])
    assert state.lanes[0].reps == 5
    assert [rep.late_s for rep in state.reps] == pytest.approx([0.4] * 5, abs=0.2)
    assert [rep.seconds for rep in state.reps] == pytest.approx([2.9] * 5, abs=0.3)


def test_somebody_who_stands_still_squats_not_at_all():
    coach = coach_of("squat", PLATES)
    at = times(60.0)
    sway = 700.0 + 3.0 + 5.0 * np.sin(2 * np.pi * 0.4 * at)
    coach.feed(0, at, noisy(np.stack((sway / 2, sway / 2))))
    assert coach.state(at[-1]).lanes[0].reps == 0


def test_rises_from_a_chair_are_counted_and_falling_back_is_none():
    coach = coach_of("sit_to_stand_5x", PLATES)
    at = times(24.0)
    since, total = at - GO_S, np.full(at.size, 110.0)
    for number in range(5):
        here = (since >= 1.0 + 3.0 * number) & (since < 2.6 + 3.0 * number)
        total[here] = 700.0 + 180.0 * np.sin(2 * np.pi * (since[here] - 1.0 - 3.0 * number) / 1.6)
    bounced = (since >= 17.0) & (since < 17.3)
    total[bounced] = 640.0  # somebody who pushes off and sits down again has not stood
    coach.feed(0, at, noisy(np.stack((total / 2, total / 2))))
    assert coach.state(at[-1]).lanes[0].reps == 5


def test_the_last_rise_counts_though_nobody_sits_down_after_it():
    coach = coach_of("sit_to_stand_5x", PLATES)
    at = times(6.0)
    total = np.where(at - GO_S < 2.0, 110.0, 700.0)
    coach.feed(0, at, np.stack((total / 2, total / 2)))
    assert coach.state(at[-1]).lanes[0].reps == 1


def test_lifts_are_counted_when_the_box_is_put_down_and_bending_for_it_is_none():
    coach = coach_of("box_lift", PLATES)
    at = times(34.0)
    since, total = at - GO_S, np.full(at.size, 700.0)
    for number in range(3):
        start = 3.0 + 9.0 * number
        dip = (since >= start - 1.5) & (since < start)
        total[dip] -= 150.0 * np.sin(2 * np.pi * (since[dip] - start + 1.5) / 1.5)
        total[(since >= start) & (since < start + 4.0)] += 98.0
    coach.feed(0, at, noisy(np.stack((total / 2, total / 2))))
    state = coach.state(at[-1])
    assert state.lanes[0].reps == 3
    assert [rep.seconds for rep in state.reps] == pytest.approx([4.0] * 3, abs=1.0)


def test_the_load_share_is_told_for_each_phase_of_the_tempo():
    coach = coach_of("squat", PLATES)
    at = times(24.0)
    left = np.full(at.size, 350.0)
    for k, moment in enumerate(at.tolist()):
        phase = coach._metronome.phase(moment)[0]
        left[k] = {"lower": 420.0, "raise": 280.0}.get(phase, 350.0)
    coach.feed(0, at, np.stack((left, 700.0 - left)))
    shares = {each.phase: each.left for each in coach.state(at[-1]).phases}
    assert shares["lower"] == pytest.approx(0.6, abs=0.02)
    assert shares["raise"] == pytest.approx(0.4, abs=0.02)
    assert "ready" not in shares


def test_the_beat_stands_beside_the_phase_only_where_the_test_has_a_metronome():
    quiet, loud = (coach_of("squat", PLATES, metronome=sounds) for sounds in ("off", "phases"))
    assert quiet.state(GO_S + 2.0).tempo.phase == loud.state(GO_S + 2.0).tempo.phase == "lower"
    assert quiet.state(GO_S + 2.0).tempo.beat is None
    assert loud.state(GO_S + 2.0).tempo.beat.accent
    assert loud.state(GO_S + 2.0).tempo.next_beat.at_s == GO_S + 4.0


# The path -------------------------------------------------------------------------------------------------------------


def followed(at, side, number, late_s=0.2):
    """Somebody who is a little late on the path of the tracking test."""
    protocol = built_in()["hip_abduction_tracking"]
    path, turn = path_of(protocol.path.pieces), turns_of(protocol)[number]
    since = at - GO_S - turn.start_s
    working = (since > -turn.lead_in_s) & (since < path.seconds + 0.5)
    return noisy(np.where(working, 200.0 * path.at(since - late_s), 3.0), seed=number)[None]


def test_the_path_game_shows_what_comes_and_scores_what_was():
    coach = coach_of("hip_abduction_tracking", GRIPS, 80.0)
    at = times(78.0, 80.0)
    coach.feed(0, at, followed(at, Side.LEFT, 0))
    coach.feed(1, at, followed(at, Side.RIGHT, 1))
    early = coach.state(GO_S + 10.0)
    assert early.active.side is Side.LEFT
    path = {point.ahead_s: point.target_n for point in early.active.path}
    assert (min(path), max(path)) == pytest.approx((-1.0, 4.0))
    for ahead_s, target_n in path.items():
        assert target_n == pytest.approx(200.0 * path_of(coach.protocol.path.pieces).at(np.array([7.0 + ahead_s]))[0])
    assert coach.state(GO_S + 40.0).active.side is Side.RIGHT
    assert "Right: the path begins in" in coach.state(GO_S + 44.0).words
    for lane, stream in zip(coach.state(at[-1]).lanes, (0, 1), strict=True):
        turn = turns_of(coach.protocol)[stream]
        first, last = np.searchsorted(at, (GO_S + turn.start_s - 1e-9, GO_S + turn.stop_s + 1e-9))
        target = 200.0 * path_of(coach.protocol.path.pieces).at(at - GO_S - turn.start_s)
        force = followed(at, lane.side, stream)[0]
        record = Tracking(at, force, Band(target - 8.0, target + 8.0, target), int(first), int(last) - 1)
        inside_s, measured_s = seconds_inside(record)
        # the same rules: what is left are the last samples that do not fill a block
        assert lane.seconds_measured == pytest.approx(measured_s, abs=0.06)
        assert lane.seconds_in == pytest.approx(inside_s, abs=0.06)
        assert lane.score == pytest.approx(100.0 - tracking_rmse(record), abs=0.1)
        assert lane.exits == len(find_exits(record))


def test_a_side_without_a_maximum_gets_no_path_and_says_why():
    coach = coach_of("hip_abduction_tracking", GRIPS, 80.0, maxima={Side.LEFT: OWN[Side.LEFT]})
    left, right = coach.state(GO_S + 5.0).lanes
    assert left.path
    assert (right.path, right.low_n, right.score) == ((), None, None)
    assert "No valid peak" in right.refusal


def test_before_go_the_beginning_of_the_path_waits():
    coach = Coach(built_in()["hip_abduction_tracking"], GRIPS, OWN)
    coach.connected({0: 80.0, 1: 80.0})
    state = coach.state(GO_S)
    assert state.active.side is Side.LEFT
    assert {point.target_n for point in state.active.path} == {20.0}
    assert state.words == built_in()["hip_abduction_tracking"].words.ready


# Any cutting, any band ------------------------------------------------------------------------------------------------


def shaking(seconds, rows, rate_hz):
    at = times(seconds, rate_hz)
    since = at - GO_S
    total = np.interp(since, [0, 1, 1.4, seconds - 2, seconds - 1.5], [40, 40, 340, 340, 40]) + 30 * np.sin(1.7 * since)
    return np.vstack((at, *(noisy(total / rows, seed) for seed in range(rows))))


@pytest.mark.parametrize(
    ("key", "streams", "rows"),
    [
        ("glute_bridge_hold", PLATES, 2),
        ("squat", PLATES, 2),
        ("weight_shift", PLATES, 2),
        ("bird_dog_reps", PLATES, 2),
        ("glute_bridge_reps", PLATES, 2),
        ("hip_abduction_iso", GRIPS, 1),
        ("hip_abduction_tracking", GRIPS, 1),
        ("clamshell_left_hold", GRIPS, 1),
    ],
)
def test_cutting_the_samples_differently_changes_nothing_to_the_last_bit(key, streams, rows):
    data = shaking(9.0, rows, 80.0)
    data = data[:, np.r_[0:200, 230 : data.shape[1]]]  # thirty samples were lost

    def begin():
        coach = coach_of(key, streams, 80.0)

        def feed(piece):
            coach.feed(0, piece[0], piece[1:])
            return [coach]

        return feed

    whole = check_chunking(begin, data, lambda coaches: coaches[-1].state(data[0, -1]), seeds=4)
    assert whole.lanes[0].value_n is not None


@pytest.mark.parametrize("key", ["hip_abduction_iso", "hip_abduction_tracking"])
def test_which_of_two_devices_sends_first_changes_nothing(key):
    at = times(60.0, 80.0)
    force = {
        number: noisy(np.where(np.sin(2 * np.pi * (at + 3.0 * number) / 12.0) > 0.3, 150.0, 3.0), number)[None]
        for number in (0, 1)
    }
    shown = []
    for order, step in (((0, 1), 8), ((1, 0), 8), ((0, 1), 5000), ((1, 0), 333)):
        coach = coach_of(key, GRIPS, 80.0)
        for first in range(0, at.size, step):
            for number in order:
                coach.feed(number, at[first : first + step], force[number][:, first : first + step])
        shown.append(coach.state(at[-1]))
    assert shown[0].lanes[0].value_n is not None
    assert all(state == shown[0] for state in shown)


@pytest.mark.parametrize("rate_hz", [8.0, 12.0])
def test_a_slow_device_is_told_the_same(rate_hz):
    coach = coach_of("glute_bridge_hold", PLATES, rate_hz)
    at = times(16.0, rate_hz)
    coach.feed(0, at, bridge(at))
    state = coach.state(at[-1])
    assert state.lanes[0].seconds_measured == pytest.approx(11.3, abs=0.5)
    assert state.lanes[0].seconds_in == pytest.approx(10.1, abs=0.5)
    assert state.share.seconds_measured == pytest.approx(13.5, abs=1.2)


@pytest.mark.parametrize("kind", ["newtons", "body_weight_share"])
def test_a_band_in_newtons_or_of_the_weight_is_kept_in_any_test(kind):
    factor = 1.0 if kind == "newtons" else 1.0 / 700.0
    target = Target(kind, 600.0 * factor, 800.0 * factor, "near the weight")
    coach = coach_of("quiet_stance_eyes_open", PLATES, target=target)
    at = times(10.0)
    total = np.where((at > GO_S + 4.0) & (at < GO_S + 6.0), 850.0, 700.0)
    coach.feed(0, at, np.stack((total / 2, total / 2)))
    (lane,) = coach.state(at[-1]).lanes
    assert (lane.low_n, lane.high_n) == pytest.approx((600.0, 800.0))
    assert (lane.seconds_in, lane.exits) == (pytest.approx(8.0, abs=0.1), 1)


def test_nothing_private_is_shown():
    coach = coach_of("hip_abduction_tracking", GRIPS, 80.0)
    shown = repr(coach.state(GO_S + 5.0))
    assert "2026" not in shown
    assert "person" not in shown


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (12, "12 days ago"),
        (59, "59 days ago"),
        (150, "5 months ago"),
        (800, "2 years ago"),
    ],
)
def test_an_age_is_said_as_one_says_it(days, said):
    today = date(2026, 6, 1)
    assert aged(datetime.fromordinal(today.toordinal() - days), today) == said
