from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial")]
    operations = [append_only("reminders_hold")]
