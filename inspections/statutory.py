"""When a local policing body's comments on a report are due. Pure: London dates in, London dates out.

Police Act 1996, section 55(5) and (6), as the Policing and Crime Act 2017 left them: comments are published within 56
days beginning with the day on which the report was. The day of publication is the first of them.
"""

import datetime as dt

DAYS = 56


def comments_due(published: dt.date) -> dt.date:
    """The last of 56 days of which the day of publication is the first: of 22 August 2024, 16 October 2024. Dates have
    no clock, so weeks in which clocks change are as long as others."""
    return published + dt.timedelta(days=DAYS - 1)


def day_of(today: dt.date, published: dt.date) -> int:
    """Which day of the 56 it is: 1 on the day of publication, more than 56 when they are over."""
    return (today - published).days + 1
