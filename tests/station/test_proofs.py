"""What a proof found is kept as it was, speaks for the calibration it was made with, and goes into what is recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drivers.calibration import Calibration
from station.errors import StationError
from station.folders import make_folders
from station.proofs import within, zero_drift
from station.qa.findings import Finding, Pictures, Report, Verdict
from station.qa.programmes import DAILY, VERIFICATION

RECORD = Calibration("c-1", "417", ("left",), ((0.05,),), (0.0,), 5000.0, (1.0,))
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path, stores):
    with stores(make_folders(tmp_path)) as opened:
        yield opened


def report(*findings, at=MONDAY):
    loads = {"left": Pictures("left plate", (50.0, 100.0, 200.0), (0.1, 0.2, 0.5), (("front left", 0.3),))}
    return Report(
        "Plates", "harp-loadcells", "serial:1", "417", "1.2", "c-1", at, 60.0, findings=list(findings), pictures=loads
    )


def error_at_200_n(newtons=0.6, verdict=Verdict.PASSED):
    return Finding("linearity.left", "Error at 20 kg", verdict, newtons, "N", 0.2, -1.0, 1.0)


def zero(newtons):
    return Finding("zero.left", "Zero off the certificate", Verdict.PASSED, newtons, "N", 0.02, -20.0, 20.0)


def test_what_a_proof_found_comes_back_as_it_was(store):
    kept = store.proofs.add(report(error_at_200_n(), zero(0.4)), VERIFICATION, "c-1", "Ada")
    (found,) = store.proofs.proofs("417")
    assert found.report.findings == kept.report.findings
    shown, put = found.report.pictures["left"], kept.report.pictures["left"]
    assert (shown.loads_n, shown.errors_n, shown.cells) == (put.loads_n, put.errors_n, put.cells)
    assert (found.passed, found.who, found.calibration_id) == (True, "Ada", "c-1")
    assert found.line == "verification with known masses 2026-11-23: passed, within 0.6 %"
    assert store.proofs.proof(kept.id[:6]).id == kept.id


def test_the_largest_error_counts_with_what_is_not_known_about_it():
    # errors of 0.1, 0.2 and 0.5 N at 50, 100 and 200 N, each known to 0.2 N
    assert within(report(error_at_200_n())) == pytest.approx(0.3 / 50.0)
    corner = Finding("corners.left", "Worst cell", Verdict.PASSED, -0.4, "%", 0.1)
    assert within(report(corner)) == pytest.approx(0.005)
    assert within(report(zero(0.4))) is None


def test_a_failed_proof_is_kept_as_failed_and_an_incomplete_one_is_neither(store):
    store.proofs.add(report(error_at_200_n(4.0, Verdict.FAILED)), DAILY, "c-1", "Ada")
    store.proofs.add(replace(report(zero(0.1)), unasked=("Corners",)), DAILY, "c-1", "Ada")
    assert {proof.passed for proof in store.proofs.proofs(programme="daily")} == {False, None}
    assert store.proofs.signed_by() == ("Ada",)
    assert "daily check 2026-11-23: FAILED, off by up to 0.6 %" in [proof.line for proof in store.proofs.proofs()]


def test_what_failed_has_failed_until_it_passes_whatever_is_left_out_meanwhile(store):
    def lines_after(*findings, day):
        store.proofs.add(report(*findings, at=MONDAY + timedelta(days=day)), DAILY, "c-1", "Ada")
        return store.proofs.standing().proven(RECORD).proofs

    skipped = Finding("mirror", "Left and right mirror", Verdict.NOT_DONE)
    assert lines_after(error_at_200_n(), day=0) == ("daily check 2026-11-23: passed, within 0.6 %",)
    assert lines_after(zero(0.1), skipped, day=1) == ("daily check 2026-11-24: not complete",)
    failed = ("daily check 2026-11-25: FAILED, off by up to 0.6 %",)
    assert lines_after(error_at_200_n(4.0, Verdict.FAILED), day=2) == failed
    assert lines_after(zero(0.1), skipped, day=3) == failed
    assert lines_after(zero(0.1), skipped, day=4) == failed
    assert lines_after(error_at_200_n(), day=5) == ("daily check 2026-11-28: passed, within 0.6 %",)
    assert lines_after(zero(0.1), skipped, day=6) == ("daily check 2026-11-29: not complete",)


def test_nothing_checked_is_nothing_kept(store):
    left_out = Finding("corners", "Corners", Verdict.NOT_DONE)
    with pytest.raises(StationError, match="Nothing was checked"):
        store.proofs.add(report(left_out), DAILY, "c-1", "Ada")


def test_a_verification_gives_the_record_its_uncertainty_and_every_proof_its_line(store):
    store.proofs.add(report(error_at_200_n()), VERIFICATION, "c-1", "Ada")
    store.proofs.add(report(zero(0.1), at=MONDAY + timedelta(days=1)), DAILY, "c-1", "Ada")
    proven = store.proofs.standing().proven(RECORD)
    assert proven.uncertainty == pytest.approx(0.006)
    assert proven.proofs == (
        "daily check 2026-11-24: passed",
        "verification with known masses 2026-11-23: passed, within 0.6 %",
    )
    assert store.proofs.standing().proven(replace(RECORD, uncertainty=0.002)).uncertainty == 0.002


def test_a_proof_says_nothing_of_another_record(store):
    store.proofs.add(report(error_at_200_n()), VERIFICATION, "c-1", "Ada")
    newer = replace(RECORD, id="c-2")
    assert store.proofs.standing().proven(newer) == newer


def test_a_failed_verification_gives_no_uncertainty(store):
    store.proofs.add(report(error_at_200_n(4.0, Verdict.FAILED)), VERIFICATION, "c-1", "Ada")
    assert store.proofs.standing().proven(RECORD).uncertainty == 0.0


def test_the_zeros_of_the_days_show_how_it_drifts(store):
    for day, newtons in enumerate((0.0, 0.11, 0.19, 0.3)):
        store.proofs.add(report(zero(newtons), at=MONDAY + timedelta(days=day)), DAILY, "c-1", "")
    slope, known = zero_drift(store.proofs.proofs())["left"]
    assert slope == pytest.approx(0.1 * 30.4, rel=0.05)
    assert 0.0 < known < 1.0
    assert zero_drift(store.proofs.proofs()[:2]) == {}


def test_a_new_record_is_no_drift_of_the_zero(store):
    for day in range(6):
        earlier = day < 3
        at = MONDAY + timedelta(days=day)
        store.proofs.add(report(zero(15.0 if earlier else 0.0), at=at), DAILY, "c-1" if earlier else "c-2", "")
    slope, _ = zero_drift(store.proofs.proofs())["left"]
    assert slope == pytest.approx(0.0)
    assert zero_drift(()) == {}


def test_an_old_proof_says_that_it_is_due_again(tmp_path, stores):
    now = [MONDAY]
    with stores(make_folders(tmp_path), now=lambda: now[0]) as store:
        store.proofs.add(report(error_at_200_n()), VERIFICATION, "c-1", "Ada")
        now[0] = MONDAY + timedelta(days=31)
        assert store.proofs.standing().proven(RECORD).proofs[0].endswith("0.6 %")
        now[0] = MONDAY + timedelta(days=32)
        assert store.proofs.standing().proven(RECORD).proofs[0].endswith("0.6 %, due again")
