/// A complete answer. Every status is an answer, not an error.
package struct HTTPResponse: Sendable, Equatable {
    /// The status code, 200 to 599.
    package var status: Int
    package var headers: HTTPHeaders
    /// The body's bytes as they were sent, a content encoding included.
    package var body: [UInt8]

    package init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
