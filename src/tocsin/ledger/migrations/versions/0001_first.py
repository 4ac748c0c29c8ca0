"""Documents, their records, the runs that read them, and full-text search over texts and statements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("uri", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("collected", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("furniture", sa.Text, nullable=False),
        sa.Column("original", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.seq"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
    )
    op.create_index("records_place", "records", ["document", "seq"], unique=True)
    op.create_index("records_id", "records", ["id"])
    op.create_index("records_kind", "records", ["kind"])
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        words = "tokenize='porter unicode61 remove_diacritics 2'"
        op.execute(f"CREATE VIRTUAL TABLE text_search USING fts5(title, text, content='documents', content_rowid='seq', {words})")
        op.execute(f"CREATE VIRTUAL TABLE statement_search USING fts5(said, content='', {words})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE statement_search")
        op.execute("DROP TABLE text_search")
    for table in ("runs", "records", "documents"):
        op.drop_table(table)
