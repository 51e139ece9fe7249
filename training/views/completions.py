"""A force's completions, several months and courses at once: boxes, check, record."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import RECORD_TRAINING
from forces.access import get_force, is_on_behalf
from forces.periods import months_after
from ledger.actions import EditConflict, RuleBroken
from ledger.middleware import today_only
from training import actions
from training.forms.completions import CheckForm, GridForm, above_headcount, cells_of, cells_sent, filled
from training.forms.pasted_column import PasteForm
from training.months import month_of, months_between, read_month
from training.queries import courses, figures, latest_headcounts

FULL_MONTHS = 12  # in the boxes, and the present one


@today_only("organisation_training", "slug")
def record_completions(request, slug):
    page = Page(request, get_force(request.user, slug, RECORD_TRAINING))
    if request.method != "POST":
        return page.begin()
    return {"paste": page.paste, "back": page.again, "record": page.record}.get(request.POST.get("do"), page.check)()


class Page:
    """Every step carries all boxes and the versions under them, so nothing typed is lost on the way."""

    def __init__(self, request, force):
        self.request, self.force, self.today = request, force, request.as_at.day
        self.courses = list(courses(request.as_at))
        if not self.courses:
            raise Http404
        self.figures = figures(force)
        self.earliest = min(course.first_month for course in self.courses)

    def begin(self):
        cells = cells_of(self.courses, self._months())
        return self._boxes(self._grid(None, cells, initial=filled(cells, self.figures)))

    def again(self):
        return self._boxes(self._sent())

    def paste(self):
        form, grid = PasteForm(self.request.POST, courses=self.courses, today=self.today), self._sent()
        if not form.is_valid():
            return self._boxes(grid, form)
        cells = cells_of(self.courses, {cell.month for cell in [*form.cells, *grid.cells]})
        data = self.request.POST.copy()
        for name, value in filled(cells, self.figures).items():
            data.setdefault(name, "" if value is None else str(value))
        for cell, text in form.cells.items():
            data[cell.box] = text
        return self._boxes(self._grid(data, cells), pasted=len(form.cells))

    def check(self):
        grid = self._sent()
        if not grid.is_valid():
            return self._refuse(grid)
        if not grid.changes:
            grid.add_error(None, _("Nothing differs from what is recorded. Type a number into a box"))
            return self._boxes(grid)
        return self._check(grid, CheckForm(**self._asked(grid)))

    def record(self):
        grid = self._sent()
        if not grid.is_valid():
            return self._refuse(grid)
        form = CheckForm(self.request.POST, **self._asked(grid))
        if any(change.came_first for change in grid.changes) or not form.is_valid():
            return self._check(grid, form)
        try:
            recorded = actions.record_completions(
                organisation=self.force,
                entries=[change.entry for change in grid.changes],
                by=self.request.user,
                today=self.today,
                reason=form.cleaned_data["reason"],
                token=form.cleaned_data["token"],
            )
        except EditConflict:
            self.figures = figures(self.force)
            return self.record()
        except RuleBroken as refused:
            form.add_error(None, refused.message)
            return self._check(grid, form)
        messages.success(self.request, recorded_text(len(recorded)))
        return redirect("organisation_training", self.force.slug)

    def _asked(self, grid):
        heads = latest_headcounts(self.request.as_at)
        stated = {kind: row for (organisation, kind), row in heads.items() if organisation == self.force.pk}
        return {
            "changes": grid.changes,
            "above": above_headcount(grid.changes, self.courses, self.figures, stated),
        }

    def _grid(self, data, cells, **kwargs):
        return GridForm(data, cells=cells, figures=self.figures, today=self.today, **kwargs)

    def _sent(self):
        sent = cells_sent(self.courses, self.request.POST)
        return self._grid(self.request.POST, sent or cells_of(self.courses, self._months()))

    def _refuse(self, grid):
        if grid.non_field_errors():
            grid.renew()
        return self._boxes(grid)

    def _check(self, grid, form):
        theirs = [change for change in grid.changes if change.came_first]
        if theirs:
            grid.renew()
        context = {"grid": grid, "form": form, "theirs": theirs, **self._context()}
        return render(self.request, "training/check_completions.html", context)

    def _boxes(self, grid, paste=None, pasted=0):
        first, usual = self._first, self._usual
        earlier = max(self.earliest, months_after(first, -FULL_MONTHS - 1))
        later = min(usual, months_after(first, FULL_MONTHS + 1))
        context = self._context() | {
            "form": grid,
            "paste": paste
            or PasteForm(courses=self.courses, today=self.today, initial={"paste_month": f"{first:%Y-%m}"}),
            "pasted": pasted,
            "courses": self.courses,
            "earlier": earlier if earlier < first else None,
            "later": later if later > first else None,
        }
        return render(self.request, "training/record_completions.html", context)

    def _context(self):
        return {"organisation": self.force, "on_behalf": is_on_behalf(self.request.user, RECORD_TRAINING, self.force)}

    @property
    def _usual(self):
        return max(self.earliest, months_after(month_of(self.today), -FULL_MONTHS))

    @property
    def _first(self):
        """Of the months shown: the one asked for where it can be shown, else so many before the present one."""
        asked = read_month(self.request.GET.get("from", ""))
        return max(asked, self.earliest) if asked and asked <= month_of(self.today) else self._usual

    def _months(self):
        return months_between(self._first, min(months_after(self._first, FULL_MONTHS), self.today))


def recorded_text(number: int) -> str:
    if not number:
        return _("That is what is recorded: nothing was added.")
    words = ngettext(
        "%(number)d figure is recorded. The %(unit)s sees it now.",
        "%(number)d figures are recorded. The %(unit)s sees them now.",
        number,
    )
    return words % {"number": number, "unit": settings.UNIT_NAME}
