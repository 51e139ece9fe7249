"""How large each force is made to be: hundreds of officers, close to what they really are, so that the invented posts,
grants and offences of a large force are not smaller than those of a small one. No source for anything. Pure."""

from random import Random

HUNDREDS = {
    "avon-and-somerset": 34, "bedfordshire": 14, "cambridgeshire": 18, "cheshire": 24, "city-of-london": 10,
    "cleveland": 15, "cumbria": 14, "derbyshire": 21, "devon-and-cornwall": 36, "dorset": 14, "durham": 13,
    "dyfed-powys": 13, "essex": 38, "gloucestershire": 13, "greater-manchester": 81, "gwent": 15, "hampshire": 35,
    "hertfordshire": 23, "humberside": 22, "kent": 42, "lancashire": 36, "leicestershire": 22, "lincolnshire": 12,
    "merseyside": 42, "metropolitan": 335, "norfolk": 18, "north-wales": 17, "north-yorkshire": 16,
    "northamptonshire": 15, "northumbria": 38, "nottinghamshire": 24, "south-wales": 35, "south-yorkshire": 31,
    "staffordshire": 20, "suffolk": 14, "surrey": 22, "sussex": 31, "thames-valley": 51, "warwickshire": 11,
    "west-mercia": 25, "west-midlands": 80, "west-yorkshire": 61, "wiltshire": 12,
}  # fmt: skip
AVERAGE = 100 * sum(HUNDREDS.values()) / len(HUNDREDS)


def officers(force: str) -> int:
    """An average force's where a force is not known here."""
    hundreds = HUNDREDS.get(force, AVERAGE / 100)
    return round(100 * hundreds) + Random(f"officers of {force}").randrange(-45, 46)


def relative_size(force: str) -> float:
    """1 for an average force."""
    return officers(force) / AVERAGE
