import HTTPTypes
import Vocabulary

/// What there is to say of a route. Who may call it isn't: that is the route's own, and what follows from it (401, 403, 429 …) is added
/// by ``OperationOfRoute``.
struct Operation: Sendable {
    let method: HTTPRequest.Method
    /// As the route table has it.
    let path: String
    /// Unique, for generated clients.
    let id: String
    let area: Area
    let summary: String
    var text: String?
    var parameters: [Parameter]
    var body: RequestBody?
    /// What it answers of its own, the good news first.
    let replies: [Reply]
    /// A command that plays the caller's part, where `curl` alone couldn't.
    var command: String?

    init(
        _ method: HTTPRequest.Method, _ path: String, id: String, _ area: Area, _ summary: String, text: String? = nil,
        parameters: [Parameter] = [], body: RequestBody? = nil, replies: [Reply], command: String? = nil
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.area = area
        self.summary = summary
        self.text = text
        self.parameters = parameters
        self.body = body
        self.replies = replies
        self.command = command
    }
}
