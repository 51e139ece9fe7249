from django.urls import path, register_converter

from forces.converters import DayConverter
from rollout import views

register_converter(DayConverter, "day")
ORGANISATION = "organisations/<slug:slug>/"
RETURN = ORGANISATION + "returns/<day:starts>/"
COMMITMENT = ORGANISATION + "commitments/<slug:code>/"

urlpatterns = [
    path(ORGANISATION + "commitments/", views.commitments, name="commitments"),
    path(COMMITMENT, views.commitment, name="commitment"),
    path(COMMITMENT + "record/", views.record, name="record_update"),
    path(COMMITMENT + "confirm/", views.confirm, name="confirm_unchanged"),
    path(COMMITMENT + "evidence/<int:pk>/", views.evidence, name="evidence"),
    path(ORGANISATION + "log/", views.organisation_log, name="organisation_log"),
    path("log/", views.log, name="log"),
    path("log/write/", views.write_log, name="write_log"),
    # An organisation's own side of its returns
    path(ORGANISATION + "returns/", views.organisation_returns, name="organisation_returns"),
    path(RETURN, views.return_page, name="return"),
    path(RETURN + "confirm/", views.confirm_many, name="confirm_many"),
    path(RETURN + "ready/", views.mark_ready, name="mark_ready"),
    path(RETURN + "back/", views.give_back, name="give_back"),
    path(RETURN + "sign/", views.sign_return, name="sign_return"),
    path(RETURN + "correct/", views.correct_return, name="correct_return"),
    path(RETURN + "correct/<slug:code>/", views.correct_statement, name="correct_statement"),
    path(RETURN + "correct/<slug:code>/withdraw/", views.withdraw_correction, name="withdraw_correction"),
    path(RETURN + "frozen/<int:revision>.<str:kind>", views.frozen_return, name="frozen_return"),
    # The Unit's side of everyone's returns
    path(RETURN + "review/", views.review_return, name="review_return"),
    path(RETURN + "review/<slug:code>/", views.review_update, name="review_update"),
    path(RETURN + "decide/", views.decide_return, name="decide_return"),
    path("returns/", views.late_board, name="returns"),
    path("returns/queue/", views.review_queue, name="review_queue"),
    path("returns/periods/", views.periods, name="periods"),
    path("returns/periods/plan/", views.plan_periods, name="plan_periods"),
    path("returns/periods/<int:pk>/extend/", views.extend_period, name="extend_period"),
    path("returns/rules/", views.rules, name="rules"),
    path("returns/rules/<slug:rule>/", views.set_rule_start, name="set_rule_start"),
    path("programme/", views.programme, name="programme"),
]
