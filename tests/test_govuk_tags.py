import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from ledger.as_at import as_at
from tests.layout import laid_out

TODAY = dt.date(2024, 5, 1)


def written(template, query="", day=None, **context):
    request = RequestFactory().get(f"/programme/{query}")
    request.user = AnonymousUser()
    if day:
        request.as_at = as_at(day, today=TODAY)
        request.compare = None
    return engines["django"].from_string(template).render(context, request).strip()


def test_links_keep_the_past_day_and_nothing_else():
    assert written("{% at_url 'programme' %}", day=dt.date(2024, 4, 30)) == "/programme/?as-at=2024-04-30"
    assert written("{% at_url 'standard' 'I-1' %}", day=TODAY) == "/standards/I-1/"
    assert written("{% at_url 'programme' %}") == "/programme/"


def test_a_status_is_a_sign_or_a_word():
    assert 'class="app-sign app-sign--4"' in written("{% status_sign 4 confidence=2 %}")
    assert written("{{ status|status_word }}", status=None) == "No report"
    assert written("{{ status|status_word }}", status="5") == "Embedded"


def test_a_tag_escapes_its_text():
    assert written('{% tag text "red" %}', text="<b>") == '<strong class="govuk-tag govuk-tag--red">&lt;b&gt;</strong>'
    assert written('{% tag "Late" %}') == '<strong class="govuk-tag">Late</strong>'


def test_the_day_control_keeps_the_filters_and_leaves_out_the_page():
    text = laid_out(
        written('{% include "govuk/_as_at.html" with compare=True %}', "?region=north&page=2&as-at=2024-04-30", TODAY)
    )
    assert '<input type="hidden" name="region" value="north">' in text
    assert 'name="page"' not in text
    assert 'name="as-at" value="2024-05-01"' in text
    assert 'name="compare" value=""' in text


def test_no_summary_without_errors_or_forms():
    assert written("{% error_summary form %}") == ""
    assert written("{% error_summary form other %}", form=None) == ""


def test_classes_name_the_modifiers_that_hold():
    assert (
        written("{% classes 'govuk-radios' inline=no small=yes %}", yes=True, no=False)
        == "govuk-radios govuk-radios--small"
    )
    assert written("{% classes 'govuk-label' size %}", size="govuk-label--s") == "govuk-label govuk-label--s"
    assert written("{% classes 'govuk-label' size error=wrong %}") == "govuk-label"


def test_attributes_leave_out_what_has_no_value():
    assert (
        written("<p{% attributes id=id aria_label=label %}>", id=0, label='"A"')
        == '<p aria-label="&quot;A&quot;" id="0">'
    )
    assert written("<p{% attributes id=unknown title=none hidden=no %}>", none=None, no=False) == "<p>"


def test_a_phrase_over_several_lines_has_no_space_before_its_commas():
    phrase = """{% phrase %}
      {{ who }}
      {% if unit %}
        , <b>{{ unit }}</b>
      {% endif %}
      <span class="govuk-visually-hidden">: {{ what }}</span>
      {% for each in items %}
        {{ each }}
        {% if forloop.last %}.{% else %},{% endif %}
      {% endfor %}
    {% endphrase %}"""
    said = written(phrase, who="A", unit="The Unit", what="notes", items=["one", "two"])
    assert said == 'A, <b>The Unit</b><span class="govuk-visually-hidden">: notes</span> one, two.'
    assert written(phrase, who="A") == 'A<span class="govuk-visually-hidden">: </span>'


def test_a_phrase_keeps_what_people_typed():
    assert written("{% phrase %}\n  {{ a }}\n  , {{ b }}\n{% endphrase %}", a="x , y .pdf", b="<i>\n :") == (
        "x , y .pdf, &lt;i&gt;\n :"
    )


def test_a_button_of_allauth_is_a_warning_secondary_or_plain():
    assert written("{% button_class tags %}", tags=["danger", "outline"]) == "govuk-button govuk-button--warning"
    assert written("{% button_class tags %}", tags=["link"]) == "govuk-button govuk-button--secondary"
    assert written("{% button_class tags %}") == "govuk-button"
    assert written("{% button_class tags link=True %}") == "govuk-button govuk-button--secondary"
    assert written("{% button_class tags link=True %}", tags=["prominent"]) == "govuk-button"
