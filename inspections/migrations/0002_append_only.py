from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]
    operations = [
        append_only(
            "inspections_addressee",
            "inspections_inspected",
            "inspections_milestone",
            "inspections_response",
            "inspections_statutoryresponse",
            "inspections_terms",
            "inspections_terms_standards",
            "inspections_verification",
        )
    ]
