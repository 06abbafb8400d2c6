/// The parameters in a URL's query: `application/x-www-form-urlencoded`, in their order, names as often as they come.
struct Query: Hashable, Sendable {
    private let parameters: [Parameter]

    private struct Parameter: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// - Throws: `APIError` (400) for an escape that isn't one, or text that isn't UTF-8.
    init(_ query: String?) throws(APIError) {
        var parameters: [Parameter] = []
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters.append(
                Parameter(
                    name: try Self.decoded(parts[0], isForm: true),
                    value: parts.count > 1 ? try Self.decoded(parts[1], isForm: true) : ""))
        }
        self.parameters = parameters
    }

    /// All values of a parameter, in their order.
    func all(_ name: String) -> [String] {
        parameters.filter { $0.name == name }.map(\.value)
    }

    /// The value of a parameter; `nil` where it isn't given, or empty.
    ///
    /// - Throws: `APIError` (400) when it is given more than once: which was meant can't be known.
    func one(_ name: String) throws(APIError) -> String? {
        let values = all(name)
        guard values.count <= 1 else { throw .badRequest("The parameter \(name) may be given once.") }
        return values.first.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value of a parameter, read as `Value`.
    ///
    /// - Throws: `APIError` (400), naming the parameter and never its value, when it can't be.
    func one<Value>(
        _ name: String, as form: String, _ read: (String) -> Value?
    ) throws(APIError) -> Value? {
        guard let text = try one(name) else { return nil }
        guard let value = read(text) else { throw .badRequest("The parameter \(name) must be \(form).") }
        return value
    }

    /// A whole number within bounds; `fallback` where it isn't given.
    func number(_ name: String, in bounds: ClosedRange<Int>, otherwise fallback: Int) throws(APIError) -> Int {
        try one(name, as: "a number from \(bounds.lowerBound) to \(bounds.upperBound)") { text in
            Int(text).flatMap { bounds.contains($0) ? $0 : nil }
        } ?? fallback
    }

    /// Undoes percent-encoding; in a form, `+` is a space.
    static func decoded(_ text: some StringProtocol, isForm: Bool) throws(APIError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hexDigit), let low = rest.next().flatMap(hexDigit) else {
                    throw .badRequest("The URL holds a % that two hexadecimal digits don't follow.")
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where isForm: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        // The database's texts can't hold a zero byte.
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw .badRequest("The URL holds a zero byte, or bytes that aren't UTF-8.")
        }
        return text
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
