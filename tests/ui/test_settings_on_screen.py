"""The settings on their page, what they do to the open window, messages over every view, and the log."""

import itertools
import logging
from datetime import UTC, datetime

import pytest
from check_view import name_of, problems
from fake_console import FakeConsole
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget
from test_sounds import FakeOutput
from whole_office import whole_office

from station.blotting import Blot
from station.events import Trouble
from station.model import Side
from station.settings import CHOICES
from ui import numbers, theme
from ui.app import MainWindow, create_app
from ui.appearance import PEDALS
from ui.client_door import ClientDoor
from ui.cues import Cue, Said
from ui.journal import Journal, for_support
from ui.languages import speaking
from ui.shell import ViewArea
from ui.sounds import RATE_HZ, Sounds
from ui.widgets.exam_page import ExamPage

LOOKS = list(itertools.product(theme.THEMES, theme.SIDES))


@pytest.fixture(autouse=True)
def as_it_was():
    yield
    speaking.speak("en")
    numbers.show_forces_in("N")
    create_app("light")


def click(window, name: str) -> None:
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown_in(rail: QFrame | None) -> list[QAbstractButton]:
    return [] if rail is None else [each for each in rail.findChildren(QAbstractButton) if each.isVisible()]


def texts(window) -> str:
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    return " | ".join(labels)


# Colours -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "sides"), LOOKS)
def test_every_theme_with_every_pair_of_side_colours_can_be_read(name, sides):
    look = theme.dressed(name, sides)
    for ground in (look.surface, look.background):
        assert theme.contrast(look.ink, ground) >= 7
        assert theme.contrast(look.muted, ground) >= 4.5
        for side in (Side.LEFT, Side.RIGHT):
            assert theme.contrast(look.side(side), ground) >= 3, "a curve"
            assert theme.contrast(look.side_text(side), ground) >= 4.5, "a word"
    for tone in ("good", "caution", "trouble", "neutral"):
        assert theme.contrast(*look.tone(tone)) >= 4.5
    letter = "#FFFFFF" if name == "light" else look.background
    badge = look.side_text if name == "light" else look.side
    assert all(theme.contrast(letter, badge(side)) >= 4.5 for side in (Side.LEFT, Side.RIGHT))


def seen_without_green(colour: str) -> tuple[float, float, float]:
    """What a person without the cones for green sees (Machado 2009, severity 1), in linear light."""
    rgb = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return (
        0.367322 * r + 0.860646 * g - 0.227968 * b,
        0.280085 * r + 0.672501 * g + 0.047413 * b,
        -0.011820 * r + 0.042940 * g + 0.968881 * b,
    )


@pytest.mark.parametrize(("name", "sides"), LOOKS)
def test_left_and_right_stay_apart_for_those_who_do_not_see_green(name, sides):
    look = theme.dressed(name, sides)
    one, other = seen_without_green(look.left), seen_without_green(look.right)
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.2


def test_every_choice_of_the_file_is_known_to_the_window():
    assert set(CHOICES["side_colours"]) == set(theme.SIDES)
    assert set(CHOICES["theme"]) == {"system", *theme.THEMES}
    assert set(CHOICES["language"]) == {"system", *speaking.LANGUAGES}
    assert set(CHOICES["force_unit"]) == set(numbers.PER_NEWTON)
    assert set(CHOICES["pedal"]) == {"none", *PEDALS}


# The page ------------------------------------------------------------------------------------------------------------


def test_what_is_chosen_applies_at_once(open_window, qtbot):
    window = open_window("hold", "settings")
    click(window, "set-theme-dark")
    qtbot.waitUntil(lambda: theme.active().name == "dark")
    click(window, "set-side_colours-green_violet")
    qtbot.waitUntil(lambda: theme.active().left == theme.SIDES["green_violet"][1][0])
    click(window, "rail-theme")
    qtbot.waitUntil(lambda: theme.active().name == "light")
    assert window.office.settings.now().theme == "light"
    assert theme.active().left == theme.SIDES["green_violet"][0][0]
    click(window, "set-force_unit-kgf")
    qtbot.waitUntil(lambda: numbers.force_unit() == "kgf")
    assert numbers.force_text(98.0665) == "10.0 kgf"
    window.show_view("review", "t-hip")
    # what was made anew is shown in the next round of events
    qtbot.waitUntil(lambda: "kgf" in texts(window))
    page = ExamPage(lambda side, columns, seconds: None)
    assert "Force now, kgf" in [each.text() for each in page.findChildren(QLabel)], "as its axis is labelled"
    page.deleteLater()
    assert window.faults == []


