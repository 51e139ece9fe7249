from django.db import migrations

from accounts.append_only import append_only
from funding.ceiling import within_allocation


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]
    operations = [
        append_only(
            "funding_allocation",
            "funding_claimevent",
            "funding_claimevidence",
            "funding_claimline",
            "funding_claimversion",
            "funding_forecast",
            "funding_fundyear",
            "funding_plan",
            "funding_plannedspend",
            "funding_statement",
            "funding_variation",
        ),
        within_allocation(),
    ]
