"""The Unit manager's pages. Who may open them is in access_table.txt."""

import datetime as dt

import pytest
from django.utils import timezone

from forces.models import Organisation
from ledger.as_at import as_at
from tests.layout import laid_out
from training.actions import record_headcount, set_quota, share_out
from training.forms.fields import WholeNumberField
from training.models import Course, Quota, Share
from training.queries import quotas, shares

LIST, ADD, CHANGE = "/training/quotas/", "/training/quotas/add/", "/training/quotas/first-2000/"
SHARES, COURSES, ADD_COURSE = f"{CHANGE}shares/", "/training/courses/", "/training/courses/add/"


def words(page):
    return laid_out(page.content.decode())


@pytest.fixture
def manager(client, unit_manager):
    client.force_login(unit_manager)
    return client


@pytest.fixture
def forces(db):
    return list(Organisation.objects.filter(kind="force"))


def terms(**said):
    given = {"base": 0, "name": "1,000 more", "number": "1,000", "source": "The Unit", **said}
    for name, day in (("starts", given.pop("starts", "1 7 2025")), ("due", given.pop("due", "31 3 2027"))):
        given |= dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day.split(), strict=True))
    return given


def test_a_quota_is_added(manager):
    page = manager.post(ADD, terms(), follow=True)
    assert "“1,000 more” is recorded." in words(page)
    quota = Quota.objects.get(code="1000-more")
    assert (quota.number, quota.starts, quota.due) == (1000, dt.date(2025, 7, 1), dt.date(2027, 3, 31))
    assert "1,000 more</a>" in words(page)


