"""The database of a team: PostgreSQL, where several servers keep one verdict log and one set of candidate
records.

    address      which database and schema, by `database` of regesta.toml
    connection   connections to it, what was lost tried once more, and its errors in words
    tables       the tables, made from `schema-N.sql`, and who may use them
    records      the candidate records kept there

`psycopg` (the extra `postgres`) is imported when a database is asked for and not before.
"""

from regesta.extract.database.address import Address, DatabaseError

__all__ = ["Address", "DatabaseError"]
