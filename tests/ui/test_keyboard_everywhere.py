"""Every view with the keyboard alone: Tab reaches all of it as it is read and shows where it is, Esc is a way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.app import MainWindow
from ui.trail import Trail

VIEWS = ("home", "person", "live", "review", "report", "devices", "qa", "settings", "demo", "log")
MOST = 120


def tabbed(window: MainWindow) -> list[QWidget]:
    """What Tab goes through, from the window itself until it comes round."""
    window.setFocus()
    found: list[QWidget] = []
    for _ in range(MOST):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is not None
        if focus in found:
            assert focus is found[0], "it comes round, and passes nothing twice"
            return found
        found.append(focus)
    raise AssertionError(f"Tab does not come round in {MOST} steps")


def operable(window: MainWindow) -> set[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    return {
        each
        for each in window.findChildren(QWidget)
        if isinstance(each, kinds) and each.isVisible() and each.isEnabled()
    }


def ring_shows(widget: QWidget) -> bool:
    """Whether somebody sees where the keyboard is."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = widget.grab().toImage()
    widget.clearFocus()
    return with_focus != widget.grab().toImage()


@pytest.mark.parametrize("scene", ["idle", "hold", "stopped"])
def test_tab_reaches_everything_shows_where_it_is_and_begins_with_the_page(open_window, qtbot, scene):
    window = open_window(scene, "home")
    for view in VIEWS if scene == "idle" else ("live", "review"):
        window.show_view(view, {"person": "A-104", "report": "A-104"}.get(view, ""))
        window.refresh()
        if view == "report":
            qtbot.waitUntil(lambda: not window.page("report").presenter.making)
        found = tabbed(window)
        missed = {each.objectName() for each in operable(window) - set(found)}
        assert missed == set(), f"{view}: not reached by Tab"
        assert [each.objectName() for each in found if not each.accessibleName()] == [], f"{view}: without a name"
        unseen = [each.objectName() for each in found if not ring_shows(each)]
        assert unseen == [], f"{view}: the keyboard is not seen there"
        assert found[-1].objectName() == "rail-theme", "what is around the page comes after it"
        assert found[0].mapTo(window, QPoint()).y() > window.header.mapTo(window, QPoint()).y() - 1


def test_the_day_is_gone_through_as_it_is_read_although_its_lines_are_made_later(open_window):
    window = open_window("idle", "home")
    names = [each.objectName() for each in tabbed(window)]
    first_line = next(at for at, name in enumerate(names) if name.startswith("person-"))
    assert names.index("people-search") < first_line < names.index("favourites-change") < names.index("rail-home")


def test_escape_leads_back_from_every_view_and_control_with_a_digit_to_each(open_window):
    window = open_window("idle", "home")
    for number, view in enumerate(window.offered_views, start=1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.front == view
        QApplication.processEvents()
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert window.front == "home", f"no way back from {view}"
    window.show_view("devices")
    window.show_view("settings")
    field = next(each for each in window.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    for expected in ("settings", "devices", "home", "home"):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
        assert window.front == expected


def test_a_test_that_runs_or_waits_for_a_decision_is_not_left_by_escape(open_window):
    window = open_window("stopped", "home")
    window.show_view("live")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.front == "live"


def test_who_goes_to_a_view_again_is_back_there():
    trail = Trail()
    for key in ("home", "live", "report", "live", "person"):
        trail.went_to(key)
    assert trail._keys == ["home", "live", "person"]
