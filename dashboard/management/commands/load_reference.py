from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from forces.csv_table import BadFile
from funding.reference import load_funding
from inspections.reference import load_inspections
from measures.reference import load_measures
from rollout.reference import DIRECTORY, load_reference
from training.reference import load_training


class Command(BaseCommand):
    help = "Loads the reference data: organisations, models, standards, training, money, inspections, measures."

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="directory", type=Path, default=DIRECTORY, help="another directory of files")

    def handle(self, *, directory, **options):
        try:
            with transaction.atomic():
                outcomes = load_reference(directory=directory)
                outcomes += load_training(directory=directory) + load_funding(directory=directory)
                outcomes += load_inspections(directory=directory)
                outcomes += load_measures(directory=directory)
        except BadFile as error:
            raise CommandError(f"{error}. Nothing was written.") from error
        for outcome in outcomes:
            self.say(outcome, options["verbosity"])

    def say(self, outcome, verbosity):
        counts = f"{len(outcome.added)} added, {len(outcome.changed)} changed, {outcome.left} left"
        self.stdout.write(f"{outcome.table}: {counts}")
        groups = {
            "changed": outcome.changed,
            "edited in the admin, kept": outcome.kept,
            "not in the file, left": outcome.not_in_file,
            "added": outcome.added if verbosity > 1 else [],
        }
        for what, lines in groups.items():
            for line in lines:
                self.stdout.write(f"  {what}: {line}")