def test_a_quota_of_which_nobody_has_a_share_is_not_one_of_0(manager, forces, unit_manager):
    assert ">not shared out</a>" in words(manager.get(LIST))
    assert b",not shared out,Home Office" in manager.get(f"{LIST}?_export=csv").content.replace(b'"', b"")
    common = {"quota": Quota.objects.get(), "basis": "by_hand", "by": unit_manager}
    share_out(numbers={forces[0]: 5}, **common)
    share_out(numbers={forces[0]: 0}, **common)
    assert ">0</a>" in words(manager.get(LIST))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "8m"}, "“8m” is not a whole number. Enter it in figures, like 2,000"),
        ({"number": "2.5"}, "“2.5” is not a whole number. Leave out the part after the point"),
        ({"number": "-3"}, "“-3” is below 0. Enter 0 or more"),
        ({"number": "0"}, "A quota asks for at least 1"),
        ({"number": ""}, "Enter how many completions it asks for"),
        ({"number": "9" * 30}, "is too large"),
        ({"due": "1 6 2025"}, "The date it is due must come after the date it counts from"),
        ({"due": "31 2 2026"}, "Due by must be a real date"),
        ({"name": "…"}, "The name must hold letters or numbers"),
        ({"name": "First 2000"}, "There is a quota of this name already."),
        ({"base": "x"}, "This form did not arrive whole."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(manager, wrong, said):
    page = manager.post(ADD, terms(**wrong))
    assert said in words(page)
    assert 'value="The Unit"' in words(page)
    assert Quota.objects.count() == 1


def test_a_change_needs_a_reason_and_keeps_the_former_terms(manager):
    (quota,) = Quota.objects.all()
    said = terms(base=quota.pk, name=quota.name, number="2,200", starts="1 7 2023", due="30 4 2024")
    assert "Say why the quota changes" in words(manager.post(CHANGE, said))
    manager.post(CHANGE, said | {"reason": "Ministers asked for more."})
    assert [row.number for row in Quota.objects.order_by("pk")] == [2000, 2200]
    page = words(manager.get(CHANGE))
    assert "2,200 by 30 April 2024" in page
    assert "2,000 by 30 April 2024" in page
    assert "recorded by Unit manager" in page


def test_whoever_changes_a_quota_second_is_told(manager, unit_manager):
    (quota,) = Quota.objects.all()
    names = ("code", "name", "starts", "due", "source")
    set_quota(**{name: getattr(quota, name) for name in names}, number=2100, reason="First.", by=unit_manager)
    said = terms(base=quota.pk, number="2,200", reason="Second.", starts="1 7 2023", due="30 4 2024")
    page = manager.post(CHANGE, said)
    assert "Unit manager changed this first." in words(page)
    assert "Second." in words(page)
    assert Quota.objects.count() == 2
    last = Quota.objects.order_by("-pk").first()
    assert f'name="base" value="{last.pk}"' in words(page)
    assert manager.post(CHANGE, said | {"base": last.pk}).status_code == 302


def test_a_reason_that_names_a_case_has_to_be_confirmed(manager):
    quota = Quota.objects.get()
    said = terms(base=quota.pk, number="2,200", reason="Ask anna@example.org", starts="1 7 2023", due="30 4 2024")
    assert "What you typed looks as if it holds" in words(manager.post(CHANGE, said))
    assert manager.post(CHANGE, said | {"checked": "on"}).status_code == 302


def sent(forces, base=0, basis="by_hand", do="record", **numbers):
    """The form of shares, checked: numbers by slug, with _ for -, the other boxes empty."""
    boxes = {f"share-{force.slug}": "" for force in forces}
    typed = {f"share-{slug.replace('_', '-')}": number for slug, number in numbers.items()}
    return {**boxes, **typed, "base": base, "basis": basis, "do": do}


def standing():
    return {share.organisation.slug: share.number for share in shares(Quota.objects.get()).values()}


def test_equally_is_shown_before_anything_is_recorded(manager, forces):
    page = manager.get(f"{SHARES}?basis=equally")
    assert "The shares add up to 2,000." in words(page)
    assert not Share.objects.exists()
    form = page.context["form"]
    said = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    manager.post(SHARES, said)
    assert not Share.objects.exists()
    manager.post(SHARES, said | {"do": "record"})
    assert sum(standing().values()) == 2000
    assert {share.basis for share in Share.objects.all()} == {"equally"}
    assert "2,000</a>" in words(manager.get(LIST))


def test_numbers_that_were_edited_are_by_hand(manager, forces):
    said = sent(forces, basis="equally", durham="40", kent="1,000")
    manager.post(SHARES, said)
    assert standing() == {"durham": 40, "kent": 1000}
    assert {share.basis for share in Share.objects.all()} == {"by_hand"}
    assert "The shares add up to 1,040 of 2,000: 960 are not shared out." in words(manager.get(SHARES))


@pytest.fixture
def state_officers(unit_manager):
    def state(numbers):
        today = timezone.localdate()
        for force, number in numbers.items():
            said = {"organisation": force, "kind": "officers", "number": number, "by": unit_manager}
            record_headcount(day=today, today=today, **said)

    return state


def test_by_officer_numbers_only_once_all_are_there(manager, forces, state_officers):
    """28 forces that have stated none once put the whole quota on the other 15."""
    page = manager.get(f"{SHARES}?basis=officers")
    assert "43 of 43 forces have not stated how many officers they have" in words(page)
    state_officers(dict.fromkeys(forces[:15], 1000))
    page = manager.get(f"{SHARES}?basis=officers")
    assert "28 of 43 forces have not stated" in words(page)
    assert set(page.context["form"].initial.values()) <= {None, 0, "officers"}
    assert [force.slug for force in page.context["officers"].forces.values()] == [force.slug for force in forces[15:]]
    state_officers(dict.fromkeys(forces[15:], 1000))
    page = manager.get(f"{SHARES}?basis=officers")
    assert "The shares add up to 2,000." in words(page)
    assert min(number for name, number in page.context["form"].initial.items() if name.startswith("share-")) == 46


def test_officers_that_are_missing_are_given_by_hand(manager, forces, state_officers):
    state_officers(dict.fromkeys(forces[2:], 1000))
    first, second = (f"officers-{force.slug}" for force in forces[:2])
    some = words(manager.get(SHARES, {"basis": "officers", first: "3,000", second: ""}))
    assert f"{forces[1]}: enter how many officers it has" in some
    assert "The shares add up to 0 of 2,000" in some
    page = manager.get(SHARES, {"basis": "officers", first: "3,000", second: "1000"})
    assert "The shares add up to 2,000." in words(page)
    initial = page.context["form"].initial
    assert initial[f"share-{forces[0].slug}"] == 133
    assert initial["basis"] == "by_hand"


def test_who_gets_what_is_checked_before_it_is_recorded(manager, forces):
    page = manager.post(SHARES, sent(forces, durham="40", kent="1,960", do=""))
    assert "Check the shares before they are recorded" in words(page)
    assert "The shares add up to 2,000." in words(page)
    assert "41 of 43 forces have no share: " in words(page)
    assert [(force.slug, *pair) for force, *pair in page.context["differences"]] == [
        ("durham", None, 40), ("kent", None, 1960)
    ]  # fmt: skip
    assert not Share.objects.exists()
    carried = dict(page.context["form"].carried)
    assert 'value="1,960"' in words(manager.post(SHARES, carried | {"do": "back"}))
    manager.post(SHARES, carried | {"do": "record"})
    assert standing() == {"durham": 40, "kent": 1960}


def test_adding_up_records_nothing(manager, forces):
    page = manager.post(SHARES, sent(forces, durham="40", do="add_up"))
    assert "The shares add up to 40 of 2,000" in words(page)
    assert not Share.objects.exists()


def test_a_share_for_an_area_is_neither_offered_nor_taken(manager, forces):
    assert "cps-south-west" not in words(manager.get(SHARES))
    page = manager.post(SHARES, sent(forces, cps_south_west="5", durham="40"))
    assert "“cps-south-west” is not a police force. Only forces have a share of a quota" in words(page)
    assert 'value="40"' in words(page)
    assert not Share.objects.exists()


def test_a_share_that_cannot_be_read_is_said_beside_its_box(manager, forces):
    page = words(manager.post(SHARES, sent(forces, durham="N/A", kent="-1")))
    assert "Durham: “N/A” is not a whole number" in page
    assert "Kent: “-1” is below 0" in page
    assert 'href="#id_share-durham"' in page
    assert not Share.objects.exists()


def test_whoever_shares_out_second_is_told(manager, forces, force, unit_manager):
    share_out(quota=Quota.objects.get(), numbers={force: 7}, basis="by_hand", by=unit_manager)
    page = manager.post(SHARES, sent(forces, durham="40"))
    assert "Unit manager changed this first." in words(page)
    assert standing() == {"avon-and-somerset": 7}


def test_sending_what_stands_records_nothing(manager, forces):
    manager.post(SHARES, sent(forces, durham="40"))
    base = Share.objects.get().pk
    page = manager.post(SHARES, sent(forces, base=base, durham="40"), follow=True)
    assert "Nothing was recorded: the shares are as they were." in words(page)
    assert Share.objects.count() == 1
    manager.post(SHARES, sent(forces, base=base))  # an empty box takes the share away
    assert standing() == {}


def test_a_course_is_added(manager):
    said = {"name": "Refresher", "audience": "specialist", "counts": "on", "source": "The College"}
    page = manager.post(ADD_COURSE, said, follow=True)
    assert "The course is added" in words(page)
    course = Course.objects.get(code="refresher")
    assert (course.counts, course.began) == (True, None)
    assert "There is a course of this name already." in words(manager.post(ADD_COURSE, said))


def test_a_course_that_counts_is_for_specialists(manager):
    said = {"name": "Recruits again", "audience": "recruit", "counts": "on", "source": "The College"}
    page = words(manager.post(ADD_COURSE, said))
    assert "Only a course for specialist investigators can count towards a quota" in page
    assert 'value="Recruits again"' in page


def test_in_the_past_nothing_can_be_recorded(manager):
    for address, back in ((ADD, LIST), (CHANGE, LIST), (SHARES, LIST), (ADD_COURSE, COURSES)):
        page = manager.get(f"{address}?as-at=2024-03-01")
        assert (page.status_code, page.url) == (302, f"{back}?as-at=2024-03-01")
    assert "Add a quota" not in words(manager.get(f"{LIST}?as-at=2024-03-01"))
    assert manager.get(f"{CHANGE}?as-at=2023-07-05").status_code == 404


def test_the_manager_gets_there_from_the_training_page(manager, client, unit):
    assert f'href="{LIST}"' in words(manager.get("/training/"))
    client.force_login(unit)
    assert f'href="{LIST}"' not in words(client.get("/training/"))


@pytest.mark.parametrize("address", [LIST, SHARES, COURSES, CHANGE])
def test_the_number_of_queries_does_not_grow(manager, queries_with_all_and_with_three, address):
    everything, three = queries_with_all_and_with_three(address)
    assert everything == three <= 12


@pytest.mark.parametrize(
    ("typed", "number"), [("2,000", 2000), (" 1 200 ", 1200), ("007", 7), ("0", 0), ("1,234,567", 1_234_567)]
)
def test_whole_numbers_as_people_type_them(typed, number):
    assert WholeNumberField().clean(typed) == number


def test_a_quota_set_today_is_not_known_yesterday(manager):
    manager.post(ADD, terms())
    today = timezone.localdate()
    yesterday = as_at(today - dt.timedelta(days=1), today=today)
    assert [quota.code for quota in quotas(yesterday)] == ["first-2000"]
