"""Reads a release of published figures: which format it is, what is in it, what is left out and what is wrong."""

import re
from itertools import chain
from pathlib import Path

from measures.importing import neighbours
from measures.importing.cells import text_of
from measures.importing.forces import Names
from measures.importing.found import METRIC, BadRelease, Found, Place, Progress
from measures.importing.headers import find
from measures.importing.headers import plain as plain_heading
from measures.importing.home_office import OFFENCES, OUTCOMES, is_other_basis
from measures.importing.justice import JUSTICE
from measures.importing.plain import PLAIN
from measures.importing.sheets import open_sheets
from measures.messages import say as _

FORMATS = (OUTCOMES, OFFENCES, JUSTICE, PLAIN)  # outcomes first: its headings include those of offences
YEAR = re.compile(r"(20\d\d)\s*[_/-]\s*(\d\d)")

__all__ = ["FORMATS", "BadRelease", "Found", "Names", "read_release"]


def read_release(path: Path, name: str, names: Names, progress: Progress = lambda done, doing: None) -> Found:
    """`name` is what the file was called. Raises BadRelease, with words."""
    with open_sheets(path, name, progress) as sheets:
        reading = _Reading(sheets, name)
        with_headings = iter(reading)
        first = next(with_headings, None)
        if first is None:
            raise BadRelease(reading.nothing_found())
        found = reading.found = Found(reading.format.kind)
        reading.format.read(chain([first], with_headings), names, found)
    reading.finish()
    found.mapped = dict(names.used)
    if not found.figures and not found.problems:
        for (what, written), unknown in found.unknown.items():
            expected = _("a metric that we know") if what == METRIC else _("the name of a police force")
            found.wrong(unknown.place, _("%(name)s", name=written), expected)
    if not found.figures and not found.problems:
        left_out = [f"{reason} ({rows:,})" for (_sheet, reason), rows in found.left_out.most_common(3)]
        raise BadRelease(
            _(
                "The headings are right, but there is no row about adult rape in one of the 43 forces with a figure. "
                "Left out: %(reasons)s.",
                reasons="; ".join(left_out) or _("nothing"),
            )
        )
    return found


class _Reading:
    """The sheets that have the headings of one format, as (name, columns, rows), with what the others lack."""

    def __init__(self, sheets, name):
        self.sheets, self.name, self.format, self.found = sheets, name, None, None
        self.near, self.without, self.with_headings, self.titles = {}, [], [], []

    def __iter__(self):
        for sheet in self.sheets:
            row, title = find(sheet.rows, [self.format] if self.format else FORMATS, sheet.name)
            self.titles.append((sheet.name, title))
            if row and row.format.has_neighbours:
                neighbours.look(*row.cells, sheet.name)
            if row and row.fits:
                self.format = row.format
                self.with_headings.append(sheet.name)
                self._look_around()
                yield sheet.name, row.columns, self._counted(sheet)
                continue
            if row:
                self.near[sheet.name] = row
            self.without.append(sheet.name)

    def _look_around(self):
        """Whether its name or a title says that it is a part of what we read."""
        if self.format.has_neighbours:
            neighbours.look(self.name)
            for sheet, title in self.titles:
                neighbours.look_at_title(sheet, title)

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
        self._look_around()
        found = self.found
        for name in self.without:
            row = self.near.get(name)
            if row and row.lacks:
                found.wrong(row.place, _("a heading is missing"), _headings(self.format, row))
            elif row:
                found.wrong(row.place, ", ".join(row.twice), _("one of these headings, not both"))
            elif YEAR.search(name) and not neighbours.ASIDE.search(name.lower().replace("_", " ")):
                found.wrong(Place(name), _("a sheet without headings"), _("the headings of the other sheets"))
            else:
                found.leave_out(Place(name), _("a sheet without figures"))
        years = {int(year[1]) for name in self.with_headings if (year := YEAR.search(name))}
        for year in range(min(years), max(years)) if years else ():
            if year not in years:
                found.leave_out(Place(f"{year}_{(year + 1) % 100:02}"), _("there is no sheet for this year"))

    def nothing_found(self) -> str:
        neighbours.look(self.name, *self.without)
        if not self.near:
            return _(
                "No sheet has the headings of a release we know. Sheets in the file: %(names)s.",
                names=", ".join(self.without)[:200] or _("none"),
            )
        row = min(self.near.values(), key=lambda near: len(near.lacks))
        said = {"sheet": row.place.sheet, "row": row.place.row, "kind": row.format.title}
        if not row.lacks:
            return _(
                "Sheet %(sheet)s, row %(row)d looks like “%(kind)s”, but has headings that say the same: %(twice)s. We "
                "cannot tell which to take. Nothing was read.",
                twice=_quoted(row.twice), **said,
            )  # fmt: skip
        said["headings"] = _headings(row.format, row)
        other = [text_of(each) for each in row.unknown if is_other_basis(plain_heading(each))]
        if row.lacks == {"number"} and row.format is OUTCOMES and other:
            return _(
                "Sheet %(sheet)s, row %(row)d looks like “%(kind)s”, but has no column %(headings)s. %(other)s is "
                "another count, never taken for it: ours is of investigations closed in the quarter. Nothing was read.",
                other=_quoted(other), **said,
            )  # fmt: skip
        return _(
            "Sheet %(sheet)s, row %(row)d looks like “%(kind)s”, but has no column %(headings)s. Headings there that "
            "we do not know: %(unknown)s. Nothing was read.",
            unknown=_quoted(row.unknown[:8]) or _("none"), **said,
        )  # fmt: skip


def _headings(wanted, row) -> str:
    """Those that it lacks, by the names that they have had."""
    return "; ".join(_quoted(wanted.names[ours][:4], " or ") for ours in sorted(row.lacks))


def _quoted(texts, between=", ") -> str:
    return between.join(f"“{text}”" for text in texts)
