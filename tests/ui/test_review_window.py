"""The review with everything that stands beside a trial, in a real window: read on a thread, operated by keys."""

import pytest
from check_view import problems
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from station.model import Outcome, RejectReason
from station.outcome_meaning import choices_of
from station.protocol import built_in
from station.trial_state import Said
from ui.drawing_presenter import Shown
from ui.widgets.plotting import Stroke


@pytest.fixture
def opened(open_window, qtbot):
    """The review of a trial, after all that stands beside it was read."""

    def make(trial_id: str = "t-jump"):
        window = open_window("hold", "review", trial_id)
        qtbot.waitUntil(lambda: not window.page("review")._beside.busy)
        return window

    return make


def said(window) -> str:
    shown = " | ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    return shown.replace("\u00a0", " ")


def button(window, name: str) -> QAbstractButton:
    return window.findChild(QAbstractButton, name)


def strokes(window) -> list[Stroke]:
    return [trace.stroke for trace in window.page("review")._plot.marked.plot._item.traces]


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window, key, modifier)
    for _ in range(3):
        QApplication.processEvents()


def test_earlier_trials_come_under_the_curve_and_c_takes_them_away(opened):
    window = opened()
    assert strokes(window).count(Stroke.DASHED) == 1
    assert strokes(window).count(Stroke.LIGHT) == 2
    press(window, Qt.Key.Key_C)
    assert set(strokes(window)) == {Stroke.MAIN}
    button(window, "compare").click()
    assert Stroke.DASHED in strokes(window)
    assert problems(window) == []


def test_the_digits_choose_what_is_looked_at_and_every_view_of_it_is_whole(opened):
    window = opened()
    plot = window.page("review")._plot
    for key, shown in zip((Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5), list(Shown)[1:], strict=True):
        press(window, key)
        assert plot.shown is shown
        assert problems(window) == []
    press(window, Qt.Key.Key_V)
    assert plot.shown is Shown.BOTH, "after the last comes the first"
    press(window, Qt.Key.Key_4)
    assert plot.marked.plot._item.shaded is not None
    window.open_review("t-hip")
    assert plot.shown is Shown.BOTH, "one side alone has nothing to lie over"
    window.open_review("t-jump")
    assert plot.shown is Shown.OVER, "and what was wished for comes back"


def test_page_keys_step_through_the_trials_of_the_visit(opened, qtbot):
    window = opened()
    page = window.page("review")
    press(window, Qt.Key.Key_PageDown)
    assert page.trial_id == "t-hip"
    press(window, Qt.Key.Key_PageDown)
    press(window, Qt.Key.Key_PageDown)
    assert page.trial_id == "t-refused", "the last one stays"
    press(window, Qt.Key.Key_PageUp)
    assert page.trial_id == "t-hip"
    qtbot.waitUntil(lambda: not page._beside.busy)
    button(window, "step-t-jump").click()
    assert page.trial_id == "t-jump"


def test_a_trial_is_rejected_in_place_with_a_reason_and_words(opened):
    window = opened()
    page = window.page("review")
    press(window, Qt.Key.Key_X)
    assert problems(window) == []
    assert window.header.heading.primary.label == "Leave it as it is"
    press(window, Qt.Key.Key_Escape)
    assert window.console.calls == []
    press(window, Qt.Key.Key_X)
    press(window, Qt.Key.Key_Space)
    assert window.console.calls == [], "Space leaves the list as it is and keeps nothing"
    press(window, Qt.Key.Key_X)
    page._choice.note.setFocus()
    QTest.keyClicks(page._choice.note, "the phone rang 3 times")
    assert window.console.calls == [], "a digit that is written is not an answer"
    window.setFocus()
    press(window, Qt.Key.Key_6)
    assert window.console.calls == [("reject", "t-jump", RejectReason.DISTURBED)]
    assert not page._choice.open
    assert (window.front, window.header.heading.word) == ("review", "REJECTED")


def test_how_it_ended_practice_and_sides_are_said_by_keys(opened):
    window = opened()
    console = window.console
    offered = choices_of(built_in()["cmj"], Outcome.COMPLETED)
    console._change("t-jump", said=Said(outcomes=offered))
    QApplication.processEvents()
    press(window, Qt.Key.Key_O)
    assert problems(window) == []
    wanted = [choice.outcome for choice in offered].index(Outcome.LOST_BALANCE)
    press(window, Qt.Key(Qt.Key.Key_1 + wanted))
    press(window, Qt.Key.Key_P)
    press(window, Qt.Key.Key_S)
    assert console.calls == [
        ("say_outcome", "t-jump", Outcome.LOST_BALANCE),
        ("say_practice", "t-jump", True),
        ("exchange_sides", "t-jump"),
    ]
    bar = window.page("review")._bar
    assert "practice, does not count" in bar._words.full
    assert "left and right exchanged" in bar._words.full


