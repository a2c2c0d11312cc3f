"""What people change about stored trials; practice, rejected for, sides exchanged, and what a trial is a re-test of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("trial") as trial:
        trial.add_column(sa.Column("rejected_for", sa.String(), nullable=True))
        trial.add_column(sa.Column("rejected_note", sa.Text(), nullable=True))
        trial.add_column(sa.Column("practice", sa.Boolean(), nullable=False, server_default=sa.false()))
        trial.add_column(sa.Column("sides_swapped", sa.Boolean(), nullable=False, server_default=sa.false()))
        trial.add_column(sa.Column("retest_of", sa.String(length=36), nullable=True))
    op.create_table(
        "amendment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trial_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_amendment_trial_id_trial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index(op.f("ix_amendment_trial_id"), "amendment", ["trial_id"], unique=False)
