import django_filters as filters
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from forces.models import Cohort, Organisation, OrganisationKind
from govuk.signs import WORDS

NEVER = "0"
STATUSES = [(str(status or 0), capfirst(word)) for status, word in WORDS.items()]


class PlaceFilter(filters.FilterSet):
    """Cohort and region. Only regions of organisations that the person may see are offered."""

    cohort = filters.ChoiceFilter(label=_("Cohort"), choices=Cohort.choices, empty_label=_("All"))
    region = filters.ChoiceFilter(label=_("Region"), empty_label=_("All"))

    class Meta:
        model = Organisation
        fields = ["cohort", "region"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = self.queryset.exclude(region="").order_by("region").values_list("region", flat=True).distinct()
        self.filters["region"].extra["choices"] = [(region, region) for region in regions]


class OrganisationFilter(PlaceFilter):
    q = filters.CharFilter(label=_("Name"), method="named")
    kind = filters.ChoiceFilter(label=_("Kind"), choices=OrganisationKind.choices, empty_label=_("All"))

    class Meta(PlaceFilter.Meta):
        fields = ["q", "kind", "cohort", "region"]

    def named(self, organisations, name, value):
        return organisations.filter(Q(name__icontains=value) | Q(short_name__icontains=value))


class StandardFilter(PlaceFilter):
    """The status is not a column: the view takes it from here and asks the ledger's last rows."""

    status = filters.ChoiceFilter(label=_("Status"), choices=STATUSES, empty_label=_("All"), method="later")

    class Meta(PlaceFilter.Meta):
        fields = ["status", "cohort", "region"]

    def later(self, organisations, name, value):
        return organisations

    @property
    def wanted(self) -> set[int | None]:
        """The statuses to show, None for never reported."""
        chosen = self.form.cleaned_data.get("status") if self.form.is_valid() else ""
        return {int(chosen) or None} if chosen else set(WORDS)