def test_a_text_that_cannot_be_is_said_and_not_kept(open_window, qtbot):
    window = open_window("idle", "settings")
    page = window.page("settings")
    row = page._rows["station"]
    row.field.setText("x" * 65)
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert "station is a text" in texts(window)
    assert window.office.settings.now().station == ""
    row.field.setText("Room 2")
    click(window, "take-station")
    assert window.office.settings.now().station == "Room 2"
    assert "from the next start" in texts(window)
    click(window, "back-up-now")
    click(window, "export-settings")
    assert [call[0] for call in window.office.settings.calls] == ["back up", "export"]
    click(window, "import-settings")
    assert "is no file" in texts(window)
    qtbot.waitUntil(lambda: problems(window) == [])


def test_units_and_language_wait_for_somebody_who_types_and_say_so(open_window, qtbot):
    window = open_window("idle", "settings")
    field = window.page("settings")._rows["clinic"].field
    field.setFocus()
    QTest.keyClicks(field, "Physio am")
    click(window, "set-force_unit-kgf")
    qtbot.waitUntil(lambda: "as soon as what is being typed" in texts(window))
    window.refresh()
    assert (numbers.force_unit(), field.text()) == ("N", "Physio am")
    assert window.page("settings")._rows["clinic"].field is field
    click(window, "set-theme-dark")
    QTest.keyClicks(field, " Markt")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: numbers.force_unit() == "kgf" and theme.active().name == "dark")
    qtbot.waitUntil(lambda: "Settings" in texts(window))
    assert "as soon as what is being typed" not in texts(window)
    assert window.page("settings")._rows["clinic"].field.text() == "Physio am Markt"
    assert window.office.settings.now().clinic == "Physio am Markt"


def test_what_f8_switches_is_written_down(open_window, qtbot):
    window = open_window("idle")
    window.door.sounds._make_output = FakeOutput
    for on in (True, False):
        QTest.keyClick(window, Qt.Key.Key_F8)
        assert window.office.settings.now().sounds is on
        qtbot.waitUntil(lambda on=on: window.door._set is on)
        assert window.door.sounds.on is on


@pytest.mark.parametrize("scale", [1.5, 2.0])
@pytest.mark.parametrize("view", ["live", "review", "home", "settings"])
def test_type_of_twice_the_size_scrolls_and_clips_nothing(view, scale, app, open_window):
    create_app("light", scale)
    window = open_window("hold", view, "t-jump" if view == "review" else "")
    window.resize(1280, 720)
    views = window.findChild(ViewArea).widget()
    # below the need the view scrolls up and down and across; rail and heading stay
    scrolls = f"{name_of(views)} is wider than the area that scrolls it only up and down"
    assert [problem for problem in problems(window) if problem != scrolls] == []
    primary = window.header.primary
    if primary.isVisible():
        assert window.rect().contains(primary.mapTo(window, primary.rect().bottomRight()))


def test_a_pedal_does_what_space_does(open_window):
    window = open_window("idle")
    window.office.settings.change(pedal="F6")
    window.settings_changed()
    ran = []
    window.header.run_primary = lambda: ran.append(1)
    QTest.keyClick(window, Qt.Key.Key_F6)
    window.office.settings.change(pedal="none")
    window.settings_changed()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert ran == [1]


def test_the_volume_is_that_of_every_sound(open_window):
    window = open_window("idle")
    synth = window.door.sounds.synth

    def loudest() -> float:
        synth.say(Said(Cue.GO, 0.0))
        return float(abs(synth.render(RATE_HZ)).max())

    whole = loudest()
    window.office.settings.change(volume=0.25)
    window.settings_changed()
    assert loudest() == pytest.approx(whole / 4, rel=1e-5)
    assert whole > 0.05


def test_nine_views_fit_the_rail_of_the_smallest_window_in_every_language(open_window, qtbot):
    window = open_window("idle", "settings")
    window.resize(1280, 720)
    window.office.settings.change(language="de")
    # the rail is built anew some moments after the language has changed
    qtbot.waitUntil(lambda: speaking.spoken() == "de" and len(shown_in(window.findChild(QFrame, "rail"))) > 9)
    rail = window.findChild(QFrame, "rail")
    buttons = shown_in(rail)
    boxes = [button.geometry() for button in buttons]
    assert all(upper.bottom() < lower.top() for upper, lower in itertools.pairwise(boxes))
    room = rail.height() - boxes[-1].bottom() + (boxes[-1].top() - boxes[-2].bottom())
    assert room >= (9 + 1 - len(buttons)) * (boxes[0].height() + 2)


# Messages and the log ------------------------------------------------------------------------------------------------


