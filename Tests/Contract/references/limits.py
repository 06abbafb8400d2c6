"""A server with the limits that it has unless it is told otherwise, and with an origin whose pages may
ask.
"""

import pathlib

from harness.daybook import Daybook
from references.elevenlabs_webhook import PATH
from references.world import World
from sync_client.expectations import Expectations

ORIGIN = "https://desk.example.com"
ADDRESS_REQUESTS = 100
KEY_REQUESTS = 1000


def usual(binary: pathlib.Path) -> Daybook:
    """A server of its own: the harness's usual one has no limits."""
    daybook = Daybook(binary, {"DAYBOOK_CORS_ORIGINS": ORIGIN, "LOG_LEVEL": "warning"})
    del daybook.environment["DAYBOOK_KEY_REQUESTS_PER_MINUTE"]
    del daybook.environment["DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE"]
    return daybook


def requests_of_key(expect: Expectations, world: World) -> None:
    answer = world.client.call("GET", "/api/v1/conversations")
    expect.equal(answer.status, 200, "the status")
    expect.equal(answer.headers["x-ratelimit-limit"], str(KEY_REQUESTS), "the limit of a key")
    expect.equal(answer.headers["x-ratelimit-remaining"], str(KEY_REQUESTS - 1), "what remains of it")


def requests_of_address(expect: Expectations, world: World) -> None:
    """Posts until one is refused. While they go on, some of the requests come back."""
    for taken in range(3 * ADDRESS_REQUESTS):
        answer = world.client.send("POST", PATH, body=b"{}")
        if answer.status == 429:
            break
        expect.equal(answer.status, 401, "the status without a key")
    expect.that(taken >= ADDRESS_REQUESTS, f"{ADDRESS_REQUESTS} requests are let through", taken)
    expect.equal(answer.status, 429, "the status of one too many")
    expect.equal(answer.headers["x-ratelimit-limit"], str(ADDRESS_REQUESTS), "the limit of an address")
    expect.that((answer.headers["retry-after"] or "").isdigit(), "when to try again", answer.headers)
    expect.equal(answer.json["error"]["code"], "rate_limited", "the error's code")


def health_without_limit(expect: Expectations, world: World) -> None:
    """After an address was refused."""
    for _ in range(ADDRESS_REQUESTS + 1):
        answer = world.client.send("GET", "/api/v1/health")
    expect.equal(answer.status, 200, "the status")
    expect.equal(answer.headers["x-ratelimit-limit"], None, "a limit of the health check")


def origins(expect: Expectations, world: World) -> None:
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://other.example.com", None)):
        headers = [("Origin", origin), ("Access-Control-Request-Method", "POST"),
                   ("Access-Control-Request-Headers", "authorization, content-type")]  # fmt: skip
        answer = world.client.send("OPTIONS", PATH, headers)
        expect.equal(answer.headers["access-control-allow-origin"], allowed, f"what {origin} is allowed")


def log_level(expect: Expectations, world: World) -> None:
    """After all those requests, which would have been logged otherwise."""
    expect.that("level=info" not in world.log, "the log has no lines of the level info", world.log[-300:])


SCENARIOS = (requests_of_key, requests_of_address, health_without_limit, origins, log_level)
