/// What a NOTIFY said.
package struct PostgresNotification: Hashable, Sendable {
    package let channel: String
    /// Empty when the NOTIFY had none.
    package let payload: String

    package init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}
