import Cryptography
package import Vocabulary

/// By what figures tell channels apart.
package struct ChannelName: Hashable, Sendable {
    /// `whatsapp`, `sms`, …
    package var medium: String
    /// The provider's id of the channel, or else our address on it; empty where neither is told.
    package var channel: String

    package init(medium: String, channel: String) {
        self.medium = Self.fitting(medium)
        self.channel = Self.fitting(channel)
    }

    package init(_ channel: Channel) {
        self.init(medium: channel.medium.description, channel: channel.id ?? channel.address ?? "")
    }

    /// A row of an index must fit a third of a page: what is longer than any real name stands as its digest.
    private static func fitting(_ name: String) -> String {
        name.utf8.count <= 256 ? name : "sha256:\(SHA256.hash(Array(name.utf8)).hex)"
    }
}
