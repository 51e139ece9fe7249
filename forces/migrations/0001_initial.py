import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('force', 'Police force'), ('cps_area', 'CPS Area')], max_length=10, verbose_name='kind')),
                ('code', models.CharField(max_length=12, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='address on this site')),
                ('nation', models.CharField(blank=True, max_length=20, verbose_name='nation')),
                ('region', models.CharField(blank=True, max_length=40, verbose_name='region')),
                ('cohort', models.CharField(choices=[('pathfinder', 'Pathfinder'), ('expansion', 'Expansion'), ('pilot', 'Pilot Area'), ('national', 'National')], max_length=12, verbose_name='cohort')),
                ('cohort_basis', models.CharField(blank=True, max_length=120, verbose_name='basis of the cohort')),
                ('joined', models.DateField(blank=True, null=True, verbose_name='joined (first of the month)')),
                ('active_from', models.DateField(blank=True, null=True, verbose_name='active from')),
                ('active_to', models.DateField(blank=True, null=True, verbose_name='active to')),
                ('tile_row', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='row on the tile map')),
                ('tile_column', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='column on the tile map')),
                ('abbreviation', models.CharField(blank=True, max_length=4, verbose_name='abbreviation')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='forces.organisation', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'organisation',
                'ordering': ['-kind', 'short_name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_from__isnull', True), ('active_to__gt', models.F('active_from')), _connector='OR'), name='organisation_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('successor__isnull', True), ('active_to__isnull', False), _connector='OR'), name='organisation_with_successor_has_ended'), models.CheckConstraint(condition=models.Q(models.Q(('tile_column__isnull', True), ('tile_row__isnull', True)), models.Q(('tile_column__isnull', False), ('tile_row__isnull', False)), _connector='OR'), name='organisation_tile_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('contributor', 'Contributor'), ('chief_officer', 'Chief officer'), ('finance_officer', 'Finance officer'), ('unit', 'Unit analyst'), ('unit_manager', 'Unit manager'), ('observer', 'Observer'), ('hmicfrs', 'Inspector, HMICFRS'), ('hmcpsi', 'Inspector, HMCPSI')], max_length=20, verbose_name='role')),
                ('granted_at', models.DateTimeField(verbose_name='given')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='forces.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'membership',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user', 'organisation', 'role'), name='one_open_membership_per_role'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('organisation__isnull', True)), fields=('user', 'role'), name='one_open_national_membership_per_role'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('role__in', ['chief_officer', 'contributor', 'finance_officer', 'lead'])), models.Q(('organisation__isnull', True), ('role__in', ['hmcpsi', 'hmicfrs', 'observer', 'unit', 'unit_manager'])), _connector='OR'), name='membership_role_fits_organisation'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', False), ('ended_by__isnull', True), _connector='OR'), name='membership_ended_by_has_ended_at'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('granted_at')), _connector='OR'), name='membership_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='OwedFrom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('obligation', models.SlugField(help_text='“everything”, or the code of a quota, a schedule of returns, a fund or the like', max_length=60, verbose_name='obligation')),
                ('day', models.DateField(blank=True, null=True, verbose_name='owed from')),
                ('reason', models.TextField(verbose_name='reason')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'day from which something is owed',
                'verbose_name_plural': 'days from which something is owed',
                'ordering': ['-recorded_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='owed_from_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='force_partnerships', to='forces.organisation', verbose_name='CPS Area')),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_partnerships', to='forces.organisation', verbose_name='force')),
            ],
            options={
                'verbose_name': 'partnership',
                'constraints': [models.UniqueConstraint(fields=('force', 'area'), name='one_partnership_per_pair')],
            },
        ),
        migrations.CreateModel(
            name='ReportingPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(verbose_name='first day')),
                ('ends', models.DateField(verbose_name='last day')),
                ('due', models.DateField(verbose_name='return due')),
                ('owed_by', models.CharField(choices=[('everyone', 'Police forces and CPS Areas'), ('force', 'Police forces'), ('cps_area', 'CPS Areas')], default='everyone', max_length=10, verbose_name='who owes a return')),
                ('planned_at', models.DateTimeField(verbose_name='planned')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='planned by')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'reporting period',
                'ordering': ['starts', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='period_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('due__gte', models.F('starts'))), name='period_due_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='period_withdrawn_by_somebody'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('planned_at')), _connector='OR'), name='period_withdrawn_after_it_was_planned'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('starts', 'owed_by'), name='one_period_from_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('due', models.DateField(verbose_name='return due')),
                ('reason', models.TextField(verbose_name='reason')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='forces.organisation', verbose_name='organisation')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='forces.reportingperiod', verbose_name='period')),
            ],
            options={
                'verbose_name': 'extension',
                'ordering': ['-recorded_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_has_a_reason')],
            },
        ),
    ]
