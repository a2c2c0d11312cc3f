"""What the presenters decide, without Qt."""

import math
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fake_console import (
    BOTH,
    CARDS,
    DEVICES,
    EVERY_CARD,
    LEFT,
    RIGHT,
    SCENES,
    FakeConsole,
    hip_review,
    jump_review,
    named,
    refused_review,
    withheld,
)
from fake_people_desk import progress_of
from hypothesis import given
from hypothesis import strategies as st

from drivers.contracts import LinkState
from dsp.measurement import Measurement, State
from station.model import Curve, Mark, Side, TrialRow, TrialState
from station.readings import short
from ui.choice_presenter import again, choice_cards, columns, found, groups
from ui.device_texts import device_details, device_line, device_tone
from ui.drawing_presenter import last_second, with_total
from ui.force_axis import LiveAxis, round_up, ticks
from ui.live_presenter import LivePresenter, choosing
from ui.measures_presenter import Column, columns_shown, first_rows, fold_label, table
from ui.numbers import ago, fixed, in_words, reading, split_big, supported_decimals, unbroken
from ui.progress_curves import chart
from ui.review_presenter import (
    columns_of,
    headline_title,
    mark_label,
    mark_rows,
    movement,
    screen,
    shifted,
    time_ticks,
    value_at,
    zoomed,
)


def test_what_a_chart_says_has_its_numbers_whole():
    series = next(each for each in progress_of("A-104").tests[0].series if each.side is LEFT)
    tall = replace(series.points[0], value=Measurement(1204.4, "N", State.VALID, (), 4.0))
    withheld = replace(series.points[1], value=Measurement(None, "N", State.INVALID, ("slipped",)))
    assert chart([replace(series, points=(tall, withheld))], date.today()).says == "left: 1204 N"


def test_a_number_of_three_digits_is_never_a_power_of_ten():
    shown = [short(value) for value in (0.0, 0.5, 62.5, 62.0, 100.0, 1204.4, -1204.4, 12345.0)]
    assert shown == ["0", "0.5", "62.5", "62", "100", "1204", "-1204", "12345"]


def valid(value: float, unit: str, spread: float | None = None) -> Measurement:
    return Measurement(value, unit, State.VALID, (), spread)


@pytest.mark.parametrize(
    ("key", "value", "unit", "spread", "shown"),
    [
        ("peak_force", 234.26, "N", 4.2, "234 ± 4 N"),
        ("peak_force", 234.26, "N", 1.44, "234.3 ± 1.4 N"),
        ("peak_force", 234.26, "N", 0.96, "234.3 ± 1.0 N"),
        ("rfd_0_200", 702.4, "N/s", 92.0, "700 ± 90 N/s"),
        ("rfd_0_200", 12345.0, "N/s", 1234.0, "12300 ± 1200 N/s"),
        ("jump_height_im", 0.31274, "m", 0.0063, "31.3 ± 0.6 cm"),
        ("jump_height_ft", 0.3391, "m", None, "33.9 cm"),
        ("sway_velocity", 0.00611, "m/s", 0.00012, "6.11 ± 0.12 mm/s"),
        ("sway_area", 0.000094, "m^2", 0.000004, "0.94 ± 0.04 cm²"),
        ("sway_direction", -12.0, "deg", 3.0, "−12 ± 3 °"),
        ("countermovement_depth", 0.2871, "m", 0.011, "28.7 ± 1.1 cm"),
        ("displacement", 0.31274, "m", 0.0063, "0.313 ± 0.006 m"),
        ("time_to_peak", 0.4521, "s", 0.03, "0.45 ± 0.03 s"),
        ("load_share", 0.5512, "1", 0.02, "55 ± 2 %"),
        ("asymmetry", -10.4, "%", 4.0, "−10 ± 4 %"),
        ("asymmetry", -0.04, "%", 0.4, "0.0 ± 0.4 %"),
        ("peak_force", 512.7, "N", None, "513 N"),
        ("ratio", 1.2345, "", None, "1.23"),
    ],
)
def test_a_number_has_no_more_digits_than_its_uncertainty_supports(key, value, unit, spread, shown):
    assert reading(key, valid(value, unit, spread)).text() == shown


