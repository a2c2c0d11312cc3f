"""The window as a person works it: keys, clicks, marks, and what it asks of the console."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from check_view import problems
from fake_console import EVERY_CARD, SCENES, FakeConsole, named
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QLineEdit

from station.events import StateChanged, TrialChanged, TrialStored, Trouble
from station.model import LiveMark, Side, TrialState
from station.office import Office
from station.visit_now import VisitNow
from ui import theme
from ui.app import MainWindow
from ui.review_view import ReviewView
from ui.shell import ViewArea
from ui.widgets.marks import MarkHandle
from ui.widgets.trial_line import TrialLine

PROJECT = Path(__file__).parent.parent.parent


def button(window, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert found is not None, f"there is no button {name}"
    return found


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_space_does_once_what_the_primary_button_says(open_window):
    window = open_window("hold")
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.console.calls == [("primary",)]


def test_enter_does_the_same_as_space(open_window):
    window = open_window("hold")
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.console.calls == [("primary",)]


@pytest.mark.parametrize("focused", ["secondary", "primary", "rail-review"])
def test_space_never_also_presses_the_focused_button(focused, open_window):
    window = open_window("hold")
    button(window, focused).setFocus()
    QTest.keyClick(button(window, focused), Qt.Key.Key_Space)
    assert window.console.calls == [("primary",)]
    assert window.front == "live"


def test_enter_presses_the_focused_button_and_nothing_else(open_window):
    window = open_window("hold")
    button(window, "secondary").setFocus()
    QTest.keyClick(button(window, "secondary"), Qt.Key.Key_Return)
    assert window.console.calls == [("stop",)]


def test_escape_stops_and_is_dead_where_nothing_can_be_stopped(open_window):
    window = open_window("hold")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.console.calls == [("stop",)]
    window = open_window("zero")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.console.calls == []


def test_a_number_chooses_a_test_only_while_choosing(open_window):
    window = open_window("hold")
    QTest.keyClick(window, Qt.Key.Key_2)
    assert window.console.calls == []
    window = open_window("idle")
    QTest.keyClick(window, Qt.Key.Key_2)
    assert window.console.calls == [("choose", "glute_bridge_hold")]


def test_a_card_that_is_not_ready_cannot_be_chosen_and_says_why(open_window):
    window = open_window("idle")
    first, *others = window.console.cards
    window.console.cards = (replace(first, ready=False, why_not="needs two dynamometers; none is connected"), *others)
    window.refresh()
    QTest.keyClick(window, Qt.Key.Key_1)
    card = button(window, "choose-hip_abduction_iso")
    assert not card.isEnabled()
    assert "needs two dynamometers" in card.accessibleName()
    assert window.console.calls == []


@pytest.fixture
def choosing(open_window):
    """A window with every test that ships, nothing chosen."""
    window = open_window("idle")
    window.console.cards = EVERY_CARD
    window.refresh()
    settle()
    return window


def test_typing_finds_a_test_and_enter_starts_it(choosing):
    QTest.keyClicks(choosing, "s")
    field = choosing.findChild(QLineEdit, "search")
    assert choosing.focusWidget() is field
    QTest.keyClicks(field, "it 30")
    choosing.refresh()
    assert choosing.header.heading.primary.label == "Start: Sit-to-stand, 30 seconds"
    assert choosing.console.calls == [], "letters and a space are no commands here"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert choosing.console.calls == [("choose", "sit_to_stand_30s")]
    assert field.text() == ""


@pytest.mark.parametrize("letter", "rkmt")
def test_a_letter_that_is_a_command_elsewhere_looks_for_a_test_here(choosing, letter):
    QTest.keyClicks(choosing, letter)
    assert choosing.findChild(QLineEdit, "search").text() == letter


def test_a_stroke_opens_the_search_and_escape_shows_every_test_again(choosing):
    QTest.keyClicks(choosing, "/")
    field = choosing.findChild(QLineEdit, "search")
    assert (choosing.focusWidget(), field.text()) == (field, "")
    QTest.keyClicks(field, "plank")
    assert choosing.findChild(QAbstractButton, "choose-squat") is None
    choosing.refresh()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert choosing.focusWidget() is choosing
    assert field.text() == ""
    settle()
    assert button(choosing, "choose-squat").isVisible()
    assert choosing.console.calls == []


def test_arrows_go_through_the_tests_and_enter_takes_the_focused_one(choosing):
    QTest.keyClicks(choosing, "/")
    QTest.keyClick(choosing.findChild(QLineEdit, "search"), Qt.Key.Key_Down)
    favourite = choosing.focusWidget()
    assert favourite.objectName() == "choose-hip_abduction_iso"
    QTest.keyClick(favourite, Qt.Key.Key_Down)
    below = choosing.focusWidget()
    assert below is not favourite, "the favourites stand side by side: what is below them is the list"
    assert (below.x(), below.objectName()) == (favourite.x(), "choose-hip_abduction_iso")
    QTest.keyClick(below, Qt.Key.Key_Down)
    second = choosing.focusWidget()
    assert second.objectName() == "choose-hip_abduction_supine_iso"
    QTest.keyClick(second, Qt.Key.Key_Up)
    QTest.keyClick(below, Qt.Key.Key_Up)
    assert choosing.focusWidget() is favourite
    QTest.keyClick(favourite, Qt.Key.Key_Up)
    assert choosing.focusWidget() is choosing.findChild(QLineEdit, "search")
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Right)
    beside = choosing.focusWidget()
    assert beside.x() > second.x()
    assert abs(beside.y() - second.y()) < beside.height()
    QTest.keyClick(beside, Qt.Key.Key_Return)
    assert choosing.console.calls == [("choose", beside.objectName().removeprefix("choose-"))]


def test_what_lies_below_the_window_is_counted_and_comes_into_sight_with_the_focus(choosing):
    words = [label.text() for label in choosing.findChildren(QLabel) if label.isVisible()]
    assert any(word.endswith("more below") for word in words)
    last = button(choosing, "choose-sit_to_stand_30s")
    button(choosing, "choose-sit_to_stand_5x").stepped.emit(0, 1)
    settle()
    assert choosing.focusWidget() is last
    assert not last.visibleRegion().isEmpty()


def test_typing_during_a_test_looks_for_nothing(open_window):
    window = open_window("hold")
    QTest.keyClicks(window, "sq/")
    assert window.console.calls == []
    assert window.findChild(QLineEdit, "search").text() == ""


@pytest.mark.parametrize("front", ["live", "review"])
def test_a_finished_trial_is_decided_on_where_it_ran(front, open_window):
    window = open_window("hold", front)
    window.console.finish("t-jump")
    settle()
    assert window.front == "live"
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.console.calls == [("keep", "t-jump")]
    assert window.front == "live"


def test_a_trial_that_was_recovered_opens_its_review(open_window):
    window = open_window("idle")
    window.console.tell(TrialStored("t-hip"))
    settle()
    assert (window.front, window.page("review").trial_id) == ("review", "t-hip")


def test_r_rejects_and_repeats(open_window):
    window = open_window("hold", "review", "t-jump")
    QTest.keyClick(window, Qt.Key.Key_R)
    assert window.console.calls == [("retake", "t-jump")]


def test_a_refused_trial_makes_retake_the_first_choice_and_keeping_a_deliberate_one(open_window):
    window = open_window("hold", "review", "t-refused")
    assert window.header.primary.text() == "Retake"
    QTest.keyClick(window, Qt.Key.Key_K)
    assert window.console.calls == [("keep", "t-refused")]
    window = open_window("hold", "review", "t-refused")
    QTest.keyClick(window, Qt.Key.Key_R)
    assert window.console.calls == [("retake", "t-refused")]


def test_a_decided_trial_is_not_kept_again_by_a_second_space(open_window):
    window = open_window("hold", "review", "t-jump")
    QTest.keyClick(window, Qt.Key.Key_Space)
    window.open_review("t-jump")
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.console.calls == [("keep", "t-jump")]
    assert window.front == "live"


def test_before_any_test_space_starts_the_first_that_can_run_and_nothing_is_called_done(open_window):
    window = open_window("idle")
    first, *others = window.console.cards
    window.console.cards = (replace(first, ready=False, why_not="needs two dynamometers"), *others)
    window.refresh()
    heading = window.header.heading
    assert (heading.title, heading.primary.label) == ("Choose a test", "Start: Glute bridge hold")
    assert "is done" not in heading.subtitle
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.console.calls == [("choose", "glute_bridge_hold")]


def test_after_a_test_space_begins_the_next_one_and_after_the_last_shows_the_report(open_window):
    window = open_window("idle")
    window.console.state = replace(SCENES["hold"], state=TrialState.DONE, word="DONE", primary="Next: Hip abduction")
    window.refresh()
    assert "Glute bridge hold is done." in window.header.heading.subtitle
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.console.calls == [("primary",)]
    window.console.state = replace(window.console.state, primary="")
    window.refresh()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.front == "report"
    assert window.console.calls == [("primary",)]


def test_a_trial_that_is_still_being_saved_cannot_be_looked_at(open_window):
    window = open_window("review")
    window.console.state = replace(SCENES["review"], primary="", visit=VisitNow())
    window.refresh()
    assert window.header.heading.primary is None


def handle_of(window, name: str) -> MarkHandle:
    handles = window.page("review").findChildren(MarkHandle)
    return next(handle for handle in handles if handle.mark.name == name and handle.isVisible())


def drag(window, name: str, pixels: int) -> None:
    handle = handle_of(window, name)
    start = QPoint(handle.width() // 2, handle.height() - 20)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start + QPoint(pixels, 0))
    settle()
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)
    settle()


def test_dragging_a_mark_moves_it_by_what_the_mouse_moved(open_window):
    window = open_window("hold", "review", "t-jump")
    plot = window.page("review")._plot.marked.plot
    per_pixel = plot.time_at(plot.axes.left() + 101) - plot.time_at(plot.axes.left() + 100)
    drag(window, "onset", 60)
    (call,) = window.console.calls
    assert call[:4] == ("move_mark", "t-jump", "onset", Side.BOTH)
    assert call[4] == pytest.approx(2.41 + 60 * per_pixel, abs=1.5 * per_pixel)
    assert handle_of(window, "onset").label == "onset · moved"


def test_a_peak_shows_its_place_and_cannot_be_dragged_or_nudged(open_window):
    window = open_window("hold", "review", "t-hip")
    drag(window, "peak", 60)
    QTest.keyClick(handle_of(window, "peak"), Qt.Key.Key_Right)
    settle()
    assert window.console.calls == []
    peak, onset = handle_of(window, "peak"), handle_of(window, "onset")
    assert (peak.focusPolicy(), onset.focusPolicy()) == (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.StrongFocus)
    assert peak.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert "moved" not in peak.label
    assert "move" not in peak.accessibleName()


def test_a_click_on_a_mark_does_not_move_it(open_window):
    window = open_window("hold", "review", "t-jump")
    QTest.mouseClick(handle_of(window, "landing"), Qt.MouseButton.LeftButton)
    settle()
    assert window.console.calls == []


def test_arrow_keys_move_a_focused_mark_by_one_millisecond_and_focus_stays(open_window):
    window = open_window("hold", "review", "t-jump")
    plot = window.page("review")._plot.marked
    for wanted in (3.216, 3.217):
        handle_of(window, "takeoff").setFocus()
        QTest.keyClick(handle_of(window, "takeoff"), Qt.Key.Key_Right)
        plot.flush()
        settle()
        assert window.console.calls[-1][4] == pytest.approx(wanted, abs=1e-9)
        assert handle_of(window, "takeoff").hasFocus()
    QTest.keyClick(handle_of(window, "takeoff"), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(handle_of(window, "takeoff"), Qt.Key.Key_Right)
    plot.flush()
    assert len(window.console.calls) == 3, "keys that follow each other are one move"
    assert window.console.calls[-1][4] == pytest.approx(3.208, abs=1e-9)


def test_m_goes_from_mark_to_mark_and_brings_it_into_sight(open_window):
    window = open_window("hold", "review", "t-jump")
    plot = window.page("review")._plot.marked
    plot._look_at((4.0, 4.5))
    QTest.keyClick(window, Qt.Key.Key_M)
    assert handle_of(window, "onset").hasFocus()
    QTest.keyClick(window, Qt.Key.Key_M)
    assert handle_of(window, "takeoff").hasFocus()


def test_n_shows_the_other_numbers_and_hides_them_again(open_window):
    window = open_window("hold", "review", "t-jump")
    review = window.console.reviews["t-jump"]
    others = [named(f"more_{n}", f"Further number {n}", Side.BOTH, float(n), "N", 0.1) for n in range(12)]
    window.console.reviews["t-jump"] = replace(review, measurements=(*review.measurements, *others))
    window.open_review("t-jump")
    settle()

    def shown() -> bool:
        return any(label.text() == "Further number 11" for label in window.findChildren(QLabel) if label.isVisible())

    assert not shown()
    QTest.keyClick(window, Qt.Key.Key_N)
    settle()
    assert shown()
    assert problems(window) == []
    button(window, "moreNumbers").click()
    settle()
    assert not shown()


def test_undo_and_redo_are_those_of_the_store_and_offered_only_where_there_is_something(open_window):
    window = open_window("hold", "review", "t-jump")
    undo, redo = button(window, "undo"), button(window, "redo")
    assert not undo.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.console.calls == []
    drag(window, "onset", 60)
    assert undo.isEnabled()
    assert "onset moved" in undo.toolTip()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.console.calls[1:] == [("undo", "t-jump")]
    assert not undo.isEnabled()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, both)
    settle()
    assert window.console.calls[-1] == ("redo", "t-jump")
    assert undo.isEnabled()
    assert not redo.isEnabled()
    assert handle_of(window, "onset").label == "onset · moved"


def test_a_move_that_spoils_the_trial_never_turns_space_into_retake(open_window):
    window = open_window("hold", "review", "t-jump")
    drag(window, "onset", 60)
    console = window.console
    console.reviews["t-jump"] = replace(console.reviews["t-jump"], refusal="the onset is after the take-off")
    console.tell(TrialChanged("t-jump"))
    settle()
    assert window.header.heading.primary.label == "Undo the last change"
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert [call[0] for call in console.calls] == ["move_mark", "undo"]


def test_space_decides_nothing_while_a_mark_is_in_somebodys_hand(open_window):
    window = open_window("hold", "review", "t-jump")
    handle = handle_of(window, "onset")
    start = QPoint(handle.width() // 2, handle.height() - 20)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start + QPoint(40, 0))
    QTest.keyClick(window, Qt.Key.Key_Space)
    QTest.keyClick(window, Qt.Key.Key_R)
    assert window.console.calls == []
    window.console.tell(TrialChanged("t-jump"))
    settle()
    assert handle.isVisible(), "the numbers of an earlier move do not take the handle away"
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)
    assert [call[0] for call in window.console.calls] == ["move_mark"]


def test_the_review_begins_with_the_movement_and_shows_the_whole_trial_on_request(open_window):
    window = open_window("hold", "review", "t-jump")
    plot = window.page("review")._plot.marked
    assert plot._view == pytest.approx((0.91, 4.742))
    QTest.keyClick(window, Qt.Key.Key_T)
    assert plot._view == pytest.approx((0.0, 5.999))
    button(window, "whole").click()
    assert plot._view == pytest.approx((0.91, 4.742))


def test_a_mark_cannot_leave_the_trial(open_window):
    window = open_window("hold", "review", "t-jump")
    QTest.keyClick(window, Qt.Key.Key_T)
    drag(window, "onset", -5000)
    assert window.console.calls[-1][4] == 0.0


def test_a_mark_can_be_grabbed_anywhere_on_its_line(open_window):
    window = open_window("hold", "review", "t-hip")
    for handle in window.page("review").findChildren(MarkHandle):
        if handle.isVisible() and handle.mark.movable:
            line = [x for x in range(handle.width()) if handle.mask().contains(QPoint(x, handle.height() - 3))]
            assert len(line) >= 24


def test_a_line_of_the_day_opens_its_review(open_window):
    window = open_window("hold", "home")
    row = button(window, "trial-t-hip")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert (window.front, window.page("review").trial_id) == ("review", "t-hip")


def test_an_interrupted_recording_can_be_looked_at_or_put_aside(open_window):
    window = open_window("hold", "home")
    button(window, "recover-rec-9").click()
    assert window.console.calls == [("recover", "rec-9")]
    assert window.front == "review"
    window = open_window("hold", "home")
    button(window, "discard-rec-9").click()
    settle()
    assert window.console.calls == [("discard", "rec-9")]
    assert not window.page("home")._recover.isVisible()


def test_an_event_from_another_thread_is_heard_on_the_screens_thread(open_window):
    window = open_window("idle")
    heard = []
    window._bridge.happened.connect(lambda event: heard.append((event, threading.current_thread())))
    other = threading.Thread(target=window.console.tell, args=(TrialStored("t-hip"),))
    other.start()
    other.join()
    assert heard == []
    settle()
    assert heard == [(TrialStored("t-hip"), threading.main_thread())]
    assert window.page("review").trial_id == "t-hip"


def test_the_next_effort_brings_the_live_view_to_the_front(open_window):
    window = open_window("hold", "review", "t-jump")
    window.console.state = SCENES["hold"]
    window.console.tell(StateChanged(SCENES["hold"].state))
    settle()
    assert window.front == "live"


def test_a_closed_window_listens_to_nothing(open_window):
    window = open_window("hold")
    window.close()
    assert window.console._listeners == []


def test_the_look_changes_in_the_open_window(open_window):
    window = open_window("hold")
    before = window.grab().toImage().pixelColor(700, 20).lightness()
    button(window, "rail-theme").click()
    settle()
    assert theme.active() is theme.DARK
    assert window.grab().toImage().pixelColor(700, 20).lightness() < before - 100


def test_a_screenshot_is_a_png_of_the_window(open_window, tmp_path):
    window = open_window("hold")
    window.screenshot(tmp_path / "shots" / "live.png")
    assert (tmp_path / "shots" / "live.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with pytest.raises(OSError, match="cannot be written"):
        window.screenshot(tmp_path / "shots")


def test_a_view_that_does_not_exist_is_named_with_those_that_do(open_window):
    with pytest.raises(KeyError, match="live, review"):
        open_window("hold").show_view("nowhere")


def test_markup_in_a_name_stays_text(open_window):
    window = open_window("hold")
    window.console.state = replace(SCENES["hold"], share_verdict="<b>Left</b> higher")
    window.refresh()
    label = window.page("live")._running._lower._verdict
    assert (label.text(), label.textFormat()) == ("<b>Left</b> higher", Qt.TextFormat.PlainText)


def places(window) -> list:
    header = window.header
    return [each.geometry().getRect() for each in (header._word, header.secondary, header.primary)]


def test_nothing_of_the_heading_moves_whatever_it_says(open_window):
    window = open_window("hold")
    before = places(window)
    for scene in ("zero", "weigh", "countdown", "go", "long", "review", "idle"):
        window.console.state = SCENES[scene]
        window.refresh()
        settle()
        assert places(window) == before, scene
    for trial in ("t-jump", "t-refused"):
        window.open_review(trial)
        settle()
        assert places(window) == before, trial


def test_a_moment_moves_with_the_curve_between_two_states_and_takes_the_new_one_at_once(open_window, monkeypatch):
    window = open_window("hold")
    page, drawn = window.page("live"), window.console.envelope
    times = []
    for now_s, at_s in ((100.0, 92.8), (100.016, 92.8), (100.032, 92.8), (100.048, 92.798)):
        monkeypatch.setattr(window.console, "envelope", lambda *how, now_s=now_s: replace(drawn(*how), now_s=now_s))
        window.console.state = replace(window.console.state, marks=(LiveMark("onset", Side.BOTH, at_s),))
        page.frame()
        times.append(page._running._plot._item.moments[0].time_s)
    assert times == pytest.approx([-7.2, -7.216, -7.232, -7.25])


def test_a_picture_has_the_size_of_the_design_where_there_is_no_real_screen(app):
    window = MainWindow(Office(FakeConsole("hold")))
    bounds = QSize(1440, 900) if app.platformName() == "offscreen" else app.primaryScreen().availableSize()
    assert window.size() == QSize(1440, 900).boundedTo(bounds)
    window.close()
    window.deleteLater()


def test_a_picture_of_a_long_list_shows_whole_lines(open_window, monkeypatch, tmp_path):
    window = open_window("idle", "live")
    today = datetime.now(UTC).date()
    trials = tuple(trial for trial in window.console.trials() if trial.started_at.date() == today) * 4
    monkeypatch.setattr(window.console, "trials", lambda: trials)
    window.show_view("home")
    window.screenshot(tmp_path / "home.png")
    lines = window.findChildren(TrialLine)
    assert len(lines) == len(trials)
    assert all(line.height() >= line.minimumSizeHint().height() for line in lines)


def test_a_window_that_is_smaller_than_the_design_scrolls(open_window):
    window = open_window("hold")
    window.resize(720, 450)
    settle()
    area = window.findChild(ViewArea)
    assert area.horizontalScrollBar().maximum() > 0
    assert area.verticalScrollBar().maximum() > 0
    # what comes next is never out of sight: the view scrolls below the heading
    for command in (window.header.primary, window.header.secondary):
        corners = [command.mapTo(window, corner) for corner in (QPoint(0, 0), command.rect().bottomRight())]
        assert all(window.rect().contains(corner) for corner in corners)


@pytest.mark.faulty
def test_what_fails_in_a_slot_is_told_in_place_kept_and_not_repeated(open_window, caplog):
    window = open_window("hold")

    def fail() -> None:
        raise ValueError("the <plot> is gone")

    for _ in range(3):
        QTimer.singleShot(0, window, fail)
        settle()
    assert [str(fault) for fault in window.faults] == ["the <plot> is gone"]
    notice = window.findChild(QFrame, "notice")
    assert notice.isVisible()
    assert "ValueError: the <plot> is gone" in notice.accessibleName()
    assert "Recordings are not touched" in notice.accessibleName()
    assert [record.name for record in caplog.records] == ["counterpoise.window"]
    window.show_view("home")
    assert notice.isVisible(), "it stays where one looks"


def test_the_hook_for_faults_goes_with_the_window(open_window):
    before = sys.excepthook
    window = open_window("hold")
    assert sys.excepthook is not before
    window.close()
    assert sys.excepthook is before


def test_trouble_is_read_where_the_live_view_is_not_in_front(open_window):
    window = open_window("hold", "review", "t-jump")
    window.console.tell(Trouble("The mark cannot stand there. Put it before the take-off."))
    settle()
    notice = window.findChild(QFrame, "notice")
    assert "Put it before" in notice.accessibleName()
    window.show_view("live")
    assert not notice.isVisible()


def test_an_offscreen_window_says_nothing_on_stderr():
    code = (
        "import sys; sys.path.insert(0, 'tests/ui')\n"
        "from fake_console import FakeConsole\n"
        "from station.office import Office\n"
        "from ui.app import MainWindow, create_app\n"
        "app = create_app(); window = MainWindow(Office(FakeConsole('idle'))); window.show(); app.processEvents()\n"
        "from PySide6.QtCore import qWarning; qWarning('something else'); window.close()"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "something else")


@pytest.mark.display
def test_real_clicks_run_a_whole_trial_on_a_real_screen(qtbot, open_window):
    window = open_window("idle")
    with qtbot.waitExposed(window):
        window.show()
    QTest.mouseClick(button(window, "choose-cmj"), Qt.MouseButton.LeftButton)
    settle()
    QTest.mouseClick(window.header.primary, Qt.MouseButton.LeftButton)
    window.console.finish("t-jump")
    qtbot.waitUntil(lambda: window.header.primary.text() == "Keep")
    QTest.mouseClick(window.header.primary, Qt.MouseButton.LeftButton)
    assert window.console.calls == [("choose", "cmj"), ("primary",), ("keep", "t-jump")]
    assert window.front == "live"


def test_the_review_of_nothing_says_what_to_do(open_window):
    window = open_window("nothing", "review", empty=True)
    page = window.page("review")
    assert isinstance(page, ReviewView)
    assert "Run a test" in page._none.text()
    assert isinstance(window.console, FakeConsole)
