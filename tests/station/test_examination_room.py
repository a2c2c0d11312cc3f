"""A device of a visit is examined where it is: asked for, felt, found, kept; and it goes on streaming for the visit."""

import asyncio
import re
import threading
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from drivers.clock import SystemClock
from drivers.contracts import LinkState
from simulators.clock import run
from simulators.people import Person
from station.archive import Archive
from station.commands.client import Body
from station.commands.qa_hands import StageHands
from station.commands.report_words import told_in
from station.commands.virtual_clinic import VirtualClinic
from station.desks.examining import Ask, PartState
from station.events import StateChanged
from station.examination_room import STOPPED, TESTED, ExaminationRoom
from station.folders import make_folders
from station.model import Side, TrialState
from station.qa.hands import Load
from station.report.wording import Wording
from station.store import Store
from station.visit import Visit

PLATES = "harp-loadcells"
GRIP = "progressor?side=left"


class Visiting:
    """A clinic on virtual time with one room; ``hands`` puts masses on by itself."""

    def __init__(self, folder, device, *, by_itself):
        self.clinic = VirtualClinic(folder, Body(Person()), devices=[device])
        self.by_itself = by_itself

    async def __aenter__(self):
        clinic = self.clinic
        self._running = clinic.running()
        await self._running.__aenter__()
        clinic.acquisition.post = asyncio.get_running_loop().call_soon_threadsafe
        await asyncio.sleep(3.0)
        self.hands = StageHands(clinic.bench, clinic.clock, 9.80665)
        self.room = ExaminationRoom(
            clinic.acquisition,
            clinic.runner,
            clinic.clock,
            clinic.store,
            clinic.store.proofs.standing(),
            hands=lambda sides, gravity: self.hands if self.by_itself else None,
        )
        return self

    async def __aexit__(self, *error):
        await self._running.__aexit__(*error)
        self.clinic.close()

    async def until(self, true, seconds=300.0):
        for _ in range(round(seconds / 0.05)):
            if true():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {self.room.exam()}")

    async def over(self):
        await self.until(lambda: not self.room.exam().running)
        return self.room.exam()


def visiting(folder, device, job, *, by_itself=False):
    async def main():
        async with Visiting(folder, device, by_itself=by_itself) as visit:
            return await job(visit)

    return run(main())


def test_hands_that_do_it_by_themselves_take_plates_through_the_daily_check_and_the_proof_is_kept(tmp_path):
    async def job(visit):
        (plates,) = visit.room.devices()
        assert (plates.in_use, plates.why_not) == (True, "")
        assert visit.room.begin(plates.key, "daily", (20.0,), "Kim") == ""
        seen = []
        while visit.room.exam().running:
            exam = visit.room.exam()
            if exam.asked is not None and (not seen or seen[-1] != exam.asked.text):
                seen.append(exam.asked.text)
            await asyncio.sleep(0.1)
        exam = visit.room.exam()
        stream = visit.clinic.runner.streams[0]
        return exam, seen, visit.clinic.store.proofs.proofs(), stream.calibration.proofs, stream.state

    exam, seen, proofs, record, state = visiting(tmp_path, PLATES, job, by_itself=True)
    assert exam.stopped == ""
    assert [part.state for part in exam.parts] == [PartState.PASSED] * 5
    assert [(proof.programme, proof.passed, proof.who) for proof in proofs] == [("daily", True, "Kim")]
    # the running visit knows at once that its device was checked
    assert record == (proofs[0].line,)
    assert state is LinkState.STREAMING
    assert len(seen) == 15
    assert "front left corner of the left plate" in " ".join(seen)


def test_somebody_who_only_carries_the_mass_never_needs_the_key(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "daily", (10.0,))
        asked = []
        while visit.room.exam().running:
            now = visit.room.exam().asked
            if now is not None and (not asked or asked[-1] is not now.ask):
                asked.append(now.ask)
                await asyncio.sleep(2.0)
                if now.ask is Ask.PUT:
                    await visit.hands.put(now.load, "grip")
                else:
                    await visit.hands.nothing_on()
            await asyncio.sleep(0.05)
        return asked, visit.room.exam()

    asked, exam = visiting(tmp_path, GRIP, job)
    assert asked == [Ask.EMPTY, Ask.PUT, Ask.EMPTY]
    assert exam.kept.startswith("Kept: daily check")
    assert exam.report.failed == []


