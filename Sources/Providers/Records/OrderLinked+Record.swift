package import Vocabulary

/// `{"session_id":…,"order_id":…,"sub_domain":…}`; the last may be missing.
extension OrderLinked: RecordFact {
    package static let kind = EventKind.orderLinked

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let session = fields.text("session_id"), let order = fields.text("order_id") else {
            throw UnreadableDelivery("the record names no session or no order")
        }
        self.init(sessionID: session, orderID: order, subDomain: fields.text("sub_domain"))
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["session_id": .string(sessionID), "order_id": .string(orderID)]
        fields["sub_domain"] = subDomain.map(JSON.string)
        return fields
    }

    package var fact: Fact { .orderLinked(self) }
}
