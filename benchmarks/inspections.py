"""Fills inspections quickly, by SQL on PostgreSQL, with triggers and constraints in force: two reports with 14 findings
each, all of them to 57 organisations, each answered four times and every third answer verified."""

INSPECTIONS = """
INSERT INTO inspections_inspection (code, inspectorate, kind, title, source, known_from)
SELECT 'report-' || number, 'hmicfrs', 'thematic', 'Report ' || number, 'made up for the benchmark', '2023-07-01'
FROM generate_series(1, 2) AS number
"""
PUBLISHED = """
INSERT INTO inspections_milestone (inspection_id, step, version, done, precision, note, reason, source, known_from,
                                   recorded_at)
SELECT id, 'publication', 1, '2023-07-01', 'day', '', '', '', '2023-07-01', '2023-07-01' FROM inspections_inspection
WHERE code LIKE 'report-%'
"""
FINDINGS = """
INSERT INTO inspections_finding (inspection_id, label, kind, "order", known_from)
SELECT id, 'R' || number, 'recommendation', number, '2023-07-01'
FROM inspections_inspection CROSS JOIN generate_series(1, 14) AS number
WHERE code LIKE 'report-%'
"""
TERMS = """
INSERT INTO inspections_terms (finding_id, version, text, due, reason, source, known_from, recorded_at)
SELECT id, 1, 'What is to be done, in some words', '2024-01-31', '', '', '2023-07-01', '2023-07-01'
FROM inspections_finding WHERE inspection_id IN (SELECT id FROM inspections_inspection WHERE code LIKE 'report-%')
"""
ADDRESSEES = """
INSERT INTO inspections_addressee (finding_id, organisation_id, body, scope, recorded_at, recorded_by_id)
SELECT finding.id, organisation.id, '', 'named', '2023-07-02', (SELECT min(id) FROM accounts_user)
FROM inspections_finding finding CROSS JOIN forces_organisation organisation
WHERE inspection_id IN (SELECT id FROM inspections_inspection WHERE code LIKE 'report-%')
"""
RESPONSES = """
INSERT INTO inspections_response (addressee_id, number, stage, owner, note, evidence, expected_reason, reason,
                                  on_behalf, recorded_at, recorded_by_id, token)
SELECT addressee.id, number, CASE WHEN number = 4 AND addressee.id % 4 > 0 THEN 'complete' ELSE 'progress' END,
       'Owner', 'What was done, in some words', 'Records', '', '', false,
       '2023-07-02'::timestamptz + number * interval '60 days', member.user_id, gen_random_uuid()
FROM inspections_addressee addressee
JOIN forces_membership member ON member.organisation_id = addressee.organisation_id
CROSS JOIN generate_series(1, 4) AS number
ORDER BY number, addressee.id
"""
VERIFICATIONS = """
INSERT INTO inspections_verification (response_id, voice, verified, comment, recorded_at, recorded_by_id, token)
SELECT id, 'unit', true, '', recorded_at + interval '30 days',
       (SELECT user_id FROM forces_membership WHERE organisation_id IS NULL LIMIT 1), gen_random_uuid()
FROM inspections_response WHERE stage = 'complete' AND id % 3 = 0
"""


def fill_inspections(cursor) -> None:
    for statement in (INSPECTIONS, PUBLISHED, FINDINGS, TERMS, ADDRESSEES, RESPONSES, VERIFICATIONS):
        cursor.execute(statement)
