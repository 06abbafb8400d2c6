package import Vocabulary

/// `{"task":…,"status":"open"|"done"|"canceled"}`
extension TaskUpdated: RecordFact {
    package static let kind = EventKind.taskUpdated

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let taskID = fields.text("task"), let status = fields.text("status").flatMap(Status.init) else {
            throw UnreadableDelivery("the record names no task or no status")
        }
        self.init(taskID: taskID, status: status)
    }

    package var fields: JSONObject { ["task": .string(taskID), "status": .string(status.rawValue)] }

    package var fact: Fact { .taskUpdated(self) }
}
