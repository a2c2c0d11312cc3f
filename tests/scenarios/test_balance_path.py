"""A stance through firmware, wire, recording and back: the single cells say where on each plate somebody stood."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dsp.centre_of_pressure import of_cells
from simulators.body import Person
from simulators.standing import quiet_stance
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.filing import stored_data
from station.model import Side

PERSON = Person(stance_left=0.52)


def test_the_cells_of_a_recording_tell_where_on_each_plate_somebody_stood(tmp_path: Path) -> None:
    with VirtualClinic(tmp_path, Body(PERSON)) as clinic:
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
    played = quiet_stance(PERSON)
    part = slice(int(np.searchsorted(trace.time_s, data.go_s)) + 600, None)
    for row, (side, across) in enumerate(((Side.LEFT, 0.02), (Side.RIGHT, -0.02))):
        chosen = [i for i, of in enumerate(cells.sides) if of is side]
        found = of_cells(cells.force_n[chosen][:, part], cells.position_m[:, chosen], noise_n=cells.noise_n)
        # the simulated feet stand 2 cm inside and 3 cm in front of the middles, and wander
        true = played.cop_m[row][:, 1200 : 1200 + 4 * found.cop_m.shape[1]]
        assert found.cop_m.mean(axis=1) == pytest.approx([across, 0.03], abs=0.006)
        assert found.cop_m.mean(axis=1) == pytest.approx(true.mean(axis=1), abs=3e-4)
        # 0.5 N of noise on each plate are 0.3 mm on a sample
        assert found.cop_m.std(axis=1) == pytest.approx(np.hypot(true.std(axis=1), 3e-4), rel=0.15)
    lines = {(line.key, line.side): line.measurement for line in review.measurements}
    share = 100 * played.figures["left_share"]
    assert lines["stance_share", Side.LEFT].value == pytest.approx(share, abs=0.1)
    assert lines["sway_area", Side.BOTH].value == pytest.approx(played.figures["cop_area_m2"], rel=0.1)
    velocity = lines["sway_velocity", Side.BOTH]
    assert abs(velocity.value - played.figures["cop_velocity"]) <= velocity.uncertainty
    ends = [mark.time_s for mark in review.marks]
    assert ends[1] - ends[0] == pytest.approx(30.0, abs=0.05)
