/// An answer whose body is read while it arrives.
package struct HTTPStream: Sendable {
    /// The status code, 200 to 599.
    package let status: Int
    package let headers: HTTPHeaders
    /// The body. Letting go of it unread ends the exchange.
    package let body: HTTPBody
}
