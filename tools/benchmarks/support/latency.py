"""Percentiles of what was measured."""


def percentile(values, percent):
    """The smallest value that at least so many per cent are not above; None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else None


def milliseconds(seconds, percents=(50, 99)):
    """{"n": how many, "p50": …, "p99": …, "max": …} of seconds, in milliseconds."""
    figures = {f"p{percent}": percentile(seconds, percent) for percent in percents}
    figures["max"] = max(seconds, default=None)
    return {"n": len(seconds)} | {name: None if of is None else of * 1000 for name, of in figures.items()}
