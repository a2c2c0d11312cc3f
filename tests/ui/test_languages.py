"""What the window says: all of it collected and in German, numbers with a comma, changed while it is open."""

import ast
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel

from ui import numbers, words
from ui.languages import speaking
from ui.languages.collecting import (
    ROOT,
    not_literal,
    read_translations,
    sentences_of_window,
    templates_of_station,
    texts_of_files,
    write_translations,
)
from ui.languages.files import FILES, STATION, WINDOW, file_of
from ui.languages.left_out import MODULES, is_left_out, silent_nodes
from ui.words import inside, later, number, say, told

ADVICE = "; python3 run.py words collects it into ui/languages/counterpoise_de.ts, where Qt Linguist translates it"


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    speaking.speak("en")


@pytest.fixture
def german(qapp) -> None:
    assert speaking.speak("de") == "de"


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], str]:
    return read_translations(file_of("de"))


def fields(text: str) -> list[str]:
    return sorted(re.findall(r"\{([^{}]*)\}", text))


def test_every_sentence_of_the_window_has_a_german_one(known):
    lacking = [text for text in sorted(sentences_of_window()) if not known.get((WINDOW, text))]
    assert lacking == [], f"{len(lacking)} sentences have no German{ADVICE}"


def test_every_text_of_the_tests_that_ship_has_a_german_one(known):
    lacking = [text for text in sorted(texts_of_files()) if not known.get((FILES, text))]
    assert lacking == [], f"{len(lacking)} texts have no German{ADVICE}"


def test_everything_the_station_the_analyses_and_the_drivers_say_has_a_german_text(known):
    lacking = [text for text in sorted(templates_of_station()) if not known.get((STATION, text))]
    assert lacking == [], f"{len(lacking)} texts have no German{ADVICE}"


def test_modules_that_only_the_command_line_uses_are_there_and_say_where_they_are_read():
    assert all(where for where in MODULES.values())
    assert [module for module in MODULES if not (ROOT / module).exists()] == []


def test_what_nobody_reads_on_a_screen_is_not_collected():
    tree = ast.parse(
        'class A:\n    def __repr__(self):\n        return "made of pieces"\n'
        'assert x, "a wrong call"\nlog.warning("for the log")\nThread(name="one of many threads")\n'
        'if text == "what others say": pass\nKey("hold_s", "s", "How long it is held.", "1 to 60 seconds")\n'
        'raise Refused("This one is read.")\n'
    )
    silent = silent_nodes(tree)
    texts = {each.value: each for each in ast.walk(tree) if isinstance(each, ast.Constant) and " " in str(each.value)}
    assert [text for text, node in texts.items() if id(node) not in silent] == ["1 to 60 seconds", "This one is read."]
    assert is_left_out("dsp/jump_metrics.py", "Owen 2014 (JSCR 28:1552)")
    assert not is_left_out("dsp/jump_metrics.py", "Since 2014 this is known. It is read.")
    assert is_left_out("drivers/devices/mark10.py", "no line ends like this")
    assert not is_left_out("drivers/devices/mark10.py", "Nothing ends like this.")
    assert is_left_out("station/doctor.py", "Install what is missing above.")


def test_a_translation_has_the_fields_of_its_sentence(known):
    wrong = [
        (source, german)
        for (context, source), german in known.items()
        if german and context == WINDOW and fields(source) != fields(german)
    ]
    assert wrong == []


def test_a_translated_template_uses_each_field_at_most_once_and_none_that_is_not_there(known):
    for (context, source), german in known.items():
        if context != STATION or not german:
            continue
        count, used = source.count("{}"), fields(german)
        allowed = used == [""] * count or (set(used) <= {str(n) for n in range(count)} and len(used) == len(set(used)))
        assert allowed, (source, german)


def test_what_is_compiled_is_what_was_translated(qapp, known):
    translator = QTranslator()
    assert translator.load(str(file_of("de", "qm")))
    wrong = [
        source
        for (context, source), german in known.items()
        if german and translator.translate(context, source) != german
    ]
    assert wrong == []


def test_no_sentence_is_put_together_before_it_is_said():
    assert not_literal() == []


def test_collecting_keeps_what_was_translated_and_lets_go_what_nobody_says(tmp_path):
    path = tmp_path / "x.ts"
    write_translations(path, "de", {WINDOW: {"Keep", "Old & <rough>"}}, {(WINDOW, "Keep"): "Behalten"})
    assert read_translations(path) == {(WINDOW, "Keep"): "Behalten", (WINDOW, "Old & <rough>"): ""}
    lacking = write_translations(path, "de", {WINDOW: {"Keep", "New"}}, read_translations(path))
    assert (lacking, read_translations(path)) == (1, {(WINDOW, "Keep"): "Behalten", (WINDOW, "New"): ""})


def test_sentences_in_tables_branches_and_f_strings_of_the_station_are_collected(tmp_path):
    folder = tmp_path / "ui"
    folder.mkdir()
    (folder / "a.py").write_text('x = later("In a table")\ny = say("One" if x else "Two")\nz = say(f"no {x}")\n')
    assert sentences_of_window(folder) == {"In a table", "One", "Two"}
    assert not_literal(folder) == ["ui/a.py:3"]
    station = tmp_path / "station"
    station.mkdir()
    (station / "b.py").write_text(
        '"""Not this one."""\nwhat = f"Only {free:,.0f} MB are free."\nraise ValueError("not for people at all")\n'
        'query = "SELECT a FROM b"\n'
    )
    assert "Only {} MB are free." in templates_of_station(tmp_path)
    assert not {"Not this one.", "not for people at all", "SELECT a FROM b"} & templates_of_station(tmp_path)


