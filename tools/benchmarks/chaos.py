"""Signed webhooks while servers are killed and PostgreSQL is stopped in the middle; then: is everything there, once?

Senders behave like providers: they keep connections open, send some deliveries twice, and send each again after a
refusal or a cut until it is acknowledged. Servers are killed with SIGKILL, PostgreSQL with `pg_ctl stop -m
immediate`, at moments that the seed chooses over the whole run, and started again at once. Afterwards the ledger is
read through GET /v1/events: every acknowledged delivery must be there exactly once with the bytes that were sent, and
nothing that was never sent; positions must be dense, and `daybook audit verify` must find nothing. Exit code 3 when
something is amiss.
"""

import contextlib
import hashlib
import http.client
import json
import multiprocessing
import pathlib
import queue
import random
import secrets
import subprocess
import time

from support import machine, progress
from support.failure import BenchmarkFailed
from support.persistent import Marks, Sender, Tally
from support.postgres import Cluster
from support.processes import MemoryPeak
from support.servers import Daybook, Installation
from support.table import table

SUMMARY = "is every acknowledged webhook there once, through kills of servers and of PostgreSQL?"

PAGE = 1000

# A run that gets nothing acknowledged for so long has hung.
STANDSTILL_SECONDS = 180


def add_arguments(parser):
    parser.add_argument("--deliveries", type=int, default=200_000, help="deliveries, repeats included (200,000)")
    parser.add_argument("--repeats", type=float, default=0.3, help="the share of them that repeats another (0.3)")
    parser.add_argument("--connections", type=int, default=64, help="keep-alive connections (64)")
    parser.add_argument("--server-kills", type=int, default=5, help="how often a server is killed (5)")
    parser.add_argument("--database-kills", type=int, default=2, help="how often PostgreSQL is stopped (2)")
    parser.add_argument("--servers", type=int, default=1, help="servers on the one database (1)")
    parser.add_argument("--senders", type=int, default=2, help="processes that send (2)")
    parser.add_argument("--seed", type=int, default=1, help="what deliveries and moments are chosen by (1)")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    if not 0 <= options.repeats < 1 or min(options.deliveries, options.servers, options.senders) < 1:
        raise BenchmarkFailed("--repeats is below 1; deliveries, servers and senders are at least 1")
    if options.connections < options.senders * options.servers:
        raise BenchmarkFailed("each sender needs a connection to each server")
    machine.set_up()
    executable = machine.release_build()
    secret = secrets.token_hex(16)
    with contextlib.ExitStack() as stack:
        progress.show("starting PostgreSQL and the servers …")
        cluster = stack.enter_context(Cluster(options.directory))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700)
        installation = Installation(executable, cluster, folder, secret)
        servers = [
            stack.enter_context(Daybook(installation, cluster, folder / f"daybook-{number}.log"))
            for number in range(1, options.servers + 1)
        ]
        chaos = Chaos(options, cluster, servers, secret)
        report = chaos.run()
        report |= Aftermath(installation, servers[0].port, chaos.sent, chaos.acknowledged).report()
    progress.clear()
    report["options"] = {name: value for name, value in vars(options).items() if isinstance(value, int | float)}
    report["machine"] = machine.description(options.directory)
    report["amiss"] = amiss(report)
    print(text(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 3 if report["amiss"] else 0


class Chaos:
    """The run itself: senders, and kills at moments that are counted in acknowledged deliveries."""

    def __init__(self, options, cluster, servers, secret):
        self._options, self._cluster, self._servers = options, cluster, servers
        self._draw = random.Random(options.seed)
        self._marks = Marks(options.senders, len(servers))
        self._results = multiprocessing.Queue()
        self._kills = []
        self.sent, self.acknowledged = {}, set()
        ports = [server.port for server in servers]

        def share(whole, number):
            return whole // options.senders + (number < whole % options.senders)

        self._senders = [
            Sender(
                number, share(options.deliveries, number), options.repeats, share(options.connections, number),
                ports, secret, options.seed, self._marks,
            )
            for number in range(options.senders)
        ]  # fmt: skip

    def run(self):
        processes = [
            multiprocessing.Process(target=sender.run, args=(self._results,), daemon=True) for sender in self._senders
        ]
        began = time.monotonic()
        with contextlib.ExitStack() as stack:
            memory = [stack.enter_context(MemoryPeak(lambda server=server: server.pid)) for server in self._servers]
            for process in processes:
                process.start()
            try:
                tally = self._watch(processes, began)
            finally:
                for process in processes:
                    process.kill()
                    process.join()
        seconds = time.monotonic() - began
        return {
            "tally": vars(tally),
            "seconds": seconds,
            "rate": tally.acknowledged / seconds,
            "kills": self._kills,
            "memory_mib": max(each.mebibytes for each in memory),
        }

    def _watch(self, processes, began):
        """Kills when it is time, until every sender has told what it saw."""
        pending, tally = self._moments(), Tally()
        told, last, last_at = 0, 0, began
        while told < len(processes):
            acknowledged = sum(self._marks.acknowledged)
            now = time.monotonic()
            if acknowledged > last:
                last, last_at = acknowledged, now
            elif now - last_at > STANDSTILL_SECONDS:
                raise BenchmarkFailed(f"nothing was acknowledged for {STANDSTILL_SECONDS} s")
            self._show(acknowledged, now - began)
            if pending and acknowledged >= pending[0][0]:
                self._kill(pending.pop(0)[1], acknowledged)
            try:
                _, theirs, sent, confirmed = self._results.get(timeout=0.02)
            except queue.Empty:
                if any(process.exitcode for process in processes):
                    raise BenchmarkFailed("a sender has failed") from None
                continue
            told += 1
            tally.add(theirs)
            self.sent |= sent
            self.acknowledged |= confirmed
        if pending:
            raise BenchmarkFailed("the run ended before every kill was done: use more --deliveries")
        return tally

    def _moments(self):
        """(acknowledged deliveries, slot) of every kill: each in its own part of the run, at random within it."""
        slots = [0] * self._options.database_kills
        slots += [self._draw.randint(1, len(self._servers)) for _ in range(self._options.server_kills)]
        self._draw.shuffle(slots)
        part = self._options.deliveries * 0.9 / max(1, len(slots))
        return [(int(part * (n + 0.2 + 0.8 * self._draw.random())), slot) for n, slot in enumerate(slots)]

    def _kill(self, slot, acknowledged):
        # Marked once it is gone for certain: an answer to what is sent from then on shows that it works again.
        started = None
        if slot == 0:
            self._cluster.stop_immediately()
            self._marks.killed(slot)
            self._cluster.start()
            started = time.monotonic() - self._marks.killed_at[slot]
        else:
            self._servers[slot - 1].kill()
            self._marks.killed(slot)
            self._servers[slot - 1].launch()
        # The next kill comes after this one's recovery, so that each is measured by itself.
        deadline = time.monotonic() + STANDSTILL_SECONDS
        while self._marks.recovery(slot) is None and time.monotonic() < deadline:
            time.sleep(0.02)
        what = f"server {slot}" if slot else "PostgreSQL"
        recovery = self._marks.recovery(slot)
        self._kills.append({"what": what, "after": acknowledged, "started_s": started, "recovery_s": recovery})

    def _show(self, acknowledged, seconds):
        if not progress.is_due():
            return
        total = self._options.deliveries
        rate = acknowledged / seconds
        left = f", {rate:,.0f}/s, {(total - acknowledged) / rate:,.0f} s left" if rate else ""
        progress.show(f"{acknowledged:,} of {total:,} acknowledged, {len(self._kills)} kills{left}")


class Aftermath:
    """What the ledger holds, compared with what was sent."""

    def __init__(self, installation, port, sent, acknowledged):
        self._installation, self._port = installation, port
        self._sent, self._acknowledged = sent, acknowledged

    def report(self):
        found, foreign, altered, events = {}, 0, 0, 0
        for event in self._events():
            events += 1
            body = (event.get("body") or {}).get("text")
            try:
                message = json.loads(body)["data"]["messageId"]
            except (TypeError, ValueError, KeyError):
                foreign += 1
                continue
            if message not in self._sent:
                foreign += 1
                continue
            found[message] = found.get(message, 0) + 1
            altered += hashlib.sha256(body.encode()).digest() != self._sent[message]
        progress.show("checking positions …")
        count, lowest, highest, head = map(
            int,
            self._installation.query(
                "SELECT count(*), coalesce(min(position), 0), coalesce(max(position), -1),"
                " (SELECT size FROM {schema}.head) FROM {schema}.events"
            ).split("|"),
        )
        progress.show("daybook audit verify …")
        verify = subprocess.run(
            self._installation.command("audit", "verify"), env=self._installation.whole_environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        return {
            "sent": len(self._sent),
            "acknowledged": len(self._acknowledged),
            "events": events,
            "missing": sum(message not in found for message in self._acknowledged),
            "doubled": sum(times > 1 for times in found.values()),
            "foreign": foreign,
            "altered": altered,
            "unacknowledged_but_there": sum(message not in self._acknowledged for message in found),
            "dense": lowest == 0 and highest == count - 1 and head == count == events,
            "verify_exit": verify.returncode,
            "verify_says": (verify.stdout + verify.stderr)[-2000:],
        }

    def _events(self):
        """Every event with its opened body, page by page."""
        key = self._installation.audit_key()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        next_page, read = f"/v1/events?body=true&limit={PAGE}", 0
        while next_page:
            connection.request("GET", next_page, headers={"Authorization": f"Bearer {key}"})
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200:
                raise BenchmarkFailed(f"GET /v1/events answers {answer.status}: {text[:500]!r}")
            page = json.loads(text)
            yield from page["events"]
            read += len(page["events"])
            if progress.is_due():
                progress.show(f"{read:,} events read back …")
            after = page["next"]
            next_page = None if after is None else f"/v1/events?body=true&limit={PAGE}&after={after}"


def amiss(report):
    """What is not as it should be, in words."""
    found = [
        f"{report[name]:,} {words}"
        for name, words in {
            "missing": "acknowledged deliveries are not in the ledger",
            "doubled": "deliveries are in the ledger more than once",
            "foreign": "events were never sent",
            "altered": "events hold other bytes than were sent",
        }.items()
        if report[name]
    ]
    if not report["dense"]:
        found.append("positions are not dense, or are not what the head says")
    if report["verify_exit"] != 0:
        found.append(f"daybook audit verify ended with {report['verify_exit']}:\n{report['verify_says']}")
    tally = report["tally"]
    if tally["given_up"]:
        found.append(f"{tally['given_up']:,} deliveries were never acknowledged")
    found += [f"{count:,} answers were {status}" for status, count in tally["wrong"].items()]
    found += [f"{kill['what']} did not recover" for kill in report["kills"] if kill["recovery_s"] is None]
    return found


def text(report):
    """The report for a person."""
    tally = report["tally"]
    rows = [
        ["deliveries", tally["deliveries"]], ["  of them repeats", tally["repeats"]],
        ["attempts", tally["attempts"]], ["  cut or unanswered", tally["cut"]], ["  refused", tally["refused"]],
        ["acknowledged deliveries", tally["acknowledged"]], ["different webhooks sent", report["sent"]],
        ["different webhooks acknowledged", report["acknowledged"]], ["events in the ledger", report["events"]],
        ["missing", report["missing"]], ["doubled", report["doubled"]], ["never sent", report["foreign"]],
        ["altered", report["altered"]], ["positions dense", "yes" if report["dense"] else "no"],
        ["audit verify, exit code", report["verify_exit"]], ["seconds", report["seconds"]],
        ["acknowledged per second", report["rate"]], ["RSS of a server, MiB", report["memory_mib"]],
    ]  # fmt: skip
    kills = [
        [kill["what"], kill["after"], kill["started_s"] or "", kill["recovery_s"] or "never"]
        for kill in report["kills"]
    ]
    parts = [table(["what", "count"], rows)]
    if kills:
        parts.append(table(["killed", "after acknowledged", "takes connections, s", "acknowledges, s"], kills))
    parts += [f"AMISS: {what}" for what in report["amiss"]] or ["Every acknowledged delivery is there, once."]
    return "\n\n".join(parts)
