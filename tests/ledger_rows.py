"""A row of today for each ledger table, in a service that has a row of each before today (test_every_ledger_as_at.py).

A new ledger table fails that test until it has an entry in ROWS, and a row in `populated`. To add one:

1. In `populated`, record a row of it with the action that writes it, about Avon and Somerset.
2. In ROWS, the table, the address of a page on which a row of today shows today, and how the row comes to be there.
   Mostly that is `again(table, address, column=value)`: the last row once more, recorded today, with what is different,
   and *about the same days in the past*: a row about today proves nothing, because yesterday's page leaves it out by
   its day. Where an action moves other rows as well (a return's event moves the return), `done` with a function that
   calls the action.

`{own}` and the other names in an address are those of access_table.txt.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.apps import apps

from forces.actions import set_owed_from
from forces.models import Organisation, ReportingPeriod
from funding import sums
from funding.actions import save_claim, set_plan
from funding.models import Allocation, Claim, FundYear
from funding.scales import State as ClaimState
from inspections.actions import Answered, issue, respond, set_terms
from inspections.models import Addressee, Finding, Inspected, Inspection
from inspections.queries import standing_of
from inspections.scales import Stage
from ledger.actions import audit
from ledger.as_at import AsAt
from ledger.evidence import NewEvidence
from measures.actions import map_spellings, record_release
from measures.models import Upload
from reminders.actions import take_up
from reminders.models import TakenUp
from reminders.planning import everything_due
from rollout import actions as rollout
from rollout.models import Commitment, Return, Standard
from rollout.scales import Confidence, Status
from tests.plugins.funding import Q1, Q2, SPENT, allocate, go
from tests.plugins.measures import shares
from tests.plugins.returns import mark_ready, seen, sign

BEFORE = dt.datetime(2025, 4, 8, 11, tzinfo=dt.UTC)  # the year to March is over, so a statement can be signed
NOW = dt.datetime(2025, 4, 10, 11, tzinfo=dt.UTC)
TODAY, YESTERDAY = NOW.date(), NOW.date() - dt.timedelta(days=1)
HERE = "avon-and-somerset"


class Row(NamedTuple):
    """`shown` is an address on which the Unit manager sees the row today; None says that no page does."""

    shown: str | None
    add: Callable


def again(table: str, shown: str, /, *, of=None, **changed) -> tuple[str, Row]:
    """The table's last row, or the last of some, once more: today, a version on, with what is different."""

    def add(_people):
        row = apps.get_model(table).objects.filter(**of or {}).latest("pk")
        fields = {field.name for field in row._meta.local_fields}
        keys = {name for each in row._meta.constraints for name in getattr(each, "fields", ())}
        following = {name: getattr(row, name) + 1 for name in {"version", "number"} & keys}
        today = {"recorded_at": NOW, "received_at": NOW, "known_from": TODAY, "token": uuid.uuid4()}
        values = following | today | {"reason": "Put right today."}
        for name, value in ({name: values[name] for name in values.keys() & fields} | changed).items():
            setattr(row, name, value)
        row.pk, row._state.adding = None, True
        row.save(force_insert=True)

    return table, Row(shown, add)


def done(table: str, shown: str | None, act: Callable) -> tuple[str, Row]:
    """By an action, as by the people of whom it is given the names."""
    return table, Row(shown, act)


def say(people, evidence=()):
    commitment = Commitment.objects.select_related("organisation", "standard").get(**OURS)
    last = commitment.updates.latest("number").number
    said = rollout.Position(Status.EMBEDDED, Confidence.GREEN, note="Said today.")
    rollout.record_update(commitment=commitment, by=people.lead, base=last, position=said, evidence=evidence, now=NOW)


def ready(people):
    """April to June's return, with a reason for what is missing."""
    period = ReportingPeriod.objects.get(starts=dt.date(2024, 4, 1))
    mark_ready(here(), period, by=people.lead, today=TODAY, now=NOW)


def signed(people) -> Return:
    """July to September's."""
    of_return = Return.objects.select_related("organisation", "period").get(period__starts=dt.date(2024, 7, 1))
    return of_return if of_return.signed_at else sign(of_return, by=people.chief_officer, today=TODAY, now=NOW)


