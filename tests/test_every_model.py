"""What must hold of every table, found by looking, so that a new one cannot be forgotten."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from rollout.models import Update

OURS = ("ledger", "accounts", "forces", "rollout", "training", "funding", "inspections", "reminders", "measures")
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
LEDGERS = {
    "ledger_auditevent", "forces_extension", "rollout_update", "rollout_evidence", "rollout_logentry",
    "reminders_hold", "reminders_takenup", "forces_owedfrom",
    "rollout_returnevent", "rollout_omission", "rollout_correction",
    "rollout_frozenfile", "rollout_review", "rollout_rulestart",
    "training_completion", "training_headcount", "training_quota", "training_share", "training_workforce",
    "funding_allocation", "funding_claimevent", "funding_claimevidence", "funding_claimline", "funding_claimversion",
    "funding_forecast", "funding_fundyear", "funding_plan", "funding_plannedspend", "funding_statement",
    "funding_variation",
    "inspections_addressee", "inspections_inspected", "inspections_milestone", "inspections_response",
    "inspections_responseevidence",
    "inspections_statutoryresponse", "inspections_terms", "inspections_verification",
    "measures_note", "measures_observation", "measures_rebase", "measures_release", "measures_spelling",
    "measures_target",
}  # fmt: skip


def field_names(model):
    return {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_who_and_when_go_together_in_the_database(model):
    """For every optional x_by beside an x_at a constraint says how they go together."""
    names = field_names(model)
    pairs = {name.removesuffix("_at") for name in names if name.endswith("_at") and name[:-3] + "_by" in names}
    said = " ".join(
        str(constraint.condition) for constraint in model._meta.constraints if hasattr(constraint, "condition")
    )
    optional = [pair for pair in pairs if model._meta.get_field(f"{pair}_at").null]
    assert not [pair for pair in optional if f"{pair}_by" not in said or f"{pair}_at" not in said]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_has_words_that_can_be_translated(model):
    plain = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and not field.auto_created
        and field.name not in INHERITED
        and isinstance(field._verbose_name, str | None.__class__)
    ]
    assert not plain


INHERITED = {"id", "password", "last_login", "is_superuser", "groups", "user_permissions"}


def test_the_data_dictionary_is_as_the_models_are():
    call_command("data_dictionary", check=True)


def test_every_text_of_a_statement_is_confidential():
    texts = {field.name for field in Update._meta.fields if isinstance(field, models.TextField)}
    assert texts == set(Update.CONFIDENTIAL)


def test_every_ledger_is_guarded_by_the_database(db):
    """Each table whose rows have a moment of recording, and the audit, has both triggers."""
    recorded = {model._meta.db_table for model in MODELS if {"recorded_at", "received_at"} & field_names(model)}
    assert recorded | {"ledger_auditevent"} == LEDGERS
    assert {f"{table}_no_{verb}" for table in LEDGERS for verb in ("update", "delete")} <= _triggers()


def test_duties_are_kept_apart_by_the_database(db):
    tables = ("funding_claim", "rollout_return", "rollout_review", "inspections_verification")
    assert {f"{table}_apart{which}" for table in tables for which in ("", "_new")} <= _triggers()


def _triggers() -> set[str]:
    catalogue = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else ("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {name.lower() for (name,) in cursor.fetchall()}
