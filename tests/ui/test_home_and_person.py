"""The day and a person's page: what they say, and what happens when somebody works them with keys and clicks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from check_view import problems
from fake_console import EVERY_BATTERY, EVERY_CARD, SCENES, FakeConsole
from fake_people_desk import FakePeopleDesk, progress_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit

from station.change.verdicts import Word
from station.desks.people import Favourite, Welcome
from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.errors import BadInput, StationError
from station.events import TrialStored
from station.model import Interrupted, Outcome, Side
from station.people import Involved, Leg
from ui import home_presenter as says
from ui import person_presenter, progress_curves, progress_presenter, welcome_presenter
from ui.dates import day_title, read_date, read_time, short_date
from ui.trial_lines import trial_line
from ui.visits_presenter import visit_blocks
from ui.widgets.fields import ChoiceRow
from ui.widgets.labels import ElidedLabel, Panel

TODAY = date.today()
NOW = datetime.combine(TODAY, time(12)).astimezone()


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def words_of(window) -> str:
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    shown = (label.full if isinstance(label, ElidedLabel) else label.text() for label in labels)
    return " | ".join(shown).replace("\u00a0", " ")


def button(window, name: str) -> QAbstractButton:
    settle()
    found = next((each for each in window.findChildren(QAbstractButton, name) if each.isVisible()), None)
    assert found is not None, f"there is no button {name}"
    return found


def field(window, name: str) -> QLineEdit:
    settle()
    found = next((each for each in window.findChildren(QLineEdit, name) if each.isVisible()), None)
    assert found is not None, f"there is no field {name}"
    return found


def press(window, *keys) -> None:
    for key in keys:
        QTest.keyClick(window.focusWidget() or window, key)
        settle()


# without a screen -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9:30", time(9, 30)), ("9.30", time(9, 30)), ("930", time(9, 30)), ("1405", time(14, 5)), ("14", time(14)),
     ("3", time(15)), ("0:15", time(0, 15)), ("24", None), ("9:7", None), ("noon", None), ("", None), ("9:61", None),
     ("²", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed, read):
    assert read_time(typed) == read


def test_a_day_is_read_and_said_as_people_do():
    assert read_date("2026-03-04") == read_date("4.3.2026") == read_date(" 4/3/2026 ") == date(2026, 3, 4)
    assert [read_date(wrong) for wrong in ("31.2.2026", "4.3.26", "tomorrow")] == [None, None, None]
    assert [day_title(TODAY + timedelta(days), TODAY) for days in (-1, 0, 1)] == ["Yesterday", "Today", "Tomorrow"]
    assert short_date(date(2025, 10, 12), date(2026, 1, 1)) == "12 Oct 2025"


def rows(*, person: str = "A-117"):
    return says.day_rows(FakePeopleDesk().lines, EVERY_BATTERY, person, NOW, today=True)


def test_each_person_has_one_button_that_says_what_it_begins():
    batteries = {battery.key: battery.title for battery in EVERY_BATTERY}
    shown = {row.line.card.code: (row.start.label, row.start.battery) for row in rows()}
    first = EVERY_BATTERY[0].key
    assert first == "back_pain_first_visit"
    assert shown == {
        "A-104": ("Repeat last visit", None),
        "A-117": ("Re-test", "glute_core_retest"),
        "A-121": ("First visit", first),
        "A-086": ("Repeat last visit", None),
    }
    going = replace(FakePeopleDesk().lines[1], trials=2)
    assert says.start_of(going, batteries, first).label == "Go on"
    unknown = replace(FakePeopleDesk().lines[1], battery="deleted_meanwhile")
    assert says.start_of(unknown, batteries, first).battery is None


def test_next_is_the_first_who_is_expected_and_was_not_measured():
    shown = rows()
    assert says.next_row(shown).line.card.code == "A-104"
    assert says.start_label(says.next_row(shown)) == "Start: A-104, repeat last visit"
    done = [replace(row, line=replace(row.line, trials=1)) if not place else row for place, row in enumerate(shown)]
    assert says.next_row(done).line.card.code == "A-117"
    assert says.next_row([replace(row, line=replace(row.line, appointment="")) for row in shown]) is None
    assert [row.late for row in shown] == [True, True, False, False]


def test_the_detail_of_a_row_says_visit_purpose_and_side_and_the_free_words_last():
    detail = {row.line.card.code: row.detail for row in rows()}
    assert detail["A-104"] == "visit 4 · left side involved · low back pain"
    assert detail["A-117"] == "visit 2 · Glute and core re-test"
    assert detail["A-121"] == "first visit · referred: recurrent back pain"


def test_the_chip_of_a_person_has_a_word_and_says_of_what_and_by_how_much():
    desk = FakePeopleDesk()
    chips = {code: says.verdict(desk.outlook(code), TODAY) for code in desk.cards}
    assert [(code, chip.chip, chip.tone) for code, chip in chips.items()] == [
        ("A-104", "▲ improved", "good"),
        ("A-117", "within error", "neutral"),
        ("A-121", "", ""),
        ("A-086", "▼ worse", "caution"),
    ]
    assert "Hip abduction, side-lying, left: Peak force, +52 N since" in chips["A-104"].says
    assert "more than the detectable 19 N" in chips["A-104"].says
    assert "within the detectable 17 N" in chips["A-117"].says
    assert chips["A-121"].of == "no measurements yet"
    desk.slow = True
    assert says.verdict(desk.outlook("A-104"), TODAY) is None


def test_a_favourite_that_the_clinic_does_not_have_is_left_out_and_one_that_cannot_be_done_says_why():
    cards = tuple(replace(card, ready=False, why_not="This needs plates.") for card in EVERY_CARD)
    liked = (Favourite("battery", "mcgill"), Favourite("test", "cmj"), Favourite("test", "gone"))
    found = says.offers(liked, EVERY_BATTERY, cards)
    assert [(offer.title, offer.ready, offer.why_not) for offer in found] == [
        ("McGill", False, "This needs plates."),
        ("Countermovement jump", False, "This needs plates."),
    ]
    assert [title for _, title in says.addable("plan si", liked, EVERY_BATTERY, EVERY_CARD)][:1] == ["Side plank, left"]


def test_a_trial_of_the_list_is_called_rejected_however_it_ended():
    trial = next(t for t in FakeConsole().trials() if t.outcome is Outcome.DEVICE_FAILED)
    assert trial_line(trial).word == "device failed"
    rejected = trial_line(replace(trial, kept=False))
    assert (rejected.word, rejected.rejected) == ("rejected", True)


def test_what_waits_to_be_recovered_is_told_in_words():
    at = datetime(2026, 11, 20, 16, 52, tzinfo=UTC)
    title, (sentence,) = says.recover_text([Interrupted("r", "Side plank, right", at, 41.23)])
    assert title == "One trial to recover"
    assert "“Side plank, right”. 41.2 s were saved." in sentence


def test_the_set_up_asks_for_one_thing_after_the_other():
    offers = says.offers((Favourite("test", "cmj"),), EVERY_BATTERY, EVERY_CARD)
    welcome = Welcome(True, can_practise=True)
    idle = SCENES["idle"].devices

    def due(devices, person):
        found = welcome_presenter.steps(welcome, devices, person, offers, has_device_room=True)
        return found.due, found.primary, [step.done for step in found.steps]

    assert due((), "") == ("devices", "Connect devices", [False, False, False])
    assert due(idle, "") == ("person", "This is the first person", [True, False, False])
    assert due(idle, "A-001") == ("measure", "Start: Countermovement jump", [True, True, False])
    nothing = welcome_presenter.steps(welcome, (), "", offers, has_device_room=False)
    assert nothing.primary == "Practise with simulated devices"
    alone = welcome_presenter.steps(Welcome(True), (), "", offers, has_device_room=False)
    assert (alone.primary, alone.steps[0].buttons) == ("", ())
    assert nothing.steps[0].buttons == ("practice",)


# progress ---------------------------------------------------------------------------------------------------------


def test_a_page_of_progress_has_values_with_bands_the_word_and_what_it_rests_on():
    page = progress_presenter.test_page(progress_of("A-104"), "hip_abduction_iso", "", TODAY)
    left, right = page.values
    assert (left.side, left.value, left.spread, left.unit, left.chip) == (Side.LEFT, "234", "± 7 N", "N", "▲ improved")
    assert (right.value, right.chip) == ("251", "within error")
    assert left.since.startswith("+52 N since")
    assert "own repetitions" in page.band
    titles = [block.title for block in page.blocks]
    assert titles == ["Left against right", "Reference values", "Before and after, within a visit"]
    norms = page.blocks[1].rows
    assert [row.chip for row in norms] == ["", "not compared"]
    assert "other posture" in norms[1].why
    assert "hip flexors loosened" in page.blocks[2].rows[0].why
    assert [line.metric for line in page.others] == ["peak_torque_per_mass"]
    other = progress_presenter.test_page(progress_of("A-104"), "hip_abduction_iso", "peak_torque_per_mass", TODAY)
    assert (other.values[0].value, other.chart) == ("", None)
    assert "lever arm is not known" in other.values[0].why_not


def test_the_band_lies_around_the_first_value_and_the_axis_holds_everything():
    page = progress_presenter.test_page(progress_of("A-104"), "hip_abduction_iso", "", TODAY)
    left = page.chart.curves[0]
    assert (left.low, left.high) == (182.0 - 19.0, 182.0 + 19.0)
    lowest, highest = page.chart.ticks[0][0], page.chart.ticks[-1][0]
    assert lowest <= 163.0
    assert highest >= 259.0
    assert [label for _, label in page.chart.ticks] == ["150", "175", "200", "225", "250", "275"]
    assert [day for day, _ in page.chart.days] == [0.0, 14.0, 28.0, 42.0]
    hold = progress_presenter.test_page(progress_of("A-104"), "glute_bridge_hold", "", TODAY)
    assert hold.chart.curves[0].low is None, "nobody knows what a change would be"
    assert "nobody knows" in hold.values[0].since
    assert hold.blocks[-1].title == "By one method"


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (-3.2, 4.1), (0.2431, 0.2447), (1200.0, 98000.0), (-7.0, -7.0)])
def test_ticks_are_round_and_hold_what_is_drawn(low, high):
    found = progress_curves.ticks(low, high)
    places = [place for place, _ in found]
    assert places[0] <= low
    assert places[-1] >= high
    assert 2 <= len(places) <= 8
    assert len({label for _, label in found}) == len(found), "no two ticks say the same"


def test_what_got_worse_on_one_side_is_not_hidden_by_the_other():
    lines = progress_presenter.test_lines(progress_of("A-086"), TODAY)
    assert [(line.chip, line.tone) for line in lines] == [("▼ worse", "caution")]
    assert progress_of("A-086").tests[0].series[1].latest.change.word is Word.UNCHANGED


def test_no_ratio_of_holds_is_called_good_or_bad():
    page = progress_presenter.test_page(progress_of("A-104"), progress_presenter.MCGILL, "", TODAY)
    first, second = page.blocks[0].rows
    assert first.value == "0.84 ± 0.02"
    assert (first.chip, second.value, second.chip) == ("", "—", "")
    assert "was not done" in second.why


# what was typed ---------------------------------------------------------------------------------------------------


def test_only_what_was_changed_in_the_form_is_written():
    record = FakePeopleDesk().record("A-104")
    before = person_presenter.typed_about(record)
    assert person_presenter.read_about(before, before).facts == {}
    given = person_presenter.read_about(
        replace(before, height_cm="170", involved="", leg="left", mass_kg="71,5", weighed_on="1.11.2026", notes="new"),
        before,
    )
    assert given.facts == {"height_m": 1.7, "involved_side": None, "dominant_leg": Leg.LEFT}
    assert (given.mass_kg, given.weighed_on, given.notes, given.complaint) == (71.5, date(2026, 11, 1), "new", None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"birth_year": "about 1970"}, "birth year is a whole number"), ({"height_cm": "tall"}, "height is a number"),
     ({"mass_kg": "1e99"}, "body mass is a number"), ({"weighed_on": "yesterday"}, "is no day")],
)  # fmt: skip
def test_what_cannot_be_is_said_with_its_field(wrong, said):
    before = person_presenter.typed_about(FakePeopleDesk().record("A-104"))
    with pytest.raises(BadInput, match=said):
        person_presenter.read_about(replace(before, **wrong), before)


def test_a_line_of_the_plan_comes_out_of_the_form_as_it_went_in():
    (planned,) = FakePeopleDesk().record("A-104").plan
    read = person_presenter.read_plan(person_presenter.typed_plan(planned), planned.id)
    assert read == replace(planned, since=None)
    with pytest.raises(BadInput, match="Choose the exercise"):
        person_presenter.read_plan(person_presenter.typed_plan(None), "")
    (line,) = person_presenter.plan_lines(FakePeopleDesk().record("A-104"), EVERY_CARD, TODAY)
    assert line.asked == "40 to 60 % of own maximum · hold 30 s · 5 times"
    assert "held 29.4 s · 5 times · 86 % of the time in the band" in line.reached


# with a screen ----------------------------------------------------------------------------------------------------


@pytest.fixture
def home(open_window):
    window = open_window("idle", "home")
    window.console.cards, window.console.plans = EVERY_CARD, EVERY_BATTERY
    window.show_view("home")
    for _ in range(8):
        window.refresh()
    settle()
    return window


def test_the_day_is_led_by_space_and_by_the_buttons_of_its_rows(home):
    assert "▲ improved" in words_of(home)
    assert home.header.primary.text() == "Start: A-104, repeat last visit"
    button(home, "start-A-121").click()
    assert home.console.calls == [("receive", "A-121", "back_pain_first_visit")]
    assert home.front == "live"
    home.show_view("home")
    QTest.keyClick(home, Qt.Key.Key_Space)
    assert home.console.calls[1:] == [("receive", "A-104", None)]


def test_typing_finds_somebody_and_enter_opens_their_page(home):
    QTest.keyClicks(home, "lo")
    search = field(home, "people-search")
    assert home.focusWidget() is search
    QTest.keyClicks(search, "w ba")
    settle()
    assert [line.objectName() for line in home.findChildren(QAbstractButton) if line.objectName().startswith("found-A")
            and line.isVisible()] == ["found-A-104"]  # fmt: skip
    assert home.console.calls == [], "a space and letters are no commands in a field"
    press(home, Qt.Key.Key_Return)
    assert (home.front, home.page("person").code) == ("person", "A-104")
    home.show_view("home")
    QTest.keyClicks(home, "zz")
    settle()
    assert "Names are not searched" in words_of(home)
    press(home, Qt.Key.Key_Escape)
    assert "A-121" in words_of(home)
    button(home, "names").click()
    settle()
    assert "Ada Lovelace · A-104" in words_of(home)


def test_a_new_person_is_added_and_measured_without_the_mouse(home):
    desk = home.office.people
    QTest.keyClick(home, Qt.Key.Key_N)
    settle()
    code = field(home, "form-code")
    assert (code.text(), home.focusWidget()) == ("A-122", code)
    press(home, Qt.Key.Key_Tab)
    QTest.keyClicks(home.focusWidget(), "low back pain")
    press(home, Qt.Key.Key_Return)
    assert desk.calls == [("add", "A-122", "low back pain", "", None)]
    assert home.console.calls == [("receive", "A-122", "back_pain_first_visit")]
    assert home.front == "live"


def test_a_code_that_is_taken_is_said_in_the_form_and_nothing_begins(home):
    QTest.keyClick(home, Qt.Key.Key_N)
    field(home, "form-code").setText("A-104")
    button(home, "form-involved-left").click()
    QTest.keyClick(home, Qt.Key.Key_Space)
    settle()
    assert "The code A-104 is taken" in words_of(home)
    assert (home.front, home.console.calls) == ("home", [])
    press(home, Qt.Key.Key_Escape)
    home.refresh()
    assert home.header.secondary.isVisible(), "the form is gone"


def test_appointments_are_made_moved_and_called_off_in_place(home):
    desk = home.office.people
    QTest.keyClick(home, Qt.Key.Key_N)
    field(home, "form-time").setText("14:15")
    settle()
    assert home.header.primary.text() == "Expect A-122 at 14:15"
    button(home, "form-involved-right").click()
    press(home, Qt.Key.Key_Escape)
    home.page("home").typed("a-086")
    settle()
    button(home, "expect-A-086").click()
    field(home, "form-time").setText("quarter past")
    QTest.keyClick(field(home, "form-time"), Qt.Key.Key_Return)
    assert "is no time" in words_of(home)
    field(home, "form-time").setText("1415")
    field(home, "form-what").setText("after six weeks")
    QTest.keyClick(field(home, "form-time"), Qt.Key.Key_Return)
    settle()
    assert desk.calls == [
        ("expect", "A-086", datetime.combine(TODAY, time(14, 15)).astimezone(), "after six weeks", "")
    ]
    button(home, "time-ap-1").click()
    field(home, "form-time").setText("16")
    QTest.keyClick(field(home, "form-time"), Qt.Key.Key_Return)
    settle()
    button(home, "time-ap-1").click()
    button(home, "form-call-off").click()
    settle()
    assert desk.calls[1:] == [("move", "ap-1", datetime.combine(TODAY, time(16)).astimezone()), ("call_off", "ap-1")]
    assert home.console.calls == []
    assert "low back pain" not in words_of(home)


def test_a_test_that_runs_is_not_left_by_one_click(open_window):
    window = open_window("hold", "home")
    window.refresh()
    assert window.header.primary.text() == "Back to Glute bridge hold"
    button(window, "start-A-117").click()
    settle()
    assert window.console.calls == []
    assert "is not finished" in words_of(window)
    assert problems(window) == []
    button(window, "start-anyway").click()
    assert window.console.calls == [("receive", "A-117", None)]


def test_favourites_start_for_whoever_is_here_and_are_changed_in_place(home):
    desk = home.office.people
    QTest.keyClick(home, Qt.Key.Key_1)
    assert home.console.calls == [("receive", "A-104", "back_pain_first_visit")]
    home.show_view("home")
    QTest.keyClick(home, Qt.Key.Key_4)
    assert home.console.calls[1:] == [("choose", "glute_bridge_hold")]
    home.console.state = SCENES["idle"]
    home.show_view("home")
    button(home, "favourites-change").click()
    button(home, "drop-cmj").click()
    field(home, "favourite-find").setText("side pl")
    settle()
    button(home, "add-side_plank_left_hold").click()
    assert [each.key for each in desk.liked][-2:] == ["glute_bridge_hold", "side_plank_left_hold"]
    assert problems(home) == []


def test_a_new_station_is_led_from_devices_to_the_first_measurement(home):
    desk = home.office.people
    desk.wanted, desk.cards, desk.lines = True, {}, ()
    home.console.cut = []
    home.show_view("home")
    home.refresh()
    assert problems(home) == []
    assert home.header.primary.text() == "This is the first person"
    field(home, "welcome-code").setText("B-001")
    QTest.keyClick(home, Qt.Key.Key_Space)
    settle()
    home.refresh()
    assert desk.calls == [("add", "B-001", "", "", None)]
    assert home.header.primary.text() == "Start: Back pain first visit"
    QTest.keyClick(home, Qt.Key.Key_Space)
    assert home.console.calls == [("receive", "B-001", None), ("receive", "B-001", "back_pain_first_visit")]
    home.show_view("home")
    button(home, "welcome-skip").click()
    settle()
    assert "Nobody is on the list" in words_of(home)


@pytest.fixture
def person(open_window):
    window = open_window("idle", "person", "A-104")
    window.console.cards, window.console.plans = EVERY_CARD, EVERY_BATTERY
    window.show_view("person", "A-104")
    settle()
    return window


def test_a_person_is_begun_with_space_a_number_or_one_test(person):
    assert person.header.primary.text() == "Repeat last visit"
    QTest.keyClick(person, Qt.Key.Key_Space)
    person.show_view("person", "A-104")
    QTest.keyClick(person, Qt.Key.Key_3)
    assert person.console.calls == [("receive", "A-104", None), ("receive", "A-104", EVERY_BATTERY[2].key)]
    person.show_view("person", "A-121")
    settle()
    assert person.header.primary.text() == "Start: Back pain first visit"


def test_the_name_is_shown_only_when_asked_for_and_goes_when_one_leaves(person):
    desk = person.office.people
    assert "Ada" not in words_of(person)
    assert desk.calls == []
    QTest.keyClicks(person, "i")
    settle()
    assert "Ada Lovelace" in words_of(person)
    assert desk.calls == [("identity", "A-104")]
    person.show_view("home")
    person.show_view("person", "A-104")
    settle()
    assert "Ada" not in words_of(person)
    QTest.keyClicks(person, "i")
    button(person, "identity-edit").click()
    field(person, "about-born").setText("sometime")
    QTest.keyClick(person, Qt.Key.Key_Space)
    settle()
    assert "is no day" in words_of(person)
    field(person, "about-born").setText("10.12.1975")
    QTest.keyClick(person, Qt.Key.Key_Space)
    assert desk.calls[-2] == ("keep_identity", "A-104", "Ada Lovelace", "0123 456", date(1975, 12, 10))


def test_facts_and_notes_are_edited_in_place(person):
    desk = person.office.people
    QTest.keyClicks(person, "e")
    settle()
    button(person, "about-involved-right").click()
    field(person, "about-mass_kg").setText("71.5")
    notes = next(each for each in person.findChildren(QPlainTextEdit) if each.isVisible())
    notes.setPlainText("Runs again.")
    QTest.keyClick(person, Qt.Key.Key_Space)
    settle()
    (call,) = desk.calls
    assert call[2].facts == {"involved_side": Involved.RIGHT}
    assert (call[2].mass_kg, call[2].notes, call[2].complaint) == (71.5, "Runs again.", None)
    assert "Runs again." in words_of(person)
    assert "71.5 ± 0.5 kg, given" in words_of(person)


def test_a_dose_is_agreed_changed_and_ended_in_place(person):
    desk = person.office.people
    QTest.keyClicks(person, "a")
    settle()
    exercise = field(person, "plan-exercise")
    assert person.focusWidget() is exercise
    QTest.keyClicks(exercise, "side pl")
    press(person, Qt.Key.Key_Return)
    field(person, "plan-hold").setText("20")
    button(person, "plan-side-left").click()
    QTest.keyClick(person, Qt.Key.Key_Space)
    settle()
    added = PlannedDose("side_plank_left_hold", Side.LEFT, Prescribed(hold_s=20.0))
    assert desk.calls == [("agree", "A-104", added)]
    assert "hold 20 s" in words_of(person)
    button(person, "plan-begin-plan-2").click()
    assert person.console.calls[-1] == ("receive", "A-104", None, "side_plank_left_hold")
    assert person.front == "live"
    person.show_view("person", "A-104")
    person.page("person").typed("d")
    settle()
    button(person, "plan-end-plan-1").click()
    assert desk.calls[-1] == ("end_plan", "A-104", "plan-1")
    button(person, "plan-change-plan-2").click()
    field(person, "plan-reps").setText("many")
    QTest.keyClick(person, Qt.Key.Key_Space)
    settle()
    assert "repetitions is a whole number" in words_of(person)


def test_what_was_done_between_two_measurements_is_noted_and_taken_back_without_the_mouse(person):
    desk = person.office.people
    QTest.keyClicks(person, "t")
    settle()
    what = field(person, "treatment-what")
    assert person.focusWidget() is what
    assert person.header.primary.text() == "Save"
    press(person, Qt.Key.Key_Return)
    assert "treatment is empty" in words_of(person)
    QTest.keyClicks(what, "hips mobilised")
    field(person, "treatment-at").setText("noon")
    press(person, Qt.Key.Key_Return)
    assert "“noon” is no time" in words_of(person)
    assert desk.calls == []
    # a trial that is stored meanwhile and another part of the page take nothing of it away
    person.page("person").hear(TrialStored("t-new"))
    button(person, "person-part-plan").click()
    button(person, "person-part-visits").click()
    field(person, "treatment-at").setText("9:50")
    press(person, Qt.Key.Key_Return)
    settle()
    assert desk.calls == [("note_treatment", "A-104", "hips mobilised", time(9, 50))]
    assert "09:50 hips mobilised" in words_of(person)
    assert person.header.primary.text() == "Repeat last visit"
    button(person, "treatment-strike-tr-2").click()
    settle()
    assert desk.calls[-1] == ("strike_treatment", "tr-2")
    assert "hips mobilised" not in words_of(person)
    person.show_view("person", "A-121")
    QTest.keyClicks(person, "t")
    settle()
    assert "Nothing was measured today" in words_of(person)


def test_visits_that_cannot_be_read_are_said_and_the_page_stays(person, monkeypatch):
    def busy(_code):
        raise StationError("The database is busy. Try again.")

    monkeypatch.setattr(person.office.people, "trials", busy)
    QTest.keyClicks(person, "v")
    settle()
    assert "The database is busy" in words_of(person)
    assert person.header.primary.text() == "Repeat last visit"


def test_tests_and_numbers_are_chosen_and_a_trial_of_a_visit_opens(person):
    button(person, "metric-peak_torque_per_mass").click()
    settle()
    assert "lever arm is not known" in words_of(person)
    button(person, "test-hip_abduction_iso").setFocus()
    press(person, Qt.Key.Key_Down)
    assert "Glute bridge hold" in words_of(person)
    assert person.focusWidget().objectName() == "test-glute_bridge_hold"
    QTest.keyClicks(person, "v")
    settle()
    assert "hip flexors loosened" in words_of(person)
    button(person, "trial-t-v3-0").click()
    assert person.front == "review"


@pytest.mark.parametrize("case", ["known", "slow", "wrong", "nobody", "visits", "done", "plan", "edit", "identity"])
def test_a_persons_page_passes_the_battery_in_every_state(case, open_window):
    window = open_window("idle", "home")
    window.console.plans = EVERY_BATTERY
    desk = window.office.people
    desk.slow, desk.problem = case == "slow", "A recording is missing. Copy it back." if case == "wrong" else ""
    window.show_view("person", "B-9" if case == "nobody" else "A-104")
    for letter in {"visits": "v", "done": "t", "plan": "a", "edit": "e", "identity": "i"}.get(case, ""):
        QTest.keyClicks(window, letter)
    settle()
    assert problems(window) == []
    expected = {"slow": "Comparing the visits", "wrong": "Copy it back", "nobody": "Type a code"}.get(case, "")
    assert expected in words_of(window)


@pytest.mark.parametrize("case", ["new", "found", "nobody", "other day"])
def test_the_day_passes_the_battery_in_every_state(case, home):
    page = home.page("home")
    if case == "new":
        QTest.keyClick(home, Qt.Key.Key_N)
    elif case in ("found", "nobody"):
        page.typed("a-1" if case == "found" else "zz")
    else:
        button(home, "day-after").click()
    for size in ((1440, 900), (1280, 720)):
        home.resize(*size)
        settle()
        assert problems(home) == []


def test_a_wide_screen_shows_all_parts_of_a_person_and_a_small_one_the_chosen(open_window):
    window = open_window("idle", "person", "A-104")
    parts = {"progressPanel", "visitsPanel", "planPanel"}

    def shown() -> set[str]:
        settle()
        return {name for name in parts if window.findChild(Panel, name).isVisible()}

    assert shown() == {"progressPanel"}
    window.resize(3840, 2160)
    assert shown() == parts
    assert not window.findChild(ChoiceRow, "person-part").isVisible(), "there is nothing to choose"
    assert "Visit" in words_of(window.findChild(Panel, "visitsPanel"))
    window.resize(1280, 720)
    press(window, Qt.Key.Key_V)
    assert shown() == {"visitsPanel"}


def test_whoever_is_edited_has_the_column_for_the_form_and_nothing_begins_meanwhile(open_window):
    window = open_window("idle", "person", "A-104")
    begin, about = window.findChild(Panel, "beginPanel"), window.findChild(Panel, "aboutPanel")
    press(window, Qt.Key.Key_E)
    assert not begin.isVisible()
    tall = about.height()
    press(window, Qt.Key.Key_Escape)
    assert begin.isVisible()
    assert about.height() < tall


def test_a_wide_screen_shows_nothing_of_whoever_was_here_before(open_window):
    window = open_window("idle", "person", "A-104")
    window.resize(3840, 2160)
    settle()
    assert window.findChild(Panel, "visitsPanel").isVisible()
    window.show_view("person", "B-9")
    settle()
    assert not window.findChild(Panel, "visitsPanel").isVisible()
    assert not window.findChild(Panel, "planPanel").isVisible()
    window.show_view("person", "A-104")
    settle()
    assert window.findChild(Panel, "planPanel").isVisible()


def test_a_second_form_and_what_reads_anew_wait_until_the_first_is_saved_or_closed(open_window):
    window = open_window("idle", "person", "A-104")
    window.resize(3840, 2160)
    settle()
    desk = window.office.people
    desk.note_treatment("A-104", "traction")
    window.show_view("person", "A-104")
    settle()
    press(window, Qt.Key.Key_A)
    settle()
    field(window, "plan-words").setText("not yet saved")
    for name in ("treatment-note", "treatment-strike-tr-2", "about-edit"):
        button(window, name).click()
        settle()
        assert field(window, "plan-words").text() == "not yet saved", name
        assert "Save what is being typed" in words_of(window), name
    assert desk.calls == [("note_treatment", "A-104", "traction", None)]
    press(window, Qt.Key.Key_Escape)
    settle()
    button(window, "treatment-strike-tr-2").click()
    assert desk.calls[-1] == ("strike_treatment", "tr-2")


def test_a_visit_that_ran_past_midnight_is_still_todays_on_the_page_of_a_person():
    evening = datetime(2026, 11, 23, 23, 10, tzinfo=UTC)
    person = FakePeopleDesk().record("A-104")
    record = replace(person, visits=(replace(person.visits[0], started_at=evening), *person.visits[1:]))
    for later, today in ((timedelta(minutes=40), True), (timedelta(minutes=70), True), (timedelta(hours=3), False)):
        (block,) = visit_blocks(record, (), evening + later, 1)
        assert block.today is today, later
