"""Imports and lists measures. Their wording comes from files; none is part of the product."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eap.core.actor import Actor
from eap.core.errors import Conflict
from eap.wellbeing.fhir import parse
from eap.wellbeing.imported import ImportedMeasure, ImportOptions, ImportRefused, Licence
from eap.wellbeing.json_source import MAX_BYTES
from eap.wellbeing.policies import IMPORTING
from eap.wellbeing.selectors import every_measure
from eap.wellbeing.services import keep_measure

IMPORTER = Actor.system(IMPORTING)
OPTIONS = {
    "url": "canonical address of the measure",
    "version_label": "its publisher's version",
    "language": "language of the wording, such as en or zh-Hans",
    "title": "title people read",
    "copyright": "copyright line, where the file has none",
    "permission_number": "number of the written permission, with --licence permission",
    "definition": "scoring definition, such as phq-9, where the file has no panel code",
}


class Command(BaseCommand):
    """`manage.py measures import FILE --licence free [...]` and `manage.py measures list`."""

    help = "Import a measure from a FHIR R4 Questionnaire, or list what was imported."

    def add_arguments(self, parser: CommandParser) -> None:
        """What a file lacks is given as an option; the licence is always the operator's word."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="every imported version")
        taking: ArgumentParser = acts.add_parser("import", help="one file")
        taking.add_argument("file", type=Path)
        taking.add_argument("--licence", choices=[one.value for one in Licence], default="")
        for name, says in OPTIONS.items():
            taking.add_argument(f"--{name.replace('_', '-')}", default="", help=says)

    def handle(self, *args: Any, **options: Any) -> None:
        """One act."""
        if options["act"] == "list":
            self._list()
        else:
            self._import(options)

    def _list(self) -> None:
        for row in every_measure(IMPORTER):
            self.stdout.write(
                f"{row.definition}  {row.language}  version {row.version_label}"
                f"  {row.imported_at:%Y-%m-%d}  {row.title}\n"
                f"    {row.copyright}\n    {row.licence} {row.permission_number}".rstrip()
            )

    def _import(self, options: dict[str, Any]) -> None:
        measure = _read(options)
        try:
            kept = keep_measure(IMPORTER, measure=measure)
        except Conflict:
            raise CommandError(
                f"version {measure.version} of this measure is imported already with other"
                " words, and never changes: give the new text its own --version-label"
            ) from None
        word = "imported" if kept.is_new else "imported before, nothing changed"
        self.stdout.write(f"{measure.title} ({measure.definition}, {measure.language}): {word}")


def _read(options: dict[str, Any]) -> ImportedMeasure:
    given = ImportOptions(
        url=options["url"],
        version=options["version_label"],
        language=options["language"],
        title=options["title"],
        copyright=options["copyright"],
        licence=options["licence"],
        permission_number=options["permission_number"],
        definition=options["definition"],
    )
    try:
        with options["file"].open("rb") as file:
            return parse(file.read(MAX_BYTES + 1), given)
    except OSError as error:
        raise CommandError(f"the file cannot be read: {error.strerror}") from None
    except ImportRefused as refusal:
        raise CommandError(f"nothing was imported\n{refusal}") from None
