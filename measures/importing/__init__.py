"""Reads a release of published figures: which format it is, what is in it, what is left out and what is wrong."""

import re
from pathlib import Path

from measures.importing import justice, offences, outcomes, plain
from measures.importing.forces import Names
from measures.importing.found import BadRelease, Found, Place, Progress
from measures.importing.headers import find
from measures.importing.sheets import open_sheets
from measures.said import say as _

FORMATS = (outcomes, offences, justice, plain)  # outcomes first: its headings include those of offences
YEAR = re.compile(r"(20\d\d)\s*[_/-]\s*(\d\d)")

__all__ = ["FORMATS", "BadRelease", "Found", "Names", "read_release"]


def read_release(path: Path, name: str, names: Names, progress: Progress = lambda done, doing: None) -> Found:
    """`name` is what the file was called, for some are refused by name. Raises BadRelease, with words."""
    if outcomes.is_alternate(name):
        raise BadRelease(outcomes.REFUSED)
    with open_sheets(path, progress) as sheets:
        reading = _Reading(sheets)
        first = next(reading, None)
        if first is None:
            raise BadRelease(reading.nothing_found())
        found = Found(reading.format.KIND)
        reading.found = found
        reading.format.read(_again(first, reading), names, found)
    reading.finish()
    if not found.figures and not found.problems:
        raise BadRelease(_("The headings are right, but there is no row about adult rape in one of the 43 forces."))
    return found


def _again(first, rest):
    yield first
    yield from rest


class _Reading:
    """The sheets that have the headings of one format, as (name, columns, rows), with what the others lack."""

    def __init__(self, sheets):
        self.sheets, self.format, self.found = sheets, None, None
        self.near, self.without, self.with_headings = [], [], []

    def __iter__(self):
        return self

    def __next__(self):
        for sheet in self.sheets:
            wanted = [self.format] if self.format else FORMATS
            match, near = find(sheet.rows, [each.WANTED for each in wanted], sheet.name)
            if match:
                which, columns = match
                self.format = wanted[which]
                self.with_headings.append(sheet.name)
                return sheet.name, columns, self._counted(sheet)
            if near:
                self.near.append((wanted[near[0]], *near[1:]))
            self.without.append(sheet.name)
        raise StopIteration

    def _counted(self, sheet):
        read = 0
        for row in sheet.rows:
            read += 1
            yield row
        self.found.sheets[sheet.name] = read
        if not read:
            self.found.wrong(Place(sheet.name), _("no row under the headings"), _("rows of figures"))

    def finish(self):
        """A year's sheet without headings, or none at all, must not pass for a year without figures."""
        found = self.found
        lacking = {place.sheet: (lacks, place) for _format, lacks, place in self.near}
        for name in self.without:
            if name in lacking:
                lacks, place = lacking[name]
                found.wrong(
                    place, _("a heading is missing"), ", ".join(sorted(_heading(self.format, each) for each in lacks))
                )
            elif YEAR.search(name):
                found.wrong(Place(name), _("a sheet without headings"), _("the headings of the other sheets"))
            else:
                found.leave_out(Place(name), _("a sheet without figures"))
        years = sorted({int(year[1]) for name in self.with_headings if (year := YEAR.search(name))})
        for year in range(years[0], years[-1]) if years else ():
            if year not in years:
                found.leave_out(Place(f"{year}_{(year + 1) % 100:02}"), _("there is no sheet for this year"))

    def nothing_found(self) -> str:
        if self.near:
            kind, lacks, place = min(self.near, key=lambda near: len(near[1]))
            headings = ", ".join(f"“{_heading(kind, each)}”" for each in sorted(lacks))
            return _(
                "Sheet %(sheet)s, row %(row)d looks like “%(kind)s”, but has no column %(headings)s. Nothing was read.",
                sheet=place.sheet, row=place.row, kind=kind.TITLE, headings=headings,
            )  # fmt: skip
        return _(
            "No sheet has the headings of a release we know. Sheets in the file: %(names)s.",
            names=", ".join(self.without)[:200] or _("none"),
        )


def _heading(kind, ours) -> str:
    return sorted(kind.WANTED.names[ours])[0]
