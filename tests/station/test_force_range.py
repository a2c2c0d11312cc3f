"""A file in another unit, or with the sign the wrong way round, is told which forces were found and what to do."""

import argparse
import json

import numpy as np
import pytest

from station.commands import analyze
from station.protocol import built_in


@pytest.fixture
def refused(tmp_path, capsys):
    def refused(key: str, factor: float, *columns: str) -> str:
        """What is said of somebody of 750 N who jumps, with every force multiplied."""
        phases = ((4.0, 750.0), (0.3, 400.0), (0.3, 1500.0), (0.45, 0.0), (0.15, 1800.0), (2.0, 750.0))
        force = np.concatenate([np.full(round(1000 * seconds), newtons) for seconds, newtons in phases])
        rows = np.column_stack([np.arange(force.size) / 1000.0, factor * force / 2, factor * force / 2])
        path = tmp_path / "trace.csv"
        header = ",".join(("time_s", *(columns or ("left", "right"))))
        np.savetxt(path, rows, delimiter=",", header=header, comments="", fmt="%.6f")
        parser = argparse.ArgumentParser()
        analyze.add_arguments(parser)
        analyze.run(parser.parse_args([str(path), "--protocol", key, "--json"]))
        said = capsys.readouterr()
        refusal = json.loads(said.out)["refusal"]
        assert refusal is None or refusal in said.err
        return refusal or ""

    return refused


PLATES = [key for key, protocol in built_in().items() if protocol.device == "plates" and protocol.kind != "isometric"]


@pytest.mark.parametrize("key", PLATES)
def test_kilonewtons_without_a_unit_are_named_as_another_unit(refused, key):
    said = refused(key, 0.001)
    assert "the force of this file lies between 0 and 1.8 N. If somebody was on the device" in said
    assert "for example left [kN]" in said


# the others find lifting and lowering in it all the same: there every number says that the sensor is mounted wrongly
WEIGH = [key for key in PLATES if built_in()[key].kind != "hold" and key != "glute_bridge_reps"]


@pytest.mark.parametrize("key", WEIGH)
def test_forces_that_are_all_negative_are_named_as_the_wrong_sign(refused, key):
    said = refused(key, -1.0)
    assert "lies between -1800 and 0 N. Its sign is the wrong way round" in said
    assert "for example left [kN]" not in said


@pytest.mark.parametrize("key", ["isometric_pull", "hip_abduction_iso"])
def test_an_effort_in_kilonewtons_is_named_too(refused, key):
    assert "for example left [kN]" in refused(key, 0.001)


def test_who_stood_there_in_newtons_hears_nothing_of_units_and_signs(refused):
    for key in ("cmj", "squat", "quiet_stance_eyes_open"):
        assert "lies between" not in refused(key, 1.0)
    assert "lies between" not in refused("cmj", 0.001, "left [kN]", "right [kN]")
