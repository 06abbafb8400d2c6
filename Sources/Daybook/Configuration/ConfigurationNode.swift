import Yams

/// A value in a configuration file, which can say where it stands when it isn't as it should be.
struct ConfigurationNode {
    private let node: Node
    /// Its keys from the top: `tenants.acme.twilio`.
    let path: String
    /// The file's name.
    let file: String

    /// A file's whole content; an empty file is a mapping of nothing.
    ///
    /// - Throws: `Failure(.usage)` for what is no YAML.
    init(yaml: String, file: String) throws {
        do {
            node = try Yams.compose(yaml: yaml) ?? [:]
        } catch {
            throw Failure(.usage, "\(file)\(Self.place(of: error))")
        }
        path = ""
        self.file = file
    }

    /// Where and why it is no YAML. What stands there isn't shown: it may be a secret that is in the wrong place.
    private static func place(of error: any Error) -> String {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            ", line \(mark.line): This is no YAML: \(problem)."
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            ", line \(context.mark.line): The same key stands there twice: \(keys.joined(separator: ", "))."
        default: ": This is no YAML, or not in UTF-8."
        }
    }

    private init(_ node: Node, path: String, file: String) {
        self.node = node
        self.path = path
        self.file = file
    }

    /// What is wrong here, with the file, the line and the keys.
    func failure(_ problem: String) -> Failure {
        let line = node.mark.map { ", line \($0.line)" } ?? ""
        return Failure(.usage, "\(file)\(line)\(path.isEmpty ? "" : ", \(path)"): \(problem)")
    }

    /// The members of a mapping, in their order; what has no value is a mapping of nothing.
    ///
    /// - Throws: `Failure(.usage)` for any other kind of value.
    func members() throws -> [(key: String, value: ConfigurationNode)] {
        if isEmpty { return [] }
        guard let mapping = node.mapping else { throw failure("This must be a mapping: `key: value` lines.") }
        return try mapping.map { pair in
            guard let key = pair.key.scalar?.string else { throw failure("A key must be a word.") }
            return (key, ConfigurationNode(pair.value, path: path.isEmpty ? key : "\(path).\(key)", file: file))
        }
    }

    /// The members of a mapping that may have only these.
    ///
    /// - Throws: `Failure(.usage)` for another kind of value, or a member of another name, which would be a slip of the pen.
    func members(of known: [String]) throws -> [String: ConfigurationNode] {
        var found: [String: ConfigurationNode] = [:]
        for (key, value) in try members() {
            guard known.contains(key) else {
                throw value.failure("There is no such setting. Here are: \(known.joined(separator: ", ")).")
            }
            found[key] = value
        }
        return found
    }

    /// The elements of a list; one value that is none stands for a list of it.
    func elements() -> [ConfigurationNode] {
        guard let sequence = node.sequence else { return isEmpty ? [] : [self] }
        return sequence.enumerated().map { index, node in
            ConfigurationNode(node, path: "\(path)[\(index)]", file: file)
        }
    }

    /// - Throws: `Failure(.usage)` for what is no text, or empty.
    func text() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw failure("This must be a text.") }
        return text
    }

    /// - Throws: `Failure(.usage)` for what is no whole number within the range.
    func number(_ range: ClosedRange<Int>) throws -> Int {
        guard let number = node.int, range.contains(number) else {
            throw failure("This must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// - Throws: `Failure(.usage)` for anything but true and false.
    func flag() throws -> Bool {
        guard let flag = node.bool else { throw failure("This must be true or false.") }
        return flag
    }

    /// Whether a single value stands here, neither a mapping nor a list.
    var isText: Bool { node.scalar != nil && !isEmpty }

    private var isEmpty: Bool { node.null != nil }
}
