"""Fills a reporting cycle quickly, by SQL on PostgreSQL, with triggers and constraints in force: 57 organisations by
the eight quarters that ended last. The last is in every state, those before it are accepted."""

PERIODS = """
INSERT INTO forces_reportingperiod (starts, ends, due, owed_by, planned_at, planned_by_id)
SELECT starts, starts + interval '3 months - 1 day', starts + interval '3 months 28 days', 'everyone',
       starts - interval '9 months', (SELECT min(id) FROM accounts_user)
FROM (SELECT (date_trunc('quarter', now()) - number * interval '3 months')::date AS starts
      FROM generate_series(8, 1, -1) AS number) AS quarters
"""
# `route` are the states it went through; an event comes every third day, and none later than now.
ROUTES = """
CREATE TEMPORARY TABLE route ON COMMIT DROP AS
SELECT organisation.id AS organisation_id, period.id AS period_id, member.user_id AS lead_id, unit.id AS unit_id,
       period.ends, route
FROM forces_organisation organisation
JOIN forces_membership member ON member.organisation_id = organisation.id
CROSS JOIN forces_reportingperiod period
CROSS JOIN LATERAL (SELECT user_id AS id FROM forces_membership WHERE organisation_id IS NULL LIMIT 1) AS unit
CROSS JOIN LATERAL (
    SELECT CASE WHEN period.ends < (SELECT max(ends) FROM forces_reportingperiod) THEN 4 ELSE organisation.id % 5 END
) AS drawn (number)
CROSS JOIN LATERAL (
    SELECT (ARRAY['draft', 'ready', 'signed', 'changes', 'ready', 'signed', 'accepted'])[
        1 : CASE drawn.number WHEN 1 THEN 2 WHEN 2 THEN 3 WHEN 3 THEN 4 ELSE 7 END]
) AS gone (route)
WHERE drawn.number > 0
"""
MOMENT = """
CREATE FUNCTION pg_temp.moment(ends date, number int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
SELECT least(ends + (10 + 3 * number) * interval '1 day', now() - (10 - number) * interval '1 minute') $$
"""
RETURNS = """
INSERT INTO rollout_return (organisation_id, period_id, revision, reason, state, signed_at, signed_by_id,
                            accepted_at, accepted_by_id)
SELECT organisation_id, period_id, 1, '', state,
       CASE WHEN state IN ('signed', 'accepted') THEN pg_temp.moment(ends, signed) END,
       CASE WHEN state IN ('signed', 'accepted') THEN lead_id END,
       CASE WHEN state = 'accepted' THEN pg_temp.moment(ends, length) END,
       CASE WHEN state = 'accepted' THEN unit_id END
FROM (SELECT *, route[cardinality(route)] AS state, cardinality(route) AS length,
             CASE WHEN cardinality(route) = 7 THEN 6 ELSE 3 END AS signed FROM route) AS gone
"""
EVENTS = """
INSERT INTO rollout_returnevent (of_return_id, number, came_from, state, comment, recorded_at, recorded_by_id)
SELECT returned.id, number, coalesce(route[number - 1], ''), route[number],
       CASE route[number] WHEN 'changes' THEN 'See the queries.' ELSE '' END, pg_temp.moment(ends, number),
       CASE WHEN route[number] IN ('changes', 'accepted') THEN unit_id ELSE lead_id END
FROM route JOIN rollout_return returned USING (organisation_id, period_id),
     generate_series(1, cardinality(route)) AS number
ORDER BY 6
"""
REVIEWS = """
INSERT INTO rollout_review (of_return_id, update_id, commitment_id, verdict, status, comment, recorded_at,
                            recorded_by_id, token)
SELECT returned.id, said.id, commitment.id,
       CASE WHEN commitment.id % 11 = 0 THEN 'query' WHEN commitment.id % 13 = 0 THEN 'differ' ELSE 'agree' END,
       CASE WHEN commitment.id % 11 <> 0 AND commitment.id % 13 = 0 THEN 1 + said.status % 5 END,
       CASE WHEN commitment.id % 11 = 0 OR commitment.id % 13 = 0 THEN 'Half of the teams do not use it.' ELSE '' END,
       returned.signed_at + interval '1 second', route.unit_id, gen_random_uuid()
FROM rollout_return returned
JOIN route USING (organisation_id, period_id)
JOIN rollout_commitment commitment USING (organisation_id)
CROSS JOIN LATERAL (
    SELECT id, status FROM rollout_update
    WHERE commitment_id = commitment.id AND recorded_at < returned.signed_at
    ORDER BY recorded_at DESC, number DESC LIMIT 1
) AS said
WHERE returned.signed_at IS NOT NULL AND (commitment.id + returned.id) % 3 = 0
ORDER BY 7
"""


def fill_returns(cursor) -> None:
    """After the updates, in the same transaction."""
    for statement in (PERIODS, ROUTES, MOMENT, RETURNS, EVENTS, REVIEWS):
        cursor.execute(statement)
