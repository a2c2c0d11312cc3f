"""What the review says and draws beside the numbers, without a screen: change, decisions, curves, pressure, origins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fake_console import BOTH, LEFT, RIGHT, FakeConsole, hip_review, jump_review, named
from fake_reviewing_desk import FIRST, NOW, FakeReviewingDesk, change, series, stance

from station.change.verdicts import Change, Point, Series, TestProgress, Word
from station.desks.reviewing import FootPath, Overlays, TrialChange
from station.model import Curve, Mark, RejectReason
from station.trial_state import Said
from ui import change_texts
from ui.change_presenter import change_screen
from ui.decision_presenter import neighbour, reasons, run_screens, said_chips, step_screens
from ui.drawing_presenter import Shown, drawing, hint, offered, plot_title
from ui.explained import explained
from ui.measures_presenter import table
from ui.pressure_presenter import pressure_screen, ticks_mm


def of_test(*lines: Series) -> TestProgress:
    return TestProgress("t", "T", lines[0].metric, lines, None, (), ())


@pytest.fixture
def desk() -> FakeReviewingDesk:
    return FakeReviewingDesk(FakeConsole())


# Curves --------------------------------------------------------------------------------------------------------------


def test_what_is_looked_at_lies_over_earlier_curves_and_the_first_visit_lowest(desk):
    drawn = drawing(jump_review(), Shown.LEFT, desk.overlays("t-jump").shown)
    assert [line.stroke for line in drawn.lines] == ["dashed", "light", "light", "main"]
    assert {line.curve.side for line in drawn.lines} == {LEFT}
    both = drawing(jump_review(), Shown.BOTH, desk.overlays("t-jump").shown)
    assert [(line.curve.side, line.stroke) for line in both.lines] == [
        (BOTH, "dashed"),
        (BOTH, "light"),
        (BOTH, "light"),
        (BOTH, "ink"),
        (LEFT, "main"),
        (RIGHT, "main"),
    ], "of two plates the totals are compared, and today's is told from the earlier ones"
    assert [line.stroke for line in drawing(jump_review(), Shown.BOTH, ()).lines] == ["main", "main", "main"]


def test_the_axis_holds_what_is_drawn_and_nothing_else(desk):
    alone = drawing(jump_review(), Shown.LEFT, ())
    assert alone.upper_n < drawing(jump_review(), Shown.BOTH, ()).upper_n
    higher = replace(desk.overlays("t-jump").shown[0])
    curves = tuple(Curve(each.side, each.time_s, 3.0 * each.force_n) for each in higher.curves)
    assert drawing(jump_review(), Shown.LEFT, [replace(higher, curves=curves)]).upper_n > 2 * alone.upper_n


def test_left_over_right_moves_each_right_effort_onto_the_left_one_of_its_number():
    time_s = np.arange(0, 20, 0.0125)
    left, right = (
        sum(np.where((time_s >= at_s) & (time_s < at_s + 1), force, 0.0) for at_s in begun)
        for begun, force in (((2.0, 5.0), 100.0), ((11.0, 16.0), 130.0))
    )
    marks = [Mark(f"onset {n}", LEFT, at_s) for n, at_s in ((1, 2.0), (2, 5.0))]
    marks += [Mark(f"onset {n}", RIGHT, at_s) for n, at_s in ((1, 11.0), (2, 16.0))]
    curves = (Curve(LEFT, time_s, left), Curve(RIGHT, time_s + 1e-4, right))
    review = replace(hip_review(), curves=curves, marks=tuple(marks))
    drawn = drawing(review, Shown.OVER, ())
    assert drawn.shaded
    moved = next(line.curve for line in drawn.lines if line.curve.side is RIGHT)
    for at_s in (2.0, 5.0):
        inside = (moved.time_s > at_s + 0.05) & (moved.time_s < at_s + 0.9)
        assert np.all(moved.force_n[inside] == 130.0)
    assert {mark.side for mark in drawn.marks} == {LEFT}, "the right marks are not where their curve is drawn"
    unmarked = drawing(replace(review, marks=()), Shown.OVER, ())
    assert not unmarked.shaded
    assert "begin at no common mark" in hint(review, unmarked, Overlays(), compared=True)


def test_a_trial_of_one_side_offers_no_other_side_and_only_plates_offer_the_pressure():
    assert offered(hip_review()) == (Shown.BOTH,)
    assert offered(jump_review()) == tuple(Shown)
    left, right = jump_review().curves
    two_clocks = replace(jump_review(), curves=(left, Curve(RIGHT, right.time_s + 1e-4, right.force_n)))
    assert Shown.PRESSURE not in offered(two_clocks)
    assert Shown.OVER in offered(two_clocks)
    assert plot_title(hip_review(), Shown.BOTH) == "Force, left side"


def test_the_line_beside_the_title_names_every_other_curve(desk):
    found = desk.overlays("t-jump")
    drawn = drawing(jump_review(), Shown.LEFT, found.shown)
    said = hint(jump_review(), drawn, found, compared=True)
    assert said.startswith("dashed: 12 Oct")
    assert "(first) · light: trial 2, 16 Nov" in said
    assert said.endswith("aligned at onset")
    assert "reading" in hint(jump_review(), drawn, None, compared=True)


# Change --------------------------------------------------------------------------------------------------------------


def test_change_says_the_word_the_amount_since_when_and_what_is_detectable(desk):
    shown = change_screen(desk.change("t-hip"))
    left, right = shown.lines
    assert (left.chip, left.tone) == ("▲ improved", "good")
    assert left.amount.startswith("+52 N since 12 Oct")
    assert left.words.startswith("detectable from 19 N on · +13 N since 16 Nov")
    assert right.words.startswith("the change is more"), "where nobody knows a limit the reason stands there"
    (own, other) = shown.curves
    assert (own.low, own.high) == (182.0 - 19.0, 182.0 + 19.0)
    assert (other.low, other.high) == (None, None)
    assert [dot.latest for dot in own.dots] == [False, False, True]


def test_both_sides_are_drawn_over_the_same_days_although_one_was_measured_later(desk):
    found = desk.change("t-hip")
    left, right = found.test.series
    late = replace(found, test=replace(found.test, series=(left, replace(right, points=right.points[1:]))))
    own, other = change_screen(late).curves
    assert [dot.day for dot in other.dots] == [dot.day for dot in own.dots[1:]]


def test_a_trial_of_an_earlier_visit_is_compared_with_what_was_before_it_only(desk):
    shown = change_screen(replace(desk.change("t-hip"), visit_id="v-2"))
    assert shown.lines[0].amount.startswith("+39 N since 12 Oct")
    assert len(shown.curves[0].dots) == 2


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "working"),
        (TrialChange("v-now", None), "No trial of this test counts"),
        (TrialChange("elsewhere", of_test(series("peak_force", LEFT, (1, 2, 3)))), "is not compared"),
        (TrialChange("v-1", of_test(series("peak_force", LEFT, (1, 2, 3)))), "First visit"),
    ],
)  # fmt: skip
def test_where_nothing_is_compared_one_sentence_says_why(found, said):
    shown = change_screen(found)
    assert shown.lines == ()
    assert said in shown.note


def test_the_review_says_a_change_as_the_page_of_the_person_does(desk):
    found = desk.change("t-hip")
    same = replace(found.test.series[0].points[-1], change=change(Word.UNCHANGED, 0.2, FIRST, "v-1", 19.0))
    line = replace(found.test.series[0], points=(*found.test.series[0].points[:-1], same))
    (shown,) = change_screen(replace(found, test=replace(found.test, series=(line,)))).lines
    assert (shown.chip, shown.tone) == change_texts.chip(same.change)
    assert shown.amount.startswith("0 N since 12 Oct"), "what rounds to nothing has no sign"


def test_what_must_not_be_compared_has_no_amount():
    refused = Change(Word.NOT_COMPARABLE, "other device: 40 before, 41 now", against_visit="v-1", against_at=FIRST)
    line = series("peak_force", LEFT, (182.0, 221.0, 234.0))
    last = replace(line.points[-1], change=refused, since_last=refused)
    found = TrialChange(
        "v-now", TestProgress("t", "T", "peak_force", (replace(line, points=(*line.points[:-1], last)),), None, (), ())
    )
    (shown,) = change_screen(found).lines
    assert (shown.amount, shown.chip) == ("", "not comparable")
    assert shown.words == "other device: 40 before, 41 now"


def test_a_share_is_told_in_the_unit_that_is_read():
    moved = change(Word.HIGHER, 0.021, FIRST, "v-1", 0.008)
    first = named("load_share", "Load share", LEFT, 0.48, "1").measurement
    here = named("load_share", "Load share", LEFT, 0.501, "1").measurement
    points = (
        Point("v-1", FIRST, first, 1, (), Change(Word.FIRST, "nothing earlier"), Change(Word.FIRST, "nothing earlier")),
        Point("v-now", NOW, here, 1, (), moved, moved),
    )
    line = replace(series("load_share", LEFT, (1, 2, 3)), unit="1", points=points)
    (shown,) = change_screen(TrialChange("v-now", TestProgress("t", "T", "load_share", (line,), None, (), ()))).lines
    assert shown.amount.startswith("+2.1 points since 12 Oct")
    assert shown.words == "detectable from 0.8 points on"


# Decisions and runs --------------------------------------------------------------------------------------------------


def test_what_stands_about_a_trial_is_said_in_one_line():
    review = jump_review()
    assert [chip.words for chip in said_chips(review)] == ["not decided", "completed"]
    said = Said(practice=True, decision="rejected: disturbed, the phone rang", sides_exchanged=True)
    chips = said_chips(replace(review, kept=False, said=said))
    assert [chip.words for chip in chips] == [
        "rejected: disturbed, the phone rang",
        "completed",
        "practice, does not count",
        "left and right exchanged",
    ]


def test_the_reasons_are_the_closed_list_with_nothing_said_last_and_fit_the_digits():
    found = reasons(jump_review())
    assert {choice.key for choice in found} == {reason.name for reason in RejectReason}
    assert (found[-1].key, len(found)) == ("NOT_SAID", 9)
    assert not any(choice.chosen for choice in found)
    rejected = replace(jump_review(), kept=False, said=Said(decision="rejected: disturbed"))
    assert [choice.key for choice in reasons(rejected) if choice.chosen] == ["DISTURBED"]


def test_the_next_trial_of_the_visit_ends_with_the_visit(desk):
    steps = desk.steps("t-jump")
    assert neighbour(steps, "t-jump", 1) == "t-hip"
    assert neighbour(steps, "t-jump", -1) == ""
    assert neighbour(steps, steps[-1].trial_id, 1) == ""
    assert neighbour(steps, "of another visit", 1) == ""
    shown = step_screens(steps, "t-hip")
    assert [step.here for step in shown] == [False, True, False]
    assert shown[1].numbers == ((LEFT, "241 N"), (RIGHT, "251 N"))
    assert (shown[2].mark, shown[2].state) == ("warn", "not to be used")


def test_a_run_says_what_was_moved_what_followed_and_its_numbers(desk):
    newest, first = run_screens(desk.runs("t-hip"))
    assert newest.cause == ("onset (left) moved from 1.410 s to 1.520 s; with it peak (left) from 1.860 to 1.870 s")
    assert newest.numbers == "L 241 ± 4 N · R 251 ± 4 N"
    assert (newest.shown, first.cause) == (True, "first analysis")


# Pressure ------------------------------------------------------------------------------------------------------------


def test_the_pressure_is_drawn_in_millimetres_to_one_scale_with_everything_in_sight():
    found = stance()
    shown = pressure_screen(found)
    (field,) = shown.fields
    assert found.paths[0].place_m.max() * 1000 == pytest.approx(float(field.path_mm.max()), rel=1e-3)
    reach = np.abs(field.path_mm - np.array(field.middle_mm)[:, None]).max()
    assert shown.half_mm > max(reach, 19.2)
    assert field.feet_mm == ((LEFT, -210.0), (RIGHT, 210.0))
    assert shown.axes == ("left", "right", "back", "front")
    assert "6.27 cm²" in shown.words


def test_a_still_stance_is_not_drawn_as_a_sway():
    quiet = replace(stance(), ellipse=None)
    still = FootPath(BOTH, quiet.paths[0].place_m * 1e-3)
    assert pressure_screen(replace(quiet, paths=(still,))).half_mm == 10.0


def test_what_is_not_known_of_the_pressure_is_said_in_its_place():
    assert pressure_screen(None).fields == ()
    nothing = replace(stance(), paths=(), why_not="Needs plates with three or more cells.")
    assert pressure_screen(nothing).words == "Needs plates with three or more cells."
    turned = pressure_screen(replace(stance(), directed=False))
    assert turned.axes == ("−x", "+x", "−y", "+y"), "nobody is told which way is forward"
    sideways = stance()
    path = sideways.paths[0].place_m.copy()
    path[1] = np.nan
    shown = pressure_screen(replace(sideways, paths=(FootPath(BOTH, path),), ellipse=None, side_to_side_only=True))
    assert shown.time_down
    assert np.isfinite(shown.fields[0].path_mm).all()
    assert shown.axes[2:] == ("end", "begin")


def test_ticks_of_the_floor_are_round_and_in_sight():
    assert list(ticks_mm(21.0, 10.0, 5.0)) == [15.0, 20.0, 25.0, 30.0]


# Words ---------------------------------------------------------------------------------------------------------------


def test_what_only_people_of_the_trade_know_is_explained_where_it_stands():
    assert "known weight" in explained("Tindeq Progressor 2639, not verified · left · 80.0 Hz measured")
    assert "clock of its own" in explained("Clocks of the devices agree to ± 9.6 ms")
    assert explained("At the station: PT") == ""
    doubtful = named("rfd", "RFD", BOTH, 1.0, "N/s", 0.1, "left and right clocks agree within 3.1 ms")
    (row,) = table([doubtful])
    assert "own clock" in row.means
    (force,) = table([named("peak_force", "Peak force", LEFT, 1.0, "N", 0.1)])
    assert force.made.startswith("How it is made:")


def test_a_trial_of_another_station_has_its_numbers_and_says_where_its_curve_is():
    away = replace(jump_review(), curves=(), elsewhere="Room 1")
    drawn = drawing(away, Shown.BOTH, ())
    assert (drawn.lines, drawn.marks) == ((), ()), "nobody moves a mark on a curve that is not there"
    assert "lies on the station Room 1" in drawn.nothing
    assert offered(away) == (Shown.BOTH,)