@given(st.floats(1e-6, 1e6), st.floats(-1e6, 1e6))
def test_what_is_printed_is_within_the_uncertainty_of_what_was_measured(spread, value):
    shown = reading("x", valid(value, "N", spread))
    printed = float(shown.value.replace("−", "-"))
    assert abs(printed - value) <= 0.51 * spread
    assert float(shown.plus_minus) == pytest.approx(spread, rel=0.34)
    assert printed != 0 or not shown.value.startswith("−")


def test_a_withheld_number_has_no_digits_at_all():
    shown = reading("rfd_0_50", withheld("rfd_0_50", "RFD", LEFT, "N/s", "needs 250 Hz").measurement)
    assert (shown.value, shown.plus_minus, shown.text()) == ("", "", "—")


def test_decimals_follow_the_leading_digit():
    assert [supported_decimals(u) for u in (0.04, 0.14, 0.97, 1.9, 2.0, 9.6, 14, 96, 960)] == [
        2,
        2,
        1,
        1,
        0,
        0,
        0,
        -1,
        -2,
    ]


@pytest.mark.parametrize(
    ("value", "spread", "shown"),
    [(24.2, 22.4, "24 ± 22 %"), (-24.2, 22.4, "−24 ± 22 %"), (24.2, 26.0, "20 ± 30 %"), (240.0, 22.4, "240 ± 20 %"),
     (0.024, 0.022, "0.024 ± 0.022 %")],
)  # fmt: skip
def test_rounding_does_not_make_a_difference_look_as_small_as_its_uncertainty(value, spread, shown):
    measured = Measurement(value, "%", State.VALID, (), spread)
    assert reading("load_asymmetry", measured).text().replace("\u00a0", " ") == shown


def test_a_big_number_is_split_at_the_point():
    assert split_big(23.44, 1) == ("23", ".4")
    assert split_big(-3.0, 0) == ("−3", "")
    assert split_big(None, 1) == split_big(math.nan, 1) == ("—", "")
    assert fixed(-0.04, 1) == "0.0"


def test_a_number_and_its_unit_stay_on_one_line():
    assert (
        unbroken("Left higher by 10 ± 4 %, of 12 N and 3 reps")
        == "Left higher by 10\u00a0±\u00a04\u00a0%, of 12\u00a0N and 3 reps"
    )
    assert unbroken("needs >= 250 Hz") == "needs ≥\u00a0250\u00a0Hz"


def test_the_age_of_the_zero_does_not_flicker():
    assert [ago(s) for s in (None, 2.9, 3.0, 43.9, 47.0, 130.0)] == [
        "not zeroed yet", "zeroed just now", "zeroed a few seconds ago", "zeroed 40 s ago", "zeroed 40 s ago",
        "zeroed 2 min ago",
    ]  # fmt: skip


# axis -------------------------------------------------------------------------------------------------------------


@given(st.floats(1.0, 1e5))
def test_ticks_are_few_round_and_reach_the_top(value):
    upper = round_up(value)
    levels = ticks(upper)
    assert value <= upper * (1 + 1e-9)
    assert upper < 2.6 * value
    assert levels[0] == 0
    assert levels[-1] == pytest.approx(upper)
    assert 3 <= len(levels) <= 7
    step = levels[1] / 10 ** math.floor(math.log10(levels[1]) + 1e-9)
    assert min(abs(step - each) for each in (1, 2, 2.5, 5, 10)) < 1e-6


def test_the_axis_grows_in_round_steps_and_starts_over_for_another_test():
    axis = LiveAxis()
    axis.begin("jump", 1500.0)
    assert axis.upper_n == 1500.0
    assert axis.see(1400.0) == 1500.0
    grown = axis.see(1600.0)
    assert grown == 2000.0
    axis.begin("jump", 1500.0)
    assert axis.see(100.0) == grown
    assert axis.see(math.nan) == axis.see(-math.inf) == grown
    axis.begin("hip", 400.0)
    assert axis.upper_n == 400.0


