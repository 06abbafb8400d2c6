import Curl

extension EndToEnd {
    /// Waits for the checkpoint that covers so many events.
    static func checkpoint(of size: Int, from server: Server) async throws -> HTTPResponse {
        try await eventually("a checkpoint of \(size) events") {
            let response = try await server.client.send(HTTPRequest(.get, url: server.url + "/checkpoint"))
            let lines = response.text.split(separator: "\n")
            return response.status == 200 && lines.count > 2 && lines[1] == "\(size)" ? response : nil
        }
    }
}
