import datetime as dt
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions import Refused
from accounts.models import User
from forces.as_at import read_day
from measures import actions
from measures.actions.releases import check_quarters
from measures.importing import BadRelease, read_release
from measures.models import Release
from measures.report import report_of
from measures.report_words import words


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

    def handle(self, *, file, published, commit, by, **options):
        if not file.is_file():
            raise CommandError(f"{file}: there is no such file.")
        published = published or actions.published_in(file.name)
        if published is None:
            raise CommandError("Say with --published YYYY-MM-DD when it was published: its name does not.")
        if published > timezone.localdate():
            raise CommandError(f"Found {published} as the day it was published, expected today or a day in the past.")
        person = self._person(by)
        sha256 = actions.fingerprint(file)
        if there := Release.objects.filter(sha256=sha256).first():
            day = timezone.localdate(there.recorded_at)
            self.stdout.write(f"This file was brought in already, on {day:%d %B %Y}. Nothing changes.")
            return
        try:
            found = read_release(file, file.name, actions.names_of_forces(), self._progress(options["verbosity"]))
        except BadRelease as error:
            raise CommandError(f"{error} Nothing was written.") from error
        check_quarters(found, published)
        report = report_of(found, actions.changes(found.figures, published))
        self._say(report)
        if found.problems:
            raise CommandError("Nothing was written. Put the cells above right, or ask the publisher, and try again.")
        if not commit:
            self.stdout.write("Nothing was written. Add --commit to record this.")
            return
        try:
            actions.record_release(
                kind=found.kind, name=file.name, sha256=sha256, figures=found.figures, published_on=published,
                by=person, read=report["read"],
            )  # fmt: skip
        except Refused as refused:
            raise CommandError(f"{refused.message} Nothing was written.") from refused
        self.stdout.write(f"Recorded as published on {published:%d %B %Y}.")

    def _person(self, email):
        person = User.objects.filter(email=email).first() if email else None
        if email and person is None:
            raise CommandError(f"There is no person with the email {email}.")
        return person

    def _progress(self, verbosity):
        def say(done, doing):
            if verbosity > 1:
                self.stderr.write(f"{done:.0%} {doing}")

        return say

    def _say(self, report):
        counts = f"{report['added']} added, {report['revised']} revised, {report['unchanged']} as they were"
        self.stdout.write(f"{len(report['figures'])} figures: {counts}.")
        for slug, measure, quarter, before, after, sheet, cell in report["revisions"]:
            self.stdout.write(f"  revised: {slug}, {measure}, {quarter}: {before} to {after} ({sheet} {cell})")
        for sheet, reason, number, cell in report["read"]["left_out"]:
            self.stdout.write(f"  left out: {sheet}: {number:,} rows, {words(reason)} (first {cell or 'the sheet'})")
        for sheet, cell, found, expected in report["problems"]:
            self.stdout.write(f"  wrong: {sheet} {cell}: found {words(found)}, expected {words(expected)}")
        if report["more_problems"]:
            self.stdout.write(f"  wrong: {report['more_problems']:,} more cells")
