extension JSON {
    /// How deeply arrays and objects may be nested unless the caller says otherwise.
    package static let depthLimit = 64

    /// Reads one JSON text, strictly as RFC 8259 has it, with nothing but white space around it.
    ///
    /// Refused, though RFC 8259 allows or doesn't forbid them, since two readers could see different things in them: a name
    /// that comes twice in an object, half of a surrogate pair (`\uD800` alone), bytes that aren't UTF-8, a byte order mark.
    /// `\u0000` is kept.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8.
    ///   - depthLimit: How many arrays and objects may lie in one another.
    /// - Throws: `JSONError` with the place.
    package init(
        parsing bytes: some Collection<UInt8>, depthLimit: Int = JSON.depthLimit
    ) throws(JSONError) {
        func parse(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONError> {
            var parser = JSONParser(buffer, depthLimit: depthLimit)
            do throws(JSONError) {
                return .success(try parser.parse())
            } catch {
                return .failure(error)
            }
        }
        let result = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
        self = try result.get()
    }
}
