import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('forces', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('title', models.CharField(max_length=200, verbose_name='what')),
                ('day', models.DateField(help_text='The first day when only the month or year is known.', verbose_name='date')),
                ('precision', models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], max_length=6, verbose_name='date known to the')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(help_text='When the source said so.', verbose_name='known from')),
            ],
            options={
                'verbose_name': 'programme milestone',
                'ordering': ['day', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='code')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('kind', models.CharField(choices=[('milestone', 'Milestone'), ('support', 'Support'), ('practice', 'Practice'), ('tool', 'Tool'), ('training', 'Training')], max_length=10, verbose_name='kind')),
                ('provenance', models.CharField(choices=[('published', 'Published'), ('working', 'Working list')], max_length=10, verbose_name='provenance')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(blank=True, help_text='Pages as at an earlier day leave this standard out.', null=True, verbose_name='known from')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
            ],
            options={
                'verbose_name': 'standard',
                'ordering': ['theme__model', 'theme__order', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='forces.organisation', verbose_name='organisation')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='rollout.standard', verbose_name='standard')),
            ],
            options={
                'verbose_name': 'commitment',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'standard'), name='one_commitment_per_standard')],
            },
        ),
        migrations.CreateModel(
            name='OperatingModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, verbose_name='code')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('organisation_kind', models.CharField(choices=[('force', 'Police force'), ('cps_area', 'CPS Area')], max_length=10, verbose_name='for')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
            ],
            options={
                'verbose_name': 'model',
                'ordering': ['code', 'version'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='one_model_per_code_and_version')],
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveSmallIntegerField(default=1, verbose_name='revision')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the revision')),
                ('state', models.CharField(choices=[('draft', 'In draft'), ('ready', 'Ready for sign-off'), ('signed', 'Awaiting review'), ('changes', 'Changes asked for'), ('accepted', 'Accepted')], max_length=10, verbose_name='state')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='rollout.return', verbose_name='the revision whose statements it corrects')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='forces.organisation', verbose_name='organisation')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='forces.reportingperiod', verbose_name='period')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
            ],
            options={
                'verbose_name': 'return',
                'ordering': ['period', 'organisation', 'revision'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'period', 'revision'), name='one_return_per_revision'), models.UniqueConstraint(condition=models.Q(('state', 'accepted'), _negated=True), fields=('organisation', 'period'), name='one_open_return_per_organisation_and_period'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'ready', 'signed', 'changes', 'accepted'])), name='return_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), ('state__in', ['signed', 'accepted'])), models.Q(models.Q(('state__in', ['signed', 'accepted']), _negated=True), ('signed_at__isnull', True), ('signed_by__isnull', True)), _connector='OR'), name='return_signed_at_with_signed_by'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('state__in', ['accepted'])), models.Q(models.Q(('state__in', ['accepted']), _negated=True), ('accepted_at__isnull', True), ('accepted_by__isnull', True)), _connector='OR'), name='return_accepted_at_with_accepted_by'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('revision', 1)), models.Q(('revision__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='return_revision_has_a_reason'), models.CheckConstraint(condition=models.Q(('corrects__isnull', True), ('revision__gt', 1), _connector='OR'), name='return_first_revision_corrects_none'), models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('accepted_at__gte', models.F('signed_at')), _connector='OR'), name='return_accepted_after_it_was_signed')],
            },
        ),
        migrations.CreateModel(
            name='FrozenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('kind', models.CharField(choices=[('csv', 'CSV'), ('html', 'printable page')], max_length=4, verbose_name='kind')),
                ('content', models.BinaryField(verbose_name='content')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('of_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='rollout.return', verbose_name='return')),
            ],
            options={
                'verbose_name': 'frozen file',
                'ordering': ['of_return', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('of_return', 'kind'), name='one_frozen_file_per_kind')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('status', models.PositiveSmallIntegerField(choices=[(1, 'not started'), (2, 'planned'), (3, 'in progress'), (4, 'in place'), (5, 'embedded')], verbose_name='status')),
                ('confidence', models.PositiveSmallIntegerField(choices=[(1, 'green'), (2, 'amber'), (3, 'red')], verbose_name='confidence')),
                ('reason', models.TextField(blank=True, verbose_name='reason when not green')),
                ('target_date', models.DateField(blank=True, null=True, verbose_name='target date')),
                ('target_reason', models.TextField(blank=True, verbose_name='reason for the moved target date')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('on_behalf', models.BooleanField(default=False, verbose_name="recorded by the Unit on the organisation's behalf")),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('corrected', 'corrected'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='kind')),
                ('why', models.TextField(verbose_name='reason for the correction')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rollout.commitment', verbose_name='commitment')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('of_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='rollout.return', verbose_name='return')),
            ],
            options={
                'verbose_name': 'correction',
                'ordering': ['of_return', 'commitment', 'number'],
                'constraints': [models.UniqueConstraint(fields=('of_return', 'commitment', 'number'), name='one_correction_per_number_of_a_return'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='correction_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('status__in', [1, 2, 3, 4, 5])), name='correction_status_on_the_scale'), models.CheckConstraint(condition=models.Q(('confidence__in', [1, 2, 3])), name='correction_confidence_on_the_scale'), models.CheckConstraint(condition=models.Q(('confidence', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='correction_not_green_has_a_reason'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='correction_says_why'), models.CheckConstraint(condition=models.Q(('kind', 'withdrawn'), ('number', 1), _negated=True), name='correction_withdraws_an_earlier_one')],
            },
        ),
        migrations.CreateModel(
            name='ReturnEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('came_from', models.CharField(blank=True, choices=[('draft', 'In draft'), ('ready', 'Ready for sign-off'), ('signed', 'Awaiting review'), ('changes', 'Changes asked for'), ('accepted', 'Accepted')], max_length=10, verbose_name='from')),
                ('state', models.CharField(choices=[('draft', 'In draft'), ('ready', 'Ready for sign-off'), ('signed', 'Awaiting review'), ('changes', 'Changes asked for'), ('accepted', 'Accepted')], max_length=10, verbose_name='to')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('of_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='rollout.return', verbose_name='return')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'event of a return',
                'verbose_name_plural': 'events of returns',
                'ordering': ['of_return', 'number'],
                'indexes': [models.Index(fields=['state', 'recorded_at'], name='return_event_by_state')],
                'constraints': [models.UniqueConstraint(fields=('of_return', 'number'), name='one_return_event_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('number', 1)), models.Q(('number__gt', 1), models.Q(('came_from', ''), _negated=True)), _connector='OR'), name='return_events_begin_with_the_first')],
            },
        ),
        migrations.CreateModel(
            name='Omission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('reason', models.TextField(verbose_name='reason')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='omissions', to='rollout.commitment', verbose_name='commitment')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='omissions', to='rollout.returnevent', verbose_name='event')),
            ],
            options={
                'verbose_name': 'omission',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('event', 'commitment'), name='one_omission_per_commitment'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='omission_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='RuleStart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('rule', models.SlugField(max_length=40, verbose_name='rule')),
                ('stops_from', models.DateField(verbose_name='stops from')),
                ('reason', models.TextField(verbose_name='reason')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'start of a rule',
                'verbose_name_plural': 'starts of rules',
                'ordering': ['-recorded_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rule_start_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='rollout.operatingmodel', verbose_name='model')),
            ],
            options={
                'verbose_name': 'theme',
                'ordering': ['model', 'order'],
                'constraints': [models.UniqueConstraint(fields=('model', 'code'), name='one_theme_per_model_and_code')],
            },
        ),
        migrations.AddField(
            model_name='standard',
            name='theme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standards', to='rollout.theme', verbose_name='theme'),
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('status', models.PositiveSmallIntegerField(choices=[(1, 'not started'), (2, 'planned'), (3, 'in progress'), (4, 'in place'), (5, 'embedded')], verbose_name='status')),
                ('confidence', models.PositiveSmallIntegerField(choices=[(1, 'green'), (2, 'amber'), (3, 'red')], verbose_name='confidence')),
                ('reason', models.TextField(blank=True, verbose_name='reason when not green')),
                ('target_date', models.DateField(blank=True, null=True, verbose_name='target date')),
                ('target_reason', models.TextField(blank=True, verbose_name='reason for the moved target date')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('on_behalf', models.BooleanField(default=False, verbose_name="recorded by the Unit on the organisation's behalf")),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('kind', models.CharField(choices=[('reported', 'reported'), ('confirmed', 'confirmed, nothing changed')], max_length=10, verbose_name='kind')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='rollout.commitment', verbose_name='commitment')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'update',
                'ordering': ['-recorded_at', '-number'],
                'indexes': [models.Index(fields=['commitment', 'recorded_at', 'number'], include=('status', 'confidence', 'kind'), name='update_latest_as_at')],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'number'), name='one_update_per_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='update_numbers_start_at_one'), models.CheckConstraint(condition=models.Q(('status__in', [1, 2, 3, 4, 5])), name='update_status_on_the_scale'), models.CheckConstraint(condition=models.Q(('confidence__in', [1, 2, 3])), name='update_confidence_on_the_scale'), models.CheckConstraint(condition=models.Q(('confidence', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='update_not_green_has_a_reason'), models.CheckConstraint(condition=models.Q(('kind', 'confirmed'), ('number', 1), _negated=True), name='update_confirms_an_earlier_one')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('verdict', models.CharField(choices=[('agree', 'Agree'), ('query', 'Query'), ('differ', 'Differ')], max_length=6, verbose_name='verdict')),
                ('status', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'not started'), (2, 'planned'), (3, 'in progress'), (4, 'in place'), (5, 'embedded')], null=True, verbose_name='status, says the Unit')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='rollout.commitment', verbose_name='commitment')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='rollout.correction', verbose_name='correction')),
                ('of_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='rollout.return', verbose_name='return')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('update', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='rollout.update', verbose_name='update')),
            ],
            options={
                'verbose_name': 'review',
                'ordering': ['-recorded_at', '-pk'],
                'indexes': [models.Index(fields=['commitment', 'recorded_at'], name='review_latest_as_at'), models.Index(condition=models.Q(('verdict', 'differ')), fields=['commitment'], name='review_that_differs')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('correction__isnull', True), ('update__isnull', False)), models.Q(('correction__isnull', False), ('update__isnull', True)), _connector='OR'), name='review_of_an_update_or_a_correction'), models.CheckConstraint(condition=models.Q(('verdict__in', ['agree', 'query', 'differ'])), name='review_verdict_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', [1, 2, 3, 4, 5]), ('status__isnull', False), ('verdict', 'differ')), models.Q(models.Q(('verdict', 'differ'), _negated=True), ('status__isnull', True)), _connector='OR'), name='review_differs_with_a_status'), models.CheckConstraint(condition=models.Q(('verdict', 'agree'), models.Q(('comment', ''), _negated=True), _connector='OR'), name='review_that_does_not_agree_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='file name')),
                ('content_type', models.CharField(blank=True, max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(blank=True, null=True, verbose_name='size in bytes')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('speaks_for', models.DateField(verbose_name='date it speaks for')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('expires', models.DateField(blank=True, null=True, verbose_name='expires')),
                ('update', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='rollout.update', verbose_name='update')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__gt', ''), ('link', ''), ('sha256__gt', ''), ('size__isnull', False)), models.Q(('file', ''), ('link__gt', '')), _connector='OR'), name='evidence_is_a_link_or_a_file'), models.CheckConstraint(condition=models.Q(('expires__isnull', True), ('expires__gte', models.F('speaks_for')), _connector='OR'), name='evidence_expires_after_it_speaks')],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('kind', models.CharField(choices=[('visit', 'Visit'), ('call', 'Call'), ('support', 'Support'), ('decision', 'Decision'), ('risk', 'Risk')], max_length=10, verbose_name='kind')),
                ('text', models.TextField(verbose_name='what happened')),
                ('happened_on', models.DateField(verbose_name='date')),
                ('follow_up_on', models.DateField(blank=True, null=True, verbose_name='follow up on')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='rollout.logentry', verbose_name='follows up')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='log', to='forces.organisation', verbose_name='organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log entries',
                'ordering': ['-happened_on', '-recorded_at', '-pk'],
                'indexes': [models.Index(fields=['organisation', 'recorded_at'], name='log_of_an_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='log_entry_says_something'), models.CheckConstraint(condition=models.Q(('follow_up_on__isnull', True), ('follow_up_on__gte', models.F('happened_on')), _connector='OR'), name='log_entry_follow_up_comes_after')],
            },
        ),
    ]
