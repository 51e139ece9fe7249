"""The training page's body: the same for all who may see the same forces, so it is kept under the ledger's head."""

from collections.abc import Set
from dataclasses import dataclass

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from forces.models import Organisation, OrganisationKind
from govuk.tables import Table
from training.models import Quota
from training.national.page import QuotaPage, quota_page
from training.national.tables import ForceTable, earlier_table, force_row, run_table
from training.queries import quotas

FORCES = Organisation.objects.filter(kind=OrganisationKind.FORCE)


@dataclass(frozen=True)
class Sight:
    """`country`: sees how all forces stand to one another; `forces`: those that may be named, None for all."""

    country: bool
    forces: Set[int] | None

    def sees(self, force: Organisation) -> bool:
        return self.forces is None or force.pk in self.forces

    @property
    def key(self) -> tuple:
        return self.country, self.forces and sorted(self.forces)


def chosen_quota(request) -> tuple[Quota | None, list[Quota]]:
    """The one asked for, else the first due, and the others; none when none was known on that day."""
    known, code = quotas(request.as_at), request.GET.get("quota", "")
    if code and code not in {quota.code for quota in known}:
        raise Http404
    quota = next((quota for quota in known if code in ("", quota.code)), None)
    return quota, [other for other in known if other is not quota]


def tables_of(request, page: QuotaPage, sight: Sight) -> dict[str, Table]:
    """By the name that the address of a download has for each."""
    rows = [
        force_row(force, request.as_at.link(reverse("organisation_training", args=[force.organisation.slug])))
        for force in page.position.forces
        if sight.sees(force.organisation)
    ]
    forces = ForceTable(rows)
    RequestConfig(request, paginate=False).configure(forces)
    return {"months": run_table(page.run), "forecasts": earlier_table(page.earlier, page.now), "forces": forces}


def board_html(request, sight: Sight) -> str:
    quota, others = chosen_quota(request)
    if quota is None:
        return render_to_string("training/_national_board.html", {}, request)
    page = quota_page(quota, others, list(FORCES.all()), request.as_at)
    tables, query = tables_of(request, page, sight), _query(request, quota)
    context = {
        "page": page,
        "tables": tables,
        "everything": sight.country,
        "of_forces": _("Force by force") if sight.country or not sight.forces else _("Your force"),
        "chart": {"of": page.run, "table": tables["months"], "list": "months"},
        "picture": f"{reverse('training_chart')}?{query[1:]}",
        "query": query,
    }
    return render_to_string("training/_national_board.html", context, request)


def _query(request, quota):
    """Of the addresses on the page that keep the quota and the day."""
    day = f"&as-at={request.as_at.day.isoformat()}" if request.as_at.is_past else ""
    return f"&quota={quota.code}{day}"
