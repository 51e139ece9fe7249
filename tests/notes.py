"""Where a note on Avon and Somerset's charged share is read, and how."""

import datetime as dt

from ledger.as_at import as_at
from tests.plugins.measures import SOURCE, TEXT

OWN = "/organisations/avon-and-somerset/measures/"
CHARGED, EVERYWHERE = f"{OWN}charged_pct/", "/measures/charged_pct/"
TODAY = as_at(dt.date(2026, 11, 25), today=dt.date(2026, 11, 25))
ON_PAGE = f"Figures incomplete or not comparable, Jan 2024 to Mar 2024, left out: {TEXT} Source: {SOURCE}"
