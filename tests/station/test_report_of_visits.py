"""Reports of visits that were recorded: two of one client, six weeks apart, through devices, drivers and analysis."""

import json
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from simulators.scenario import load_scenario
from station.__main__ import main
from station.commands.client import Body
from station.commands.virtual_clinic import BEGAN, VirtualClinic
from station.desks.reports import Wish
from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.errors import StationError
from station.folders import make_folders
from station.model import RejectReason, Side
from station.report.content import Audience
from station.report.gathering import visit_report
from station.report.wording import FOLDER
from station.report_desk import ReportDesk
from station.store import Store

LATER = BEGAN + timedelta(weeks=6)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """The folder of a clinic: hip abduction at first; a jump and hip abduction later, and a jump that was rejected."""
    folder = tmp_path_factory.mktemp("clinic")
    course = load_scenario("left_weak_low_back_pain", 1).course
    for week, began, plan in ((0, BEGAN, ["hip_abduction_iso"]), (6, LATER, ["cmj", "hip_abduction_iso", "cmj"])):
        body = Body(course.person_at(week), push_s=2.0, rest_s=1.0)
        with VirtualClinic(folder, body, seed=1 + week, began=began) as visit:
            done = visit.conduct(plan)
            assert all(each.trial_id for each in done), [each.given_up for each in done]
    with Store(make_folders(folder)) as store:
        person = store.person("A-104")
        store.amendments.decide(done[2].trial_id, False, RejectReason.FALSE_START, "before the beep")
        store.identities.keep(person.id, name="山田 Müller")
        store.plans.agree(person.id, PlannedDose("clamshell_left_reps", Side.LEFT, Prescribed(reps=12), "every day"))
    return folder


def reported(folder, number, **options):
    with Store(make_folders(folder)) as store:
        visits = sorted(store.visits.visits("A-104"), key=lambda each: each.started_at)
        return visit_report(store, make_folders(folder), visits[number].id, **options)


def said(path):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


def test_the_report_of_a_visit_has_its_tests_its_curves_and_what_changed(clinic):
    second = reported(clinic, 1)
    assert (second.number, second.person, second.name, second.simulated) == (2, "A-104", "", True)
    assert [test.test for test in second.tests] == ["cmj", "hip_abduction_iso"]
    hip = second.tests[1]
    assert [figure.side for figure in hip.headline] == [Side.LEFT, Side.RIGHT]
    left = hip.headline[0]
    assert left.since_first.amount > 10.0
    assert left.since_first.against_at.date() == BEGAN.date()
    assert left.since_last is None, "with two visits the one before is the first one"
    assert hip.curves.best_effort
    assert [line.side for line in hip.curves.lines] == [Side.LEFT, Side.RIGHT]
    highest = {line.side: max(force for force in line.force_n if force is not None) for line in hip.curves.lines}
    for figure in hip.headline:
        assert highest[figure.side] == pytest.approx(figure.value.value, rel=0.1)
    assert [line.side for line in second.tests[0].curves.lines] == [Side.LEFT, Side.RIGHT]


def test_a_rejected_trial_counts_in_no_number_and_is_named(clinic):
    second = reported(clinic, 1)
    (left_out,) = second.not_counted
    assert (left_out.title, left_out.rejected_for, left_out.note) == (
        "Countermovement jump", RejectReason.FALSE_START, "before the beep",
    )  # fmt: skip
    assert second.tests[0].trials == 1
    assert len(second.files) == 3, "its raw file is named all the same"


def test_later_visits_change_nothing_about_the_report_of_an_earlier_one(clinic):
    first = reported(clinic, 0)
    assert (first.number, first.before_at) == (1, None)
    (test,) = first.tests
    assert all(figure.since_first.amount is None for figure in test.headline)
    assert test.curves.lines
    assert first.targets == (), "what was agreed later is not on it"


