"""A clinic's own tests through a whole visit: chosen, recorded, filed, moved, computed again without their files."""

from __future__ import annotations

import json
import re
import sqlite3
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from drivers.clock import SystemClock
from simulators.body import Person
from simulators.clock import run
from simulators.movements import MOVEMENTS
from simulators.stage import Stage
from station.__main__ import main
from station.commands.client import Body, Client, UnknownMovement, movement_for
from station.commands.virtual_clinic import VirtualClinic
from station.events import StateChanged
from station.filing import refile
from station.model import Mark, TrialState
from station.protocol import FOLDER, built_in
from station.recorded import read

REPLACING = (
    (FOLDER / "cmj.toml")
    .read_text(encoding="utf-8")
    .replace('key = "cmj"', 'key = "our_jump"\nreplaces = "cmj"')
    .replace("seconds = 1.0", "seconds = 1.5")
)
BESIDE = (
    (FOLDER / "hip_abduction_iso.toml")
    .read_text(encoding="utf-8")
    .replace('"hip_abduction_iso"', '"hip_abduction_twice"')
    .replace("reps = 3", "reps = 2")
)


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, VirtualClinic]:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "protocols").mkdir()
    (folder / "protocols" / "our_jump.toml").write_text(REPLACING, encoding="utf-8")
    (folder / "protocols" / "hip_abduction_twice.toml").write_text(BESIDE, encoding="utf-8")
    (folder / "protocols" / "bad.toml").write_text(REPLACING.replace("our_jump", "bad").replace("reps = 1", "reps = 9"))
    with VirtualClinic(folder, Body(Person(), push_s=2.0, rest_s=1.0)) as clinic:
        clinic.conduct(["our_jump", "hip_abduction_twice"])
        # from here on the files are not there any more
        for path in (folder / "protocols").iterdir():
            path.unlink()
        yield folder, clinic


def test_good_ones_are_offered_a_bad_one_is_said_and_the_replaced_one_is_gone(visited):
    _, clinic = visited
    offered = [card.key for card in clinic.protocols()]
    assert {"our_jump", "hip_abduction_twice", "hip_abduction_iso"} <= set(offered)
    assert not {"cmj", "bad"} & set(offered)
    first = clinic.conducted[0]
    (said,) = [text for text in first.read.troubles if "bad.toml" in text]
    assert "bad.toml: line 11: `reps` is 9, must be 1 for a hold, a jump or a stance." in said
    assert "station protocols check" in said


def test_their_trials_keep_the_text_and_its_hash_in_the_recording_and_in_the_database(visited):
    folder, clinic = visited
    for done, text in zip(clinic.conducted, (REPLACING, BESIDE), strict=True):
        assert done.trial_id is not None, done.texts
        stored = clinic.store.trial(done.trial_id)
        assert stored.trial.protocol_text == text
        header = read(folder / "recordings" / f"{stored.trial.recording_id}.rec").header
        assert (header.protocol, header.protocol_text) == (done.protocol, text)
        with sqlite3.connect(folder / "station.db") as database:
            ((kept,),) = database.execute("SELECT protocol_sha256 FROM trial WHERE id = ?", (done.trial_id,))
        database.close()
        assert kept == sha256(text.encode()).hexdigest()
        assert done.review is not None
        assert done.review.refusal is None


def test_what_they_ask_for_is_what_was_done(visited):
    _, clinic = visited
    jump, hip = (clinic.store.trial(done.trial_id).current for done in clinic.conducted)
    assert jump.provenance.methods["weight.lowest_variance"]["seconds"] == 1.5
    assert len([item for item in hip.marks if re.match("onset", item.mark.name)]) == 4


def test_without_their_files_a_mark_can_be_moved_and_every_number_is_made_again(visited, capsys):
    folder, clinic = visited
    trial_id = clinic.conducted[0].trial_id
    marks = [item.mark for item in clinic.store.trial(trial_id).current.marks if item.mark.movable]
    moved = Mark(marks[0].name, marks[0].side, marks[0].time_s + 0.002, automatic=False)
    assert refile(clinic.store, clinic.folders, trial_id, [moved]) == 2
    clinic.store.close()
    assert main(["reanalyse", "--data-dir", str(folder), "--processes", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["same"], each["rounding"]) for each in found] == [(True, False)] * 2


def test_the_simulated_client_does_what_a_test_replaces_and_stands_still_where_nothing_tells_the_movement():
    hip = built_in()["hip_abduction_iso"]
    unknown = msgspec.structs.replace(hip, key="our_push")
    assert (
        movement_for(msgspec.structs.replace(unknown, replaces="hip_extension_iso")) is MOVEMENTS["hip_extension_iso"]
    )
    with pytest.raises(UnknownMovement, match="our_push"):
        movement_for(unknown)
    console, stage = Announcing(), Stage()
    Client(console, stage, Body(Person()), SystemClock(), {"our_push": unknown})

    async def the_whole_test() -> None:
        for state in (TrialState.WEIGH, TrialState.GO, TrialState.REVIEW):
            console.tell(StateChanged(state, "our_push"))

    run(the_whole_test())


class Announcing:
    """A console that only announces."""

    def subscribe(self, listener):
        self.tell = listener
        return lambda: None
