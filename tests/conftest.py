from hypothesis import HealthCheck, settings

# How fast is for benchmarks/: here another process may hold the machine for a second.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

pytest_plugins = [
    "tests.plugins.at_once",
    "tests.plugins.embedded_redis",
    "tests.plugins.funding",
    "tests.plugins.growth",
    "tests.plugins.measures",
    "tests.plugins.module_rows",
    "tests.plugins.pages",
    "tests.plugins.people",
    "tests.plugins.inspections",
    "tests.plugins.london",
    "tests.plugins.reference",
    "tests.plugins.reminders",
    "tests.plugins.returns",
    "tests.plugins.training",
    "tests.plugins.addresses",  # last: it imports others, whose assertions are to be explained too
]
