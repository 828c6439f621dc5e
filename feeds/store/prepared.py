"""Questions that are asked of every feed: spelled once, and then only asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError


class Prepared:
    """A query that the database's driver is asked directly.

    SQLAlchemy takes several times as long to prepare a small one as the database to answer it.
    Its columns must be of types that need no conversion: numbers, text and bytes.
    """

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._spelled: dict[str, tuple[str, dict[str, Any], Sequence[str] | None]] = {}

    def rows(self, connection: Connection, **values: object) -> Sequence[Any]:
        """The answer for these values of its parameters."""
        dialect = connection.dialect
        if (spelled := self._spelled.get(dialect.name)) is None:
            made = self._query.compile(dialect=dialect)
            places = getattr(made, "positiontup", None)
            spelled = self._spelled[dialect.name] = str(made), dict(made.params), places
        statement, given, order = spelled
        values = {**given, **values}
        told = values if order is None else tuple(values[name] for name in order)
        return asked(connection, statement, told)


def asked(connection: Connection, statement: str, told: Any = ()) -> Sequence[Any]:
    """The driver's answer to a query in its own spelling; raises SQLAlchemy's errors."""
    cursor = connection.connection.cursor()
    errors = connection.dialect.loaded_dbapi.Error
    try:
        cursor.execute(statement, told)
        return cursor.fetchall()
    except errors as error:
        raise DBAPIError.instance(statement, told, error, errors) from error
    finally:
        cursor.close()
