"""Who sat at the station when a number was computed, by which code, and the whole line of each device's clock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("run") as run:
        run.add_column(sa.Column("operator", sa.String(), nullable=True))
        run.add_column(sa.Column("code_sha256", sa.String(length=64), nullable=True))
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("clock", sa.JSON(), nullable=True))
