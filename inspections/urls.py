from django.urls import path

from inspections.views import country, inspection, manage, organisation, responses

FINDING = "inspections/<slug:code>/findings/<slug:label>/"
BODY = FINDING + "bodies/<slug:body>/"
OWN = "organisations/<slug:slug>/inspections/"
OWN_FINDING = OWN + "<slug:code>/findings/<slug:label>/"

urlpatterns = [
    path("inspections/", country.inspections, name="inspections"),
    path("inspections/add/", manage.add_inspection, name="add_inspection"),
    path("inspections/<slug:code>/", inspection.inspection, name="inspection"),
    path(FINDING, inspection.finding, name="finding"),
    # the Unit manager's
    path("inspections/<slug:code>/inspected/", manage.name_inspected, name="name_inspected"),
    path("inspections/<slug:code>/milestones/<slug:step>/", manage.set_milestone, name="set_milestone"),
    path("inspections/<slug:code>/add-finding/", manage.add_finding, name="add_finding"),
    path(FINDING + "terms/", manage.set_terms, name="set_terms"),
    path(FINDING + "issue/", manage.issue_finding, name="issue_finding"),
    # a national body's, which the Unit records
    path(BODY, responses.response, name="body_response"),
    path(BODY + "respond/", responses.body_respond, name="body_respond"),
    path(BODY + "verify/", responses.body_verify, name="body_verify"),
    path(BODY + "evidence/<int:pk>/", responses.evidence, name="body_evidence"),
    # an organisation's own
    path(OWN, organisation.organisation_inspections, name="organisation_inspections"),
    path(OWN + "<slug:code>/comments/", organisation.record_comments, name="record_comments"),
    path(OWN_FINDING, responses.response, name="finding_response"),
    path(OWN_FINDING + "respond/", responses.respond, name="respond"),
    path(OWN_FINDING + "verify/", responses.verify, name="verify_response"),
    path(OWN_FINDING + "evidence/<int:pk>/", responses.evidence, name="response_evidence"),
]