def accepted(people):
    of_return = signed(people)
    rollout.accept(of_return=of_return, by=people.unit, seen=seen(of_return), today=TODAY, now=NOW)


def answered(people, evidence=()):
    addressee = Addressee.objects.get(finding__label="R3", organisation=here())
    said = Answered(Stage.PROGRESS, owner="The new head", note="Said today.", reason="Two people left.")
    base = standing_of(addressee, AsAt(TODAY)).number
    respond(addressee=addressee, answered=said, by=people.lead, base=base, evidence=evidence, now=NOW)


def worded(people):
    finding = Finding.objects.get(inspection__code="hmicfrs-2024", label="R3")
    said = {"text": "Terms of today.", "due": None, "source": "A test", "reason": "Today."}
    standards = Standard.objects.filter(code="P1-1")
    set_terms(finding=finding, **said, standards=standards, by=people.unit_manager, base=finding.terms.count(), now=NOW)


def issued(people):
    finding = Finding.objects.get(inspection__code="hmicfrs-2024", label="R5")
    issue(finding=finding, scope="named", named=[here()], by=people.unit_manager, today=TODAY, now=NOW)


def planned(people):
    allocation = Allocation.objects.get(recipient__force=here())
    boxes = {(Q1, "pay"): sums.total([allocation.amount, *allocation.variations.values_list("change", flat=True)])}
    version = allocation.plans.count()
    set_plan(allocation=allocation, boxes=boxes, by=people.unit_manager, base=version, reason="Today.", now=NOW)


def saved(people):
    """The second claim, in draft."""
    claim = Claim.objects.get(starts=Q2, **OF_OURS)
    lines = dict.fromkeys(SPENT, Decimal("7.77"))
    of = {"allocation": claim.allocation, "starts": Q2, "kind": "claim"}
    save_claim(**of, lines=lines, by=people.lead, base=claim.versions.count(), today=TODAY, now=NOW)


def approved(people):
    """The first claim, which was certified."""
    go(Claim.objects.get(starts=Q1, **OF_OURS), ClaimState.APPROVED, by=people.unit, at=NOW, today=TODAY)


def allocated(people):
    allocate(
        FundYear.objects.filter(fund__code="local").latest("pk"), there(), "400.00", by=people.unit_manager, now=NOW
    )


def published(people):
    """A release counts from the day on which it was published, whenever it was brought in (docs/decisions.md)."""
    record_release(
        figures=shares([200]), kind="plain", name="today.csv", sha256="today", published_on=TODAY,
        by=people.unit_manager, now=NOW,
    )  # fmt: skip


def spelled(people):
    """A file has a name of a force that nobody knew."""
    report = {"kind": "offences", "unknown": [["force", "Constabulary of Avon", 1, "2024_25", "C2"]]}
    said = {"name": "today.ods", "sha256": "today", "published_on": TODAY, "report": report, "stage": "refused"}
    upload = Upload.objects.create(**said, uploaded_at=NOW, uploaded_by=people.unit_manager, moved_at=NOW)
    map_spellings(upload=upload, ours={("force", "Constabulary of Avon"): here()}, by=people.unit_manager, now=NOW)


def inspected(people):
    row = {"inspection": Inspection.objects.get(code="hmicfrs-2024"), "source": "A test", "recorded_at": NOW}
    Inspected.objects.create(organisation=there(), recorded_by=people.unit_manager, **row)


def here() -> Organisation:
    return Organisation.objects.get(slug=HERE)


def there() -> Organisation:
    return Organisation.objects.get(slug="durham")


def noted(people):
    audit(by=people.unit, action="test.today", subject=people.unit, now=NOW)


def owed_since(people):
    set_owed_from(obligation="everything", day=dt.date(2023, 8, 1), reason="Today.", by=people.unit_manager, now=NOW)


def taken_up(people):
    """A month of training that nobody reported, long ago."""
    found = next(each for each in everything_due(AsAt(TODAY)) if each.key == f"training-month-{here().pk}-2023-08")
    base = TakenUp.objects.order_by("pk").values_list("pk", flat=True).last()
    take_up(deadline=found, decision="note", note="Rang them today.", by=people.unit, base=base or 0, now=NOW)


