"""What the plot paints, looked at pixel by pixel."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from station.envelope import Numbered
from station.model import Mark, Side
from ui import theme
from ui.drawing_presenter import Shown, drawing
from ui.widgets.marked_plot import MarkedPlot
from ui.widgets.marks import TICK, MarkHandle
from ui.widgets.moments import ROWS, Moment, moment_rows
from ui.widgets.plotting import Band, ForcePlot, Trace

COLUMNS = 800


@pytest.fixture
def plot(app, qtbot):
    plot = ForcePlot("plot")
    qtbot.addWidget(plot)
    plot.set_seconds(-10.0, 0.0, [(-10.0, "−10 s"), (0.0, "now")], margin=44.0)
    plot.set_force_range(500.0, [0.0, 100.0, 200.0, 300.0, 400.0, 500.0])
    plot.resize(960, 540)
    plot.show()
    app.processEvents()
    return plot


def painted(plot: ForcePlot, colour: str) -> tuple[np.ndarray, np.ndarray]:
    """Highest and lowest pixel row with this colour for every pixel column of the axes; -1 where there is none."""
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    block = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)[:, :width, 2::-1]
    wanted = np.array(QColor(colour).getRgb()[:3])
    near = (np.abs(block.astype(int) - wanted).sum(axis=2) < 90) & (block.astype(int).sum(axis=2) > 0)
    axes = plot.axes
    inside = near[:, round(axes.left()) : round(axes.left() + axes.width())]
    any_row = inside.any(axis=0)
    top = np.where(any_row, inside.argmax(axis=0), -1)
    bottom = np.where(any_row, height - 1 - inside[::-1].argmax(axis=0), -1)
    return top, bottom


def y_of(plot: ForcePlot, force_n: float) -> float:
    item = plot._item
    return plot.axes.top() + item.y_of_force(force_n)


def flat(level: float = 100.0) -> tuple[np.ndarray, np.ndarray]:
    return np.full(COLUMNS, level), np.full(COLUMNS, level)


def test_a_peak_of_one_column_reaches_its_height(plot):
    low, high = flat()
    high[400] = 450.0
    plot.set_traces([Trace(Side.LEFT, low, high)])
    top, _ = painted(plot, theme.LIGHT.left)
    assert (top[2:] > 0).all()
    assert top[2:].min() == pytest.approx(y_of(plot, 450.0), abs=2)


def test_every_column_shows_its_least_and_greatest_force(plot):
    rng = np.random.default_rng(1)
    columns = round(plot.axes.width())
    low = 100 + 150 * rng.random(columns)
    high = low + 150 * rng.random(columns)
    plot.set_traces([Trace(Side.LEFT, low, high)])
    top, bottom = painted(plot, theme.LIGHT.left)
    wanted_top = np.array([y_of(plot, value) for value in high])
    wanted_bottom = np.array([y_of(plot, value) for value in low])
    inner = slice(2, columns - 2)
    assert (top[inner] <= wanted_top[inner] + 1.5).all(), "a maximum was not drawn"
    assert (bottom[inner] >= wanted_bottom[inner] - 1.5).all(), "a minimum was not drawn"


def test_a_gap_is_drawn_as_a_gap(plot):
    low, high = flat()
    low[300:400] = high[300:400] = np.nan
    high[400] = low[400] = 400.0
    plot.set_traces([Trace(Side.LEFT, low, high)])
    top, _ = painted(plot, theme.LIGHT.left)
    share = plot.axes.width() / COLUMNS
    assert (top[int(302 * share) : int(398 * share)] == -1).all()
    assert (top[2 : int(298 * share)] >= 0).all()
    assert (top[int(403 * share) :] >= 0).all()


def test_right_differs_from_left_by_more_than_its_colour(plot):
    low, high = flat()
    plot.set_traces([Trace(Side.LEFT, low, high)])
    top_left, bottom_left = painted(plot, theme.LIGHT.left)
    plot.set_traces([Trace(Side.RIGHT, low, high)], ring_phase_s=0.5)
    top_right, bottom_right = painted(plot, theme.LIGHT.right)
    thick_left, thick_right = bottom_left - top_left, bottom_right - top_right
    assert thick_left.max() <= 4
    rings = np.flatnonzero(thick_right >= 6)
    assert 9 <= (np.diff(rings) > 20).sum() + 1 <= 10


def test_a_level_curve_is_about_as_thick_as_asked(plot):
    low, high = flat(222.0)
    plot.set_traces([Trace(Side.LEFT, low, high)])
    top, bottom = painted(plot, theme.LIGHT.left)
    assert 1 <= np.median(bottom - top + 1) <= 4


def test_nothing_is_drawn_without_traces_but_a_sentence(plot):
    plot.set_traces([])
    top, _ = painted(plot, theme.LIGHT.left)
    assert (top == -1).all()
    top, _ = painted(plot, theme.LIGHT.muted)
    assert (top >= 0).sum() > 40


def test_the_band_lies_between_its_forces(plot):
    plot.set_bands((Band(200.0, 300.0, "target"),))
    plot.set_traces([])
    image = plot.grab().toImage()
    x = round(plot.axes.left() + 30)
    ground = image.pixelColor(x, round(y_of(plot, 350.0)))
    assert image.pixelColor(x, round(y_of(plot, 250.0))) != ground
    assert image.pixelColor(x, round(y_of(plot, 150.0))) == ground


def test_moments_outside_the_window_are_not_drawn(plot):
    low, high = flat()
    traces = [Trace(Side.LEFT, low, high)]
    plot.set_traces(traces)
    before = plot.grab().toImage()
    plot.set_traces(traces, [Moment("onset", -10.7), Moment("late", 0.3)])
    assert plot.grab().toImage() == before
    plot.set_traces(traces, [Moment("onset", -4.0)])
    assert plot.grab().toImage() != before


def test_a_time_and_its_pixel_agree_and_times_outside_are_held_inside(plot):
    for time_s in (-10.0, -3.3, 0.0):
        assert plot.time_at(plot.x_of(time_s)) == pytest.approx(time_s, abs=1e-9)
    assert plot.time_at(-1e6) == -10.0
    assert plot.time_at(1e6) == 0.0


def test_columns_are_device_pixels(plot):
    assert plot.columns == round(plot.axes.width() * plot.devicePixelRatioF())


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(20, 90)), max_size=7))
def test_no_line_runs_past_the_name_of_another_and_no_two_names_overlap(marks):
    spans = [(line - width, line) for line, width in sorted(marks)]
    rows = moment_rows(spans)
    for number, (left, _) in enumerate(spans):
        for earlier in range(number):
            if spans[earlier][1] >= left:
                assert rows[number] < rows[earlier], "the later name is above the earlier line's beginning"
        assert rows[number] >= 0


def test_a_name_keeps_its_row_when_the_next_mark_comes():
    takeoff, landing = (420.0, 480.0), (455.0, 515.0)
    assert moment_rows([takeoff]) == [ROWS - 1]
    assert moment_rows([takeoff, landing]) == [ROWS - 1, ROWS - 2]


def test_marks_without_room_for_their_labels_are_ticks_until_the_keyboard_is_on_them(open_window):
    window = open_window("hold", "review", "t-jump")
    page = window.page("review")
    (plot,) = page.findChildren(MarkedPlot)
    review = window.console.review("t-jump")
    crowd = tuple(Mark(f"touchdown {k}", Side.BOTH, 2.0 + 0.04 * k) for k in range(40))
    crowded = replace(review, marks=crowd)
    plot.show_drawing(drawing(crowded, Shown.BOTH, ()))
    plot.toggle_whole()
    handles = [handle for handle in plot.findChildren(MarkHandle) if handle.isVisible()]
    labelled = [handle for handle in handles if handle.height() > TICK]
    assert len(handles) == 40
    assert 3 <= len(labelled) < 40
    assert plot.plot.axes.height() > plot.height() / 2
    tick = next(handle for handle in sorted(handles, key=lambda each: each.x()) if handle not in labelled)
    while not tick.hasFocus():
        plot.next_mark()
    assert tick.height() > TICK


def test_an_axis_shows_the_labels_of_its_range_and_of_no_earlier_one(app, qtbot, plot):
    wanted = (2000.0, [0.0, 500.0, 1000.0, 1500.0, 2000.0])
    for upper, levels in ((200.0, [0.0, 100.0, 200.0]), (400.0, [0.0, 200.0, 400.0]), wanted):
        plot.set_force_range(upper, levels)
        plot.grab()
    fresh = ForcePlot("fresh")
    qtbot.addWidget(fresh)
    fresh.set_seconds(-10.0, 0.0, [(-10.0, "−10 s"), (0.0, "now")], margin=44.0)
    fresh.set_force_range(*wanted)
    fresh.resize(plot.size())
    fresh.show()
    app.processEvents()
    assert plot.grab().toImage() == fresh.grab().toImage()


def pixels(plot: ForcePlot) -> np.ndarray:
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    width, height = image.width(), image.height()
    block = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
    return block[:, :width, :3].astype(int)


def test_curves_that_move_on_look_like_curves_that_are_drawn_anew(plot):
    columns, rng, source = plot.columns, np.random.default_rng(3), object()
    middle = 250 + 150 * np.sin(np.arange(3000) / 25.0) + 20 * rng.normal(size=3000)
    middle[900:930] += np.linspace(0, 300, 30)  # steep: strokes lean
    low, high = middle - 8 * rng.random(3000), middle + 8 * rng.random(3000)
    low[1100:1150] = high[1100:1150] = np.nan
    end, settled, upper_n = 850, 850, 500.0
    # at the left end what is drawn anew has no neighbour to lean with
    left = round(plot.axes.left()) + 6
    for frame in range(120):
        here = slice(end - columns, end)
        # what is not settled yet is still somewhere else, or missing
        now_low, now_high = low[here].copy(), high[here].copy()
        late = end - settled
        now_low[columns - late :] -= 40.0
        now_high[columns - late :][::2] = np.nan
        moved = [
            Trace(side, now_low * part, now_high * part, numbered=Numbered(source, end, settled))
            for side, part in ((Side.BOTH, 1.0), (Side.LEFT, 0.6), (Side.RIGHT, 0.4))
        ]
        plot.set_traces(moved, ring_phase_s=0.3)
        if frame % 7 == 6 or frame > 100:
            seen = pixels(plot)
            plot.set_traces([replace(each, numbered=None) for each in moved], ring_phase_s=0.3)
            assert np.abs(seen - pixels(plot))[:, left:].max() <= 6, f"frame {frame}"
        else:
            plot.grab()
        if frame in (60, 80):
            upper_n *= 1.5
            plot.set_force_range(upper_n, [0.0, upper_n])
        end += int(rng.integers(0, 4))
        settled = max(settled, end - int(rng.integers(0, 30)))


def test_curves_of_two_devices_move_on_each_at_its_own_pace(plot):
    columns = plot.columns
    ramp = np.linspace(50.0, 450.0, 3000)
    one, other = object(), object()
    for left_end, right_end in ((900, 1000), (903, 1000), (903, 1004), (1800, 1005), (890, 1006)):
        moved = [
            Trace(side, ramp[end - columns : end] - 4, ramp[end - columns : end] + 4, numbered=Numbered(of, end, end))
            for side, end, of in ((Side.LEFT, left_end, one), (Side.RIGHT, right_end, other))
        ]
        plot.set_traces(moved)
        seen = pixels(plot)
        plot.set_traces([replace(each, numbered=None) for each in moved])
        assert np.abs(seen - pixels(plot)).max() <= 6
