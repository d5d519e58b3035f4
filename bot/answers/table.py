"""Tables: papers in rows, and in columns what each of them states."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.quote import Quote
from bot.texts import Text

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "Cell", "Row", "Table"]

MOST_ROWS = 10
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What a paper states in one column: a quote of its summary, a value of its listing, or nothing."""

    quote: Quote | None = None
    value: Text | None = None

    @property
    def stated(self) -> bool:
        """Whether the paper states it."""
        return self.quote is not None or self.value is not None


@dataclass(frozen=True, slots=True)
class Row:
    """A paper of a table, with its number in the list it is from (else in the table), and a cell for each column."""

    arxiv_id: str
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The labels of the columns, and the rows in the order in which they are shown."""

    columns: tuple[Text, ...]
    rows: tuple[Row, ...]