def test_a_mass_that_lies_there_already_is_not_taken_for_the_one_that_was_asked_for(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "daily", (10.0,))
        await visit.until(lambda: visit.room.exam().asked is not None and visit.room.exam().asked.ask is Ask.PUT)
        await visit.hands.put(Load(Side.LEFT, 6.0), "grip")
        await asyncio.sleep(20.0)
        waiting = visit.room.exam().asked
        visit.room.answer()
        await visit.until(lambda: visit.room.exam().asked is not None and visit.room.exam().asked.ask is Ask.EMPTY)
        await visit.hands.nothing_on()
        return waiting, await visit.over()

    waiting, exam = visiting(tmp_path, GRIP, job)
    assert "59 N of 98 N" in waiting.felt
    # whoever says by the key that it is 10 kg has said so: the check fails by what it measured
    assert [finding.check for finding in exam.report.failed] == ["linearity.left"]
    assert "FAILED" in exam.kept


def test_a_check_that_is_left_out_leaves_a_proof_that_is_not_complete(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "daily", (10.0,))
        await visit.until(lambda: visit.room.exam().asked is not None and visit.room.exam().asked.ask is Ask.PUT)
        visit.room.skip()
        return await visit.over()

    exam = visiting(tmp_path, GRIP, job)
    assert PartState.LEFT_OUT in [part.state for part in exam.parts]
    assert "not complete" in exam.kept


@pytest.mark.parametrize("how", ["stop", "a test"])
def test_it_can_be_stopped_at_any_time_and_nothing_is_kept(tmp_path, how):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "battery")
        assert visit.room.begin(grip.key, "daily") != ""
        await asyncio.sleep(12.0)
        assert visit.room.exam().measuring is not None
        if how == "stop":
            visit.room.stop()
        else:
            visit.room.hear(StateChanged(TrialState.ZERO, "hip_abduction_iso"))
        exam = await visit.over()
        with pytest.raises(Exception, match="nothing to save"):
            visit.room.save(tmp_path / "certificate.html", "Kim", Wording("en"))
        return exam, visit.clinic.store.proofs.proofs(), visit.room.devices()[0].why_not

    exam, proofs, why_not = visiting(tmp_path, GRIP, job)
    assert exam.stopped == (TESTED if how == "a test" else STOPPED)
    assert (proofs, why_not) == ((), "")


