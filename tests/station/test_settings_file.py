"""Settings: what may stand in the file, what a bad one costs, who wins, and what is changed while a station works."""

from dataclasses import replace
from pathlib import Path

import pytest

from station.daily_backup import last_good
from station.errors import BadInput, Missing
from station.folders import Folders, folders_at, make_folders, usual_data_folder
from station.settings import (
    CHOICES,
    KEYS,
    Settings,
    as_toml,
    configuration_file,
    parse_settings,
    read_settings,
    server_of,
    settle,
)
from station.settings_room import SettingsRoom, server_asked
from station.store import Store


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of whom nothing is known yet."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def clinic(own_home: Path) -> Folders:
    return make_folders(own_home / "clinic")


def write(folders: Folders, text: str) -> Path:
    path = folders.data / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def room(folders: Folders, **over: object) -> SettingsRoom:
    return SettingsRoom(folders, settle(folders), over)


# The file ----------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_again_and_only_what_differs_is_written():
    mine = Settings(language="de", font_scale=1.25, sounds=True, volume=0.5, station='Raum "2" \\ ü', pedal="PageDown")
    text = as_toml(mine)
    assert [line.split(" = ")[0] for line in text.splitlines()] == [
        "station", "language", "font_scale", "pedal", "sounds", "volume",
    ]  # fmt: skip
    assert as_toml(Settings()) == ""


def test_every_key_survives_being_written_and_read(clinic):
    for key, allowed in CHOICES.items():
        for value in allowed:
            mine = replace(Settings(), **{key: value})
            write(clinic, as_toml(mine))
            assert read_settings(clinic) == mine
    mine = Settings("postgresql://u@h/d", 'Raum "2" \\ ü', "/data", sounds=True, volume=0.25, daily_backup=False)
    write(clinic, as_toml(mine))
    assert read_settings(clinic) == mine


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("language = 'fr'", 'language is one of "system", "en", "de".'),
        ("theme = true", 'theme is one of "system", "light", "dark", "contrast".'),
        ("font_scale = 3", "font_scale is one of 1, 1.15, 1.25, 1.5, 1.75, 2."),
        ("font_scale = true", "font_scale is one of"),
        ("volume = 1.5", "volume is a number from 0 to 1."),
        ("volume = nan", "volume is a number from 0 to 1."),
        ("sounds = 'on'", "sounds is true or false."),
        ("colour = 'red'", "there is no setting 'colour'. There are: store, station, "),
        ("[theme]\nname = 'dark'", "theme is one of"),
    ],
)
def test_a_wrong_value_is_said_with_file_key_and_what_may_stand_there_and_its_default_applies(clinic, wrong, said):
    path = write(clinic, f"station = 'Room 2'\n{wrong}\n")
    settled = settle(clinic)
    assert settled.settings == Settings(station="Room 2")
    (problem,) = settled.problems
    assert problem.startswith(f"{path}, line 2: ")
    assert said in problem
    assert "the usual value applies" in problem
    with pytest.raises(BadInput, match=r"settings\.toml"):
        read_settings(clinic)


@pytest.mark.parametrize("content", [b"language = de", b"\xff\xfe\x00", b"x = " + b"[" * 5000, b"a" * 70_000])
def test_a_file_that_is_no_toml_stops_no_start(clinic, content):
    path = clinic.data / "settings.toml"
    path.write_bytes(content)
    settled = settle(clinic)
    assert settled.settings == Settings()
    assert str(path) in settled.problems[0]
    assert "kept as it is" in settled.problems[0]
    assert server_of(clinic, server_asked(None, settled)) is None
    with Store(clinic) as store:
        assert store.station
    assert path.read_bytes() == content


def test_a_bad_file_is_put_aside_whole_when_something_is_changed(clinic):
    write(clinic, "language = de")
    mine = room(clinic)
    mine.change(theme="dark")
    assert read_settings(clinic) == Settings(theme="dark")
    (aside,) = clinic.data.glob("settings-*.toml")
    assert aside.read_text() == "language = de"
    assert mine.problems == ()


# Where it lies -----------------------------------------------------------------------------------------------------


def test_without_a_folder_of_its_own_the_settings_are_the_users_and_name_the_data_folder(own_home):
    folders = folders_at()
    assert folders.data == usual_data_folder()
    room(folders).change(language="de", data_folder=str(own_home / "elsewhere"))
    assert "language" in configuration_file().read_text()
    assert folders_at().data == own_home / "elsewhere"
    assert settle(folders_at()).settings.language == "de"
    assert folders_at(own_home / "asked").data == own_home / "asked"


