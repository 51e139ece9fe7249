"""One word for one thing: what pages, documents and code call it. /help/words/ lists them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from funding.moves import CLAIMS
from inspections.moves import RESPONSES
from rollout.moves import RETURNS
from rollout.scales import Confidence, Status, Verdict

# A word, what it means, and if it has one its scale as pages show it.
WORDS = (
    (_("allocation"), _("What a recipient is given of a fund for a financial year. What changes it is a variation.")),
    (
        _("as at"),
        _(
            "A page as at a day shows what was known at the end of that day, London time. Without one it shows "
            "what is known now."
        ),
    ),
    (
        _("claim"),
        _(
            "What a force asks to be paid of an allocation for a period. It counts from the finance officer's "
            "certificate on."
        ),
        CLAIMS.labels.values(),
    ),
    (
        _("cohort"),
        _(
            "When an organisation joined: a pathfinder, the expansion or the national rollout for forces; the "
            "pilot or the national rollout for CPS Areas."
        ),
    ),
    (_("commitment"), _("What one organisation owes on one standard, with the target date that was agreed.")),
    (_("completion"), _("One person who finished a course in a month. A month is reported, nil or not reported.")),
    (
        _("confidence"),
        _(
            "Whether an organisation expects to reach its target date. It looks forward; status says where "
            "a standard is today."
        ),
        Confidence.labels,
    ),
    (_("confirmed unchanged"), _("Somebody looked, and what was reported before still holds. It counts as reported.")),
    (_("deadline"), _("A day by the end of which somebody has to act, London time.")),
    (_("finding"), _("What an inspectorate found or recommends. It is issued to whoever has to respond.")),
    (_("in place or better"), _("In place, or embedded.")),
    (_("log"), _("The Unit's own record of visits, calls and decisions. Organisations do not see it.")),
    (
        _("measure"),
        _("A figure that is published by force and quarter, such as the share of outcomes that are charges."),
    ),
    (
        _("model"),
        _(
            "What has to be put in place: one operating model for the investigation of rape, for forces, and one "
            "for its prosecution, for CPS Areas. A model has themes, a theme has standards."
        ),
    ),
    (_("nil"), _("None, and somebody said so. Not the same as not reported.")),
    (_("not reported"), _("Nobody has said anything yet. It is never counted as nil.")),
    (_("on behalf"), _("Recorded by the Unit for an organisation. The page says so beside it.")),
    (_("organisation"), _("A police force or a CPS Area.")),
    (_("quota"), _("How many people are to complete a course nationally by a day. Each force may have a share.")),
    (_("release"), _("A file of figures as it was published. A revision is a further release; what it revises stays.")),
    (
        _("response"),
        _(
            "What an organisation says it does about a finding. Complete is what it says; verified is what the "
            "Unit or the inspectorate says."
        ),
        RESPONSES.labels.values(),
    ),
    (_("return"), _("An organisation's sign-off of its whole position for a period."), RETURNS.labels.values()),
    (_("review"), _("The Unit's view of an update that was signed off."), Verdict.labels),
    (
        _("standard"),
        _("One thing to put in place. It is published, or the Unit's own working text; its page says which."),
    ),
    (_("status"), _("How far a standard is in place. The scale is our own."), Status.labels),
    (_("target date"), _("The day by which an organisation aims to have a standard in place.")),
    (_("theme"), _("A group of standards of a model, such as a pillar.")),
    (_("Unit"), _("The team at the Home Office and the NPCC that runs this service and the programme.")),
    (
        _("update"),
        _("What an organisation says about a standard on a day. It is never changed: a correction is another update."),
    ),
    (_("verified"), _("Somebody other than whoever responded says that the response is right.")),
)


def glossary() -> list[dict]:
    rows = [{"word": word, "meaning": meaning, "scale": scale[0] if scale else ()} for word, meaning, *scale in WORDS]
    return sorted(rows, key=lambda row: str(row["word"]).lower())


@require_safe
@login_not_required
def words(request):
    return render(request, "pages/words.html", {"rows": glossary()})
