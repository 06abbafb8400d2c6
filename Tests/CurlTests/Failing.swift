import Testing

@testable import Curl

/// Runs `body`, which must fail with `code`, and returns the error for a closer look.
@discardableResult
func failing(
    with code: HTTPError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws(HTTPError) -> some Sendable
) async -> HTTPError? {
    do throws(HTTPError) {
        _ = try await body()
        Issue.record("It did not fail with \(code).", sourceLocation: sourceLocation)
        return nil
    } catch {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        return error
    }
}