def test_what_is_wrong_with_the_file_of_settings_is_said_at_the_start(app, qtbot):
    from dataclasses import replace

    from fake_console import FakeConsole
    from fake_settings_desk import FakeSettingsDesk

    from ui.app import MainWindow

    settings = FakeSettingsDesk(problems=("settings.toml: theme is one of ...",))
    window = MainWindow(replace(whole_office(FakeConsole("idle")), settings=settings), start="live")
    window.show()
    qtbot.waitUntil(lambda: window.front == "live")
    assert window.findChild(QFrame, "notice").isVisible()
    assert "theme is one of" in texts(window)
    window.close()
    window.deleteLater()


@pytest.mark.faulty
def test_messages_wait_behind_each_other_and_lead_to_the_log_that_is_copied(open_window, qtbot):
    window = open_window("hold", "review", "t-jump")
    window.console.tell(Trouble("The first one. Do this."))
    window.console.tell(Trouble("The second one. Do that, A-104."))
    notice = window.findChild(QFrame, "notice")
    qtbot.waitUntil(lambda: "second" in notice.accessibleName())
    click(window, "notice-dismiss")
    assert "first" in notice.accessibleName()
    logging.getLogger("counterpoise.somewhere").warning("a link was slow")
    click(window, "notice-log")
    assert window.front == "log"
    said = {"The first one. Do this.", "A link was slow"}
    qtbot.waitUntil(lambda: said <= set(texts(window).split(" | ")))
    assert problems(window) == []
    QTest.keyClick(window, Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    assert "counterpoise 0.1.0" in copied
    assert "Progressor" in copied
    assert "The second one. Do that, (person)." in copied
    assert "A-104" not in copied
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.front == "review"


def test_the_journal_keeps_the_last_messages_and_blots_out_who_it_is_about():
    journal = Journal(lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    journal.note("Anna Meier stands on it")
    journal.note("Anna  Meier stands on it")
    for number in range(600):
        journal.note(f"message {number}", "event")
    journal.note("Meier came back")
    entries = journal.newest_first()
    assert (len(entries), journal.count, entries[0].text) == (500, 602, "Meier came back")
    text = for_support("v1", (), entries, Blot(("Meier", "", "09")))
    assert "(person) came back" in text
    assert "Meier" not in text
    assert "2026-11-23 09:00:00 +0000 event: message 599" in text


@pytest.mark.faulty
def test_whoever_was_here_before_the_log_was_opened_is_not_named_to_support(open_window, qtbot):
    window = open_window("hold")
    for person in ("B-201", "C-17"):
        window.console.receive(person)
    window.console.tell(Trouble("A-104, B-201 and C-17 weigh the same."))
    qtbot.waitUntil(lambda: window.journal.count > 0)
    window.show_view("log")
    copied = window.page("log").copied_text()
    assert "(person), (person) and (person) weigh the same." in copied


@pytest.mark.faulty
def test_whoever_is_only_known_at_the_station_or_was_only_looked_at_is_not_named_to_support_either(open_window, qtbot):
    window = open_window("hold", "home")
    desk = window.office.people
    desk.keep_identity("A-117", "Maria Santos", "", None)
    window.show_view("report", "Z-9")
    logging.getLogger("counterpoise.somewhere").error("A-117 (Maria Santos) is A-086, not Z-9")
    qtbot.waitUntil(lambda: window.journal.count > 0)
    window.show_view("log")
    copied = window.page("log").copied_text()
    assert "(person) ((person)) is (person), not (person)" in copied
    desk.problem = "The identities could not be read."
    copied = window.page("log").copied_text()
    assert "The messages are left out" in copied
    assert "Santos" not in copied


def test_the_systems_colours_are_followed_until_the_window_closes(app, monkeypatch):
    office, worn = whole_office(FakeConsole("idle")), []
    office.settings.change(theme="system")
    monkeypatch.setattr("ui.appearance.wear", lambda app, settings: bool(worn.append(settings)))
    window = MainWindow(office)
    changed, before = QGuiApplication.styleHints().colorSchemeChanged, len(worn)
    changed.emit(Qt.ColorScheme.Dark)
    assert len(worn) == before + 1
    window.close()
    window.close()
    changed.emit(Qt.ColorScheme.Light)
    assert len(worn) == before + 1
    window.deleteLater()


def test_what_f8_said_of_sounds_holds_until_they_are_set_otherwise(app):
    window = QWidget()
    door = ClientDoor(FakeConsole("idle"), window, Sounds(FakeOutput))
    door.follow(False, 1.0)
    door.toggle_sounds()
    door.follow(False, 0.5)
    assert (door.sounds.on, door.sounds.synth.volume) == (True, 0.5)
    door.follow(True, 0.5)
    door.follow(False, 0.5)
    assert not door.sounds.on
    door.close()
    window.deleteLater()
