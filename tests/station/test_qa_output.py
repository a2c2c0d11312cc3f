"""What ``station qa`` prints and writes, what it refuses, and what it asks an engineer."""

import asyncio
import io
import re
from xml.etree import ElementTree

import pytest

from drivers.registry import DEVICES
from station.__main__ import main
from station.commands.qa_hands import Engineer
from station.errors import BadInput
from station.model import Side
from station.qa.battery import CHECKS
from station.qa.certificate import IN_ENGLISH, html
from station.qa.findings import Pictures, Report, judged, not_done
from station.qa.hands import Load, NotDone
from station.qa.junit import write_junit
from station.qa.limits import limits_for
from station.qa.table import closing, heading, row

FAST = ["--seconds", "5", "--only", "identity,battery,rate,noise,zero,tare,loss"]


def report(**changes):
    found = Report("Plates & Co <x>", "harp-loadcells", "sim:harp", "41<7", "1.2", "id-1", **changes)
    found.findings = [
        judged("rate", "Sample rate", 1000.02, "Hz", low=990.0, high=1010.0, uncertainty=0.01),
        judged(
            "corners.left", "Worst cell, left plate", 2.0, "%", low=-0.5, high=0.5, words="It is <off>.", do="Mend."
        ),
        not_done("creep", "Creep", "Not asked for."),
    ]
    found.pictures = {"left": Pictures("left plate", (0.0, 98.0), (0.1, -0.2), (("front right cell", 2.0),))}
    return found


def test_a_passing_device_ends_with_0_and_a_table_of_words_and_units(capsys):
    assert main(["qa", "--device", "sim:progressor?seed=1", *FAST]) == 0
    out = capsys.readouterr().out
    assert "Tindeq Progressor" in out
    assert re.search(r"Sample rate +80(\.0+)?( ± [\d.]+)? Hz +76 to 84 Hz +passed", out)
    assert "left_" not in out
    assert "None" not in out


