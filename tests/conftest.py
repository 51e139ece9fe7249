pytest_plugins = [
    "tests.plugins.embedded_redis",
    "tests.plugins.growth",
    "tests.plugins.measures",
    "tests.plugins.pages",
    "tests.plugins.people",
    "tests.plugins.reference",
    "tests.plugins.returns",
    "tests.plugins.training",
]
