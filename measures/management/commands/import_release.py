import datetime as dt
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import MANAGE_MEASURES
from forces.access import can
from ledger.actions import RuleBroken
from ledger.as_at import read_day
from measures import actions
from measures.importing import BadRelease
from measures.models import Release
from measures.quarters import financial
from measures.report import mapped, taken, words

LISTED = 6  # of each kind, so that what is said fits on one screen; -v 2 lists everything


def day(text: str) -> dt.date:
    try:
        return read_day(text)
    except ValueError:
        raise CommandError(f'Found --published "{text}", expected a date as YYYY-MM-DD.') from None


class Command(BaseCommand):
    help = "Brings in a release of published figures. Says what it would do; --commit does it, all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--published", type=day, help="the day it was published; else the one in its name")
        parser.add_argument("--commit", action="store_true", help="record it; without, nothing is written")
        parser.add_argument("--by", help="email of the person who brings it in")
        parser.add_argument(
            "--confirm", metavar="WHY", default="",
            help="why it is right that the country's total is under half of the last; kept with --by's name",
        )  # fmt: skip

    def handle(self, *, file, published, commit, by, confirm, **options):
        self.listed = LISTED if options["verbosity"] < 2 else 10_000
        if not file.is_file():
            raise CommandError(f"{file}: there is no such file.")
        published = published or actions.published_in(file.name)
        if published is None:
            raise CommandError("Say with --published YYYY-MM-DD when it was published: its name does not.")
        if published > timezone.localdate():
            raise CommandError(f"Found {published} as the day it was published, expected today or a day in the past.")
        person = User.objects.filter(email=by).first() if by else None
        if by and person is None:
            raise CommandError(f"There is no person with the email {by}.")
        if confirm.strip() and not (person and can(person, MANAGE_MEASURES)):
            raise CommandError("--confirm needs --by with the email of a Unit manager, whose name is kept with it.")
        sha256 = actions.fingerprint(file)
        if there := Release.objects.filter(sha256=sha256).first():
            day = timezone.localdate(there.recorded_at)
            self.stdout.write(f"This file was brought in already, on {day:%d %B %Y}. Nothing changes.")
            return

        def say(done, doing):
            if options["verbosity"] > 1:
                self.stderr.write(f"{done:.0%} {doing}")

        try:
            found, short, report = actions.dry_run(file, file.name, published, say)
        except BadRelease as error:
            raise CommandError(f"{error} Nothing was written.") from error
        self._say(report)
        if found.problems:
            raise CommandError("Nothing was written. Put the cells above right, or ask the publisher, and try again.")
        if short and not confirm.strip():
            self.stdout.write(shortfall(short))
            if commit:
                raise CommandError('Nothing was written. If it is right, say so: --by EMAIL --confirm "WHY".')
        if not commit:
            more = ' --by EMAIL --confirm "WHY"' if short and not confirm.strip() else ""
            self.stdout.write(f"Nothing was written. Add --commit{more} to record this.")
            return
        try:
            actions.record_release(
                kind=found.kind, name=file.name, sha256=sha256, figures=found.figures, published_on=published,
                by=person, read=report["read"], confirmed_by=person if short else None,
                confirmed_why=confirm if short else "",
            )  # fmt: skip
        except RuleBroken as refused:
            raise CommandError(f"{refused.message} Nothing was written.") from refused
        self.stdout.write(f"Recorded as published on {published:%d %B %Y}.")

    def _say(self, report):
        self.stdout.write(f"{Release.Kind(report['kind']).label}.")
        counts = f"{report['added']} added, {report['revised']} revised, {report['unchanged']} as they were"
        self.stdout.write(f"{len(report['figures'])} figures: {counts}.")
        self._list(took(report))
        self._list(
            f"revised: {slug}, {measure}, {quarter}: {before} to {after} ({sheet} {cell})"
            for slug, measure, quarter, before, after, sheet, cell in report["revisions"]
        )
        self._list(left_out(report["read"]["left_out"]))
        for what, known in report["known"].items():
            self._list(
                f"unknown {what}: “{name}”: {rows:,} rows (first {sheet} {cell})"
                for of, name, rows, sheet, cell in report["unknown"]
                if of == what
            )
            more = f"; {len(known) - self.listed} more" if known[self.listed :] else ""
            self.stdout.write(f"    known: {'; '.join(known[: self.listed])}{more}")
        if report["unknown"]:
            self.stdout.write(f"    A Unit manager can say what they are on the file's page: {reverse('add_release')}")
        problems = [
            f"wrong: {sheet} {cell}: found {words(found)}, expected {words(expected)}"
            for sheet, cell, found, expected in report["problems"]
        ]
        self._list(problems, more=report["more_problems"])

    def _list(self, lines, more=0):
        lines = list(lines)
        for line in lines[: self.listed]:
            self.stdout.write(f"  {line}")
        if more := more + len(lines[self.listed :]):
            self.stdout.write(f"  {lines[0].partition(':')[0]}: {more:,} more; -v 2 lists them")


def took(report) -> list[str]:
    if not report["figures"]:
        return []
    quarters = sorted(dt.date.fromisoformat(row[2]) for row in report["figures"])
    forces = len({row[0] for row in report["figures"]})
    measures = Counter(row[1] for row in report["figures"])
    return [
        f"took: {', '.join(f'{number} {measure}' for measure, number in measures.items())}",
        f"took: {forces} of 43 forces, {financial(quarters[0])} to {financial(quarters[-1])}",
        *(f"took: {rows:,} {what}" for what, rows in taken(report["read"])),
        *(f"took: “{written}” as {ours}, as the Unit has mapped it" for written, ours in mapped(report["read"])),
    ]


def left_out(rows) -> list[str]:
    """A line for each reason, in however many sheets."""
    by_reason = {}
    for sheet, reason, number, cell in rows:
        by_reason.setdefault(words(reason), []).append((sheet, number, cell))
    lines = []
    for reason, places in sorted(by_reason.items(), key=lambda each: -sum(number for _sheet, number, _cell in each[1])):
        sheet, _number, cell = places[0]
        rows = f"{sum(number for _sheet, number, _cell in places):,} rows, " if cell or places[0][1] > 1 else ""
        first = f" (first {f'{sheet} ' if len(places) > 1 else ''}{cell})" if cell else ""
        sheets = sheet if len(places) == 1 else ", ".join(place[0] for place in places)
        sheets = sheets if len(places) < 5 else f"{len(places)} sheets"
        lines.append(f"left out: {sheets}: {rows}{reason}{first}")
    return lines


def shortfall(short) -> str:
    return (
        f"The country's {short.measure} are {short.total:,} here and {short.before:,} in what was published before for "
        f"the same quarters ({short.quarters}), under half: this may be a file of a part of the offences or forces."
    )
