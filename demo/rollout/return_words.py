"""What people write when they move a return, leave something out of it, or look at one."""

HANDED_BACK = [
    "Three standards say in place without evidence. Add it, or say when it comes.",
    "The reasons for amber are too short for me to sign. Say who does what by when.",
    "The board moved two target dates last week. They are not in here yet.",
    "Check the training standards against the numbers the board saw.",
]
NEW_STANDARD = ["A standard is new since this was prepared. Say where we stand on it, then I sign."]
CHANGES = [
    "See the queries. The rest is clear.",
    "Two answers are needed before we can accept this. They are with the standards.",
    "Most of this we agree with. See our queries on what is said to be in place.",
    "The note and the status do not say the same. See the queries.",
]
ACCEPTED = ["", "", "", "", "Thank you, clear throughout.", "Where we differ is said with the standard."]
CORRECTED = [
    "A status was reported for the wrong standard.",
    "Two districts were counted that had not begun.",
    "The audit finished after the sign-off and found what we said was not so at the time.",
]
WHY_CORRECTED = [  # in the same order
    "What was said here belongs to another standard.",
    "Two districts had not begun at the end of the quarter, so it was not as far as we said.",
    "The audit found that at the time it was not as far as we said.",
]
QUERY = [
    "In place everywhere, or in two districts? Say which.",
    "Who owns this since the restructure?",
    "The target date has passed. What is the new one?",
    "What does the evidence show that last quarter's did not?",
    "How do you know that it is used? A sample would do.",
]
AGREE_AFTER_ALL = ["Settled by phone, see our log.", "The reason given answers this."]
DIFFER = [
    "On our visit half of the teams did not use it yet.",
    "Partial roll-out is not in place on this scale.",
    "There is a policy, but nothing that shows its use.",
    "The pilot has ended and no decision was made to go on.",
]
HALF_YEARLY = "We report on this every half-year until the end of 2025, as agreed. It comes with the next return."
NOT_SAID = [
    "The owner was on leave when we collected the reports.",
    "The board decides on this after the return is due.",
    "The figures come from our partner and were late.",
    "The post is vacant and nobody could say.",
    "Work begins next year. There is nothing to say yet.",
    "The audit is under way and we wait for what it finds.",
]
NOT_ANSWERED = [
    "The answer goes to the board next month. We report then.",
    "We asked the districts and wait for two of them.",
    "Agreed with the unit by phone that we answer with the next report.",
]