def test_the_axis_comes_down_once_after_the_first_weak_effort_and_never_during_one():
    axis = LiveAxis()
    axis.begin("hip", 400.0)
    axis.rest(0.0)
    assert axis.upper_n == 400.0, "no effort yet"
    axis.effort()
    axis.see(90.0)
    axis.rest(80.0)
    assert axis.upper_n == 400.0, "somebody still pushes"
    axis.rest(2.0)
    assert axis.upper_n == round_up(1.25 * 90.0)
    axis.begin("hip", 400.0)
    assert axis.upper_n < 400.0, "the same full scale again does not undo it"
    assert axis.see(200.0) >= 200.0
    grown = axis.upper_n
    axis.rest(0.0)
    assert axis.upper_n == grown, "only once"


def test_an_effort_that_fills_the_axis_leaves_it_and_the_target_stays_in_sight():
    axis = LiveAxis()
    axis.begin("hip", 400.0)
    axis.effort()
    axis.see(150.0)
    axis.rest(0.0)
    assert axis.upper_n == 400.0
    axis = LiveAxis()
    axis.begin("hip", 400.0)
    axis.effort()
    axis.see(50.0)
    axis.rest(0.0, 200.0)
    assert 200.0 < axis.upper_n < 400.0


def test_between_pushes_of_one_test_the_axis_comes_down_when_the_first_push_is_counted():
    presenter = LivePresenter()
    quiet = replace(SCENES["go"], rows=(TrialRow("Left 1", "", "running"),), now_n={LEFT: 1.0}, full_scale_n=400.0)
    assert presenter.screen(quiet).upper_n == 400.0
    presenter.axis.see(80.0)
    assert presenter.screen(replace(quiet, now_n={LEFT: 80.0})).upper_n == 400.0
    counted = (TrialRow("Left 1", "80 N", "kept"), TrialRow("Left 2", "", "running"))
    assert presenter.screen(replace(quiet, rows=counted, now_n={LEFT: 70.0})).upper_n == 400.0
    assert presenter.screen(replace(quiet, rows=counted)).upper_n == 100.0


# live --------------------------------------------------------------------------------------------------------------


def test_the_countdown_is_the_big_number_and_never_says_zero():
    presenter = LivePresenter()
    shown = [presenter.screen(replace(SCENES["countdown"], countdown_s=s)).big_whole for s in (3.0, 2.01, 0.4, 0.0)]
    assert shown == ["3", "3", "1", "1"]


def test_the_picker_is_shown_before_and_after_a_test_and_never_during_one():
    assert choosing(SCENES["idle"])
    assert choosing(replace(SCENES["hold"], state=TrialState.DONE))
    assert not any(
        choosing(replace(SCENES["hold"], state=state)) for state in TrialState if state is not TrialState.DONE
    )


def test_a_side_without_recent_samples_shows_a_dash_and_not_its_last_force():
    shown = LivePresenter().screen(SCENES["trouble"])
    assert shown.now == ((LEFT, "308"), (RIGHT, "—"))


def test_a_force_of_no_side_is_shown_once():
    live = replace(SCENES["go"], sides=(BOTH,), now_n={BOTH: 12.4})
    assert LivePresenter().screen(live).now == ((BOTH, "12"),)


def test_the_share_is_written_left_first_and_adds_up():
    presenter = LivePresenter()
    for share in np.linspace(0, 1, 41):
        left, right = presenter.screen(replace(SCENES["hold"], left_share=float(share))).lower.value.split(" : ")
        assert int(left) + int(right) == 100
        assert int(left) == pytest.approx(100 * share, abs=0.51)


def test_standing_still_turns_the_state_green():
    assert LivePresenter().screen(SCENES["weigh"]).tone == "good"
    restless = LivePresenter().screen(SCENES["restless"])
    assert (restless.tone, restless.lower.verdict) == ("caution", "")  # what to do says it
    assert restless.lower.part == pytest.approx(6.1 / 3.5)


