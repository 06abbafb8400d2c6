import Vocabulary

extension JSON {
    /// The value as people read it: two spaces for each level, what is short on one line.
    func indented(by depth: Int = 0) -> String {
        let line = String(decoding: serialized(), as: UTF8.self)
        let (margin, inner) = (String(repeating: "  ", count: depth), String(repeating: "  ", count: depth + 1))
        switch self {
        case .array(let elements) where !elements.isEmpty && !isShort(line):
            let lines = elements.map { inner + $0.indented(by: depth + 1) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(margin)]"
        case .object(let object) where !object.isEmpty && !isShort(line):
            let lines = object.map { member in
                let name = String(decoding: JSON.string(member.name).serialized(), as: UTF8.self)
                return "\(inner)\(name): \(member.value.indented(by: depth + 1))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
        default: return line
        }
    }

    private func isShort(_ line: String) -> Bool { line.utf8.count <= 48 }
}
