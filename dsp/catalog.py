"""CATALOG: every metric by its key; the one table of what this program measures.

The rows stand beside their functions, in ``<family>_metrics.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dsp.balance_metrics import LOADING, ONE_LEG, ROMBERG, SWAY
from dsp.box_lift_metrics import BOX_LIFT
from dsp.critical_force_metrics import CRITICAL, CRITICAL_SUMMARY
from dsp.drop_jump_metrics import DROP_JUMP, DROP_JUMP_SUMMARY
from dsp.endurance_metrics import FORM_LOSS, HOLD, HOLD_SUMMARY, SHARE
from dsp.hops_metrics import HOPS, HOPS_SUMMARY
from dsp.isometric_metrics import EFFORT, EFFORT_SUMMARY
from dsp.jump_metrics import JUMP, JUMP_SUMMARY
from dsp.level_reps_metrics import BRIDGES
from dsp.limb_hold_metrics import LIMB_HOLD
from dsp.limb_reps_metrics import LIMB_REPS, LIMB_RESTS, LIMB_SET, LIMB_SUMMARY
from dsp.metric import Metric
from dsp.movement_metrics import MOVEMENT, MOVEMENT_CURVE, MOVEMENT_SHARE, MOVEMENT_SUMMARY
from dsp.path_following_metrics import PATH
from dsp.sit_to_stand_metrics import RISE_SHARE, RISE_SUMMARY, SIT_TO_STAND
from dsp.squat_jump_metrics import SQUAT
from dsp.stepping_metrics import STEP_DOWN
from dsp.tracking_metrics import TRACKING
from dsp.weight_shift_metrics import WEIGHT_SHIFT, WEIGHT_SHIFT_SUMMARY

FAMILIES: Mapping[str, Sequence[Metric]] = MappingProxyType(
    {
        "Countermovement jump": (*JUMP, *JUMP_SUMMARY),
        "Drop jump": (*DROP_JUMP, *DROP_JUMP_SUMMARY),
        "Hop set": (*HOPS, *HOPS_SUMMARY),
        "Squat jump": (*SQUAT,),
        "Isometric effort": (*EFFORT, *EFFORT_SUMMARY),
        "Squat, hinge": (*MOVEMENT, *MOVEMENT_SHARE, *MOVEMENT_CURVE, *MOVEMENT_SUMMARY),
        "Box lift": (*BOX_LIFT,),
        "Bridges": (*BRIDGES,),
        "Sit-to-stand": (*SIT_TO_STAND, *RISE_SHARE, *RISE_SUMMARY),
        "Step-down": (*STEP_DOWN,),
        "Weight shift": (*WEIGHT_SHIFT, *WEIGHT_SHIFT_SUMMARY),
        "Endurance hold": (*HOLD, *SHARE, *HOLD_SUMMARY, *FORM_LOSS),
        "Force in a band": TRACKING,
        "Limb held": LIMB_HOLD,
        "Limb repetitions": (*LIMB_SET, *LIMB_REPS, *LIMB_RESTS, *LIMB_SUMMARY),
        "Force tracking": PATH,
        "Balance": (*SWAY, *LOADING, *ONE_LEG, *ROMBERG),
        "Critical force": (*CRITICAL, *CRITICAL_SUMMARY),
    }
)

CATALOG: Mapping[str, Metric] = MappingProxyType({row.key: row for family in FAMILIES.values() for row in family})
