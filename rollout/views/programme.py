from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from forces.models import Cohort, Organisation
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from rollout.models import Milestone
from rollout.tables import PilotTable, ProgrammeMilestoneTable

PRECISE = {Milestone.Precision.DAY: "j F Y", Milestone.Precision.MONTH: "F Y", Milestone.Precision.YEAR: "Y"}
# What the programme is to be measured by, said by those who set it: first on the page.
AIMS = ("training-2000-investigators", "in-place-in-every-force", "dedicated-team-in-every-force")
PILOT = "pilot"  # beside it stand those who took part


@require_safe
def programme(request):
    today = request.as_at.day
    milestones = list(Milestone.objects.filter(known_from__lte=today))
    piloted = next((milestone for milestone in milestones if milestone.code == PILOT), None)
    took_part = list(Organisation.objects.exclude(cohort=Cohort.NATIONAL).order_by("-kind", "joined", "short_name"))
    table, pilot = ProgrammeMilestoneTable(milestones, orderable=False), PilotTable(took_part, orderable=False)
    chosen, name = (pilot, "pilot") if request.GET.get("list") == "pilot" else (table, "programme")
    if export := export_or_none(request, chosen, f"{name}-{today}"):
        return export
    dated = [(milestone, day_of(milestone)) for milestone in milestones]
    context = {
        "aims": [pair for pair in dated if pair[0].code in AIMS],
        "to_come": [pair for pair in dated if pair[0].day > today and pair[0].code not in AIMS],
        "so_far": [pair for pair in reversed(dated) if pair[0].day <= today],
        "table": table,
        "piloted": piloted,
        "pilot": pilot,
        "forces": sum(organisation.is_force for organisation in took_part),
        "areas": sum(not organisation.is_force for organisation in took_part),
        "formats": list(FORMATS),
        "kept": request.as_at.kept,
    }
    return render(request, "rollout/programme.html", context)


def day_of(milestone: Milestone) -> str:
    return date_format(milestone.day, PRECISE[milestone.precision])