def test_whoever_stops_it_while_it_is_being_stored_comes_too_late_and_is_told_that_it_was_kept(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        loop, proofs = asyncio.get_running_loop(), visit.clinic.store.proofs
        add = proofs.add

        def add_and_be_stopped(*what):
            loop.call_soon_threadsafe(visit.room.stop)
            return add(*what)

        proofs.add = add_and_be_stopped
        visit.room.begin(grip.key, "daily", (10.0,))
        return await visit.over(), proofs.proofs()

    exam, kept = visiting(tmp_path, GRIP, job, by_itself=True)
    assert (exam.stopped, len(kept)) == ("", 1)
    assert exam.kept.startswith("Kept: ")


def test_a_device_that_goes_away_fails_its_check_and_the_examination_goes_on(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "battery")
        await asyncio.sleep(20.0)
        await visit.clinic.bench.unplug(visit.clinic.bench.devices[0].serial)
        await asyncio.sleep(60.0)
        failed = [part.key for part in visit.room.exam().parts if part.state is PartState.FAILED]
        visit.room.stop()
        await visit.over()
        return failed

    assert "rate" in visiting(tmp_path, GRIP, job)


def test_the_battery_of_a_device_in_use_finds_what_it_finds_of_one_alone_and_can_be_saved(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "battery", (), "Kim")
        curves = []
        while visit.room.exam().running:
            await asyncio.sleep(5.0)
            curves.append(visit.room.curve(Side.LEFT, 100, 10.0))
        visit.room.save(tmp_path / "certificate.html", "Kim <b>", Wording("en"))
        visit.room.save(tmp_path / "results.xml", "Kim", Wording("en"))
        for name in ("german.html", "german.pdf"):
            visit.room.save(tmp_path / name, "Kim", Wording("de", told_in("de")))
        return visit.room.exam(), curves

    exam, curves = visiting(tmp_path, GRIP, job, by_itself=True)
    assert exam.report.failed == []
    assert {finding.check.partition(".")[0] for finding in exam.report.findings} >= {
        "rate",
        "noise",
        "linearity",
        "reconnect",
    }
    assert exam.kept == ""
    assert max(np.nanmax(curve.high_n) for curve in curves if curve is not None) > 90.0
    assert "Kim &lt;b&gt;" in (tmp_path / "certificate.html").read_text("utf-8")
    assert "linearity.left" in (tmp_path / "results.xml").read_text("utf-8")
    german = re.sub(r"<style>.*?</style>|<[^>]+>", " ", (tmp_path / "german.html").read_text("utf-8"), flags=re.DOTALL)
    for said in ("Prüfzertifikat", "Seriennummer", "simuliert", "bestanden"):
        assert said in german
    assert re.findall(r"\b(passed|FAILED|not done|at most|within|their|the|and|over|empty|device|none)\b", german) == []
    assert (tmp_path / "german.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("device", [PLATES, GRIP])
def test_one_that_is_stopped_before_it_began_is_over_and_another_one_can_begin(tmp_path, device):
    async def job(visit):
        (found,) = visit.room.devices()
        assert visit.room.begin(found.key, "daily", (10.0,)) == ""
        visit.room.stop()
        stopped = await visit.over()
        return stopped, visit.room.begin(found.key, "daily", (10.0,)), visit.room.stop()

    stopped, again, _ = visiting(tmp_path, device, job)
    assert (stopped.stopped, again) == (STOPPED, "")


def test_a_device_that_was_exchanged_meanwhile_is_not_taken_for_the_one_that_was_chosen(tmp_path):
    async def job(visit):
        (grip,) = visit.room.devices()
        visit.room.begin(grip.key, "daily", (10.0,))
        stream = visit.clinic.runner.streams[0]
        stream.attached = replace(stream.attached, name="Another one")
        return await visit.over()

    assert visiting(tmp_path, GRIP, job).stopped == "That device is not used any more."


class SlowWorkshop:
    """Makes a device that takes long to come up."""

    def __init__(self, put_away_s=0.0):
        self.put_away_s = put_away_s
        self.begun, self.gone = threading.Event(), threading.Event()

    def kinds(self):
        return {PLATES: "Plates"}

    def clock(self):
        return SystemClock()

    @asynccontextmanager
    async def made(self, key, clock):
        self.begun.set()
        try:
            await asyncio.sleep(60.0)
            yield
        finally:
            await asyncio.sleep(self.put_away_s)
            self.gone.set()


def room_with(workshop):
    live = SimpleNamespace(state=TrialState.DONE, title="")
    nobody = SimpleNamespace(post=lambda call: None, streams=[], live=live)
    return ExaminationRoom(nobody, nobody, SystemClock(), None, None, workshop=workshop)


@pytest.mark.parametrize("soon", [True, False])
def test_a_made_device_that_is_stopped_while_it_comes_up_leaves_room_for_the_next(soon):
    workshop = SlowWorkshop()
    room = room_with(workshop)
    (device,) = room.devices()
    assert room.begin(device.key, "battery") == ""
    assert soon or workshop.begun.wait(10.0)
    room.stop()
    ends_s = time.monotonic() + 10.0
    while room.exam().running and time.monotonic() < ends_s:
        threading.Event().wait(0.005)
    assert not room.exam().running, "nothing could ever be examined again"
    assert room.exam().stopped == STOPPED
    assert soon or workshop.gone.wait(10.0)


def test_closing_the_room_ends_the_examination_of_a_made_device_and_waits_until_it_is_put_away():
    workshop = SlowWorkshop(put_away_s=0.05)
    room = room_with(workshop)
    room.begin(room.devices()[0].key, "battery")
    assert workshop.begun.wait(10.0)
    room.close()
    assert workshop.gone.is_set()
    assert room.exam().stopped == STOPPED
    assert [each.name for each in threading.enumerate() if each.name == "examination"] == []


def test_a_visit_that_ends_closes_its_examination_room(tmp_path):
    workshop = SlowWorkshop(put_away_s=0.05)

    @asynccontextmanager
    async def nothing(clock):
        yield []

    folders = make_folders(tmp_path)
    with Store(folders) as store:
        with Visit(nothing, SystemClock(), Archive(folders, store, "A-001")) as visit:
            room = visit.examination_room(store, store.proofs.standing(), workshop=workshop)
            room.begin(room.devices()[0].key, "battery")
            assert workshop.begun.wait(10.0)
        assert workshop.gone.is_set()


def test_an_examination_is_not_over_before_its_device_is_put_away():
    """Another one that began before that would be ended by the first one's end."""
    workshop = SlowWorkshop(put_away_s=0.2)
    room = room_with(workshop)
    room.begin(room.devices()[0].key, "battery")
    assert workshop.begun.wait(10.0)
    room.stop()
    ends_s = time.monotonic() + 30.0
    while room.exam().running and time.monotonic() < ends_s:
        threading.Event().wait(0.005)
    assert not room.exam().running
    assert workshop.gone.is_set()
