"""Fills the ledger with many updates quickly: by SQL on PostgreSQL, with its triggers and constraints in force."""

from benchmarks.inspections import fill_inspections
from benchmarks.returns import fill_returns

# One commitment in twenty never reports. Each of the others moves up the scale at its own pace, from July 2023
# until now, and its updates follow one another in time. Rows are written in the order in which they were recorded,
# so those of one commitment lie far apart, as in a ledger that has grown.
FILL = """
INSERT INTO rollout_update (commitment_id, number, kind, status, confidence, reason, target_date, target_reason,
                            note, recorded_at, recorded_by_id, on_behalf, token)
SELECT commitment_id, number,
       CASE WHEN number > 1 AND number %% 4 = 0 THEN 'confirmed' ELSE 'reported' END,
       1 + least(4, floor(5 * pace * number / share))::int,
       CASE WHEN number %% 7 = 3 THEN 3 WHEN number %% 3 = 0 THEN 2 ELSE 1 END,
       CASE WHEN number %% 7 = 3 OR number %% 3 = 0 THEN 'Two posts are vacant and the training slipped.' ELSE '' END,
       date '2025-03-31' + (commitment_id %% 700)::int, '',
       repeat('What was done since the last update, in a sentence. ', 1 + (number + commitment_id)::int %% 6),
       timestamptz '2023-07-01' + (now() - timestamptz '2023-07-01') * ((number - random()) / share),
       recorded_by_id, false, gen_random_uuid()
FROM (
    SELECT commitment_id, recorded_by_id, pace,
           %(updates)s / reporting + (place <= %(updates)s %% reporting)::int AS share
    FROM (
        SELECT commitment.id AS commitment_id, member.user_id AS recorded_by_id,
               0.3 + 0.9 * random() AS pace,
               row_number() OVER (ORDER BY commitment.id) AS place,
               count(*) OVER () AS reporting
        FROM rollout_commitment commitment
        JOIN forces_membership member USING (organisation_id)
        WHERE commitment.id %% 20 <> 0
    ) AS placed
) AS shared, generate_series(1, share) AS number
ORDER BY 10
"""
# Five years of months for every force, each reported ten days after it was over.
TRAINING = """
INSERT INTO training_completion (organisation_id, course_id, month, number, version, reason, on_behalf, recorded_at,
                                 recorded_by_id, token)
SELECT organisation.id, course.id, month, 2 + floor(7 * random())::int, 1, '', false,
       least(now(), month + interval '1 month 10 days'), member.user_id, gen_random_uuid()
FROM forces_organisation organisation
JOIN forces_membership member ON member.organisation_id = organisation.id
JOIN training_course course ON course.counts
CROSS JOIN generate_series(date_trunc('month', now()) - interval '60 months',
                           date_trunc('month', now()) - interval '1 month', interval '1 month') AS month
WHERE organisation.kind = 'force'
ORDER BY month, organisation.id
"""
CLOSE = """
INSERT INTO ledger_auditevent (at, actor_id, actor, action, subject_type, subject_id, organisation)
VALUES (now(), '', 'benchmark', 'benchmark.filled', 'rollout.update', '', '')
"""
COMMITMENTS = """
SELECT organisation.slug, standard.code
FROM rollout_commitment commitment
JOIN forces_organisation organisation ON organisation.id = commitment.organisation_id
JOIN rollout_standard standard ON standard.id = commitment.standard_id
ORDER BY standard."order", organisation.id
"""


def fill(cursor, updates: int) -> None:
    """The same rows each time, but for the moment at which the last are recorded."""
    cursor.execute("SELECT setseed(0.5)")
    cursor.execute(FILL, {"updates": updates})
    cursor.execute(TRAINING)
    fill_returns(cursor)
    fill_inspections(cursor)
    cursor.execute(CLOSE)


def commitments(cursor) -> list[tuple[str, str]]:
    """(organisation, standard), the organisations taking turns."""
    cursor.execute(COMMITMENTS)
    return [(slug, code) for slug, code in cursor.fetchall()]


def recorded(cursor) -> int:
    cursor.execute("SELECT count(*) FROM rollout_update")
    return cursor.fetchone()[0]
