package import Vocabulary

/// `{"task":…,"title":…,"details":…,"type":…,"priority":1–5,"due":…,"tags":[…],"message":…}`
extension TaskCreated: RecordFact {
    package static let kind = EventKind.taskCreated

    package init(fields: JSONObject) throws(UnreadableDelivery) {
        guard let taskID = fields.text("task"), let title = fields.text("title") else {
            throw UnreadableDelivery("the task has no id or no title")
        }
        self.init(
            taskID: taskID, title: title, details: fields.text("details"), type: fields.text("type"),
            priority: fields["priority"]?.integer.flatMap { (1...5).contains($0) ? $0 : nil }, due: fields.text("due"),
            tags: fields["tags"]?.array?.compactMap(\.string) ?? [],
            message: fields["message"] == nil ? nil : try MessageReference(in: fields))
    }

    package var fields: JSONObject {
        var fields: JSONObject = ["task": .string(taskID), "title": .string(title)]
        fields["details"] = details.map(JSON.string)
        fields["type"] = type.map(JSON.string)
        fields["priority"] = priority.map(JSON.integer)
        fields["due"] = due.map(JSON.string)
        if !tags.isEmpty { fields["tags"] = .array(tags.map(JSON.string)) }
        fields["message"] = message?.json
        return fields
    }

    package var fact: Fact { .taskCreated(self) }
}
