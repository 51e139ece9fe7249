"""Why confidence is not green, and why a target date moved."""

AMBER = [
    "One of two posts behind {what} has been vacant since {past}.",
    "Training places are short until {next}.",
    "The IT change that {what} needs is booked for {next}, later than planned.",
    "Take-up differs between districts; two are behind.",
    "Local guidance is written but not approved yet.",
    "Our partner organisation needs more time to agree {what}.",
    "Supervisors have little time for the checks this quarter.",
    "Funding after March is not confirmed.",
    "{What} depends on a new supplier contract.",
    "Sickness in the implementation team.",
    "Results vary: the last two samples were good, the one before was not.",
    "Summer leave and public events took people away.",
    "The new recording system changes the forms that {what} uses.",
    "The lead for {what} changed and the new one is settling in.",
    "Advisers' feedback asks for changes we have yet to make.",
]
RED = [
    "No owner for {what} since {past}.",
    "Budget for {what} was refused this year.",
    "Half of the specialist posts are vacant.",
    "The supplier withdrew; we have to buy again.",
    "The target date cannot be met with the people we have.",
    "Work stopped during the restructure and has not begun again.",
    "The recording system cannot hold what {what} needs until it is replaced.",
    "The trainers left and courses have been cancelled since {past}.",
    "An internal audit found that {what} was not in use.",
    "Our partner organisation paused its side until {next}.",
]
MOVED = [
    "Two posts were filled later than planned.",
    "Training places were not available before then.",
    "The IT supplier moved its release.",
    "Agreed with the unit after the visit: a realistic date.",
    "We add a second round of checks before we call this in place.",
    "The restructure comes first.",
    "Agreement with our partner took longer.",
    "The board asked for a pilot first.",
    "Moved to the end of the financial year, with the budget.",
    "Demand over the summer delayed the start.",
]