LINK = [NewEvidence("Minutes of today", dt.date(2024, 3, 1), link="https://example.org/minutes")]
MEASURE, INSPECTION = "/measures/charged_pct/", "/inspections/hmicfrs-2024/"
ANSWER = "{own}inspections/hmicfrs-2024/findings/R3/"
OF_OURS = {"allocation__recipient__force__slug": HERE}
OURS = {"organisation__slug": HERE, "standard__code": "P1-1"}
JUNE = dt.date(2025, 6, 30)

ROWS = dict(
    [
        done("ledger.AuditEvent", None, noted),
        again("forces.Extension", "{own}returns/", due=JUNE),
        done("forces.OwedFrom", "/reminders/owed/", owed_since),
        again("reminders.Hold", "/reminders/holds/", until=JUNE),
        done("reminders.TakenUp", "/reminders/unanswered/{chased}/", taken_up),
        # What is where
        done("rollout.Update", "{own}commitments/P1-1/", say),
        done("rollout.Evidence", "{own}commitments/P1-1/", lambda people: say(people, LINK)),
        again("rollout.LogEntry", "{own}log/", text="Wrote to them today."),
        done("rollout.ReturnEvent", "{own}returns/2024-07-01/", signed),
        done("rollout.Omission", "{own}returns/2024-04-01/", ready),
        done("rollout.FrozenFile", "{own}returns/2024-07-01/", accepted),
        again("rollout.Correction", "{own}returns/2024-01-01/", why="Put right today."),
        again("rollout.Review", "{own}commitments/P1-1/", comment="Looked at again today."),
        again("rollout.RuleStart", "/returns/rules/", stops_from=dt.date(2024, 1, 1)),
        # Training
        again("training.Completion", "{own}training/", number=31),
        again("training.Workforce", "{own}training/", established=77),
        again("training.Headcount", "{own}training/", number=1234),
        again("training.Quota", "/training/", number=2500),
        again("training.Share", "{own}training/", number=61),
        # Funding
        again("funding.FundYear", "/funding/?year=2024", of={"fund__code": "local"}, total=Decimal(123456)),
        done("funding.Allocation", "/funding/?year=2024", allocated),
        again("funding.Variation", "{money}", change=Decimal("11.00")),
        done("funding.Plan", "{money}", planned),
        done("funding.PlannedSpend", "{money}", planned),
        again("funding.Forecast", "{money}", amount=Decimal("4321.00")),
        again("funding.Statement", "{money}", spent=Decimal("3210.00")),
        done("funding.ClaimVersion", "{money}2024-07-01/claim/", saved),
        done("funding.ClaimLine", "{money}2024-07-01/claim/", saved),
        done("funding.ClaimEvent", "{money}2024-04-01/claim/", approved),
        again(
            "funding.ClaimEvidence",
            "{money}2024-07-01/claim/",
            of={"recorded_by__name": "Lead"},
            title="Invoice of today",
        ),
        # Inspections
        again("inspections.Milestone", INSPECTION, of={"inspection__code": "hmicfrs-2024"}, note="Moved today."),
        done("inspections.Inspected", INSPECTION, inspected),
        done("inspections.Terms", f"{INSPECTION}findings/R3/", worded),
        done("inspections.Terms_standards", "/standards/P1-1/", worded),
        done("inspections.Addressee", "{own}inspections/", issued),
        done("inspections.Response", ANSWER, answered),
        done("inspections.ResponseEvidence", ANSWER, lambda people: answered(people, LINK)),
        again("inspections.Verification", ANSWER, verified=False, comment="Looked at again today."),
        again("inspections.StatutoryResponse", "{own}inspections/", published=dt.date(2024, 10, 1)),
        # Measures
        done("measures.Release", MEASURE, published),
        done("measures.Observation", MEASURE, published),
        again("measures.Rebase", "{own}measures/charged_pct/", quarter=dt.date(2023, 4, 1)),
        again("measures.Note", "{own}measures/charged_pct/", last=dt.date(2019, 10, 1)),
        done("measures.Spelling", "/measures/releases/spellings/", spelled),
        again("measures.Target", MEASURE, value=Decimal(8)),
    ]
)
