"""Python's search for garbage, kept away from pytest's own thousands of tests.

The window has it look through all that lives once a ledger is open, a command once it has ended. In a process that
holds the whole suite that was a third of the tests' time: what was there before the first test is set aside, as the
window does it with its own, and only now and then all of it is looked through.
"""

import gc
import itertools

BETWEEN = 25  # times that what was set aside may be garbage, until it is looked for


def set_aside() -> None:
    """Leave all that lives alone, whatever the program asks for."""
    asked, unfreeze = itertools.count(1), gc.unfreeze

    def take_back() -> None:
        if next(asked) % BETWEEN == 0:
            unfreeze()
            gc.collect()
            gc.freeze()

    gc.collect()
    gc.freeze()
    gc.unfreeze = take_back
