/// An authentic delivery can't be read. It is kept, and shown to the operator.
package struct UnreadableDelivery: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is missing or wrong, in words of ours: it never quotes the payload.
    package let reason: String

    /// An error for a reason that quotes nothing.
    package init(_ reason: String) {
        self.reason = reason
    }

    package var description: String { reason }

    /// Several tenants share what signed the delivery, and none of them is configured to have the number that it is of. A reader
    /// would read it all the same: whose it is, it can't tell.
    package static let withoutOwner = UnreadableDelivery("no tenant is configured to have the WhatsApp number")
}
