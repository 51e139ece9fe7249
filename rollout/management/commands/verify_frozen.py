from django.core.management.base import BaseCommand, CommandError

from rollout.frozen import is_whole, misstated
from rollout.models import FrozenFile, Return
from rollout.scales import State


class Command(BaseCommand):
    help = (
        "Proves every file of every accepted return against its SHA-256, and what it says of each standard against "
        "the ledger: as it stood when it was signed, with corrected statements in their place."
    )

    def handle(self, **options):
        number, faults = 0, []
        for file in FrozenFile.objects.select_related("of_return__organisation", "of_return__period").iterator(100):
            number += 1
            if not is_whole(file):
                faults.append(f"{file}: its bytes are not those that were written (file {file.pk}).")
            elif file.kind == FrozenFile.Kind.CSV and (codes := misstated(file)):
                faults.append(f"{file}: the ledger says otherwise of {', '.join(codes)} (file {file.pk}).")
        for kind in FrozenFile.Kind:
            files = FrozenFile.objects.filter(kind=kind).values("of_return")
            without = Return.objects.filter(state=State.ACCEPTED).exclude(pk__in=files)
            faults += [f"{found}: has no {kind.label}." for found in without.select_related("organisation", "period")]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{number} frozen files, every one as it was written.")
