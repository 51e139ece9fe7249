from collections import Counter

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery
from django.http import HttpResponse
from django.test import Client

from benchmarks import ledger
from benchmarks.middleware import HEADER, CountQueries
from benchmarks.reference import load_country
from ledger.head import ledger_head
from ledger.models import AuditEvent
from ledger.triggers import protect, unprotect
from rollout.models import Commitment, OperatingModel, Return, ReturnEvent, Review, Standard, Theme, Update
from rollout.scales import State, Verdict
from training.models import Completion


@pytest.fixture
def sessions(db):
    unprotect(connection, "inspections_terms_standards")
    for model in (Commitment, Standard, Theme, OperatingModel):  # the real ones, which every test finds
        model.objects.all().delete()
    protect(connection, "inspections_terms_standards")
    return load_country()


def test_every_organisation_owes_fifty_standards(sessions):
    owed = Commitment.objects.values("organisation").annotate(number=Count("pk"))
    assert [each["number"] for each in owed] == [50] * 57
    assert len(sessions) == 58


def test_its_people_are_signed_in(sessions):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessions["durham"]
    assert client.get("/privacy/").wsgi_request.user.email == "durham@benchmark.invalid"


def test_queries_are_counted(rf, db, settings):
    settings.BENCHMARK_LATENCY_S = 0

    def view(request):
        return HttpResponse(str(Standard.objects.count() + Update.objects.count()))

    assert CountQueries(view)(rf.get("/"))[HEADER] == "2"


@pytest.mark.postgresql
def test_the_ledger_is_filled_as_the_service_would_have(sessions):
    with connection.cursor() as cursor:
        ledger.fill(cursor, 6000)
        cursor.execute("ANALYZE")  # as the benchmark does: without statistics the joins below may take half a minute
        assert ledger.recorded(cursor) == 6000
        assert len(ledger.commitments(cursor)) == 2850
    assert Completion.objects.filter(course__code="course").count() == 43 * 60
    assert AuditEvent.objects.first().action == "benchmark.filled"
    assert ledger_head() == AuditEvent.objects.order_by("pk").last().pk
    assert Counter(Return.objects.values_list("state", flat=True)).keys() == set(State.values) - {State.DRAFT}
    assert Return.objects.count() > 57 * 7
    last = ReturnEvent.objects.filter(of_return=OuterRef("pk")).order_by("-number").values("state")[:1]
    assert not Return.objects.exclude(state=Subquery(last)).exists()
    assert not Review.objects.filter(update__recorded_at__gte=F("of_return__signed_at")).exists()
    assert set(Review.objects.values_list("verdict", flat=True)) == set(Verdict.values)
    longest = Update.objects.filter(commitment=Update.objects.first().commitment).order_by("number")
    assert [update.number for update in longest] == list(range(1, len(longest) + 1))
    times = [update.recorded_at for update in longest]
    assert times == sorted(times)