def test_a_raw_file_that_is_missing_costs_the_curve_and_not_the_report(clinic, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(clinic, copy)
    for file in (copy / "recordings").glob("*.rec"):
        file.unlink()
    first = reported(copy, 0)
    assert first.tests[0].headline[0].value.value is not None
    assert (first.tests[0].curves.lines, bool(first.tests[0].curves.why_not)) == ((), True)


# On the command line --------------------------------------------------------------------------------------------------


@pytest.fixture
def visit_id(clinic):
    return reported(clinic, 1).visit_id


def test_the_command_writes_the_same_file_twice_without_a_name(clinic, visit_id, tmp_path, capsys):
    files = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for file in files:
        assert main(["report", visit_id[:8], "-o", str(file), "--data-dir", str(clinic), "--clinic", "Praxis"]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert "visit 2 of A-104" in capsys.readouterr().out
    text = said(files[0])
    assert "Praxis" in text
    assert "Müller" not in text
    assert b"M\xfcller" not in files[0].read_bytes()


def test_a_name_is_on_the_page_when_asked_for_and_the_look_at_it_is_written_down(clinic, visit_id, tmp_path):
    file = tmp_path / "named.pdf"
    with Store(make_folders(clinic)) as store:
        looks = len(store.audit.entries(store.person("A-104").id))
    arguments = ["report", visit_id, "-o", str(file), "--for", "client", "--named", "--language", "de"]
    assert main([*arguments, "--data-dir", str(clinic)]) == 0
    assert "Ihr Termin" in said(file)
    assert "Müller" in said(file)
    with Store(make_folders(clinic)) as store:
        assert len(store.audit.entries(store.person("A-104").id)) == looks + 1


def test_json_says_what_the_page_says(clinic, visit_id, capsys):
    assert main(["report", visit_id, "--json", "--data-dir", str(clinic)]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["person"], content["name"], content["number"]) == ("A-104", "", 2)
    point = content["tests"][1]["headline"][0]["point"]
    assert point["value"]["unit"] == "N"
    assert point["value"]["uncertainty"] > 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["report", "zzz", "-o", "x.pdf"], 1, "No visit has an id"),
        (["report", "VISIT"], 2, "-o FILE.pdf"),
        (["report", "VISIT", "-o", "x.html"], 2, "does not end in .pdf"),
        (["report", "VISIT", "-o", "/nowhere/at/all/x.pdf"], 2, "cannot be written"),
        (["report", "VISIT", "-o", "x.pdf", "--logo", "no-such.png"], 2, "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(clinic, visit_id, arguments, code, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [visit_id if word == "VISIT" else word for word in arguments]
    assert main([*words, "--data-dir", str(clinic)]) == code
    assert told in capsys.readouterr().err


# The desk -------------------------------------------------------------------------------------------------------------


def test_the_desk_lists_visits_makes_pages_and_sees_what_was_decided_meanwhile(clinic, tmp_path):
    folders = make_folders(clinic)
    with Store(folders) as store:
        desk = ReportDesk(store, folders, lambda language: str)
        newest, first = desk.visits("A-104")
        assert (newest.number, newest.trials, first.number) == (2, 3, 1)
        assert desk.visits("nobody") == []
        wish = Wish(newest.id, Audience.CLIENT)
        (page,) = desk.pages(wish, 50)
        assert page.startswith(b"\x89PNG")
        desk.save(wish, tmp_path / "x.pdf")
        assert "every day" in said(tmp_path / "x.pdf") or store.now().date() > newest.started_at.date()
        before = desk.pdf(wish)
        jump = next(line for line in store.visits.trials(visit_id=newest.id) if line.kept is False)
        store.amendments.decide(jump.id, True)
        assert desk.pdf(wish) != before
        store.amendments.decide(jump.id, False, RejectReason.FALSE_START, "before the beep")
        assert desk.file_name(wish) == f"A-104 {newest.started_at:%Y-%m-%d} client.pdf"
        store.identities.keep(store.person("A-104").id, name="")
        with pytest.raises(StationError, match="No name is written down"):
            desk.pdf(Wish(newest.id, named=True))
        assert set(desk.languages()) == {path.stem for path in FOLDER.glob("*.toml")}


def test_the_desk_never_gives_out_a_page_of_before(clinic, tmp_path):
    """Whatever is changed of a person between two pages is on the second one."""
    folders = make_folders(clinic)

    def paper(**wish):
        desk.save(Wish(newest.id, **wish), tmp_path / "x.pdf")
        return said(tmp_path / "x.pdf")

    with Store(folders) as store:
        person = store.person("A-104")
        before = store.identities.view(person.id).name
        desk = ReportDesk(store, folders, lambda language: str)
        newest, first = desk.visits("A-104")
        for name in ("Anna Meier", "Anna Schulz"):
            store.identities.keep(person.id, name=name)
            assert name in paper(named=True)
        store.identities.keep(person.id, name=before)
        pages = [paper()]
        (earlier,) = store.visits.trials(visit_id=first.id)
        store.amendments.decide(earlier.id, False, RejectReason.FALSE_START)
        pages.append(paper())
        store.amendments.decide(earlier.id, True)
        store.facts.write(person.id, {}, 71.5, newest.started_at)
        pages.append(paper())
    assert len(set(pages)) == 3
    assert "71.5 kg" in pages[2]
    assert "71.5 kg" not in pages[1]
