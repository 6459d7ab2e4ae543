"""Any table on a terminal."""

from __future__ import annotations

import pandas as pd
from rich.table import Table
from rich.text import Text


def plain_table(frame: pd.DataFrame) -> Table:
    """Return a table as it is: numbers to the right, texts broken where the line ends."""
    table = Table()
    for name in frame.columns:
        numeric = pd.api.types.is_numeric_dtype(frame[name])
        table.add_column(Text(str(name)), justify="right" if numeric else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        table.add_row(*(Text("" if pd.isna(cell) else str(cell)) for cell in row))
    return table
