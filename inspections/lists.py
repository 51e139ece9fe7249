"""Several lists on one page: the first has the page's own downloads, the others an address of their own."""

from django_tables2 import RequestConfig

from govuk.exports import FORMATS
from govuk.tables import Table, export_or_none


def configured(request, **tables: Table) -> dict[str, Table]:
    """Each list sorts by itself; one page long, for there are at most some hundred rows."""
    for number, (name, table) in enumerate(tables.items()):
        if number:
            table.prefix, table.formats = f"{name}-", ()
        RequestConfig(request, paginate=False).configure(table)
    return tables


def export(request, tables: dict[str, Table], name: str):
    """The list that ?list= names, else the first; None when no file is asked for."""
    chosen = request.GET.get("list", "")
    first = next(iter(tables))
    wanted = chosen if chosen in tables else first
    return export_or_none(request, tables[wanted], f"{name}-{wanted}-{request.as_at.day}")


def downloads(request) -> dict:
    """What the links under the other lists need."""
    kept = f"&as-at={request.as_at.day.isoformat()}" if request.as_at.is_past else ""
    kept += f"&compare={request.compare.day.isoformat()}" if request.compare else ""
    return {"formats": list(FORMATS), "kept": kept}
