from django.shortcuts import render
from django.views.decorators.http import require_safe

from forces.models import Cohort, Organisation
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from rollout.milestones import AIMS, PILOT, day_of, known_on
from rollout.tables import MilestoneTable, PilotTable


@require_safe
def programme(request):
    today, milestones = request.as_at.day, known_on(request.as_at.day)
    piloted = next((milestone for milestone in milestones if milestone.code == PILOT), None)
    took_part = list(Organisation.objects.exclude(cohort=Cohort.NATIONAL).order_by("-kind", "joined", "short_name"))
    table, pilot = MilestoneTable(milestones, orderable=False), PilotTable(took_part, orderable=False)
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
