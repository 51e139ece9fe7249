from datetime import date

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

from govuk.forms import Choice, DateField, GovukForm, LongTextField
from tests.layout import laid_out


class ReportForm(GovukForm):
    status = forms.ChoiceField(
        choices=[Choice("1", "Not started", hint="Nothing done"), Choice("2", "Planned")],
        widget=forms.RadioSelect, help_text="Where it stands",
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        choices=[("a", "Leadership"), ("b", "Data")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label="I have checked this")
    target_date = DateField(label="Target date")
    note = LongTextField(label="Note", max_length=20, required=False)
    evidence = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class RememberedForm(GovukForm):
    seen = DateField(required=False)


GOOD = {
    "status": "2", "sure": "on", "target_date_day": "29", "target_date_month": "2", "target_date_year": "2024",
}  # fmt: skip


def rendered(form):
    fields = "{% for field in form.visible_fields %}{% govuk_field field %}{% endfor %}"
    hidden = "{% for field in form.hidden_fields %}{{ field }}{% endfor %}"
    template = engines["django"].from_string("{% error_summary form %}" + fields + hidden)
    return laid_out(template.render({"form": form}))


def date_error(day, month, year):
    form = ReportForm(GOOD | {"target_date_day": day, "target_date_month": month, "target_date_year": year})
    return form, form.errors.get("target_date", [None])[0]


def test_a_form_leaves_checking_to_us():
    text = rendered(ReportForm())
    assert " required" not in text
    assert "There is a problem" not in text


def test_radios_and_checkboxes_sit_in_fieldsets_with_hints():
    text = rendered(ReportForm(GOOD))
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_status_hint">' in text
    assert 'id="id_status_1" name="status" value="2" checked' in text
    assert 'aria-describedby="id_status_0_hint"' in text
    assert 'type="checkbox" id="id_themes_1" name="themes" value="b">' in text
    assert '<input type="hidden" name="token" id="id_token">' in text


def test_errors_stand_beside_the_field_and_in_the_summary():
    text = rendered(ReportForm({"note": "x" * 30}))
    assert '<a href="#id_status_0">Select an answer for “Status”</a>' in text
    assert '<a href="#id_sure">Tick “I have checked this” to go on</a>' in text
    assert '<a href="#id_target_date_day">Enter the target date</a>' in text
    assert '<a href="#id_note">Use 20 characters or fewer. You have used 30.</a>' in text
    assert 'aria-describedby="id_note_error id_note-info"' in text
    assert "x" * 30 in text


def test_an_error_of_the_whole_form_links_to_its_first_field():
    form = ReportForm(GOOD)
    form.add_error(None, "Someone else has just recorded this.")
    form.add_error("token", "This form is too old.")
    text = rendered(form)
    assert '<a href="#id_status_0">Someone else has just recorded this.</a>' in text
    assert '<a href="#id_status_0">This form is too old.</a>' in text


def test_text_is_counted_never_cut_off_and_line_breaks_count_once():
    assert "maxlength=" not in rendered(ReportForm()).replace("data-maxlength=", "")
    assert 'data-i18n.characters-over-limit.other="You have %{count} characters too many"' in rendered(ReportForm())
    form = ReportForm(GOOD | {"note": "a\r\nb" * 6 + "cc"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == "a\nb" * 6 + "cc"


@pytest.mark.parametrize("month", ["2", "02", "Feb", "febr", "february"])
def test_a_date_may_be_typed_in_several_ways(month):
    form, error = date_error("29", month, "2024")
    assert error is None
    assert form.cleaned_data["target_date"] == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "error", "focus"),
    [
        (("29", "2", "2023"), "Target date must be a real date", "day"),
        (("x", "2", "2023"), "Target date must be a real date", "day"),
        (("1", "febble", "2024"), "Target date must be a real date", "day"),
        (("1", "2", "0204"), "Target date must be between 2000 and 2099", "year"),
        (("1", "2", "9999"), "Target date must be between 2000 and 2099", "year"),
        (("", "2", "2024"), "Target date must include a day", "day"),
        (("1", "", "2024"), "Target date must include a month", "month"),
        (("1", "2", "24"), "Target date must include a year of 4 numbers", "year"),
        (("", " ", ""), "Enter the target date", "day"),
    ],
)
def test_a_wrong_date_is_said_plainly_at_the_box_at_fault(typed, error, focus):
    form, said = date_error(*typed)
    assert said == error
    assert f'<a href="#id_target_date_{focus}">{error}</a>' in rendered(form)


def test_a_known_date_fills_the_boxes_and_counts_as_unchanged():
    form = RememberedForm({"seen_day": "1", "seen_month": "4", "seen_year": "2024"}, initial={"seen": date(2024, 4, 1)})
    assert not form.has_changed()
    unbound = rendered(RememberedForm(initial={"seen": date(2024, 4, 1)}))
    assert 'name="seen_month" type="text" inputmode="numeric" value="4"' in unbound
    assert RememberedForm({"seen_day": "x"}).has_changed()
    assert RememberedForm({}).is_valid()


def test_what_an_author_wrote_is_not_replaced():
    class Own(GovukForm):
        name = forms.CharField(error_messages={"required": "Say who you are"})

    assert Own({}).errors["name"] == ["Say who you are"]


def test_the_filter_shows_what_is_chosen_and_how_to_take_it_away():
    class Filter(forms.Form):
        region = forms.MultipleChoiceField(choices=[("n", "North"), ("s", "South")], required=False)
        group = forms.ChoiceField(choices=[("Far", [("f", "Faroe")])], required=False)
        name = forms.CharField(required=False)

    request = RequestFactory().get("/x/?region=n&region=s&group=f&name=Dur&sort=name&page=3")
    template = engines["django"].from_string("{% filter_form form %}")
    text = laid_out(template.render({"form": Filter(request.GET)}, request))
    assert '<a class="moj-filter__tag" href="?region=s&amp;group=f&amp;name=Dur&amp;sort=name">' in text
    assert "</span> Faroe</a>" in text
    assert "</span> Dur</a>" in text
    assert '<input type="hidden" name="sort" value="name">' in text
    assert 'href="/x/?sort=name">Clear the filter' in text
    assert "Clear the filter" not in template.render({"form": Filter()}, request)


def test_a_choice_that_is_not_listed_is_shown_as_it_stands():
    class Filter(forms.Form):
        region = forms.MultipleChoiceField(choices=[("n", "North")], required=False)
        group = forms.ChoiceField(choices=[("", "Any"), ("Far", [("f", "Faroe")]), ("m", "Man")], required=False)

    request = RequestFactory().get("/x/?region=zz&group=m")
    text = laid_out(
        engines["django"].from_string("{% filter_form form %}").render({"form": Filter(request.GET)}, request)
    )
    assert "</span> Man</a>" in text
    assert "</span> zz</a>" not in text
    assert "Select a valid choice" in text
