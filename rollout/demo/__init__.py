"""The demonstration ledger: deterministic, believable, invented. Everything but writer.py and people.py is pure.

Each commitment has a random generator of its own, seeded by its name, and is told in order of time. So the ledger
up to an earlier day is the beginning of the ledger up to a later one.
"""
