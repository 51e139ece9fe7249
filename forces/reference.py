"""The forces, the CPS Areas and who works with whom, from reference/."""

import datetime as dt
from pathlib import Path

from forces.csv_table import month, of_model, one_of, read
from forces.models import Cohort, Organisation, OrganisationKind, Partnership
from forces.sync import Outcome, sync

FORCES, AREAS = "police_forces.csv", "cps_areas.csv"
PARTNERSHIPS, TILES = "force_cps_areas.csv", "force_tiles.csv"


def load_organisations(directory: Path, *, by=None, now: dt.datetime) -> list[Outcome]:
    """Call it inside a transaction. Raises BadFile."""
    forces, areas = _forces(directory), _areas(directory)
    organisations = sync(Organisation, [*forces, *areas], by=by, now=now)
    return [organisations, sync(Partnership, _pairs(directory, forces, areas), key=("force", "area"), by=by, now=now)]


def _forces(directory) -> list[dict]:
    names = ("code", "name", "short_name", "slug", "nation", "region", "cohort", "cohort_basis")
    rows = read(directory / FORCES, of_model(Organisation, *names) | {"joined": month})
    tiles = _tiles(directory, {row.values["code"] for row in rows})
    return [row.values | {"kind": OrganisationKind.FORCE.value} | tiles.get(row.values["code"], {}) for row in rows]


def _tiles(directory, codes) -> dict[str, dict]:
    field = of_model(Organisation, "tile_row", "tile_column", "abbreviation")
    columns = {"code": one_of({code: code for code in codes}), "abbr": field["abbreviation"]}
    columns |= {"row": field["tile_row"], "col": field["tile_column"]}
    return {
        row.values["code"]: {
            "tile_row": row.values["row"],
            "tile_column": row.values["col"],
            "abbreviation": row.values["abbr"],
        }
        for row in read(directory / TILES, columns)
    }


def _areas(directory) -> list[dict]:
    columns = of_model(Organisation, "code", "name", "slug")
    columns |= {"pilot": one_of({"yes": Cohort.PILOT.value, "no": Cohort.NATIONAL.value})}
    columns |= {"pilot_basis": of_model(Organisation, "cohort_basis")["cohort_basis"]}
    return [
        {
            "kind": OrganisationKind.CPS_AREA.value,
            "code": row.values["code"],
            "name": row.values["name"],
            "short_name": row.values["name"],
            "slug": row.values["slug"],
            "cohort": row.values["pilot"],
            "cohort_basis": row.values["pilot_basis"],
        }
        for row in read(directory / AREAS, columns)
    ]


def _pairs(directory, forces, areas) -> list[dict]:
    known = {organisation.code: organisation for organisation in Organisation.objects.all()}
    columns = {
        "force_code": one_of({row["code"]: known[row["code"]] for row in forces}),
        "force_number": str,  # the number in URNs: nothing here needs it
        "cps_area_code": one_of({row["code"]: known[row["code"]] for row in areas}),
    }
    rows = read(directory / PARTNERSHIPS, columns, key=("force_code", "cps_area_code"))
    return [{"force": row.values["force_code"], "area": row.values["cps_area_code"]} for row in rows]
