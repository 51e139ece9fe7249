"""Inspections invented for the demonstration, beside the two that are public: what was known of them, and when."""

import datetime as dt

from ledger.as_at import LONDON

SOURCE = "Invented for this demonstration"


def at(text: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(10, 30), LONDON)


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


FORCE, AREA, NEXT = "demonstration-force-2026", "demonstration-area-2026", "demonstration-next"
INSPECTIONS = {
    FORCE: ("hmicfrs", "force", "Public protection in two forces (invented)", "2026-01-12"),
    AREA: ("hmcpsi", "area", "Casework quality in CPS Areas (invented)", "2025-09-08"),
    NEXT: ("hmicfrs", "thematic", "Return to the early adopters (invented)", "2026-06-15"),
}
INSPECTED = {FORCE: (("avon-and-somerset", "durham"), "2026-02-10"), AREA: (("cps-south-west",), "2025-09-10")}

# step, when it was recorded, planned, forecast, done, days, reason
MILESTONES = {
    FORCE: (
        ("commissioned", "2026-01-12", "", "", "2026-01-12", None, ""),
        ("terms", "2026-01-20", "2026-02-09", "", "", None, ""),
        ("terms", "2026-02-10", "2026-02-09", "", "2026-02-10", None, ""),
        ("requests", "2026-02-12", "2026-03-02", "", "", None, ""),
        ("requests", "2026-03-09", "2026-03-02", "", "2026-03-09", None, ""),
        ("fieldwork", "2026-02-12", "2026-05-11", "", "", None, ""),
        ("fieldwork", "2026-04-20", "2026-05-11", "2026-06-01", "", None, ""),
        ("fieldwork", "2026-05-20", "2026-05-11", "2026-06-15", "", None, "Two inspectors were called away."),
        ("fieldwork", "2026-06-26", "2026-05-11", "2026-06-15", "2026-06-26", None, ""),
        ("debrief", "2026-06-29", "2026-06-29", "", "2026-06-29", None, ""),
        ("factual", "2026-07-06", "2026-08-03", "", "", 10, ""),
        ("factual", "2026-08-14", "2026-08-03", "", "2026-08-14", 10, ""),
        ("publication", "2026-07-06", "2026-09-10", "", "", None, ""),
        ("publication", "2026-08-20", "2026-09-10", "2026-09-24", "", None, ""),
        ("publication", "2026-09-24", "2026-09-10", "2026-09-24", "2026-09-24", None, ""),
    ),
    AREA: (
        ("commissioned", "2025-09-08", "", "", "2025-09-08", None, ""),
        ("fieldwork", "2025-09-20", "2025-11-10", "", "", None, ""),
        ("fieldwork", "2025-11-28", "2025-11-10", "", "2025-11-28", None, ""),
        ("publication", "2025-12-01", "2026-03-12", "", "", None, ""),
        ("publication", "2026-03-12", "2026-03-12", "", "2026-03-12", None, ""),
    ),
    NEXT: (
        ("commissioned", "2026-06-15", "", "", "2026-06-15", None, ""),
        ("terms", "2026-07-01", "2026-09-07", "", "", None, ""),
        ("terms", "2026-09-16", "2026-09-07", "", "2026-09-16", None, ""),
        ("requests", "2026-09-16", "2026-11-16", "", "", None, ""),
        ("fieldwork", "2026-09-16", "2027-01-18", "", "", None, ""),
        ("fieldwork", "2026-11-09", "2027-01-18", "2027-02-01", "", None, ""),
        ("publication", "2026-09-16", "2027-06-24", "", "", None, ""),
    ),
}

# label, kind, parent, when it was issued, due, standards, scope, national bodies, text
FINDINGS = {
    FORCE: (
        ("C1", "concern", "", "2026-09-25", "2026-12-18", "P2-1 P2-3", "inspected", (),
         "Suspects who offend again are not always identified, and those at risk are not always protected."),
        ("C1-R1", "recommendation", "C1", "2026-09-25", "2026-11-13", "P2-1", "inspected", (),
         "Check every week who is suspected more than once, and record what is done."),
        ("C1-R2", "recommendation", "C1", "2026-09-25", "2027-03-31", "P2-3", "inspected", (),
         "Train all investigators to ask for protective orders."),
        ("A1", "improvement", "", "2026-09-25", "", "P4-5", "inspected", (),
         "Specialist posts are filled by people who are still in training."),
        ("R1", "recommendation", "", "2026-09-28", "2027-01-29", "", "national", ("college-of-policing", "npcc"),
         "Say which training counts towards the qualification of a specialist investigator."),
    ),
    AREA: (
        ("R1", "recommendation", "", "2026-03-16", "2026-09-30", "EA-2", "areas", (),
         "Early advice names the suspect's behaviour as its first question in every case."),
        ("R2", "recommendation", "", "2026-03-16", "2026-10-30", "", "national", ("cps",),
         "Publish how often early advice is given, by Area and quarter."),
    ),
}  # fmt: skip
PUBLIC = ("hmicfrs-2024", ("R3", "R5"), "2024-09-02")  # issued to all forces
