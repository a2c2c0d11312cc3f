"""With a server the names of all stations are there, apart from what was measured; without it the code stands."""

import json

import pytest

from station.__main__ import main
from station.folders import make_folders
from station.server import ServerDatabase, parse_address

NAME = "Zoë Brontë"


@pytest.fixture
def ask(tmp_path, clinic_server, capsys):
    def ask(station: str, *words: str, code: int = 0, server: str = clinic_server):
        folders = make_folders(tmp_path / station)
        where = [] if words[0] == "audit" else ["--store", server]  # an account stays where it was made
        assert main([*words, "--data-dir", str(folders.data), *where]) == code
        said = capsys.readouterr()
        return said.err if code else json.loads(said.out) if "--json" in words else said.out

    return ask


def test_a_name_that_one_station_wrote_down_is_read_at_another_and_lies_on_no_station(ask, tmp_path, clinic_server):
    ask("one", "person", "add", "A-104", "--name", NAME)
    assert ask("two", "person", "identity", "A-104", "--json")["identity"]["name"] == NAME
    assert not (tmp_path / "one" / "identity.db").exists()
    assert not (tmp_path / "two" / "identity.db").exists()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or "Brontë".encode() not in path.read_bytes(), path.name
    server = ServerDatabase(parse_address(clinic_server))
    with server.reading() as session:
        run = session.connection().exec_driver_sql
        tables = run("SELECT table_name FROM information_schema.tables WHERE table_schema = 'identity'").scalars()
        assert sorted(tables) == ["identity", "identity_form"]
        assert run("SELECT count(*) FROM identity.identity").scalar() == 1
    server.close()
    looks = [row for row in ask("two", "audit", "list", "--json") if row["action"] == "identity view"]
    assert len(looks) == 1


def test_without_the_server_nobody_is_named_and_the_message_has_no_name(ask, capsys):
    gone = "postgresql://clinic@127.0.0.1:1/gone"
    ask("one", "person", "add", "A-104", server="local")
    said = ask("one", "person", "edit", "A-104", "--name", NAME, server=gone, code=1)
    assert "the code stands for the person meanwhile" in said
    assert "Brontë" not in said