def test_the_lower_panel_stays_while_the_test_lasts_and_goes_with_it():
    presenter = LivePresenter()
    weighed = presenter.screen(SCENES["weigh"]).lower
    later = replace(SCENES["weigh"], weigh=None, share_label="")
    assert presenter.screen(later).lower == weighed
    assert presenter.screen(replace(later, title="Another test")).lower.kind == ""
    presenter.screen(SCENES["weigh"])
    somebody = replace(later, visit=replace(later.visit, person="B-201"))
    assert presenter.screen(somebody).lower.kind == "", "the weight of the person before is nobody else's"


# choosing ----------------------------------------------------------------------------------------------------------


def test_a_card_says_what_was_done_today_and_the_newest_number_that_was_not_rejected():
    trials = FakeConsole().trials()
    hip, bridge, jump = choice_cards(CARDS, trials, date.today())
    assert (hip.today, hip.latest[5:]) == (
        "1 trial today · not decided",
        " · Peak force: left 241 ± 4 N · right 251 ± 4 N",
    )
    assert (bridge.today, bridge.latest, bridge.word) == ("Not done today", "", "")
    assert jump.today == "2 trials today · not decided"
    kept_and_rejected = [replace(trial, kept=trial.trial_id != "t-jump") for trial in trials]
    jump = choice_cards(CARDS, kept_and_rejected, date.today())[2]
    assert (jump.today, jump.word) == ("2 trials today · 1 kept · 1 rejected", "kept today")
    assert "31.3" not in jump.latest, "the rejected number is not the latest"


def test_a_card_of_a_test_that_cannot_run_is_not_called_ready():
    (card,) = choice_cards([replace(CARDS[0], ready=False, why_not="no plates")], [], date.today())
    assert (card.word, card.tone) == ("not now", "caution")


def every_choice():
    return choice_cards(EVERY_CARD, [], date.today())


@pytest.mark.parametrize(
    ("search", "keys"),
    [
        ("squat", ["squat", "squat_jump", "isometric_squat"]),
        (
            "hip ab",
            [
                *("hip_abduction_iso", "hip_abduction_supine_iso", "hip_abduction_tracking"),
                "hip_abduction_critical_force",
            ],
        ),
        ("SIT-TO 30", ["sit_to_stand_30s"]),
        ("uadriceps", []),
        ("quadriceps", ["knee_extension_iso"]),
        ("romberg", ["quiet_stance_eyes_closed"]),
    ],
)
def test_a_search_finds_titles_by_the_beginnings_of_words_and_else_what_mentions_them(search, keys):
    assert [choice.card.key for choice in found(every_choice(), search)] == keys


@pytest.mark.parametrize("count", [1, 2, 3])
def test_columns_keep_every_test_in_order_and_no_column_is_taller_than_needed(count):
    parts = groups(every_choice())
    shared = columns(parts, count)
    assert [part for column in shared for part in column] == list(parts)
    assert len(shared) == count
    tallest = max(sum(part.weight for part in column) for column in shared)
    assert tallest <= sum(part.weight for part in parts) / count + max(part.weight for part in parts)


def test_what_is_found_stands_in_the_first_column():
    few = groups(found(every_choice(), "jump"))
    assert columns(few, 3) == (few, (), ())


def test_the_line_of_a_card_is_what_matters_now():
    hip = choice_cards(CARDS, FakeConsole().trials(), date.today())[0]
    assert hip.line.startswith("1 trial today · not decided · ")
    assert replace(hip, done=False).line == CARDS[0].position
    assert replace(hip, card=replace(CARDS[0], ready=False, why_not="No plates.")).line == "No plates."


def test_the_tests_done_last_are_offered_again_newest_first_and_each_once():
    cards = again(CARDS, FakeConsole().trials())
    assert [card.key for card in cards] == list(dict.fromkeys(trial.protocol for trial in FakeConsole().trials()))


# review ------------------------------------------------------------------------------------------------------------