def test_a_folder_that_was_asked_for_has_settings_of_its_own_and_begins_with_the_users_taste(own_home):
    room(folders_at()).change(language="de", theme="dark", station="Room 2")
    asked = make_folders(own_home / "asked")
    begun = settle(asked)
    assert (begun.settings.language, begun.settings.theme, begun.settings.station) == ("de", "dark", "")
    room(asked).change(theme="light")
    assert (asked.data / "settings.toml").is_file()
    assert settle(folders_at()).settings.theme == "dark"
    assert settle(asked).settings == Settings(language="de", theme="light")


# The room ----------------------------------------------------------------------------------------------------------


def test_an_option_of_the_command_line_wins_until_somebody_chooses_on_the_screen(clinic):
    write(clinic, 'theme = "dark"\n')
    mine = SettingsRoom(clinic, settle(clinic), {"theme": "contrast", "store": None})
    assert (mine.now().theme, mine.decided_at_start) == ("contrast", {"theme"})
    mine.change(language="de")
    assert mine.now().theme == "contrast"
    assert read_settings(clinic).theme == "dark", "what was asked for once is not written"
    mine.change(theme="light")
    assert (mine.now().theme, read_settings(clinic).theme, mine.decided_at_start) == ("light", "light", frozenset())


def test_what_cannot_be_changes_nothing_and_tells_nobody(clinic):
    heard = []
    mine = room(clinic)
    no_more = mine.subscribe(lambda: heard.append(mine.now()))
    with pytest.raises(BadInput, match=r"volume is a number from 0 to 1\. Nothing was changed\."):
        mine.change(language="de", volume=2)
    assert (mine.now(), heard, (clinic.data / "settings.toml").exists()) == (Settings(), [], False)
    mine.change(volume=1)
    no_more()
    mine.change(volume=0.5)
    assert [each.volume for each in heard] == [1]


def test_settings_go_to_another_computer_without_password_folder_and_server(clinic, own_home):
    write(clinic, 'store = "postgresql://r2:hunter2@db/clinic"\nstation = "Room 2"\nlanguage = "de"\nvolume = 0.2\n')
    away = own_home / "away" / "mine.toml"
    room(clinic).export(away)
    assert "hunter2" not in away.read_text()
    other = make_folders(own_home / "other")
    theirs = SettingsRoom(other, settle(other), {})
    theirs.change(station="Room 3")
    theirs.bring(away)
    assert theirs.now() == Settings(station="Room 3", language="de", volume=0.2)
    away.write_text("volume = 7\nlanguage = 'fr'")
    with pytest.raises(BadInput, match=r"language is one of .* volume is a number|volume is .* language is one of"):
        theirs.bring(away)
    with pytest.raises(BadInput, match="is no file"):
        parse_settings(own_home / "nothing.toml")
    assert theirs.now().language == "de"


def test_a_folder_that_cannot_be_written_is_said(clinic, own_home):
    blocked = own_home / "file"
    blocked.write_text("")
    with pytest.raises(Missing, match="cannot be written"):
        room(clinic).export(blocked / "settings.toml")


def test_a_backup_that_is_asked_for_is_made_and_told(clinic):
    with Store(clinic):
        pass
    mine = room(clinic)
    assert "nothing to back up" in mine.last_backup()
    mine.back_up_now()
    mine.close()  # whoever closes the station waits for it
    assert "read back" in mine.backup_said()
    assert last_good(clinic) is not None


def test_a_backup_that_ends_by_a_fault_says_so_and_can_be_asked_for_again(clinic, monkeypatch):
    mine = room(clinic)

    def broken(*what):
        raise ValueError("a fault")

    monkeypatch.setattr("station.settings_room.back_up", broken)
    for _ in range(2):
        mine.back_up_now()
        assert mine.backup_said() != ""
        mine.close()
        assert "fault in the program (ValueError: a fault)" in mine.backup_said()


def test_what_goes_to_support_names_versions_and_nobody(clinic):
    write(
        clinic,
        'store = "postgresql://r2:hunter2@db.example/clinic"\nstation = "Dr Meier"\ntheme = "dark"\n'
        'clinic = "Practice Schulz"\nlogo = "/srv/schulz/logo.png"\n',
    )
    text = room(clinic).for_support()
    assert "counterpoise" in text
    assert "Python 3." in text
    assert 'theme = "dark"' in text
    assert not any(word in text for word in ("hunter2", "db.example", "Meier", "chulz", str(Path.home())))


def test_every_setting_has_words_in_the_window():
    from ui.settings_presenter import SettingsPresenter

    class Desk:
        path, problems, decided_at_start = Path("x"), (), frozenset()
        now = staticmethod(Settings)
        data_folder = staticmethod(lambda: Path("/data"))
        server = last_backup = backup_said = staticmethod(str)

    presenter = SettingsPresenter(Desk())
    shown = {line.key for group in presenter.groups() for line in group.lines} | {presenter.backup()[0].key}
    assert shown == set(KEYS)
