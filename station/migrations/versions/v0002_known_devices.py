"""Devices that were used before, which side each measures, and their calibration records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calibration",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration")),
    )
    op.create_index(op.f("ix_calibration_serial"), "calibration", ["serial"], unique=False)
    op.create_table(
        "known_device",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("sides", sa.JSON(), nullable=False),
        sa.Column("calibration_id", sa.String(), nullable=True),
        sa.Column("remembered_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("clock_ppm", sa.Double(), nullable=True),
        sa.Column("clock_uncertainty_ppm", sa.Double(), nullable=True),
        sa.Column("clock_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["calibration_id"], ["calibration.id"], name=op.f("fk_known_device_calibration_id_calibration")
        ),
        sa.PrimaryKeyConstraint("kind", "serial", name=op.f("pk_known_device")),
    )
