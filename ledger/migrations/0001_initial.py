from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('actor_id', models.CharField(blank=True, max_length=20, verbose_name='who (id)')),
                ('actor', models.CharField(max_length=254, verbose_name='who')),
                ('action', models.CharField(db_index=True, max_length=60, verbose_name='what')),
                ('subject_type', models.CharField(max_length=60, verbose_name='kind of subject')),
                ('subject_id', models.CharField(max_length=60, verbose_name='subject (id)')),
                ('organisation', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='organisation')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='before')),
                ('after', models.JSONField(blank=True, null=True, verbose_name='after')),
            ],
            options={
                'verbose_name': 'audit event',
                'ordering': ['-id'],
            },
        ),
    ]