def test_a_row_has_one_state_where_the_sides_agree_and_one_each_where_they_differ():
    rows = {row.key: row for row in table(hip_review().measurements)}
    assert rows["rfd_0_50"].states == ((None, State.INVALID),)
    assert rows["rfd_0_50"].why == "needs ≥ 250 Hz; this device sends 80 Hz"
    mixed = (withheld("peak", "Peak", RIGHT, "N", "saturated"), named("peak", "Peak", LEFT, 200.0, "N", 4.0))
    (row,) = table(mixed)
    assert (row.states, row.why) == (((LEFT, State.VALID), (RIGHT, State.INVALID)), "right: saturated")
    assert row.values == ((LEFT, "200 ± 4 N"), (RIGHT, "—"))


def test_the_headline_and_left_against_right_are_read_first_and_the_rest_on_request():
    keys = ["aux_1", "aux_2", "height", *(f"more_{n}" for n in range(5)), "load_asymmetry"]
    rows = table([named(key, key, BOTH, 1.0, "N", 0.1) for key in keys])
    first = first_rows(rows, "height")
    assert [row.key for row in first] == ["height", "aux_1", "aux_2", "more_0", "load_asymmetry"]
    assert fold_label(rows, first, unfolded=False) == "Show 4 more numbers"
    assert fold_label(rows, first, unfolded=True) == "Show the main numbers only"
    few = rows[:8]
    assert first_rows(few, "height") == tuple(few)
    assert fold_label(few, tuple(few), unfolded=False) == ""
    doubtful = [*table([named("odd", "Odd", BOTH, 1.0, "N", 0.1, "a doubt")]), *rows]
    assert fold_label(doubtful, first, unfolded=False) == "Show 5 more numbers, 1 of them limited"


def test_reasons_of_both_sides_that_differ_in_one_number_are_one_sentence():
    pair = (
        named("rfd", "RFD", LEFT, 366.0, "N/s", 18.0, "80 Hz device: onset known to ± 13 ms"),
        named("rfd", "RFD", RIGHT, 500.0, "N/s", 20.0, "80 Hz device: onset known to ± 11 ms"),
    )
    (row,) = table(pair)
    assert row.why == "80 Hz device: onset known to ± 13 (left) and 11 (right) ms"
    other = (pair[0], named("rfd", "RFD", RIGHT, 500.0, "N/s", 20.0, "the leg moved"))
    assert table(other)[0].why == "left: 80 Hz device: onset known to ± 13 ms; right: the leg moved"


def test_a_refusal_is_told_once_and_the_rows_are_dashes():
    refusal = "the weighing was not still"
    told = [withheld("peak", "Peak", side, "N", refusal) for side in (LEFT, RIGHT)]
    own = withheld("rfd", "RFD", LEFT, "N/s", refusal, "needs ≥ 250 Hz")
    peak, rfd = table([*told, own], refusal)
    assert (peak.states, peak.why, peak.values) == ((), "", ((LEFT, "—"), (RIGHT, "—")))
    assert (rfd.why, rfd.states) == ("needs ≥ 250 Hz", ((None, State.INVALID),))


def test_only_columns_with_something_in_them_are_shown():
    jump = table(jump_review().measurements)
    assert columns_shown(jump) == (Column.LEFT, Column.RIGHT)
    assert [row.key for row in jump if row.whole_body] == ["jump_height_im", "jump_height_ft", "rsi_mod"]
    all_three = [named("f", "Force", side, 3.0, "N") for side in (LEFT, RIGHT, BOTH)]
    assert columns_shown(table(all_three)) == (Column.LEFT, Column.RIGHT, Column.BOTH)
    assert columns_shown(table(hip_review().measurements)) == (Column.LEFT, Column.RIGHT)
    assert columns_shown(table([named("hold", "Hold", BOTH, 3.0, "s")])) == (Column.WHOLE,)
    assert columns_shown(()) == ()


