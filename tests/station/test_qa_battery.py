"""The whole battery on simulated devices: sound ones pass, and each fault is caught and named."""

import asyncio
from dataclasses import replace

import pytest

from drivers.clock import SystemClock
from simulators.faults import fault_from_text
from station.commands import simulated
from station.commands.qa_devices import Wanted, check_wanted, new_loop, subjects
from station.commands.qa_hands import StageHands
from station.qa.battery import CHECKS, examine
from station.qa.certificate import facts
from station.qa.examination import Plan
from station.qa.findings import Verdict
from station.qa.hands import MIDDLE, NoHands

QUICK = Plan(still_s=10.0, load_s=0.5, settle_s=0.3, masses_kg=(5.0, 20.0))


def examined(*devices, plan=QUICK, only=(), faults=(), hands=None):
    """The reports about simulated devices, with faults that begin before they are connected."""
    wanted = Wanted(tuple(f"sim:{device}" for device in devices))
    check_wanted(wanted)

    async def main():
        clock = SystemClock()
        async with subjects(wanted, clock) as (found, stage_hands):
            for fault in faults:
                await stage_hands.bench.inject(fault_from_text(fault))
            return await examine(found, clock, hands or stage_hands, plan, lambda report, finding: None, only)

    with asyncio.Runner(loop_factory=lambda: new_loop(wanted)) as runner:
        return runner.run(main())


def failures(report):
    return {finding.check: finding.words for finding in report.failed}


@pytest.mark.parametrize("seed", range(20))
def test_sound_plates_pass_every_check(seed):
    (report,) = examined(f"harp?seed={seed}")
    assert failures(report) == {}
    assert report.left_out == []
    assert report.unasked == ("Creep",)
    assert report.verdict.startswith("passed: 42 checks")


def test_what_the_middle_of_a_plate_shows_too_much_is_not_blamed_on_its_cells_and_not_overlooked(monkeypatch):
    put = StageHands.put

    async def put_more_in_the_middle(self, load, on):
        await put(self, replace(load, mass_kg=load.mass_kg * (1.02 if load.place == MIDDLE else 1.0)), on)

    monkeypatch.setattr(StageHands, "put", put_more_in_the_middle)
    (report,) = examined("harp?seed=1", only=("corners",))
    assert set(failures(report)) == {"places.left", "places.right"}
    assert "With the load at the middle the left plate shows +1.6 % of it" in failures(report)["places.left"]


def test_a_plate_that_does_not_feel_the_mass_is_named(monkeypatch):
    async def put_nothing(self, load, on):
        await self.nothing_on()

    monkeypatch.setattr(StageHands, "put", put_nothing)
    (report,) = examined("harp?seed=1", only=("corners",))
    assert failures(report)["corners.left"] == "The left plate does not answer."


@pytest.mark.parametrize("seed", range(20))
def test_sound_dynamometers_pass_every_check(seed):
    (report,) = examined(f"progressor?seed={seed}&ppm={4 * (seed - 10)}")
    assert failures(report) == {}
    assert report.left_out == []
    assert report.unasked == ("Creep",)


def test_two_sound_dynamometers_are_also_held_against_each_other():
    left, right = examined("progressor", "progressor?side=right&ppm=-20")
    assert failures(left) | failures(right) == {}
    assert {"clocks_apart", "sides"} <= {finding.check for finding in right.findings}
    assert right.verdict == "passed: 25 checks within their limits; 1 check not asked for"


# The three that must be caught ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "named"),
    [(3, "left plate, front right cell"), (0, "left plate, back left cell"), (6, "right plate, front left cell")],
)
def test_one_cell_two_per_cent_off_is_located(cell, named):
    (report,) = examined(f"harp?seed=4&cell{cell}_gain=1.02")
    found = failures(report)
    assert set(found) <= {"corners.left", "corners.right", "linearity.left", "linearity.right"}
    assert [words for words in found.values() if "cell" in words] == [f"{named} reads 2.0 % high."]


def test_a_cell_that_reads_low_is_called_low():
    (report,) = examined("harp?seed=4&cell5_gain=0.98", only=("corners",))
    assert failures(report) == {"corners.right": "right plate, back right cell reads 2.0 % low."}


