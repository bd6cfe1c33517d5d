"""How long the proof waits: as measured on one machine, times how much slower the machine at hand builds."""

BUILD = 720  # seconds that a build may take, under Wine and on a new machine
_USUAL_BUILD = 70  # seconds of one build where the waits were measured, two seats at once

_slowness = 1.0


def learn(build: float) -> None:
    """A build took so many seconds; of several the slowest counts."""
    global _slowness  # noqa: PLW0603  one machine, one measure
    _slowness = max(_slowness, build / _USUAL_BUILD)


def scaled(seconds: float) -> float:
    """So many seconds, as this machine needs them; never fewer."""
    return seconds * _slowness
