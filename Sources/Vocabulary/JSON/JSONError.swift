/// Why bytes aren't JSON, or why a value has no canonical form. It never quotes what was read.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Code: String, Hashable, Sendable {
        case unexpectedEnd = "the text ends too early"
        case unexpectedByte = "a byte that can't stand here"
        case trailingBytes = "more bytes after the value"
        case malformedNumber = "a number that isn't one"
        case malformedEscape = "an escape that isn't one"
        case loneSurrogate = "half of a surrogate pair"
        case controlCharacter = "a control character that isn't escaped"
        case malformedUTF8 = "text that isn't UTF-8"
        case repeatedName = "a name that comes twice in one object"
        case tooDeep = "values nested too deeply"
        case noCanonicalForm = "a number that has no exact canonical form"
    }

    /// What is wrong.
    package let code: Code
    /// The byte at which it was noticed, from 0: of a text that isn't UTF-8 the first, of an object that repeats a name the
    /// one after the last, of a value without canonical form always 0.
    package let offset: Int

    /// An error at a byte.
    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    package var description: String { "\(code.rawValue), at byte \(offset)" }
}
