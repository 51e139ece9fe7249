pytest_plugins = [
    "tests.plugins.embedded_redis",
    "tests.plugins.funding",
    "tests.plugins.growth",
    "tests.plugins.measures",
    "tests.plugins.module_rows",
    "tests.plugins.pages",
    "tests.plugins.people",
    "tests.plugins.inspections",
    "tests.plugins.reference",
    "tests.plugins.reminders",
    "tests.plugins.returns",
    "tests.plugins.training",
]
