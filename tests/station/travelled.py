"""Everything that a database holds and that goes to a server, for comparing two of them."""

from sqlalchemy import Engine, select

from station.outbox import STAYS_HERE
from station.tables import Row


def contents(engine: Engine) -> dict[str, list[tuple[str, ...]]]:
    """Every row of every table that travels, in an order of its own."""
    with engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(select(table)))
            for table in Row.metadata.sorted_tables
            if table.name not in STAYS_HERE
        }