def test_numbers_take_a_comma_and_a_thin_space(german):
    assert say("{seconds:.1f} s behind", seconds=1.25) == "1,2 s zurück"
    assert say("{lost:,} lost", lost=1234567) == "1\u2009234\u2009567 verloren"
    assert (
        number("234567.8 N and 0.5 s, version 1.2.3, 23.11.2026") == "234567,8 N and 0,5 s, version 1.2.3, 23.11.2026"
    )
    assert number(number("1.234")) == "1,234", "a decimal comma never becomes a mark between thousands"
    assert numbers.fixed(-23.44, 1) == "−23,4"
    assert numbers.split_big(23.44, 1) == ("23", ",4")
    assert say("Devices") == "Geräte"


def test_english_is_left_as_it_is():
    assert (say("Devices"), number("1,234.5"), told("anything")) == ("Devices", "1,234.5", "anything")
    assert later("Devices") == "Devices"
    assert inside("Repeat last visit") == "repeat last visit"


def test_german_nouns_stay_large_within_a_sentence(german):
    assert inside(say("Repeat last visit")) == "Termin wiederholen"


# Finished texts of the station ---------------------------------------------------------------------------------------


def finished(**translations: str) -> speaking.Finished:
    table = {source.replace("_", " ").replace("0", "{}"): german for source, german in translations.items()}
    turned = {**table}
    return speaking.Finished(
        lambda context, text: turned.get(text, "") if context == STATION else "",
        lambda: [source for source in turned if "{}" in source],
    )


def test_a_finished_text_finds_its_template_and_its_words_are_told_too(monkeypatch):
    monkeypatch.setattr(words, "_comma", True)
    station = finished(
        **{
            "The 0 foot stood 0 s too long": "Der {0} Fuß stand {1} s zu lang",
            "left": "linke",
            "Free space first.": "Zuerst Platz schaffen.",
            "Only 0 MB are free.": "Nur {} MB sind frei.",
        }
    )
    assert station.told("The left foot stood 2.5 s too long") == "Der linke Fuß stand 2,5 s zu lang"
    assert station.told("Only 1,120 MB are free. Free space first.") == (
        "Nur 1\u2009120 MB sind frei. Zuerst Platz schaffen."
    )
    assert station.told("Left") == "Linke"
    assert station.told("Nobody knows this one.") == "Nobody knows this one."
    assert station.told("") == ""


def test_the_template_that_says_most_wins_and_half_a_translation_is_none(monkeypatch):
    monkeypatch.setattr(words, "_comma", False)
    station = finished(**{"0 of 0": "{} von {}", "0 of 0 trials": "{} von {} Durchgängen"})
    assert station.told("3 of 4 trials") == "3 von 4 Durchgängen"
    assert station.told("the very long beginning of a sentence of 4") == "the very long beginning of a sentence of 4"


def test_fields_side_by_side_short_templates_and_foreign_words_do_not_mislead(monkeypatch):
    monkeypatch.setattr(words, "_comma", False)
    station = finished(
        **{
            "0 0 N with nobody on 0": "{} {} N, niemand auf {}",
            "the plates read": "die Platten zeigen",
            "them": "ihnen",
            "0 dynamometer": "Dynamometer {}",
            "Mains hum, 0": "Netzbrummen, {}",
            "left": "links",
            "The disk refused to store it (0)": "Der Datenträger nahm es nicht an ({})",
            ", not verified": ", nicht verifiziert",
            "body weight 0 kg0": "Körpergewicht {} kg{}",
        }
    )
    assert station.told("the plates read +12 N with nobody on them") == "die Platten zeigen +12 N, niemand auf ihnen"
    assert station.told("Mains hum, left dynamometer") == "Netzbrummen, Dynamometer links"
    assert station.told("The disk refused to store it (quota exceeded).") == (
        "Der Datenträger nahm es nicht an (quota exceeded)."
    ), "the words of a system stay, the sentence around them is German"
    assert station.told("ABC-12, not verified") == "ABC-12, nicht verifiziert"
    assert station.told("body weight 71 kg") == "Körpergewicht 71 kg"


# The open window ------------------------------------------------------------------------------------------------------


def read_in(window) -> set[str]:
    labels = {each.text() for each in window.findChildren(QLabel) if each.isVisible()}
    return labels | {each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()}


def test_the_language_changes_while_the_window_is_open(open_window, qtbot):
    window = open_window("idle", "settings")
    desk = window.office.settings
    assert "Settings" in read_in(window)
    english = window.door.sound_button.toolTip()
    desk.change(language="de")
    qtbot.waitUntil(lambda: "Einstellungen" in read_in(window))
    assert window.front == "settings"
    assert {"Heute", "Auswertung", "Sprache und Einheiten"} <= read_in(window)
    assert speaking.spoken() == "de"
    assert "F8" in window.door.sound_button.toolTip()
    assert window.door.sound_button.toolTip() not in english, "the buttons that stay speak it too"
    desk.change(language="en")
    qtbot.waitUntil(lambda: "Settings" in read_in(window))
    assert window.faults == []
