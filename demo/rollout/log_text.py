"""What the Unit's analysts would write in their log. {area} and {other} are themes."""

AREAS = {
    "force": [
        "governance", "suspect focus", "repeat offenders", "the victim's part", "learning and wellbeing",
        "data and performance", "digital forensics",
    ],
    "cps_area": ["early advice", "service to victims", "joint scrutiny", "the people plan", "assurance"],
}  # fmt: skip
ENTRIES = {
    "call": [
        "Monthly call with the lead. Work on {area} goes well; {other} is the slow part. A revised plan follows.",
        "Call about the last return. Two statuses were too hopeful; they will look again.",
        "Call with the new lead. Explained the scale, the targets and what counts as evidence.",
        "Short call. No change since last month, morale better than in spring.",
        "They asked how others handle {other}. Put them in touch with a pathfinder.",
        "Talked through the overdue dates. They expect to meet most within two months.",
    ],
    "visit": [
        "Supported self-assessment visit, two days. Strong on {area}; {other} needs a plan. Report to follow.",
        "Visit to the team. Work on {area} has clearly moved since last year; {other} depends on one person.",
        "Half-day visit with the programme board. Governance is sound, pace is not.",
        "Follow-up visit after the improvement plan. Half of its actions are closed.",
    ],
    "support": [
        "Shared another organisation's templates for {other}.",
        "Ran a workshop on {area} for supervisors.",
        "Helped them rewrite the improvement plan: fewer actions, each with an owner.",
        "Sent the reading list and the dates of the learning network.",
        "Commented on their draft guidance for {other}.",
    ],
    "decision": [
        "Agreed to accept later target dates for {other} while the restructure lasts.",
        "Decided not to count partial roll-out as in place. Told the lead why.",
        "Agreed a monthly instead of a quarterly call until {other} is back on track.",
        "Agreed that they present their work on {area} at the next network day.",
    ],
    "risk": [
        "The implementation team shrinks to one person from next month. Work on {other} is at risk.",
        "Budget for next year not settled. Work on {other} would stop first.",
        "The lead leaves and no successor is named.",
        "Reports look better than what we saw on the visit.",
        "New recording system goes live in the same month as the roll-out.",
    ],
}
SETTLED = [
    "Followed up: the plan arrived and is good enough.",
    "Followed up: done, nothing open.",
    "Followed up by phone. Half done; the rest is in their next return.",
    "Followed up: a successor is named and starts next month.",
    "Followed up: dates were corrected in the ledger.",
    "Followed up: no longer a concern.",
]
PROGRAMME = {
    "decision": [
        "We ask for a return each quarter, by working day twenty after it ends.",
        "Amber and red without a reason are sent back. Agreed with the leads' network.",
        "Working standards are marked as ours on every page until the model's text can be shown.",
        "Visits go first to organisations with three or more red standards.",
        "Confirming that nothing changed counts as a report.",
    ],
    "risk": [
        "Training places nationally are fewer than organisations plan for.",
        "Several organisations change their recording system in the same year.",
        "Too many reports rest on one person in each organisation.",
        "Funding beyond this financial year is not confirmed.",
    ],
    "support": [
        "Learning network day: suspect focus, with two pathfinders presenting.",
        "Learning network day: wellbeing and abstraction.",
        "Published a short guide on what counts as evidence.",
        "Learning network day: data quality, joint with the Areas.",
    ],
    "call": [
        "Quarterly call with all leads: what the last return showed.",
        "Call with the inspectorate's liaison about dates.",
    ],
}
