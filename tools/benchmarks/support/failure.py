"""The one error that a benchmark ends with."""


class BenchmarkFailed(Exception):
    """What went wrong, in words for the person who runs it."""
