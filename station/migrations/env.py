"""How Alembic runs our migrations: on the connection that ``station.schema`` hands over, in its transaction."""

from alembic import context

from station.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