def test_a_failing_device_ends_with_1_and_says_what_to_do(capsys):
    assert main(["qa", "--device", "sim:progressor?battery_mv=3000", *FAST]) == 1
    out = capsys.readouterr().out
    assert "FAILED" in out
    assert "! The battery is nearly empty. Charge it" in out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "--device"),
        (["--device", "usb:3"], "sim:harp"),
        (["--device", "sim:"], "sim:harp"),
        (["--device", "sim:harp?colour=red"], "no option 'colour'"),
        (["--device", "sim:harp", "--device", "serial:COM3"], "different time"),
        (["--device", "sim:harp", "--kind", "scales"], "--kind scales"),
        (["--device", "sim:harp", "--only", "colour"], "--only colour"),
        (["--device", "sim:harp", "--seconds", "1"], "--seconds 1"),
        (["--device", "sim:harp", "--masses", "5;10"], "--masses"),
        (["--device", "sim:harp", "--gravity", "1.6"], "planet"),
        (["--device", "sim:harp", "--certificate", "c.docx"], ".pdf or .html"),
        (["--device", "sim:harp", "--limits", "nowhere.toml"], "nowhere.toml"),
        (["--device", "serial:/dev/null?kind=scales"], "no kind 'scales'"),
        (["--golden-write", "folder"], "at least one recording"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_2(words, why, capsys):
    assert main(["qa", *words]) == 2
    assert why in capsys.readouterr().err


def test_a_device_that_this_program_has_no_driver_for_is_refused_with_2(monkeypatch, capsys):
    monkeypatch.delitem(DEVICES, "go-direct")
    assert main(["qa", "--device", "sim:go-direct"]) == 2
    assert "no driver" in capsys.readouterr().err


def test_a_port_that_is_not_there_is_3(capsys):
    assert main(["qa", "--device", "serial:/dev/nowhere"]) == 3
    assert "There is no serial port" in capsys.readouterr().err


def test_junit_has_a_case_for_every_finding_with_what_was_measured(tmp_path):
    path = tmp_path / "qa.xml"
    write_junit(path, [report()])
    (suite,) = ElementTree.parse(path).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    rate, cell, creep = suite
    listed = {each.get("name"): each.get("value") for each in rate.iter("property")}
    assert listed["measured"] == "1000.02"
    assert (listed["low_limit"], listed["high_limit"], listed["unit"]) == ("990.0", "1010.0", "Hz")
    assert (listed["serial"], listed["firmware"], listed["calibration"]) == ("41<7", "1.2", "id-1")
    assert listed["software"].startswith("counterpoise")
    assert cell.find("failure").get("message") == "It is <off>. Mend."
    assert creep.find("skipped").get("message") == "Not asked for."


def test_junit_holds_whatever_a_device_says_of_itself(tmp_path):
    odd = report()
    odd.firmware = "1.2\x00\x1b[31m\ufffe"
    write_junit(tmp_path / "qa.xml", [odd])
    ElementTree.parse(tmp_path / "qa.xml")


def test_an_html_certificate_shows_the_results_and_escapes_what_a_device_says():
    page = html([report()], "A. <b>Tester</b>")
    assert "Plates &amp; Co &lt;x&gt;" in page
    assert "A. &lt;b&gt;Tester&lt;/b&gt;" in page
    assert "FAILED: 1 check of 3 failed; 1 check not done" in page
    assert "2 %" in page
    assert "±0.5 %" in page
    assert page.count("<svg") == 2
    assert IN_ENGLISH.say("certificate.not_this") in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_a_pdf_certificate_is_one_page_a_device(tmp_path):
    path = tmp_path / "c.pdf"
    words = ["qa", "--device", "sim:harp?seed=1", "--device", "sim:progressor?seed=1", "--operator", "A. Tester"]
    assert main([*words, *FAST, "--certificate", str(path)]) == 0
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 2


def test_without_the_package_a_certificate_says_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "reportlab", None)
    assert main(["qa", "--device", "sim:harp", "--certificate", "c.pdf"]) == 3
    assert 'pip install "counterpoise[report]"' in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said_before_the_minutes_are_spent(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["qa", "--device", "sim:harp", "--junit", str(tmp_path / "file" / "qa.xml")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_lines_of_the_table_are_aligned_and_fit():
    lines = [*heading(report()), *(line for each in report().findings for line in row(each)), *closing(report())]
    assert max(len(line) for line in lines) <= 120
    head = next(line for line in lines if "measured" in line)
    first = next(line for line in lines if "Sample rate" in line)
    assert first.index("1000.020") == head.index("measured")
    assert first.index("passed") == head.index("verdict")


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["harp-loadcells", "progressor", "counterpoise-plate"])
def test_every_kind_has_limits_and_every_figure_a_reason(kind):
    from importlib.resources import files

    assert limits_for(kind).masses_kg
    text = files("station.qa").joinpath("limits", f"{kind}.toml").read_text("utf-8")
    assert text.count("#") >= 10


def test_own_limits_replace_those_that_they_name(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("noise_sd_n = 0.1\n")
    assert limits_for("harp-loadcells", own).noise_sd_n == 0.1
    assert limits_for("harp-loadcells", own).clock_ppm == limits_for("harp-loadcells").clock_ppm
    assert main(["qa", "--device", "sim:harp", "--limits", str(own), "--seconds", "5", "--only", "noise"]) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour = 1", "colour"),
        ("noise_sd_n = 'low'", "noise_sd_n"),
        ("noise_sd_n = nan", "noise_sd_n = nan is no limit"),
        ("clock_ppm = inf", "clock_ppm = inf is no limit"),
        ("load_error_n = -1", "load_error_n = -1 is no limit"),
        ("rate_hz = 0", "above 0"),
        ("masses_kg = [nan]", "above 0"),
        (f"rate_hz = {'9' * 5000}", "no TOML file"),
        ("=", "TOML"),
        ("masses_kg = []", "masses"),
    ],
)
def test_limits_that_cannot_be_used_are_refused_in_words(tmp_path, text, why):
    own = tmp_path / "own.toml"
    own.write_text(text)
    with pytest.raises(BadInput, match=why):
        limits_for("harp-loadcells", own)


def test_a_kind_without_limits_is_refused():
    with pytest.raises(BadInput, match="--limits"):
        limits_for("scales")


# The engineer ---------------------------------------------------------------------------------------------------------


def answered(answers, method, *words):
    told = io.StringIO()
    asyncio.run(getattr(Engineer(io.StringIO(answers), told), method)(*words))
    return told.getvalue()


def test_an_engineer_is_told_what_to_put_where():
    assert "Put 20 kg at the front left corner of the left plate" in answered(
        "\n", "put", Load(Side.LEFT, 20.0, "front left"), "left plate"
    )
    assert "in the middle of the LEFT plate" in answered("\n", "put", Load(Side.LEFT, 5.0), "LEFT plate")
    assert "hanging still" in answered("\n", "put", Load(Side.LEFT, 5.0), "left dynamometer")
    assert "quick movement" in answered("\n", "ready_to_release", "left plate")
    assert "Pull the cable of Plates" in answered("\n", "disconnect", "417", "Plates")


@pytest.mark.parametrize(("answers", "why"), [("s\n", "Skipped"), ("", "terminal was closed")])
def test_what_an_engineer_skips_is_not_done(answers, why):
    with pytest.raises(NotDone, match=why):
        answered(answers, "nothing_on")


def test_the_help_names_every_check(capsys):
    with pytest.raises(SystemExit):
        main(["qa", "--help"])
    out = capsys.readouterr().out.replace("\n", " ")
    assert all(check.key in out for check in CHECKS)
