"""What a run is to do."""

import pathlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    binary: pathlib.Path
    seed: int
    requests: int  # of each provider, for `signatures`
    bodies: int  # of each provider, for `rubbish`
    examples: int  # of each operation, for `described`
    seconds: int  # for `described`, at most
