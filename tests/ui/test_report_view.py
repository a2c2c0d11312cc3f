"""The report in the window: which visit, for whom, in which language; saved and printed without stopping the window."""

from dataclasses import replace
from datetime import date

import pytest
from fake_reports_desk import FakeReportsDesk
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from station.model import TrialState
from station.report.content import Audience
from ui.report_presenter import ReportPresenter
from ui.report_view import ReportView
from ui.widgets.paper import Paper

TODAY = date(2026, 11, 23)


def presenter(**desk):
    made = ReportPresenter(FakeReportsDesk(**desk), "en")
    made.open("A-104")
    return made


# Without a screen -----------------------------------------------------------------------------------------------------


def test_the_newest_visit_is_shown_without_a_name_and_others_can_be_chosen():
    shown = presenter()
    assert (shown.wish.visit_id, shown.wish.named, shown.wish.audience) == ("visit-3", False, Audience.THERAPIST)
    assert [line.label for line in shown.visit_lines(TODAY)] == [
        "23 Nov · visit 3", "2 Nov · visit 2", "12 Oct · visit 1",
    ]  # fmt: skip
    assert shown.subtitle(TODAY) == "A-104 · visit 3 of 3, 23 Nov · for the therapist"
    shown.choose_number(3)
    assert [line.chosen for line in shown.visit_lines(TODAY)] == [False, False, True]
    shown.choose_number(4)
    assert shown.wish.visit_id == "visit-1"


def test_another_person_is_not_named_because_the_one_before_was():
    shown = presenter()
    shown.choose_named(True)
    assert "written down" in shown.privacy
    shown.open("B-205")
    assert not shown.wish.named
    assert shown.privacy == "No name: only the code is on the page."


def test_the_visit_that_is_looked_at_stays_when_the_same_person_is_opened_again():
    shown = presenter()
    shown.choose_number(2)
    shown.choose_audience(Audience.CLIENT)
    shown.open("A-104")
    assert (shown.wish.visit_id, shown.wish.audience) == ("visit-2", Audience.CLIENT)


def test_who_was_never_measured_has_no_report_and_is_told_how_to_get_one():
    shown = presenter(empty=True)
    assert shown.wish is None
    assert shown.empty == "Nothing was measured of A-104 yet. After the first test there is a report."
    shown.choose_named(True)
    shown.next_language()
    assert shown.wish is None


def test_languages_follow_each_other_and_one_that_reports_do_not_speak_is_not_begun_with():
    shown = presenter()
    shown.next_language()
    assert shown.wish.language == "de"
    shown.next_language()
    assert shown.wish.language == "en"
    assert ReportPresenter(FakeReportsDesk(), "fr").languages == [("de", "Deutsch"), ("en", "English")]


# In the window --------------------------------------------------------------------------------------------------------


@pytest.fixture
def view(open_window, qtbot):
    window = open_window("idle", "report", "A-104")
    page = window.page("report")
    qtbot.waitUntil(lambda: not page.presenter.making)
    return window, page


def papers(page: ReportView) -> list[Paper]:
    return [each for each in page.findChildren(Paper) if each.isVisible()]


def test_keys_choose_reader_language_name_and_visit_and_the_pages_follow(view, qtbot):
    window, page = view
    desk = page.office.reports
    qtbot.waitUntil(lambda: len(papers(page)) == 1)
    for key in "cln2":
        QTest.keyClick(window, key)
    qtbot.waitUntil(lambda: not page.presenter.making)
    wish = page.presenter.wish
    assert wish == replace(wish, visit_id="visit-2", audience=Audience.CLIENT, named=True)
    assert wish.language == "de"
    assert desk.asked[-1] == wish
    qtbot.waitUntil(lambda: len(papers(page)) == 2)
    assert papers(page)[0].height() == pytest.approx(papers(page)[0].width() * 877 / 620, abs=2)


def test_space_saves_where_somebody_said_and_the_window_says_so(view, qtbot, tmp_path):
    window, page = view
    page.choose_file = lambda name: str(tmp_path / name.removesuffix(".pdf"))
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.presenter.saved))
    assert (tmp_path / "A-104 2026-11-23 therapist.pdf").read_bytes().startswith(b"%PDF")
    assert page.heading().word == "SAVED"
    page.choose_file = lambda name: ""
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert len(page.office.reports.saved) == 1, "who closes the dialog saves nothing"


def test_every_page_goes_to_the_printer(view, qtbot, tmp_path):
    window, page = view
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.choose_printer = lambda: printer
    QTest.keyClick(window, "c")
    QTest.keyClick(window, "p")
    qtbot.waitUntil(lambda: bool(page.presenter.saved))
    assert page.heading().word == "PRINTED"
    assert b"/Count 2" in (tmp_path / "printed.pdf").read_bytes()


def test_what_cannot_be_made_is_said_in_place(view, qtbot):
    window, page = view
    page.office.reports.trouble = "No name is written down for A-104. The report can be made without it."
    QTest.keyClick(window, "n")
    qtbot.waitUntil(lambda: bool(page.presenter.problem))
    assert page.heading().word == "NOT MADE"
    page.office.reports.trouble = ""
    QTest.keyClick(window, "n")
    qtbot.waitUntil(lambda: not page.presenter.making)
    assert page.presenter.problem == ""


def test_a_file_that_was_asked_for_is_written_although_the_window_closes(view, tmp_path):
    window, page = view
    page.choose_file = lambda name: str(tmp_path / "page")
    page.save()
    window.close()
    assert (tmp_path / "page.pdf").exists()
    asked = len(page.office.reports.asked)
    page.choose(2)
    window.close()
    assert len(page.office.reports.asked) == asked, "of a closed window nothing is asked for any more"


def test_no_dialog_opens_while_a_trial_is_under_way(view):
    _, page = view
    asked = []
    page.choose_file = lambda name: asked.append(name) or ""
    page.refresh(replace(page.console.live(), state=TrialState.HOLD))
    page.save()
    page.print()
    assert asked == []
    assert page.presenter.problem == "A trial is under way: save or print after it."