def test_the_headline_says_of_how_many_repetitions_it_is_the_mean():
    peaks = [named("peak_force", "Peak force", side, 200.0, "N") for side in (LEFT, RIGHT)]
    marks = tuple(Mark(f"onset {k}", side, float(k)) for k in (1, 2, 3) for side in (LEFT, RIGHT))
    assert headline_title(peaks, marks) == "Peak force, mean of 3 repetitions"
    assert headline_title(peaks, marks[:-1]) == "Peak force, mean of 3 left and 2 right"
    assert headline_title(peaks[:1], marks[:1]) == "Peak force, one repetition"
    limited = [named("peak_force", "Peak force", LEFT, 200.0, "N", None, "mean of 2 of 3 repetitions, the others …")]
    assert headline_title(limited, marks) == "Peak force, mean of the usable repetitions"
    assert headline_title([named("hold_time", "Hold time", BOTH, 3.0, "s")], marks) == "Hold time"


def test_the_total_is_drawn_only_where_both_sides_were_sampled_together():
    left, right = jump_review().curves
    total, *rest = with_total((left, right))
    assert total.side is BOTH
    assert total.force_n == pytest.approx(left.force_n + right.force_n)
    assert rest == [left, right]
    shifted_clock = Curve(RIGHT, right.time_s + 1e-4, right.force_n)
    assert [curve.side for curve in with_total((left, shifted_clock))] == [LEFT, RIGHT]


def test_the_movement_is_seen_with_a_little_around_it():
    marks = jump_review().marks
    assert movement(marks, 6.0) == pytest.approx((2.41 - 1.5, 3.742 + 1.0))
    assert movement(marks, 4.0) == pytest.approx((2.41 - 1.5, 4.0))
    assert movement((), 4.0) == (0.0, 4.0)


@given(st.floats(0, 9.8), st.floats(0.06, 10), st.floats(0, 1), st.floats(0.01, 100))
def test_zooming_stays_inside_the_trial_and_keeps_the_time_under_the_pointer(first, span, share, factor):
    view = shifted((first, first + span), 0.0, 10.0)
    about = view[0] + share * (view[1] - view[0])
    closer = zoomed(view, about, factor, 10.0)
    assert -1e-9 <= closer[0] < closer[1] <= 10.0 + 1e-9
    assert closer[1] - closer[0] >= 0.05 - 1e-9
    if closer[0] > 1e-9 and closer[1] < 10.0 - 1e-9:
        assert (about - closer[0]) / (closer[1] - closer[0]) == pytest.approx(share, abs=1e-6)


def test_ticks_of_a_view_lie_inside_it_and_are_told_apart():
    for view in ((0.0, 24.0), (1.234, 1.284), (3.0, 7.5)):
        marks = time_ticks(view)
        assert 3 <= len(marks) <= 12
        assert len({label for _, label in marks}) == len(marks)
        assert all(view[0] - 1e-6 <= at <= view[1] * 1.01 for at, _ in marks)


def test_the_coefficient_of_variation_is_said_in_words():
    assert in_words("CV L 1 %, R 2 %") == "variation of repetitions L 1 %, R 2 %"
    assert in_words("(R−L)/max · own trial CV 3.8 %") == "(R−L)/max · variation of repetitions 3.8 %"
    assert in_words("Variation of peak force (CV)") == "Variation of peak force"


def test_a_withheld_headline_shows_its_reason_in_place_of_the_number():
    (value,) = screen(refused_review()).headline
    assert (value.whole, value.spread, value.why) == ("", "", "no still second before the jump")
    (value,) = screen(jump_review()).headline
    assert (value.whole, value.unit, value.spread) == ("31.3", "cm", "± 0.6 cm")


def test_a_trial_without_curves_or_numbers_can_still_be_shown():
    nothing = replace(jump_review(), curves=(), marks=(), measurements=())
    shown = screen(nothing)
    assert (shown.rows, shown.headline) == ((), ())
    assert last_second(nothing) > 0


def test_columns_of_a_curve_keep_a_one_sample_peak_and_leave_a_gap_empty():
    time_s = np.arange(8000) / 1000
    force = np.full(8000, 100.0)
    force[3333] = 900.0
    force[5000:5100] = np.nan
    low, high = columns_of(Curve(LEFT, time_s, force), 0.0, 8.0, 800)
    assert high[333] == 900.0
    assert np.isnan(high[501:509]).all()
    assert np.isfinite(high[:499]).all()
    assert np.nanmin(low) == 100.0


