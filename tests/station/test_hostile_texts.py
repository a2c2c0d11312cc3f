"""Texts that would be something else: SQL, formulas, paths, markup.  They come back as they went in and do nothing."""

import ast
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import taped
from test_store import NOON, RUN, session_of, trial

from drivers.contracts import Segment
from station.__main__ import main
from station.backing_up import back_up
from station.backup_format import may_be_member
from station.device_book import KnownDevice
from station.errors import BadInput, StationError
from station.filing import file_trial
from station.folders import Folders, make_folders
from station.model import Outcome, Side
from station.recording import Recorder
from station.store import Store

PROJECT = Path(__file__).parents[2]

SQL = [
    "'); DROP TABLE person;--",
    '" OR 1=1 --',
    "x' UNION SELECT code FROM person --",
    "Robert'); DELETE FROM trial; --",
    "'; ATTACH DATABASE '/tmp/x' AS y; --",
    "%' OR '1'='1",
    ":code",
    "?1",
    "$name",
    "NULL",
    "''",
    "\\'; VACUUM; --",
]
FORMULAS = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://x")',
]
PATHS = ["../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\Windows", "con", "nul.txt", "a/b", "~root", "file:///x"]
MARKUP = [
    "<b>x</b>",
    "<img src=x onerror=alert(1)>",
    "<script>1</script>",
    "&lt;",
    "{{7*7}}",
    "${7*7}",
    "%n%s",
    "\\x41",
]
FOREIGN = ["Müller", "Łukasz", "李雷", "עברית", "e\u0301", "Z̈oe", "🙂"]
TEXTS = [*SQL, *FORMULAS, *PATHS, *MARKUP, *FOREIGN]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return make_folders(tmp_path / "clinic")


def tables(folders: Folders) -> dict[str, str]:
    with closing(sqlite3.connect(folders.database)) as database:
        return dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')"))


def test_every_hostile_text_comes_back_as_it_went_in_and_the_tables_are_as_they_were(folders: Folders) -> None:
    with Store(folders, now=lambda: NOON):
        pass
    before = tables(folders)
    with Store(folders, now=lambda: NOON) as store:
        people = {text: store.add_person(text) for text in TEXTS}
        codes = {person.code for person in store.people()}
        assert len(codes) == len(TEXTS)
        for number, (text, person) in enumerate(people.items()):
            assert store.person(text) == person
            session_id = store.start_session(person.id, NOON)
            run = replace(
                RUN,
                cause=text,
                refusal=text,
                provenance=replace(RUN.provenance, operator=text, methods={text: {"a": text}}),
                measurements=tuple(
                    replace(line, title=text, measurement=replace(line.measurement, method=text))
                    for line in RUN.measurements
                ),
            )
            trial_id = store.add_trial(trial(session_id, f"r-{number}", title=text, protocol_text=text), run)
            stored = store.trial(trial_id)
            assert stored.person == person
            assert (stored.trial.title, stored.trial.protocol_text) == (text, text)
            assert (stored.current.cause, stored.current.refusal, stored.current.provenance.operator) == (text,) * 3
            assert stored.current.provenance.methods == {text: {"a": text}}
            assert {line.title for line in stored.current.measurements} == {text}
            store.devices.remember(KnownDevice(text, text, (Side.LEFT,), name=text, how=text))
            store.identities.keep(person.id, name=text, contact=text, birth_date=date(1980, 1, 2))
            assert store.doses.treat(session_id, text).what == person.code
        assert {device.name for device in store.devices.known()} == set(TEXTS)
        assert set(store.identities.people().values()) == codes
        assert store.counts()["trials"] == len(TEXTS)
    assert tables(folders) == before


def test_a_code_is_looked_for_and_never_part_of_the_question(folders: Folders) -> None:
    with Store(folders) as store:
        session_of(store)
        for text in SQL:
            assert store.person(text) is None
            assert not store.has_person(text)
            assert not store.has_session(text)
            assert store.trial_of_recording(text) is None
            with pytest.raises(StationError):
                store.trial(text)
        assert [person.code for person in store.people()] == ["A-104"]


