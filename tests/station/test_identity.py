"""Who a person is lies apart: no name in the other database, logs, errors or the audit; every look is written down."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from station.errors import BadInput, StationError
from station.folders import make_folders
from station.identity import identity_form
from station.plain_text import plain_text
from station.store import Store, readable_store

NOON = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
NAME, CONTACT = "Zoë Brontë-Ängström", "zoe.b@example.org, +44 1632 960001"


@pytest.fixture
def folders(tmp_path):
    return make_folders(tmp_path / "data")


@pytest.fixture
def store(folders, stores):
    with stores(folders, now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def local(folders):
    with Store(folders, now=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def person(store):
    return store.add_person("A-104").id


def test_an_identity_is_kept_changed_and_forgotten_and_each_look_is_in_the_audit(store, person):
    assert store.identities.view(person) is None
    store.identities.keep(person, name=NAME, contact=CONTACT)
    store.identities.keep(person, birth_date=date(1971, 5, 6))
    found = store.identities.view(person)
    assert (found.name, found.contact, found.birth_date) == (NAME, CONTACT, date(1971, 5, 6))
    assert store.identities.people() == {person: NAME}
    store.identities.keep(person, contact="")
    assert store.identities.view(person).contact == ""
    assert store.identities.forget(person)
    assert not store.identities.forget(person)
    assert store.identities.view(person) is None
    done = [(entry.action, dict(entry.detail)) for entry in store.audit.entries() if entry.subject == "identity"]
    assert done == [
        ("identity view", {}),
        ("change", {"fields": ["name", "contact"]}),
        ("change", {"fields": ["birth_date"]}),
        ("identity view", {}),
        ("identity view", {}),
        ("change", {"fields": ["contact"]}),
        ("identity view", {}),
        ("delete", {}),
        ("identity view", {}),
    ]


def holds(folder, words):
    """Files below a folder that hold any of these words in one of the usual encodings."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "unicode-escape", "latin-1")]
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and any(each in path.read_bytes() for each in wanted)
    )


def test_no_file_but_that_of_identities_holds_a_name_and_no_log_does(folders, caplog):
    caplog.set_level(logging.DEBUG)
    with Store(folders, now=lambda: NOON) as store:
        person = store.add_person("A-104").id
        store.identities.keep(person, name=NAME, contact=CONTACT)
        seen = repr(store.identities.view(person)) + str(store.audit.entries())
        words = (NAME, "Brontë", "zoe.b@example.org", "960001")
        assert holds(folders.data, words) == ["identity.db"]
        store.identities.forget(person)
    assert holds(folders.data, words) == []
    assert not any(word in caplog.text + seen for word in words)


def test_an_error_of_the_database_of_identities_names_nobody(local, folders):
    person = local.add_person("A-104").id
    local.identities.keep(person, name=NAME)
    with closing(sqlite3.connect(folders.identities)) as database:
        database.execute("DROP TABLE identity")
        database.commit()
    with pytest.raises(StationError) as raised:
        local.identities.keep(person, name=NAME)
    chain = f"{raised.value!r} {raised.value.__cause__!r}"
    assert "Brontë" not in chain
    assert "could not be read" in str(raised.value)


def test_identities_are_private_and_a_newer_or_damaged_file_is_refused_as_it_is(folders):
    with Store(folders, now=lambda: NOON) as store:
        person = store.add_person("A-104").id
        assert not folders.identities.exists()
        store.identities.keep(person, name=NAME)
        assert folders.identities.stat().st_mode & 0o777 == 0o600
    assert identity_form(folders.identities) == 1
    with closing(sqlite3.connect(folders.identities)) as database:
        database.execute("UPDATE identity_form SET number = 2")
        database.commit()
    with Store(folders) as store, pytest.raises(StationError, match="newer version"):
        store.identities.view(person)
    content = b"no database at all " * 400
    folders.identities.write_bytes(content)
    with Store(folders) as store, pytest.raises(StationError, match="left as it is"):
        store.identities.view(person)
    assert folders.identities.read_bytes() == content


def test_who_only_reads_cannot_look_unseen(folders, local):
    person = local.add_person("A-104").id
    local.identities.keep(person, name=NAME)
    with readable_store(folders) as reader:
        for look in (lambda: reader.identities.view(person), reader.identities.people):
            with pytest.raises(StationError, match="written down"):
                look()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoe\u0308 ", "Zo\u00eb"),
        ("Nguyễn Văn Ánh", "Nguyễn Văn Ánh"),
        ("<b>Bold</b> & Sons", "<b>Bold</b> & Sons"),
        ("=1+1", "=1+1"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("O'Brien; DROP TABLE person", "O'Brien; DROP TABLE person"),
    ],
)
def test_a_name_is_kept_as_one_form_of_its_letters_and_never_as_anything_but_text(typed, kept):
    assert plain_text(typed, "name", 120) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "Ada\x00Lovelace",
        "Ada\nLovelace",
        "Ada\x1b[31m",
        "Ada\u202eecalevoL",
        "Ada\u2066x\u2069",
        "Ada\u200bLovelace",
        "\u200dAda",
        "Ada\ud800",
        "Ada\ue000",
        "Ada\u2028Lovelace",
        "Z" + "\u0301" * 12,
        "\u0301",
        "x" * 121,
    ],
)
def test_what_cannot_be_seen_or_turns_the_text_round_is_refused(typed, local):
    with pytest.raises(BadInput) as raised:
        plain_text(typed, "name", 120)
    assert not any(ord(letter) < 32 or 0x202A <= ord(letter) <= 0x2069 for letter in str(raised.value))
    if typed:
        with pytest.raises(BadInput):
            local.identities.keep("p", name=typed)
