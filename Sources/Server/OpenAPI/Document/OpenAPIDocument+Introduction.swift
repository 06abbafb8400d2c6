extension OpenAPIDocument {
    static let summary = "An event-sourced conversation ledger"

    /// What holds for all operations; paragraphs apart by empty lines, code in back quotes.
    static let introduction = """
        Providers deliver webhooks; each becomes one immutable, encrypted event in an append-only Merkle log, and everything else that \
        is read here is folded from those events.

        **Keys.** Show an API key as `Authorization: Bearer dbk_…` or `X-API-Key: dbk_…`. A key has scopes, and may belong to one \
        tenant; it then sees that tenant's data only. `daybook keys create` makes one.

        **Tenants.** What has a path below `/t/{tenant}` is about that tenant there. Without it the key's own tenant is meant, or else \
        `default`.

        **Refusals.** All have one form, `{"error":{"code":…,"message":…,"request_id":…}}`: the code is for programs and never \
        changes, the message says what to do. A path that doesn't exist is 404, a method that it lacks 405 with `Allow`. `HEAD` \
        answers wherever `GET` does.

        **Reading your writes.** What is written shows in lists a moment later. Give the `position` that the write answered as \
        `at_least`, and the read waits for it.

        **Pages.** Lists answer with what leads to the next page; it stays in place while new things come in. Times are RFC 3339, in \
        UTC. A parameter that is empty counts as not given; repeating one that may be given once is 400.

        **Limits.** A key may make 1000 requests a minute, unless configured otherwise; the `X-RateLimit-…` headers say how it stands. \
        One too many is 429 with `Retry-After`. 503 comes with `Retry-After` too: nothing was done.
        """
}
