from measures.views.charts import add_note, change_note, rebase, target
from measures.views.national import measure, measure_chart, measures
from measures.views.organisation_measures import organisation_measure, organisation_measure_chart, organisation_measures
from measures.views.releases import add_release, release, releases, spellings, upload
from measures.views.table_one import table_one

__all__ = [
    "add_note",
    "add_release",
    "change_note",
    "measure",
    "measure_chart",
    "measures",
    "organisation_measure",
    "organisation_measure_chart",
    "organisation_measures",
    "rebase",
    "release",
    "releases",
    "spellings",
    "table_one",
    "target",
    "upload",
]
