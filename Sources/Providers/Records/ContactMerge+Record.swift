package import Vocabulary

/// `{"absorbed":<subject's UUID>}`. The contact that stays is the event's subject.
extension ContactMerged: RecordFact {
    package static let kind = EventKind.contactMerged

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        self.init(absorbed: try fields.absorbedContact())
    }

    package var fields: JSONObject { ["absorbed": .string(absorbed.description)] }

    package var fact: Fact { .contactMerged(self) }
}

/// `{"absorbed":<subject's UUID>}`. The contact that had stayed is the event's subject.
extension ContactUnmerged: RecordFact {
    package static let kind = EventKind.contactUnmerged

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        self.init(absorbed: try fields.absorbedContact())
    }

    package var fields: JSONObject { ["absorbed": .string(absorbed.description)] }

    package var fact: Fact { .contactUnmerged(self) }
}

extension JSONObject {
    fileprivate func absorbedContact() throws(UnreadableDelivery) -> SubjectID {
        guard let subject = text("absorbed").flatMap(SubjectID.init) else {
            throw UnreadableDelivery("the record names no absorbed contact")
        }
        return subject
    }
}
