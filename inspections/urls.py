from django.urls import path

from inspections import views

FINDING = "inspections/<slug:code>/findings/<slug:label>/"
BODY = FINDING + "bodies/<slug:body>/"
OWN = "organisations/<slug:slug>/inspections/"
OWN_FINDING = OWN + "<slug:code>/findings/<slug:label>/"

urlpatterns = [
    path("inspections/", views.inspections, name="inspections"),
    path("inspections/add/", views.add_inspection, name="add_inspection"),
    path("inspections/<slug:code>/", views.inspection, name="inspection"),
    path(FINDING, views.finding, name="finding"),
    # the Unit manager's
    path("inspections/<slug:code>/inspected/", views.name_inspected, name="name_inspected"),
    path("inspections/<slug:code>/milestones/<slug:step>/", views.set_milestone, name="set_milestone"),
    path("inspections/<slug:code>/add-finding/", views.add_finding, name="add_finding"),
    path(FINDING + "terms/", views.set_terms, name="set_terms"),
    path(FINDING + "issue/", views.issue_finding, name="issue_finding"),
    # a national body's, which the Unit records
    path(BODY, views.body_response, name="body_response"),
    path(BODY + "respond/", views.body_respond, name="body_respond"),
    path(BODY + "verify/", views.body_verify, name="body_verify"),
    path(BODY + "evidence/<int:pk>/", views.body_evidence, name="body_evidence"),
    # an organisation's own
    path(OWN, views.organisation_inspections, name="organisation_inspections"),
    path(OWN + "<slug:code>/comments/", views.record_comments, name="record_comments"),
    path(OWN_FINDING, views.finding_response, name="finding_response"),
    path(OWN_FINDING + "respond/", views.respond, name="respond"),
    path(OWN_FINDING + "verify/", views.verify, name="verify_response"),
    path(OWN_FINDING + "evidence/<int:pk>/", views.response_evidence, name="response_evidence"),
]
