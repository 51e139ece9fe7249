from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [
        append_only("training_completion", "training_headcount", "training_quota", "training_share", "training_workforce")
    ]
