extension SignedNote {
    /// Reads a note's bytes.
    ///
    /// - Throws: `malformedNote` for what isn't UTF-8 or isn't in the form of a note.
    package init(parsing bytes: [UInt8]) throws(MerkleLogError) {
        guard let note = String(validating: bytes, as: UTF8.self) else {
            throw MerkleLogError(.malformedNote, "The note isn't UTF-8.")
        }
        try self.init(parsing: note)
    }

    /// Reads a note. Every note has one form only: encoding what was read gives the same bytes.
    ///
    /// - Throws: `malformedNote` for what isn't in the form of a note.
    package init(parsing note: String) throws(MerkleLogError) {
        try Self.checkCharacters(note)
        let bytes = Substring(note).utf8
        guard bytes.last == UInt8(ascii: "\n") else {
            throw MerkleLogError(.malformedNote, "A note ends in a newline.")
        }
        guard let emptyLine = Self.lastEmptyLine(of: bytes) else {
            throw MerkleLogError(.malformedNote, "A note's text and its signatures have an empty line between them.")
        }
        // The text may hold empty lines of its own, the signatures can't: so the last one parts them.
        let lines = bytes[bytes.index(after: emptyLine)...].dropLast()
            .split(separator: UInt8(ascii: "\n"), maxSplits: Self.signatureLimit, omittingEmptySubsequences: false)
        guard lines.count <= Self.signatureLimit else {
            throw MerkleLogError(.malformedNote, "A note has no more than \(Self.signatureLimit) signatures.")
        }
        var signatures: [NoteSignature] = []
        for line in lines {
            signatures.append(try NoteSignature(line: line))
        }
        try self.init(text: String(Substring(bytes[..<emptyLine])), signatures: signatures)
    }

    /// The newline that is a line by itself, the last such.
    private static func lastEmptyLine(of bytes: Substring.UTF8View) -> Substring.UTF8View.Index? {
        var after: UInt8?
        for index in bytes.indices.reversed() {
            if bytes[index] == UInt8(ascii: "\n"), after == UInt8(ascii: "\n") { return bytes.index(after: index) }
            after = bytes[index]
        }
        return nil
    }
}
