import datetime as dt

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from demo.funding.writer import load_funding_demo
from demo.inspections.writer import load_inspections_demo
from demo.measures.writer import load_measures_demo
from demo.reminders import plan_first_mails
from demo.rollout.writer import NotADemonstration, load_demo
from demo.training.writer import load_training_demo
from ledger.as_at import read_day


def london_day(text: str) -> dt.date:
    try:
        return read_day(text)
    except ValueError:
        raise CommandError(f'Found --until "{text}", expected a date as YYYY-MM-DD.') from None


class Command(BaseCommand):
    help = "Writes an invented ledger from July 2023 on, for a demonstration. Run it again to continue it."

    def add_arguments(self, parser):
        parser.add_argument("--until", type=london_day, help="the last London day, YYYY-MM-DD; today if left out")

    def handle(self, *, until, **options):
        now = timezone.now()
        until = until or timezone.localdate(now)
        try:
            with transaction.atomic():
                loaded = load_demo(until=until, now=now, say=self.stdout.write)
                training = load_training_demo(until=until, now=now, say=self.stdout.write)
                funding = load_funding_demo(until=until, now=now, say=self.stdout.write)
                inspections = load_inspections_demo(until=until, now=now, say=self.stdout.write)
                measures = load_measures_demo(until=until, now=now, say=self.stdout.write)
                planned = plan_first_mails(until=until, now=now)
        except NotADemonstration as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Demonstration ledger up to {until}: {loaded.updates} updates, {loaded.evidence} pieces of evidence, "
            f"{loaded.log_entries} log entries, {loaded.moves} moves of returns and {loaded.views} views of the Unit "
            "added."
        )
        self.stdout.write(
            f"Training: {training.completions} monthly figures, {training.workforces} counts of posts and "
            f"{training.headcounts} headcounts added."
        )
        self.stdout.write(
            f"Funding: {funding.allocations} allocations, {funding.claims} claims and {funding.moves} moves of claims "
            "added."
        )
        self.stdout.write(
            f"Inspections: {inspections.responses} responses, {inspections.verifications} verifications and "
            f"{inspections.comments} statutory responses added."
        )
        self.stdout.write(f"Measures: {measures.releases} releases with {measures.figures} figures added.")
        self.stdout.write(f"Reminders: {planned.reminders} planned in {planned.messages} mails.")
        if loaded.left_alone:
            self.stdout.write(f"{loaded.left_alone} commitments left alone: somebody has recorded updates on them.")
        if loaded.returns_left_alone:
            number = loaded.returns_left_alone
            self.stdout.write(f"The returns of {number} organisations left alone: somebody has worked on them.")
        if funding.left_alone:
            self.stdout.write(f"{funding.left_alone} allocations left alone: somebody has worked on their claims.")
