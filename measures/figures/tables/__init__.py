from measures.figures.tables.columns import without_targets
from measures.figures.tables.national import (
    FunnelTable,
    MeasureTable,
    NationalTable,
    cohort_table,
    funnel_rows,
    national_row,
)
from measures.figures.tables.own import InPlaceTable, OwnTable, QuarterTable, own_row

__all__ = [
    "FunnelTable",
    "InPlaceTable",
    "MeasureTable",
    "NationalTable",
    "OwnTable",
    "QuarterTable",
    "cohort_table",
    "funnel_rows",
    "national_row",
    "own_row",
    "without_targets",
]
