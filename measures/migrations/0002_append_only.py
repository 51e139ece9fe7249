from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [append_only("measures_release", "measures_observation", "measures_rebase")]
