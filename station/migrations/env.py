"""How Alembic runs our migrations: on the connection that ``station.schema`` hands over, in its transaction."""

from alembic import context

from station import day_tables, people_tables, tables_of_sync  # noqa: F401  (they add their tables)
from station.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
    migration = context.get_context()
    if migration.dialect.name == "sqlite" and migration.connection is not None:
        # the file says its schema where it can be read before anything else of it
        migration.connection.exec_driver_sql(f"PRAGMA user_version = {int(migration.get_current_revision() or 0):d}")
