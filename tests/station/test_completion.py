"""What a shell completes: a real bash asks, on a terminal of its own."""

import os
import select
import shutil
import subprocess
import time

import pytest

from station.__main__ import COMMANDS, main
from station.commands.completion import SHELLS
from station.device_book import KnownDevice
from station.folders import make_folders
from station.model import Side
from station.protocol import built_in
from station.store import Store

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="there is no bash here")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """A data folder with a person, and a device that is remembered."""
    folders = make_folders(tmp_path_factory.mktemp("clinic"))
    with Store(folders) as store:
        store.add_person("SECRET-104")
        store.devices.remember(KnownDevice("progressor", "2639", (Side.LEFT,), "Progressor_2639", "ble:C0:11"))
        store.devices.remember(KnownDevice("progressor", "$(touch x)", (Side.LEFT,), "a b;c"))
    return folders.data


@pytest.fixture(scope="module")
def scripts(clinic):
    """Each shell's script, with and without people."""
    import contextlib
    import io

    found = {}
    for shell in SHELLS:
        for people in (False, True):
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                words = ["completion", shell, "--data-dir", str(clinic), *["--people"] * people]
                assert main(words) == 0
            found[shell, people] = said.getvalue()
    return found


def test_every_shell_gets_a_script_with_every_command_and_every_test(scripts):
    for (shell, _), script in scripts.items():
        assert all(name in script for name in COMMANDS), shell
        assert all(key in script for key in built_in()), shell
        assert "Progressor_2639" in script, shell


def test_no_script_holds_the_code_of_a_person_or_what_a_shell_would_run(scripts):
    for script in scripts.values():
        assert "SECRET" not in script
        assert "touch x" not in script
        assert "a b;c" not in script


def test_people_are_asked_for_only_where_it_was_wanted(scripts):
    for (shell, people), script in scripts.items():
        asks = "station person list" in script
        assert asks == (people and shell in ("bash", "zsh", "fish")), shell


def completed(script, folder, *words, path=""):
    """What bash offers when Tab is pressed after the last of these words."""
    (folder / "script").write_text(script)
    ask = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); '
        'eval "$(complete -p station | sed "s/.* -F \\([^ ]*\\) .*/\\1/")"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [BASH, "--norc", "--noprofile", "-c", ask, "bash", str(folder / "script"), *words],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env={"PATH": f"{path}/usr/bin:/bin", "HOME": str(folder)},
    )
    return done.stdout.split()


@needs_bash
@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (["station", "te"], ["test"]),
        (["station", "test", "squat_"], ["squat_jump"]),
        (["station", "test", "cmj", "--per"], ["--person"]),
        (["station", "test", "cmj", "--device", "Prog"], ["Progressor_2639"]),
        (["station", "test", "cmj", "--device", "si"], ["sim:"]),
        (["station", "analyze", "x.csv", "--protocol", "box"], ["box_lift"]),
        (["station", "trial", "sh"], ["show"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_bash_completes(scripts, tmp_path, words, offers):
    assert completed(scripts["bash", False], tmp_path, *words) == offers


@needs_bash
def test_bash_completes_files_and_codes_of_people_that_were_asked_for(scripts, tmp_path):
    (tmp_path / "jump.csv").touch()
    asked = completed(scripts["bash", True], tmp_path, "station", "analyze", str(tmp_path / "ju"))
    assert asked == [str(tmp_path / "jump.csv")]
    station = tmp_path / "bin" / "station"
    station.parent.mkdir()
    station.write_text("#!/bin/sh\nprintf '%s\\n' 'code  visits' 'A-104  3' 'A-105  1' '$(id)  9'\n")
    station.chmod(0o755)
    found = completed(
        scripts["bash", True], tmp_path, "station", "test", "cmj", "--person", "A", path=f"{station.parent}:"
    )
    assert found == ["A-104", "A-105"]
    nothing = completed(
        scripts["bash", False], tmp_path, "station", "test", "cmj", "--person", "A", path=f"{station.parent}:"
    )
    assert nothing == []


@needs_bash
@pytest.mark.wire
def test_tab_on_a_terminal_writes_the_rest_of_the_word(scripts, tmp_path):
    pty = pytest.importorskip("pty")
    (tmp_path / "script").write_text(scripts["bash", False])
    master, line = pty.openpty()
    shell = subprocess.Popen(
        [BASH, "--norc", "--noprofile", "-i"],
        stdin=line,
        stdout=line,
        stderr=line,
        start_new_session=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PS1": "", "TERM": "dumb"},
    )
    os.close(line)
    try:
        os.write(master, f"source {tmp_path / 'script'}; echo rea''dy\n".encode())
        assert "ready" in read_until(master, "ready\r\n")
        os.write(master, b"station test squat_\t")
        assert read_until(master, "squat_jump").endswith("squat_jump")
        os.write(master, b" --dev\t")
        assert "--device" in read_until(master, "--device")
    finally:
        shell.kill()
        shell.wait()
        os.close(master)


def read_until(master, wanted, longest_s=20.0):
    """What a terminal has shown once ``wanted`` is there."""
    shown, end_s = "", time.monotonic() + longest_s
    while wanted not in shown and time.monotonic() < end_s:
        if select.select([master], [], [], 0.2)[0]:
            shown += os.read(master, 4096).decode(errors="replace")
    return shown[: shown.rindex(wanted) + len(wanted)] if wanted in shown else shown


def test_a_shell_that_is_not_known_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["completion", "cmd.exe"])
    assert "cmd.exe" in capsys.readouterr().err
