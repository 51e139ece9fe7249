from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("forces", "0002_reporting_periods")]
    operations = [append_only("forces_extension")]
