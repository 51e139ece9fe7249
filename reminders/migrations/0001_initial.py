import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('forces', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True, verbose_name='deadline')),
                ('due', models.DateField(verbose_name='due')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('url', models.CharField(max_length=300, verbose_name='address')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='sequence')),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
            ],
            options={
                'verbose_name': 'calendar entry',
                'verbose_name_plural': 'calendar entries',
                'ordering': ['due', 'key'],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='calendar_feed', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('secret', models.CharField(max_length=64, unique=True, verbose_name='secret')),
                ('made_at', models.DateTimeField(verbose_name='made')),
            ],
            options={
                'verbose_name': 'calendar feed',
            },
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=60, unique=True, verbose_name='task')),
                ('beat_at', models.DateTimeField(verbose_name='last time')),
            ],
            options={
                'verbose_name': 'heartbeat',
                'ordering': ['task'],
            },
        ),
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='reminder_preferences', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('weekly', models.BooleanField(default=False, verbose_name='one mail a week')),
                ('off', models.JSONField(blank=True, default=list, verbose_name='kinds of which there is no reminder before the day')),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
            ],
            options={
                'verbose_name': 'preferences',
                'verbose_name_plural': 'preferences',
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deadline', models.CharField(max_length=120, verbose_name='deadline')),
                ('due', models.DateField(verbose_name='due')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forces.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'matter',
                'ordering': ['due', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('deadline', 'due'), name='one_matter_per_deadline_and_date')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='reference')),
                ('day', models.DateField(verbose_name='day')),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed'), ('cancelled', 'Not needed')], default='queued', max_length=10, verbose_name='state')),
                ('planned_at', models.DateTimeField(verbose_name='planned')),
                ('next_try_at', models.DateTimeField(verbose_name='not before')),
                ('enqueued_at', models.DateTimeField(blank=True, null=True, verbose_name='given to a worker')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken by a worker')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='sent, failed or cancelled')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('said', models.TextField(blank=True, verbose_name='what the mail server said, or why it was not needed')),
                ('sender', models.CharField(blank=True, max_length=10, verbose_name='sent by')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='address')),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='text as HTML')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL, verbose_name='to')),
            ],
            options={
                'verbose_name': 'message',
                'ordering': ['-day', '-planned_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending'])), fields=['state', 'next_try_at'], name='message_to_do'), models.Index(fields=['day', 'state'], name='message_of_the_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent'])), fields=('recipient', 'day'), name='one_message_a_day'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed', 'cancelled'])), name='message_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='message_being_sent_was_claimed'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'sending'])), models.Q(('ended_at__isnull', False), ('state__in', ['sent', 'failed', 'cancelled'])), _connector='OR'), name='message_ended_when_it_did')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.SmallIntegerField(verbose_name='working days from the date')),
                ('level', models.CharField(choices=[('first', 'first'), ('chief', 'chief'), ('unit', 'unit')], max_length=6, verbose_name='step of the chain')),
                ('dropped', models.CharField(blank=True, max_length=100, verbose_name='why it did not reach anybody')),
                ('matter', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='reminders.matter', verbose_name='matter')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='reminders.message', verbose_name='message')),
                ('recipient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='to')),
            ],
            options={
                'verbose_name': 'reminder',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dropped', '')), fields=('matter', 'stage', 'recipient'), name='one_reminder_per_stage_and_person')],
            },
        ),
        migrations.CreateModel(
            name='TakenUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('decision', models.CharField(choices=[('note', 'Note what was done, and keep it here'), ('resume', 'Chase again for twelve weeks'), ('close', 'Close it: nobody chases it any more')], max_length=6, verbose_name='decision')),
                ('note', models.TextField(verbose_name='what was done')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_up', to='reminders.matter', verbose_name='matter')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'matter taken up',
                'verbose_name_plural': 'matters taken up',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='taken_up_says_what_was_done'), models.CheckConstraint(condition=models.Q(('decision__in', ['note', 'resume', 'close'])), name='taken_up_decision_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.TextField(verbose_name='reason')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminder_holds', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'hold',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_has_a_reason')],
            },
        ),
    ]
