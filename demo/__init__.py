"""The demonstration ledger: deterministic, believable, invented. Everything is pure but people.py and
the two writers.

Each commitment has a random generator of its own, seeded by its name, and is told in order of time. So the ledger
up to an earlier day is the beginning of the ledger up to a later one.
"""
