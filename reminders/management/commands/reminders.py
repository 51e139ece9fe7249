import datetime as dt

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from forces.periods import is_working_day
from ledger.as_at import AsAt, as_at, read_day
from reminders.planning import everything_due, plan_day, who_gets_what
from reminders.queries import with_nobody
from reminders.words import level_words, stage_words


def london_day(text: str) -> dt.date:
    try:
        return read_day(text)
    except ValueError:
        raise CommandError(f'Found --on "{text}", expected a date as YYYY-MM-DD.') from None


class Command(BaseCommand):
    help = "Plans the reminders of a day. With --dry-run it says who would get what and why, and writes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=london_day, help="the London day, YYYY-MM-DD; today if left out")
        parser.add_argument("--dry-run", action="store_true", help="only say it")

    def handle(self, *, on, dry_run, **options):
        today = timezone.localdate()
        on = on or today
        if dry_run:
            self._say(as_at(on, today=today))
        elif on != today:
            raise CommandError("Only today can be planned: a mail of another day cannot be sent now. Use --dry-run.")
        else:
            planned = plan_day(now=timezone.now())
            self.stdout.write(f"{planned.reminders} reminders planned in {planned.messages} messages.")

    def _say(self, when: AsAt):
        if not is_working_day(when.day):
            self.stdout.write(f"{when.day:%A %-d %B %Y} is no working day: nobody would get a mail.")
            return
        found = who_gets_what(when)
        names = User.objects.in_bulk({each.person.id for each in found})
        by_person: dict = {}
        for each in found:
            by_person.setdefault(each.person.id, []).append(each)
        self.stdout.write(f"{when.day:%A %-d %B %Y}: {len(found)} reminders in {len(by_person)} messages.")
        for pk, theirs in sorted(by_person.items(), key=lambda pair: names[pair[0]].email):
            self.stdout.write(f"\n{names[pk].email}")
            for each in sorted(theirs, key=lambda each: each.deadline.due):
                deadline, why = each.deadline, f"{stage_words(each.stage)}; {level_words(each.level)}"
                about = f"{deadline.organisation}: " if deadline.organisation else ""
                self.stdout.write(f"  {about}{deadline.title}, due {deadline.due:%-d %B %Y} ({why})")
        if missing := with_nobody(everything_due(when), when.day):
            self.stdout.write(f"\nOrganisations that owe something and have nobody to remind: {len(missing)}.")