def test_plus_minus_and_nought_zoom_and_the_axis_can_be_taken_along(opened):
    window = opened()
    plot = window.page("review")._plot.marked
    first = plot._view
    press(window, Qt.Key.Key_Plus)
    closer = plot._view
    assert closer[1] - closer[0] < first[1] - first[0]
    press(window, Qt.Key.Key_Minus)
    assert plot._view == pytest.approx(first)
    press(window, Qt.Key.Key_Plus)
    foot = QPoint(round(plot.plot.axes.center().x()), round(plot.plot.axes.bottom()) + 12)
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=foot)
    QTest.mouseMove(plot, foot + QPoint(120, 0))
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=foot + QPoint(120, 0))
    moved = plot._view
    assert moved[0] < closer[0], "pulled to the right, earlier times come into sight"
    assert moved[1] - moved[0] == pytest.approx(closer[1] - closer[0])
    press(window, Qt.Key.Key_0)
    assert plot.whole
    middle = QPointF(plot.plot.axes.center())
    still = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        middle, plot.mapToGlobal(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, still,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot, wheel)
    assert not plot.whole
    button_, kind = Qt.MouseButton.LeftButton, QEvent.Type.MouseButtonDblClick
    QApplication.sendEvent(plot, QMouseEvent(kind, middle, plot.mapToGlobal(middle), button_, button_, still))
    assert plot.whole, "a double click shows all"


def test_the_origin_and_earlier_numbers_unfold_with_their_meaning(opened):
    window = opened("t-hip")
    assert "known weight" not in said(window)
    press(window, Qt.Key.Key_I)
    assert "known weight" in said(window)
    assert "onset (left) moved from" not in said(window)
    press(window, Qt.Key.Key_H)
    assert "onset (left) moved from 1.410 s to 1.520 s" in said(window)
    assert problems(window) == []
    press(window, Qt.Key.Key_I)
    press(window, Qt.Key.Key_H)
    assert "known weight" not in said(window)


def test_the_change_is_told_beside_the_number(opened):
    window = opened("t-hip")
    assert "▲ improved" in said(window)
    assert "+52 N since 12 Oct" in said(window)


def test_a_measure_tells_its_formula_to_whoever_goes_to_it(opened):
    window = opened("t-hip")
    table = window.page("review")._table
    name = next(label for label in table.findChildren(QLabel) if label.text() == "Peak force")
    assert "How it is made:" in name.toolTip()
    name.setFocus()
    QApplication.processEvents()
    assert table._made.full.startswith("How it is made:")


def test_what_cannot_be_read_is_said_and_the_rest_is_there(open_window, qtbot):
    window = open_window("hold", "review", "t-hip")
    page = window.page("review")
    qtbot.waitUntil(lambda: not page._beside.busy)
    desk = window.office.reviewing
    desk.broken = {"change", "pressure", "overlays"}
    window.open_review("t-jump")
    qtbot.waitUntil(lambda: not page._beside.busy)
    for _ in range(3):
        QApplication.processEvents()
    assert "lies on the station Room 2" in said(window)
    assert set(strokes(window)) == {Stroke.MAIN}
    assert problems(window) == []


def test_only_the_newest_question_is_answered(open_window, qtbot):
    window = open_window("hold", "review", "t-jump")
    page = window.page("review")
    for trial_id in ("t-hip", "t-refused", "t-hip", "t-jump", "t-hip"):
        window.open_review(trial_id)
    qtbot.waitUntil(lambda: not page._beside.busy)
    assert page._overlays.shown[0].trial_id == "t-hip-0"


def test_the_path_of_the_pressure_is_read_once_it_is_looked_at(open_window, qtbot):
    window = open_window("hold", "review", "t-jump")
    page, desk = window.page("review"), window.office.reviewing

    def read() -> list[str]:
        qtbot.waitUntil(lambda: not page._beside.busy)
        asked = [trial_id for part, trial_id in desk.asked if part == "pressure"]
        desk.asked.clear()
        return asked

    assert read() == []
    page._plot.look_at(Shown.PRESSURE)
    assert read() == ["t-jump"]
    page._plot.look_at(Shown.BOTH)
    page._plot.look_at(Shown.PRESSURE)
    assert read() == [], "it is known"
    window.open_review("t-hip")
    window.open_review("t-jump")
    assert read()[-1:] == ["t-jump"], "what is looked at stays for the next trial"
    window.open_review("t-hip")
    window.open_review("t-jump")
    page._plot.look_at(Shown.BOTH)
    page._plot.look_at(Shown.PRESSURE)
    assert read()[-1:] == ["t-jump"]
    assert page._overlays is not None
