"""Settings of the property tests: no clock (a slow machine is no failure), nothing kept between runs."""

from hypothesis import settings

settings.register_profile("models", deadline=None, database=None, max_examples=150)
settings.load_profile("models")
