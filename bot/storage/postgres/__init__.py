"""The database on a PostgreSQL server, for those who outgrow one file; the only part that knows asyncpg."""
