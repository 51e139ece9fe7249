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
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.TextField(verbose_name='purpose')),
                ('legal_power', models.CharField(blank=True, help_text='Empty when no source names it.', max_length=200, verbose_name='legal power')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(help_text='Pages as at an earlier day leave this fund out.', verbose_name='known from')),
            ],
            options={
                'verbose_name': 'fund',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('year', models.PositiveSmallIntegerField(verbose_name='financial year')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='funding.fund', verbose_name='fund')),
            ],
            options={
                'verbose_name': 'allocation',
                'ordering': ['fund', 'year', 'recipient'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('claim', 'Claim'), ('recovery', 'Recovery')], default='claim', max_length=8, verbose_name='kind')),
                ('starts', models.DateField(verbose_name='first day of the period')),
                ('ends', models.DateField(verbose_name='last day of the period')),
                ('state', models.CharField(choices=[('draft', 'In draft'), ('ready', 'Ready to certify'), ('certified', 'Certified'), ('queried', 'Queried'), ('returned', 'Returned'), ('approved', 'Approved'), ('paid', 'Paid')], max_length=10, verbose_name='state')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='amount that counts')),
                ('certified_at', models.DateTimeField(blank=True, null=True, verbose_name='certified')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='funding.allocation', verbose_name='allocation')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('certified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='certified by')),
                ('paid_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='paid by')),
            ],
            options={
                'verbose_name': 'claim',
                'ordering': ['allocation', 'starts', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('allocation', 'starts', 'kind'), name='one_claim_per_period_and_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'ready', 'certified', 'queried', 'returned', 'approved', 'paid'])), name='claim_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('certified_at__isnull', False), ('certified_by__isnull', False), ('state__in', ['certified', 'queried', 'approved', 'paid'])), models.Q(models.Q(('state__in', ['certified', 'queried', 'approved', 'paid']), _negated=True), ('certified_at__isnull', True), ('certified_by__isnull', True)), _connector='OR'), name='claim_certified_at_with_certified_by'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state__in', ['approved', 'paid'])), models.Q(models.Q(('state__in', ['approved', 'paid']), _negated=True), ('approved_at__isnull', True), ('approved_by__isnull', True)), _connector='OR'), name='claim_approved_at_with_approved_by'), models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('paid_by__isnull', False), ('state__in', ['paid'])), models.Q(models.Q(('state__in', ['paid']), _negated=True), ('paid_at__isnull', True), ('paid_by__isnull', True)), _connector='OR'), name='claim_paid_at_with_paid_by'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='claim_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gte', 0), ('kind', 'claim')), models.Q(('amount__lte', 0), ('kind', 'recovery')), _connector='OR'), name='claim_is_negative_only_as_a_recovery'), models.CheckConstraint(condition=models.Q(('state__in', ('certified', 'queried', 'approved', 'paid')), ('amount', 0), _connector='OR'), name='claim_counts_once_it_is_certified'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('certified_by')), _negated=True), _connector='OR'), name='claim_approved_by_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='ClaimEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('came_from', models.CharField(blank=True, choices=[('draft', 'In draft'), ('ready', 'Ready to certify'), ('certified', 'Certified'), ('queried', 'Queried'), ('returned', 'Returned'), ('approved', 'Approved'), ('paid', 'Paid')], max_length=10, verbose_name='from')),
                ('state', models.CharField(choices=[('draft', 'In draft'), ('ready', 'Ready to certify'), ('certified', 'Certified'), ('queried', 'Queried'), ('returned', 'Returned'), ('approved', 'Approved'), ('paid', 'Paid')], max_length=10, verbose_name='to')),
                ('amount', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='amount that counts from then on')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='funding.claim', verbose_name='claim')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'event of a claim',
                'verbose_name_plural': 'events of claims',
                'ordering': ['claim', 'number'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'number'), name='one_claim_event_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('came_from', ''), ('number', 1)), models.Q(('number__gt', 1), models.Q(('came_from', ''), _negated=True)), _connector='OR'), name='claim_events_begin_with_the_first')],
            },
        ),
        migrations.CreateModel(
            name='ClaimEvidence',
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
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='funding.claim', verbose_name='claim')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'evidence of a claim',
                'verbose_name_plural': 'evidence of claims',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__gt', ''), ('link', ''), ('sha256__gt', ''), ('size__isnull', False)), models.Q(('file', ''), ('link__gt', '')), _connector='OR'), name='claim_evidence_is_a_link_or_a_file')],
            },
        ),
        migrations.CreateModel(
            name='ClaimVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='funding.claim', verbose_name='claim')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'version of a claim',
                'verbose_name_plural': 'versions of claims',
                'ordering': ['claim', 'number'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'number'), name='one_claim_version_per_number')],
            },
        ),
        migrations.CreateModel(
            name='ClaimLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('category', models.CharField(choices=[('pay', 'Pay and on-costs'), ('training', 'Training'), ('technology', 'Technology'), ('services', 'Research and bought services'), ('other', 'Other running costs')], max_length=12, verbose_name='category')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='funding.claimversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'line of a claim',
                'verbose_name_plural': 'lines of claims',
                'ordering': ['version', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'category'), name='one_claim_line_per_category'), models.CheckConstraint(condition=models.Q(('category__in', ['pay', 'training', 'technology', 'services', 'other'])), name='claim_line_category_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='spend of the whole year')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='form')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='funding.allocation', verbose_name='allocation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'forecast',
                'ordering': ['allocation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('allocation', 'number'), name='one_forecast_per_number'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='forecast_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='FundYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('year', models.PositiveSmallIntegerField(help_text='Its first: 2026 is 2026 to 2027.', verbose_name='financial year')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('total', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='total')),
                ('months', models.PositiveSmallIntegerField(choices=[(1, '1'), (3, '3'), (6, '6'), (12, '12')], default=3, verbose_name='months of a claim')),
                ('due_after', models.PositiveSmallIntegerField(default=20, verbose_name='claims due, working days after the period')),
                ('statement_due', models.DateField(verbose_name='year-end statement due')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='funding.fund', verbose_name='fund')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'fund year',
                'ordering': ['fund', 'year', 'version'],
                'constraints': [models.UniqueConstraint(fields=('fund', 'year', 'version'), name='one_fund_year_per_version'), models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='fund_year_has_a_total'), models.CheckConstraint(condition=models.Q(('months__in', [1, 3, 6, 12])), name='fund_year_claims_fit_a_year'), models.CheckConstraint(condition=models.Q(('due_after__gte', 1)), name='fund_year_claims_due_after_the_period'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='fund_year_changed_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the change')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='funding.allocation', verbose_name='allocation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'plan',
                'ordering': ['allocation', 'version'],
                'constraints': [models.UniqueConstraint(fields=('allocation', 'version'), name='one_plan_per_version'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='plan_changed_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PlannedSpend',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('starts', models.DateField(verbose_name='first day of the period')),
                ('category', models.CharField(choices=[('pay', 'Pay and on-costs'), ('training', 'Training'), ('technology', 'Technology'), ('services', 'Research and bought services'), ('other', 'Other running costs')], max_length=12, verbose_name='category')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='funding.plan', verbose_name='plan')),
            ],
            options={
                'verbose_name': 'planned spend',
                'verbose_name_plural': 'planned spends',
                'ordering': ['plan', 'starts', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'starts', 'category'), name='one_planned_spend_per_category'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='planned_spend_is_not_negative'), models.CheckConstraint(condition=models.Q(('category__in', ['pay', 'training', 'technology', 'services', 'other'])), name='planned_spend_category_is_known')],
            },
        ),
        migrations.CreateModel(
            name='PublishedTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('wording', models.CharField(help_text='As the source writes it: “over £8 million”.', max_length=60, verbose_name='as worded')),
                ('starts', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('period', models.CharField(blank=True, help_text='Empty when no source says.', max_length=80, verbose_name='period')),
                ('scope', models.CharField(max_length=200, verbose_name='what it covers')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('known_from', models.DateField(blank=True, help_text="Empty when not known: then only today's page shows it.", null=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'published total',
                'ordering': ['known_from', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='published_total_is_an_amount'), models.CheckConstraint(condition=models.Q(('starts__isnull', True), ('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='published_total_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=70, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('kind', models.CharField(choices=[('policing_body', 'Local policing body'), ('national_body', 'National body')], max_length=16, verbose_name='kind')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('force', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recipient', to='forces.organisation', verbose_name='force')),
            ],
            options={
                'verbose_name': 'recipient',
                'ordering': ['-kind', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('force__isnull', False), ('kind', 'policing_body')), models.Q(('force__isnull', True), ('kind', 'national_body')), _connector='OR'), name='recipient_force_fits_kind')],
            },
        ),
        migrations.AddField(
            model_name='allocation',
            name='recipient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='funding.recipient', verbose_name='recipient'),
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('spent', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='eligible spend of the year')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('reason', models.TextField(blank=True, verbose_name='reason for the correction')),
                ('recorded_at', models.DateTimeField(verbose_name='signed')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='funding.allocation', verbose_name='allocation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'year-end statement',
                'ordering': ['allocation', 'version'],
                'constraints': [models.UniqueConstraint(fields=('allocation', 'version'), name='one_statement_per_version'), models.CheckConstraint(condition=models.Q(('spent__gte', 0)), name='statement_is_not_negative'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='statement_corrected_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Variation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('change', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='change')),
                ('reason', models.TextField(verbose_name='reason')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='form')),
                ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variations', to='funding.allocation', verbose_name='allocation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'variation',
                'ordering': ['allocation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('allocation', 'number'), name='one_variation_per_number'), models.CheckConstraint(condition=models.Q(('change', 0), _negated=True), name='variation_changes_something'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='variation_has_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.UniqueConstraint(fields=('fund', 'year', 'recipient'), name='one_allocation_per_recipient'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='allocation_is_an_amount'),
        ),
    ]
