"""Every name of the service is used: by code, by a template, or by what calls it under that name."""

import re

from django.conf import settings
from vulture import Vulture

from tests.settings import HERE

APPS = [
    "accounts", "bin/launch", "charts", "dashboard", "demo", "forces", "funding", "govuk", "inspections", "ledger",
    "measures", "reminders", "rollout", "soteria_tracker", "stats", "training",
]  # fmt: skip
# Where a class declares what Django or a package looks up: fields, columns, choices, settings.
DECLARED = re.compile(
    r"/(models|forms|admin|apps|urls|settings|gunicorn|wsgi|management)\b|tables|(filters|scales)\.py$"
)
BY_NAME = [
    # Django:
    "Command", "Meta", "*Config", "abstract", "add_arguments", "clean_*", "create_superuser", "delete_queryset",
    "formatException", "get_by_natural_key", "get_fields", "get_full_name", "handle", "has_*_permission",
    "label_from_instance", "msg", "ordering", "prepare_value", "process_view", "regex", "render_*", "to_url",
    "use_*", "value_*",
    # Other packages:
    "coerce", "current_record", "current_value",  # django-tables2, a form's field
    "endElement", "startElement",  # xml.sax
    "extra_context", "index_title", "site_header", "site_title",  # the admin
    "format_email_subject", "generate_authenticator_name", "is_open_for_signup",  # allauth
    "handler500", "post_worker_init",  # Django's and gunicorn's own places
    # Tests and benchmarks only:
    "ledger_head", "protect", "unprotect", "unshared",  # of the ledger, from outside
    "exact_limits", "wilson_before", "wilson_after",  # of figures that were worked out elsewhere too
]  # fmt: skip
DECORATED = ["@register.*", "@receiver*", "@admin.*", "@shared_task*", "@scheduled", "@beat_init.connect"]


def test_every_name_is_used():
    known, found = set(), Vulture(ignore_names=BY_NAME, ignore_decorators=DECORATED)
    folders = [settings.BASE_DIR / app for app in APPS]
    found.scavenge(folders, exclude=["*/migrations/*"])
    for page in (settings.BASE_DIR / "templates").rglob("*.*"):
        known |= {word for tag in re.findall(r"{[{%].*?[%}]}", page.read_text()) for word in re.findall(r"\w+", tag)}
    for file in (file for folder in folders for file in folder.rglob("*.py")):  # "a_name", "the.path.of_one"
        known |= set(re.findall(r'"(?:[\w.]+\.)?(\w+)"', file.read_text()))
    unused = [
        f"{each.filename}: {each.typ} {each.name}"
        for each in found.get_unused_code()
        if each.name not in known and not (each.typ == "variable" and DECLARED.search(str(each.filename)))
    ]
    assert unused == []


def test_no_test_module_takes_from_another():
    """What several need is a fixture or a module beside them: so each can be read, run and taken away alone."""
    taken = re.compile(
        r"^(?:from tests\.(?!test_whole_files)test_|from tests import test_|import tests\.test_)", re.MULTILINE
    )
    assert not [path.name for path in HERE.glob("tests/**/test_*.py") if taken.search(path.read_text())]
