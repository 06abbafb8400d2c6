#!/usr/bin/env python3
"""Checks that `described` finds what it is there for: a stand-in without a fault passes, one with any fault
doesn't.

Run it with a Python that has the packages of requirements.txt.
"""

import http.server
import pathlib
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from described.schemathesis_run import Report, schemathesis  # noqa: E402
from described.stand_in import DOCUMENT, FAULTS, StandIn  # noqa: E402


def report_on(fault: str | None) -> tuple[Report, type[StandIn]]:
    handler = type("Faulty", (StandIn,), {"fault": fault})
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_port}"
            return schemathesis(url, DOCUMENT, StandIn.key, pathlib.Path(folder), 10, 60, 1), handler
        finally:
            server.shutdown()


def main() -> int:
    wrong = []
    for fault in (None, *FAULTS):
        report, handler = report_on(fault)
        print(f"{fault or 'no fault'}: exit code {report.code}; {report.figures}")
        if bool(report.findings) != (fault is not None) or report.is_cut_short:
            wrong.append(f"{fault or 'no fault'}: exit code {report.code}\n{report.text[-2500:]}")
        if handler.was_streamed:
            wrong.append(f"{fault or 'no fault'}: the stream was asked for")
    print("\n".join(wrong) or "described finds each fault, and none where none is")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
