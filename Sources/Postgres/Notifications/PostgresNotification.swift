/// What a NOTIFY said.
package struct PostgresNotification: Hashable, Sendable {
    /// The channel's name, as it would be written in double quotes.
    package let channel: String
    /// Empty when the NOTIFY had none.
    package let payload: String

    /// A notification as it was received.
    package init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}
