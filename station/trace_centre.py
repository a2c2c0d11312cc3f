"""The centre of pressure in text files: from its own columns, or from the moments beside the vertical force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from dsp.centre_of_pressure import of_moments
from station.errors import BadInput
from station.model import Centre, Floats
from station.text_table import Layout, split
from station.trace_names import ADDED, BY_AXES, DIRECTED, MOMENTS, factor, is_unit, known

MOST_METRES: Final = 10.0
"""A place further than this from the origin is on no plate."""


def added(layout: Layout, at: Mapping[str, int]) -> dict[str, int]:
    """The columns of the best pair that tells the centre of pressure and has units; nothing where none does.

    ``at`` are the columns of the forces; moments mean something beside one total force only.
    """
    for pair in (DIRECTED, BY_AXES, MOMENTS):
        if pair is MOMENTS and "force" not in at:
            continue
        found = {role: [i for i, text in enumerate(layout.names) if known(text).role == role] for role in pair}
        if all(len(places) == 1 and _unit_is_known(layout, role, places[0]) for role, places in found.items()):
            return {role: places[0] for role, places in found.items()}
    return {}


def _unit_is_known(layout: Layout, role: str, column: int) -> bool:
    row = layout.units[column] if column < len(layout.units) and is_unit(layout.units[column]) else ""
    return any(unit and factor(role, unit) is not None for unit in (known(layout.names[column]).unit, row))


def check_added(name: str, at: Mapping[str, int]) -> None:
    """Refuse half of a pair, two pairs, and moments without the total force.  Raises BadInput."""
    told = [role for role in ADDED if role in at]
    if not told:
        return
    pair = next(pair for pair in (DIRECTED, BY_AXES, MOMENTS) if told[0] in pair)
    if set(told) != set(pair):
        raise BadInput(
            f"{name}: --columns names {' and '.join(told)}: a centre of pressure needs cop_ml and cop_ap, or cop_x and "
            "cop_y, or mx and my, and one of these pairs only."
        )
    if pair is MOMENTS and "force" not in at:
        raise BadInput(f"{name}: --columns names mx and my: they need the force of the same plate, force=N.")


def centre_of(at: Mapping[str, Floats]) -> tuple[Centre | None, str]:
    """The centre of pressure of the columns that were read (in SI units), and what was assumed for it."""
    for pair in (DIRECTED, BY_AXES):
        if pair[0] in at:
            return Centre(np.stack([at[role] for role in pair]), directed=pair is DIRECTED), ""
    if MOMENTS[0] in at:
        found = of_moments(at["force"], at["mx"], at["my"])
        return Centre(found.cop_m, directed=False), "centre of pressure from Fz, Mx and My about the surface"
    return None, ""


def too_far(name: str, layout: Layout, lines: Sequence[str], role: str, column: int, values: Floats) -> None:
    """Refuse places that are on no plate.  Raises BadInput."""
    beyond = np.flatnonzero(np.abs(values) > MOST_METRES)
    if len(beyond):
        row = layout.first + int(beyond[0])
        shown = split(lines[row], layout.delimiter)[column]
        raise BadInput(
            f"{name}: line {row + 1}, column {column + 1} (`{role}`): {shown[:40]} is no place on a plate (at most "
            f"{MOST_METRES:g} m). Check the unit and the decimal mark."
        )
