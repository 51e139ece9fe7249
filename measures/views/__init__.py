from measures.views.measure import measure, measure_chart
from measures.views.measures import measures
from measures.views.notes import add_note, change_note
from measures.views.organisation_measures import organisation_measure, organisation_measure_chart, organisation_measures
from measures.views.rebases import rebase
from measures.views.releases import add_release, release, releases, spellings, upload
from measures.views.table_one import table_one
from measures.views.targets import target

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
