from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from accounts.whole_files import UNFINISHED
from ledger.evidence import FileBroken, PieceOfEvidence


class Command(BaseCommand):
    help = "Proves every file given as evidence, of updates, claims and responses, against its size and SHA-256."

    def handle(self, **options):
        kinds = [model for model in apps.get_models() if issubclass(model, PieceOfEvidence)]
        number, faults = 0, []
        for kind in kinds:
            for piece in kind.objects.exclude(file="").order_by("pk").iterator(100):
                number += 1
                try:
                    piece.content()
                except FileBroken as broken:
                    faults.append(f"{kind._meta.verbose_name} {piece.pk}, {piece.file.name}: {broken}.")
        folder = Path(default_storage.path(UNFINISHED))
        if left := sum(1 for _file in folder.iterdir()) if folder.exists() else 0:
            self.stdout.write(
                f"{folder}: {left} left by processes that died while they wrote. They belong to nothing recorded; what "
                "is older than an hour can be deleted."
            )
        if faults:
            raise CommandError("\n".join(faults))
        said = ", ".join(str(kind._meta.verbose_name_plural) for kind in kinds)
        self.stdout.write(f"{number} files ({said}), every one as it was recorded.")
