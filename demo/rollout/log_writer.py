"""Writes the demonstration's part of the Unit's log."""

from itertools import takewhile

from accounts.permissions import UNIT, UNIT_MANAGER
from demo.rollout.log import Entry, log
from demo.tokens import token_of
from forces.models import Organisation
from rollout.models import LogEntry


def write_log(moment, authors) -> int:
    """Those that follow up another come second: they need its id."""
    there = dict(LogEntry.objects.values_list("token", "pk"))
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    told = {entry.key: entry for entry in _tell_log(organisations.values(), moment)}
    tokens = {key: token_of(entry) for key, entry in told.items()}
    new = [entry for key, entry in told.items() if tokens[key] not in there]
    for wave in ([entry for entry in new if not entry.follows], [entry for entry in new if entry.follows]):
        rows = [_log_entry(entry, organisations, tokens, there, authors) for entry in wave]
        there |= {row.token: row.pk for row in LogEntry.objects.bulk_create(rows)}
    return len(new)


def _tell_log(organisations, moment) -> list[Entry]:
    streams = [log(every=25), *(log(organisation.slug, organisation.kind) for organisation in organisations)]
    told = [entry for each in streams for entry in takewhile(lambda entry: entry.recorded_at < moment, each)]
    return sorted(told, key=lambda entry: entry.recorded_at)


def _log_entry(entry: Entry, organisations, tokens, there, authors) -> LogEntry:
    analysts = authors[UNIT, ""] + authors[UNIT_MANAGER, ""]
    return LogEntry(
        organisation=organisations.get(entry.organisation),
        follows_id=there[tokens[entry.follows]] if entry.follows else None,
        recorded_by=analysts[entry.author % len(analysts)],
        token=tokens[entry.key],
        **{name: getattr(entry, name) for name in ("kind", "text", "happened_on", "follow_up_on", "recorded_at")},
    )
