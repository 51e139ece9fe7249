"""What an organisation would write in an update. {what} and {What} are the standard, {n} of {m} a count, {share} a
percentage. No person and no case is ever named."""

NOT_STARTED = [
    "Not started. It follows the self-assessment.",
    "No work on {what} yet; the lead is being chosen.",
    "Waiting for national guidance before we start on {what}.",
    "{What} is not started. We are dealing with the frontline changes first.",
    "Discussed at the first programme board. No owner yet.",
    "We have read the material and have nothing in place yet.",
]
PLANNED = [
    "{What} is in the plan with an owner and dates.",
    "Owner agreed. First meeting on {what} was held this month.",
    "Scoping of {what} is finished; the board approved the approach.",
    "We compared {what} with two other organisations and will copy what worked there.",
    "Plan for {what} written. Funding for the first six months is agreed.",
    "Gap analysis for {what} done, {n} actions follow from it.",
    "{What} is on the programme board's list for this quarter.",
    "Draft shared with the unit for comment before we start on {what}.",
]
IN_PROGRESS = {
    "milestone": [
        "{n} of {m} workstreams for {what} are finished.",
        "{What} is working in two districts; the rest follow in stages.",
        "Business case for {what} approved, recruitment under way.",
        "The board reviews {what} monthly. Most actions are on time.",
    ],
    "support": [
        "{What}: {n} of {m} parts are done.",
        "{What} is under way with help from the unit.",
        "First draft of {what} went to the programme board.",
        "Two posts behind {what} are filled, one is advertised.",
    ],
    "practice": [
        "Pilot of {what} is running in one district, {n} of {m} checks done so far.",
        "Dip sample of {m} files: {what} was evident in {n}.",
        "{What} is in use by the specialist team, not yet by others.",
        "Guidance on {what} issued. Supervisors check it in their monthly reviews.",
        "{What} works in office hours. Cover at night is being worked out.",
        "Briefings on {what} held for {n} of {m} teams.",
    ],
    "tool": [
        "{What} is issued to {n} of {m} teams.",
        "{What} is being tried by one team before general release.",
        "{What} is on the intranet; take-up is {share} so far.",
        "We adapted {what} with two local services and print it this month.",
    ],
    "training": [
        "{n} of {m} have completed {what}.",
        "{share} trained. Two more courses are booked.",
        "First courses of {what} delivered, feedback good.",
        "Trainers for {what} are ready; {n} of {m} places filled for this term.",
    ],
}
IN_PLACE = {
    "milestone": [
        "{What} is in place. The board signed it off.",
        "In place since this month; first checks are planned.",
    ],
    "support": ["{What} is done and has an owner.", "Finished. {What} was accepted by the board."],
    "practice": [
        "{What} is in place in all teams. Dip sample: {n} of {m}.",
        "In place. Monthly checks show {share}.",
        "{What} is now part of the daily routine, with a supervisor's check.",
        "Policy changed and published; {what} applies everywhere from this month.",
    ],
    "tool": [
        "All teams have {what}. Use in a sample of {m} files: {n}.",
        "{What} is in use in every district.",
        "Released to everyone. The old version is withdrawn.",
    ],
    "training": [
        "{share} have completed {what}. New starters are booked on arrival.",
        "{n} of {m} trained, the rest are on leave or joined this month.",
        "{What} is in the yearly training plan with protected days.",
    ],
}
EMBEDDED = [
    "{What} has held for two quarters in a row; checks show {share}.",
    "Embedded. {What} is part of induction, inspection and yearly planning.",
    "Audit of {m} files found {what} in {n}. No further action needed.",
    "No longer a project: {what} belongs to the department's routine.",
    "Independent advisers told us that they see {what} working.",
]
STILL = [
    "No change since the last update; the plan stands.",
    "Steady. Next check is due with the quarter's return.",
    "Work goes on as planned.",
    "Same position. {What} was discussed at the board, no new actions.",
    "A slow quarter for {what}; two people were away.",
]
SLIPPED = [
    "{What} slipped back after staff moved. We are putting it right.",
    "The latest check found {what} in only {n} of {m}. Moved back until it holds.",
    "A new recording system set {what} back.",
]
ON_BEHALF = [
    "Taken from our call this week and agreed with the organisation.",
    "Recorded after the visit, from the plan we were shown.",
    "The organisation asked us to record this while its access was set up.",
]
EVIDENCE = [
    "Board paper on {what}",
    "Dip sample: {what}",
    "Plan for {what}",
    "Slides on {what}",
    "Monthly check of {what}",
    "Policy: {what}",
    "Minutes, programme board",
]
