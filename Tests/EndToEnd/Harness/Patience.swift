/// How long tests wait for what must come: long, as the machine may be busy, and never for ever.
let patience: Duration = .seconds(60)

/// Waits until `body` gives something, and asks again every few milliseconds.
///
/// - Throws: `HarnessError` when it never does.
func eventually<R>(
    _ what: String, within limit: Duration = patience, _ body: () async throws -> R?
) async throws -> R {
    let deadline = ContinuousClock.now + limit
    while true {
        if let result = try await body() { return result }
        guard ContinuousClock.now < deadline else { throw HarnessError("It never came: \(what)") }
        try await Task.sleep(for: .milliseconds(25))
    }
}

/// Waits until something holds.
func eventually(
    _ what: String, within limit: Duration = patience, _ holds: () async throws -> Bool
) async throws {
    _ = try await eventually(what, within: limit) { try await holds() ? true : nil }
}