def test_what_is_shown_is_json_that_says_the_same(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(folders, now=lambda: NOON) as store:
        for text in TEXTS:
            store.add_person(text)
        codes = sorted(person.code for person in store.people())
    assert main(["person", "list", "--data-dir", str(folders.data), "--json"]) == 0
    assert sorted(line["code"] for line in json.loads(capsys.readouterr().out)) == codes


# Names that are paths -------------------------------------------------------------------------------------------------


def test_no_file_is_ever_named_by_a_text(folders: Folders, tmp_path: Path) -> None:
    outside = set(tmp_path.rglob("*")) - set(folders.data.rglob("*"))
    with Store(folders, now=lambda: NOON) as store:
        for text in TEXTS:
            store.start_session(store.add_person(text).id, NOON)
    taped.record_plates(folders.recordings, person=PATHS[0], title=PATHS[0], protocol=PATHS[1])
    (tmp_path / "disk").mkdir()
    made = back_up(folders, tmp_path / "disk", datetime(2026, 3, 4, tzinfo=UTC))
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - outside
    inside = {path for path in new if path.is_relative_to(folders.data)}
    assert new - inside == {made.backup.path}
    tame = re.compile(r"(station\.(db(-wal|-shm)?|lock)|identity\.db|[0-9a-f-]{36}\.rec)")
    assert [path.name for path in inside if not tame.fullmatch(path.name)] == []


@pytest.mark.parametrize("text", PATHS)
def test_a_recording_or_a_backup_is_never_looked_for_outside(
    folders: Folders, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["recordings", "show", text, "--data-dir", str(folders.data)]) == 2
    assert main(["recordings", "recover", text, "--data-dir", str(folders.data)]) == 2
    assert "There is no recording" in capsys.readouterr().err
    assert not may_be_member(f"recordings/{text}.rec") or "/" not in text
    assert not may_be_member(text)


def test_a_recording_that_gives_itself_another_name_is_refused(folders: Folders) -> None:
    made = taped.header("../../outside")
    recorder = Recorder(folders.recordings / "inside.rec", made)
    recorder.stream(1, Segment(0, taped.PLATES_INFO, 100.0), taped.PLATES_CALIBRATION, None)
    recorder.samples(1, taped.plate_block(0, 400))
    recorder.close(Outcome.COMPLETED)
    with Store(folders) as store, pytest.raises(StationError, match="calls itself") as refused:
        file_trial(store, folders, recorder.path)
    assert "inside.rec" in str(refused.value)


# How statements and tables are written --------------------------------------------------------------------------------

STATEMENT = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|NOTIFY|LISTEN|ATTACH|VACUUM|REPLACE|TRUNCATE)\b"
)
OURS = {
    "station/audit.py": {"columns"},
    "station/link.py": {"CHANNEL"},
    "station/syncing.py": {"CHANNEL"},
    "station/outbox.py": {"table", "verb", "noted", "values", "name", "each.table.name"},
    "station/server_schema.py": {"table", "name"},
    "station/migrations/env.py": {"int(migration.get_current_revision() or 0)"},
}
"""What statements are put together from: constants, and names of our own tables and columns as the schema has them."""


def put_together(tree: ast.AST) -> list[tuple[int, str]]:
    """Line and expression of everything that is put into the text of a statement, in whatever way."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if STATEMENT.match(text):
                found += [(node.lineno, ast.unparse(v.value)) for v in node.values if isinstance(v, ast.FormattedValue)]
            case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod() | ast.Add()) if STATEMENT.match(text):
                found.append((node.lineno, ast.unparse(node.right)))
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
                if STATEMENT.match(text):
                    found.append((node.lineno, ast.unparse(node)))
    return found


def test_values_are_never_put_into_the_text_of_a_statement() -> None:
    wrong = []
    for package in ("station", "ui", "drivers", "simulators", "dsp"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            name = path.relative_to(PROJECT).as_posix()
            found = put_together(ast.parse(path.read_text("utf-8")))
            wrong += [f"{name}:{line} {what}" for line, what in found if what not in OURS.get(name, set())]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "f'SELECT * FROM person WHERE code = {code!r}'",
        "'DELETE FROM trial WHERE id = ' + chosen",
        "'UPDATE person SET code = %s' % code",
        "'INSERT INTO a VALUES ({})'.format(code)",
    ],
)
def test_a_statement_that_is_put_together_would_be_found(line: str) -> None:
    assert len(put_together(ast.parse(line))) == 1


def writes_tables(tree: ast.AST) -> list[int]:
    """Lines that write a table for a spreadsheet."""
    names = {"writer", "DictWriter", "savetxt", "to_csv", "to_excel", "Workbook"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", "") in names or getattr(node.func, "id", "") in names)
    ]


def test_nothing_writes_tables_in_which_a_text_could_be_a_formula() -> None:
    """Who adds an export makes cells of texts harmless (a quote before = + - @ tab CR LF), and says so here."""
    wrong = []
    for package in ("station", "ui"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            lines = writes_tables(ast.parse(path.read_text("utf-8")))
            wrong += [f"{path.relative_to(PROJECT)}:{line}" for line in lines]
    assert wrong == []
    assert writes_tables(ast.parse("import csv\ncsv.writer(file).writerow([code])")) == [2]


@pytest.mark.parametrize("text", ["a\0b", "a\u202eb", "\ud800", "a\nb", "a\x1b[2Jb", "", " ", "x" * 200])
def test_texts_that_deceive_are_refused_before_they_are_stored(folders: Folders, text: str) -> None:
    with Store(folders) as store:
        session_id = session_of(store)
        person = store.person("A-104")
        assert person is not None
        with pytest.raises(BadInput):
            store.add_person(text)
        if len(text) < 100:
            with pytest.raises(BadInput):
                store.doses.treat(session_id, text)
        if text:
            with pytest.raises(BadInput):
                store.identities.keep(person.id, name=text)
        assert [person.code for person in store.people()] == ["A-104"]
