from django.db import migrations


class Migration(migrations.Migration):
    """The model has another name, its table the one it had."""

    dependencies = [
        ("reminders", "0002_words"),
    ]

    operations = [
        migrations.AlterModelTable(name="Matter", table="reminders_matter"),
        migrations.RenameModel("Matter", "DeadlineVersion"),
    ]
