import HTTPTypes
import Vocabulary

/// A command that calls an operation with the values of its examples.
struct CurlCommand {
    let operation: OperationOfRoute
    /// Of the server.
    let url: String

    var text: String {
        if let command = operation.operation.command { return command.replacing("{url}", with: url) }
        var parts = ["curl"]
        if operation.endpoint.method != .get { parts.append("-X \(operation.endpoint.method.rawValue)") }
        parts.append(Self.quoted(url + path + query))
        if case .key = operation.endpoint.access { parts.append(#"-H "Authorization: Bearer $DAYBOOK_KEY""#) }
        if let body = operation.operation.body, let example = body.examples.first {
            parts.append("-H \(Self.quoted("Content-Type: \(body.type)"))")
            parts.append("-d \(Self.quoted(String(decoding: example.value.serialized(), as: UTF8.self)))")
        }
        return parts.joined(separator: " ")
    }

    private var path: String {
        let documented = Endpoint.documented(operation.endpoint.path)
        return operation.parameters.filter { $0.place == .path }.reduce(documented) { path, parameter in
            path.replacing("{\(parameter.name)}", with: Self.encoded(parameter.schema.sample.text ?? ""))
        }
    }

    private var query: String {
        let needed = operation.parameters.filter { $0.place == .query && $0.isRequired }
        guard !needed.isEmpty else { return "" }
        return "?" + needed.map { "\($0.name)=\(Self.encoded($0.schema.sample.text ?? ""))" }.joined(separator: "&")
    }

    /// For a POSIX shell.
    static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: #"'\''"#))'"
    }

    /// Percent-encodes what may not stand in a path or query as it is.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            guard byte < 0x80, character.isLetter || character.isNumber || "+-._~:@/".contains(character) else {
                return "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
            return String(character)
        }.joined()
    }
}
