"""A stance through firmware, wire, recording and back: the single cells say where on each plate somebody stood."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dsp.centre_of_pressure import of_cells
from simulators.body import Person
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.filing import stored_data
from station.model import Side


def test_the_cells_of_a_recording_tell_where_on_each_plate_somebody_stood(tmp_path: Path) -> None:
    with VirtualClinic(tmp_path, Body(Person(stance_left=0.52))) as clinic:
        (done,) = clinic.conduct(["quiet_stance_eyes_open"])
        assert done.trial_id is not None
        _, data = stored_data(clinic.store, clinic.folders, done.trial_id)
        review = done.review
        assert review is not None
    (trace,) = data.traces
    cells = trace.cells
    assert cells is not None
    assert cells.force_n[:4].sum(axis=0) == pytest.approx(trace.force_n[0], abs=1e-9)
    assert data.go_s is not None
    part = slice(int(np.searchsorted(trace.time_s, data.go_s)), None)
    for side, across in ((Side.LEFT, 0.02), (Side.RIGHT, -0.02)):
        chosen = [i for i, of in enumerate(cells.sides) if of is side]
        found = of_cells(cells.force_n[chosen][:, part], cells.position_m[:, chosen], noise_n=cells.noise_n)
        # the simulated feet stand 2 cm inside and 3 cm in front of the middles, and sway by 3 mm and 5 mm (RMS)
        assert found.cop_m.mean(axis=1) == pytest.approx([across, 0.03], abs=0.002)
        sway = np.array([np.hypot(4e-3, 2e-3), np.hypot(6e-3, 3e-3)]) / np.sqrt(2)
        assert found.cop_m.std(axis=1) == pytest.approx(sway, rel=0.15)
    lines = {(line.key, line.side): line.measurement for line in review.measurements}
    assert lines["stance_share", Side.LEFT].value == pytest.approx(52.0, abs=0.5)
    assert lines["sway_velocity", Side.BOTH].value is not None
    ends = [mark.time_s for mark in review.marks]
    assert ends[1] - ends[0] == pytest.approx(30.0, abs=0.05)
