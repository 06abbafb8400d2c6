"""What the benchmarks share: the machine's set-up, child processes, PostgreSQL, load, reports."""
