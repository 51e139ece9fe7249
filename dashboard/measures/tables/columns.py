import django_tables2 as tables

from dashboard.measures.icons import assurance_icon, assurance_words, variation_icon, variation_words


class VariationColumn(tables.Column):
    """The last point's icon with its words; in the download the words."""

    empty_values = ()

    def render(self, value):
        return variation_icon(value)

    def value(self, value):
        return variation_words(value)


class AssuranceColumn(tables.Column):
    """The same of the target."""

    empty_values = ()

    def render(self, value):
        return assurance_icon(value)

    def value(self, value):
        return assurance_words(value)


def without_targets(processes) -> tuple[str, ...]:
    """The columns to leave out: nobody needs to read 43 times that no target is set."""
    return () if any(process and process.target is not None for process in processes) else ("assurance",)
