from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ledger.triggers import AppendOnly, triggers_of

FILE = settings.BASE_DIR / "docs" / "data-dictionary.md"
BEGINNING = """\
# Data dictionary

Every table of ours and every field, made from the models by `python manage.py data_dictionary`; a test says so when the
models have moved on. Moments are stored in UTC and shown in London; dates are London dates. Of a table that is
append-only the database itself refuses UPDATE and DELETE.
"""

# What the same field says in every table.
EVERYWHERE = {
    "token": "Made with the form: the same form sent twice records once.",
    "version": "1, then 2 for a change, and so on. The last that was known at a moment counts.",
    "recorded_at": "Never earlier than the row before.",
}


class Command(BaseCommand):
    help = "Writes docs/data-dictionary.md from the models."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing, and fail if the file is not as they are"
        )

    def handle(self, *, check, **options):
        made = dictionary()
        if check and FILE.read_text() != made:
            raise CommandError("docs/data-dictionary.md is not as the models are. Run manage.py data_dictionary.")
        if not check:
            FILE.write_text(made)


def dictionary() -> str:
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    with override("en-gb"):
        return "\n".join([BEGINNING, *(_section(model) for config in ours for model in config.get_models())])


def _section(model) -> str:
    fields = [field for field in (*model._meta.local_fields, *model._meta.local_many_to_many) if field.name != "id"]
    rows = [f"| `{field.name}` | {_type(field)} | {_meaning(field)} |" for field in fields]
    text = [f"## {model._meta.label}\n", f"{' '.join(model.__doc__.split())}{_ledger(model)}\n"]
    text += ["| field | type | what it says |", "|---|---|---|", *rows, ""]
    refused = [constraint.name.replace("_", " ") for constraint in model._meta.constraints]
    refused += [f"{each.RULE} (trigger)" for each in triggers_of(model) if not isinstance(each, AppendOnly)]
    if refused:
        text.append(f"The database holds: {'; '.join(refused)}.\n")
    return "\n".join(text)


def _ledger(model) -> str:
    if not getattr(model, "append_only", False):
        return ""
    numbered = getattr(model, "numbered_by", "pk")
    return " Append-only." if numbered == "pk" else f" Append-only; counted from 1 by `{numbered}`."


def _type(field) -> str:
    kind = field.get_internal_type().removesuffix("Field")
    if field.is_relation:
        kind = f"{'many' if field.many_to_many else 'to'} {field.related_model._meta.label}"
    elif field.max_length and kind in ("Char", "Slug"):
        kind += f" of at most {field.max_length}"
    return kind + ", unique" * field.unique + ", optional" * (field.null or field.blank)


def _meaning(field) -> str:
    """Its words, what they do not say, and what may stand in it."""
    words = f"{field.verbose_name}. {field.help_text or EVERYWHERE.get(field.name, '')}".strip().removesuffix(".")
    choices = [str(key) if str(key) == str(label) else f"`{key}` {label}" for key, label in field.flatchoices]
    return f"{words}. {', '.join(choices)}".replace("|", "\\|") if choices else words.replace("|", "\\|")
