import Cryptography

extension ProofFile {
    /// The file's text.
    package var encoded: String {
        var lines = [Self.firstLine]
        if let extra {
            lines.append(Self.extraPrefix + Base64.encode(extra))
        }
        lines.append(Self.indexPrefix + String(index))
        lines += hashes.map(\.base64)
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.encoded
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: `malformedProofFile`, or `malformedNote` for what is wrong with the checkpoint's note.
    package init(parsing bytes: [UInt8]) throws(MerkleLogError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MerkleLogError(.malformedProofFile, "The proof file isn't UTF-8.")
        }
        try self.init(parsing: text)
    }

    /// Reads a file's text. Every proof has one form only: encoding what was read gives the same bytes.
    ///
    /// - Throws: `malformedProofFile`, or `malformedNote` for what is wrong with the checkpoint's note.
    package init(parsing text: String) throws(MerkleLogError) {
        var rest = Substring(text).utf8
        guard let first = Self.popLine(of: &rest), first.elementsEqual(Self.firstLine.utf8) else {
            throw MerkleLogError(.malformedProofFile, "A proof file's first line is \(Self.firstLine).")
        }
        var line = Self.popLine(of: &rest)
        var extra: [UInt8]?
        if let encoded = Self.field(of: line, after: Self.extraPrefix) {
            guard let decoded = Base64.decode(Substring(encoded)) else {
                throw MerkleLogError(.malformedProofFile, "The extra line isn't standard, padded base64.")
            }
            extra = decoded
            line = Self.popLine(of: &rest)
        }
        guard let digits = Self.field(of: line, after: Self.indexPrefix), let index = Int64(canonicalDecimal: digits)
        else {
            throw MerkleLogError(.malformedProofFile, "The index line is a decimal number without leading zeroes.")
        }
        let hashes = try Self.popHashes(of: &rest)
        try self.init(
            extra: extra, index: index, hashes: hashes, checkpoint: SignedNote(parsing: String(Substring(rest))))
    }

    /// Takes the lines up to the empty one, and that one.
    private static func popHashes(of text: inout Substring.UTF8View) throws(MerkleLogError) -> [Hash256] {
        var hashes: [Hash256] = []
        while let line = popLine(of: &text) {
            if line.isEmpty { return hashes }
            guard hashes.count < hashLimit, let hash = Hash256(base64: Substring(line)) else {
                throw MerkleLogError(
                    .malformedProofFile, "A proof line is 32 bytes in base64, and there are at most \(hashLimit).")
            }
            hashes.append(hash)
        }
        throw MerkleLogError(.malformedProofFile, "The proof and the checkpoint have an empty line between them.")
    }

    /// Takes a line and its newline, and gives the line; `nil` where no newline is left.
    private static func popLine(of text: inout Substring.UTF8View) -> Substring.UTF8View? {
        guard let end = text.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { text = text[text.index(after: end)...] }
        return text[..<end]
    }

    private static func field(of line: Substring.UTF8View?, after prefix: String) -> Substring.UTF8View? {
        guard let line, line.starts(with: prefix.utf8) else { return nil }
        return line.dropFirst(prefix.utf8.count)
    }

    private static let firstLine = "c2sp.org/tlog-proof@v1"
    private static let extraPrefix = "extra "
    private static let indexPrefix = "index "
}
