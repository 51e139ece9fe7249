from django.urls import path, register_converter

from forces.converters import DayConverter
from rollout.views import board, commitments, corrections, log, programme, record, returns, review, schedule, sign_off

register_converter(DayConverter, "day")
ORGANISATION = "organisations/<slug:slug>/"
RETURN = ORGANISATION + "returns/<day:starts>/"
COMMITMENT = ORGANISATION + "commitments/<slug:code>/"

urlpatterns = [
    path(ORGANISATION + "commitments/", commitments.commitments, name="commitments"),
    path(COMMITMENT, commitments.commitment, name="commitment"),
    path(COMMITMENT + "record/", record.record, name="record_update"),
    path(COMMITMENT + "confirm/", record.confirm, name="confirm_unchanged"),
    path(COMMITMENT + "evidence/<int:pk>/", commitments.evidence, name="evidence"),
    path(ORGANISATION + "log/", log.organisation_log, name="organisation_log"),
    path("log/", log.log, name="log"),
    path("log/write/", log.write_log, name="write_log"),
    # An organisation's own side of its returns
    path(ORGANISATION + "returns/", returns.organisation_returns, name="organisation_returns"),
    path(RETURN, returns.return_page, name="return"),
    path(RETURN + "confirm/", sign_off.confirm_many, name="confirm_many"),
    path(RETURN + "ready/", sign_off.mark_ready, name="mark_ready"),
    path(RETURN + "back/", sign_off.give_back, name="give_back"),
    path(RETURN + "sign/", sign_off.sign_return, name="sign_return"),
    path(RETURN + "correct/", sign_off.correct_return, name="correct_return"),
    path(RETURN + "correct/<slug:code>/", corrections.correct_statement, name="correct_statement"),
    path(RETURN + "correct/<slug:code>/withdraw/", corrections.withdraw_correction, name="withdraw_correction"),
    path(RETURN + "frozen/<int:revision>.<str:kind>", returns.frozen_return, name="frozen_return"),
    # The Unit's side of everyone's returns
    path(RETURN + "review/", review.review_return, name="review_return"),
    path(RETURN + "review/<slug:code>/", review.review_update, name="review_update"),
    path(RETURN + "decide/", review.decide_return, name="decide_return"),
    path("returns/", board.late_board, name="returns"),
    path("returns/queue/", board.review_queue, name="review_queue"),
    path("returns/periods/", schedule.periods, name="periods"),
    path("returns/periods/plan/", schedule.plan_periods, name="plan_periods"),
    path("returns/periods/<int:pk>/extend/", schedule.extend_period, name="extend_period"),
    path("returns/rules/", schedule.rules, name="rules"),
    path("returns/rules/<slug:rule>/", schedule.set_rule_start, name="set_rule_start"),
    path("programme/", programme.programme, name="programme"),
]