def test_columns_of_a_slow_curve_follow_the_line_between_its_samples():
    low, high = columns_of(Curve(LEFT, np.array([0.0, 1.0]), np.array([0.0, 100.0])), 0.0, 1.0, 10)
    assert low == pytest.approx(np.arange(10) * 10)
    assert high == pytest.approx(np.arange(1, 11) * 10)


def test_columns_outside_the_curve_and_of_an_empty_one_are_empty():
    low, _ = columns_of(Curve(LEFT, np.array([1.0, 2.0]), np.array([5.0, 5.0])), 0.0, 4.0, 8)
    assert np.isnan(low[[0, 5, 6, 7]]).all()
    assert (low[2:4] == 5.0).all()
    low, _ = columns_of(Curve(LEFT, np.array([]), np.array([])), 0.0, 4.0, 4)
    assert np.isnan(low).all()
    assert value_at(Curve(LEFT, np.array([]), np.array([])), 1.0) is None


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(10, 200)), max_size=8))
def test_no_two_handles_in_one_row_overlap(spans):
    ordered = sorted((left, left + width) for left, width in spans)
    rows = mark_rows(ordered)
    for row in set(rows):
        inside = [span for span, at in zip(ordered, rows, strict=True) if at == row]
        assert all(one[1] <= other[0] for one, other in pairwise(inside))


def test_marks_of_both_sides_with_one_name_carry_their_letter():
    onset = hip_review().marks[0]
    twins = (onset, replace(onset, side=RIGHT))
    assert [mark_label(mark, twins) for mark in twins] == ["L onset", "R onset"]
    assert mark_label(onset, (onset,)) == "onset"


# devices -----------------------------------------------------------------------------------------------


def test_the_volts_of_a_healthy_battery_are_for_whoever_asks():
    status = replace(DEVICES[2], battery=None, battery_v=4.02)
    assert "battery 4.0 V" in device_details(status)


@pytest.mark.parametrize(
    ("change", "line", "tone"),
    [
        ({}, "80 Hz · 84 %", "good"),
        ({"lost": 3, "corrupt": 1}, "80 Hz · 84 % · 3 lost · 1 damaged", "good"),
        ({"battery": 0.1}, "80 Hz · 10 %", "caution"),
        ({"problem": "rate is 20 % low"}, "80 Hz · 84 %", "caution"),
        ({"state": LinkState.STALE}, "no data just now", "caution"),
        ({"state": LinkState.LOST}, "lost, reconnecting", "trouble"),
        ({"state": LinkState.ASLEEP, "rate_hz": None}, "ready, asleep · 84 %", "neutral"),
        ({"state": LinkState.ASLEEP, "battery": None, "battery_v": 4.0}, "ready, asleep", "neutral"),
        ({"state": LinkState.ASLEEP, "battery": 0.1}, "ready, asleep · 10 %", "caution"),
        ({"state": LinkState.ASLEEP, "flat": True}, "ready, asleep · battery flat", "trouble"),
        ({"rate_hz": None, "battery": None}, "starting", "good"),
        ({"battery": None, "battery_v": 4.0}, "80 Hz", "good"),
        ({"battery": None, "battery_v": 3.3}, "80 Hz · battery low (3.3 V)", "caution"),
    ],
)
def test_a_device_is_quiet_until_something_is_wrong(change, line, tone):
    status = replace(DEVICES[2], **change)
    assert (device_line(status), device_tone(status)) == (line, tone)


def test_presenters_and_numbers_do_not_load_qt():
    names = ("choice_presenter", "live_presenter", "review_presenter", "home_presenter", "numbers", "force_axis")
    modules = ", ".join(f"ui.{name}" for name in (*names, "device_texts"))
    code = f"import sys, {modules}; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    project = Path(__file__).parent.parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=project, check=False, timeout=60).returncode == 0


def test_every_side_has_its_place():
    assert list(Side) == [LEFT, RIGHT, BOTH]