@pytest.mark.parametrize(
    ("device", "ppm"), [("harp?seed=2", 80), ("progressor?seed=2", 80), ("progressor?seed=2", -80)]
)
def test_a_clock_that_runs_80_ppm_off_is_named_with_its_uncertainty(device, ppm):
    plan = Plan(still_s=60.0, load_s=0.5, settle_s=0.3)
    (report,) = examined(f"{device}&ppm={ppm}", plan=plan, only=("identity", "rate", "clock"))
    (finding,) = report.failed
    assert finding.check == "clock"
    assert finding.value == pytest.approx(ppm, abs=finding.uncertainty)
    assert finding.uncertainty < 20.0
    assert f"ppm {'fast' if ppm > 0 else 'slow'}" in finding.words
    assert "±" in finding.words


def test_two_clocks_that_run_apart_are_named_though_each_alone_is_well():
    _, second = examined("progressor?ppm=40", "progressor?side=right&ppm=-40", only=("rate", "clock"))
    assert set(failures(second)) == {"clocks_apart"}
    assert "ppm slow: 4.8 ms apart after a minute" in failures(second)["clocks_apart"]
    assert second.failed[0].value == pytest.approx(-80.0, abs=1.0)


def test_swapped_plates_are_named_and_nothing_else_is_blamed():
    (report,) = examined("harp?seed=1&swapped=yes")
    assert list(failures(report)) == ["sides"]
    assert failures(report)["sides"].startswith("Left and right are swapped")


def test_swapped_dynamometers_are_named():
    _, right = examined("progressor?swapped=yes", "progressor?side=right&swapped=yes", only=("tare", "sides"))
    assert failures(right)["sides"].startswith("Left and right are swapped")


# Every other check can fail -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("device", "only", "check", "words"),
    [
        ("harp?noise_n=2", ("noise",), "noise.left", "scatters more"),
        ("harp?hum_n=0.5&hum_hz=60", ("mains",), "mains.right", "60 Hz"),
        ("harp?stuck=5", ("stuck",), "stuck", "right plate, back right cell: repeats one value"),
        ("harp?stuck=5", ("tare", "corners"), "corners.right", "back right cell does not answer"),
        ("harp?zero_off_n=30", ("zero",), "zero.left", "+30.0 N"),
        ("harp?zero_off_n=30", ("tare",), "tare", "do not look empty"),
        ("harp?drift_n_per_min=3", ("zero",), "drift.left", "N a minute"),
        ("harp?drift_n_per_min=60", ("tare",), "tare.left", "Right after zeroing"),
        ("harp?gain=0.97", ("tare", "linearity"), "linearity.left", "reads 3.0 % low"),
        ("harp?gain=1.03", ("tare", "corners"), "corners.left", "every cell reads 3.0 % high"),
        ("harp?hysteresis=0.01", ("tare", "linearity"), "hysteresis.right", "on the way down"),
        ("harp?drift_n_per_min=60", ("tare", "linearity"), "return.left", "With everything off again"),
        ("harp?crosstalk=0.02", ("tare", "corners"), "crosstalk", "the other plate shows"),
        ("harp?ring_share=0.2", ("tare", "step"), "overshoot.left", "it rings"),
        ("harp?ring_share=0.5&ring_s=1.0", ("tare", "step"), "step.right", "to come to rest"),
        ("progressor?profile=clone_10hz", ("rate",), "rate", "fewer samples"),
        ("progressor?battery_mv=3000", ("battery",), "battery", "nearly empty"),
        ("progressor?stuck=yes", ("tare", "linearity"), "linearity.left", "does not answer its load"),
        ("progressor?gain=1.02", ("tare", "linearity"), "linearity.left", "reads 2.0 % high"),
    ],
)
def test_a_fault_is_caught_by_its_check_and_named(device, only, check, words):
    (report,) = examined(device, only=only)
    assert words in failures(report)[check]
    assert all(finding.do for finding in report.failed)


def test_a_load_that_creeps_is_caught():
    plan = Plan(still_s=10.0, load_s=0.5, settle_s=0.3, creep_s=300.0)
    (sound,) = examined("progressor?noise=hx711", plan=plan, only=("tare", "creep"))
    (creeping,) = examined("progressor?creep=0.01", plan=plan, only=("tare", "creep"))
    assert failures(sound) == {}
    assert "changes by +0.9" in failures(creeping)["creep.left"]


