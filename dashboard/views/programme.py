from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.milestones import AIMS, day_of, known_on
from dashboard.tables import MilestoneTable
from govuk.tables import export_or_none


@require_safe
def programme(request):
    today, milestones = request.as_at.day, known_on(request.as_at.day)
    table = MilestoneTable(milestones, orderable=False)
    if export := export_or_none(request, table, f"programme-{today}"):
        return export
    dated = [(milestone, day_of(milestone)) for milestone in milestones]
    context = {
        "aims": [pair for pair in dated if pair[0].code in AIMS],
        "to_come": [pair for pair in dated if pair[0].day > today and pair[0].code not in AIMS],
        "so_far": [pair for pair in reversed(dated) if pair[0].day <= today],
        "table": table,
    }
    return render(request, "dashboard/programme.html", context)
