from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Made-up people and what they reported. Optional: the service runs without it, and nothing imports it."""

    name = "demo"