def test_cells_wired_to_the_wrong_corners_are_caught(monkeypatch):
    """The certificate says that the left plate's front cells stand on each other's side."""
    true = simulated.calibration_of

    def turned(*known):
        places = list(true(*known).cells_m)
        places[2], places[3] = places[3], places[2]
        return replace(true(*known), cells_m=tuple(places))

    monkeypatch.setattr(simulated, "calibration_of", turned)
    (report,) = examined("harp", only=("tare", "corners"))
    assert list(failures(report)) == ["corner_order.left"]
    assert "loaded front left, answered front right" in failures(report)["corner_order.left"]


@pytest.mark.parametrize(
    ("device", "fault", "check"),
    [
        ("harp", "drop:for_s=100", "loss"),
        ("harp", "corrupt:for_s=100", "damaged"),
        ("progressor", "drop:for_s=100,share=0.05", "loss"),
    ],
)
def test_what_the_wire_loses_or_damages_is_counted(device, fault, check):
    (report,) = examined(device, only=("rate", "loss"), faults=[fault])
    assert check in failures(report)
    assert report.failed[-1].value > 0


def test_a_single_wild_sample_is_found_and_its_channel_named():
    (report,) = examined("harp", only=("stuck",), faults=["spike:every_s=3,times=6"])
    assert "single samples far from their neighbours" in failures(report)["spikes"]


def test_a_firmware_that_nobody_tried_is_named(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('firmware = ["9.9"]\n')
    wanted = Wanted(("sim:harp",), limits=own)

    async def main():
        clock = SystemClock()
        async with subjects(wanted, clock) as (found, hands):
            return await examine(found, clock, hands, QUICK, lambda r, f: None, ("identity",))

    with asyncio.Runner(loop_factory=lambda: new_loop(wanted)) as runner:
        (report,) = runner.run(main())
    assert failures(report) == {"identity.firmware": "This program was not tried with this version; known: 9.9."}


class Gone:
    """Somebody who pulls the cable and never plugs it in again."""

    def __init__(self, hands):
        self.hands = hands

    def __getattr__(self, name):
        return getattr(self.hands, name)

    async def reconnect(self, serial, what):
        pass


def test_a_device_that_does_not_come_back_fails_and_the_others_go_on():
    wanted = Wanted(("sim:harp", "sim:progressor"))

    async def main():
        clock = SystemClock()
        async with subjects(wanted, clock) as (found, hands):
            return await examine(
                found, clock, Gone(hands), QUICK, lambda r, f: None, ("identity", "reconnect", "battery")
            )

    with asyncio.Runner(loop_factory=lambda: new_loop(wanted)) as runner:
        plates, grip = runner.run(main())
    assert "did not stream again" in failures(plates)["reconnect"]
    assert "battery" in {finding.check for finding in grip.findings}


def test_a_device_that_dies_in_the_middle_fails_the_check_it_died_in():
    (report,) = examined("progressor?battery_mv=2700")
    found = failures(report)
    assert "It has warned of itself" in found["battery"]
    assert "the stream broke" in found["linearity"]


def test_without_hands_what_needs_them_is_not_done_and_the_rest_is():
    (report,) = examined("harp", hands=NoHands())
    assert failures(report) == {}
    assert {finding.check for finding in report.left_out} == {
        "sides", "linearity", "corners", "step", "reconnect",
    }  # fmt: skip
    assert all(finding.verdict is not Verdict.NOT_DONE or finding.words for finding in report.findings)


def test_every_check_has_a_name_of_its_own():
    assert len({check.key for check in CHECKS}) == len(CHECKS) == len({check.title for check in CHECKS})


def test_the_same_examination_gives_the_same_numbers():
    first, second = (examined("harp?seed=3", only=("noise", "tare", "linearity"))[0] for _ in range(2))
    assert [finding.value for finding in first.findings] == [finding.value for finding in second.findings]


def test_what_nobody_asked_for_is_said_with_the_verdict_and_on_the_certificate():
    (report,) = examined("harp?seed=4", only=("identity",))
    assert report.verdict.endswith("; 15 checks not asked for")
    told = dict(facts(report, "me"))["Not asked for"]
    assert "Noise" in told
    assert "Identity" not in told
