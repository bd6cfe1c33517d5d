"""Rules cost little, so that many examples of them are tried."""

from hypothesis import settings

settings.register_profile("models", settings.get_profile("ours"), max_examples=80)
settings.load_profile("models")
