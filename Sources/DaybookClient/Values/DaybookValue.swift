import Vocabulary

/// A JSON value, as an agent's context and metadata are made of.
///
///     let context: [String: DaybookValue] = ["selectedItems": [["name": "Pizza", "quantity": 1]], "orderTotal": 50.5]
public enum DaybookValue: Hashable, Sendable {
    /// In a sync it takes the member away.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction.
    case integer(Int64)
    /// Any other number. One that JSON can't say (infinity, not a number) is sent as `null`.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in their order.
    case array([DaybookValue])
    /// Values by their names.
    case object([String: DaybookValue])
}

extension DaybookValue: ExpressibleByNilLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`
    public init(nilLiteral: ()) { self = .null }
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array.
    public init(arrayLiteral elements: DaybookValue...) { self = .array(elements) }
    /// An object; of members with one name the last counts.
    public init(dictionaryLiteral members: (String, DaybookValue)...) {
        self = .object(Dictionary(members) { $1 })
    }
}

extension DaybookValue {
    /// Reads a JSON text, such as a graph's state that another library wrote.
    ///
    /// - Throws: `notJSON`, also for an object with two members of one name.
    public init(json text: String) throws(DaybookClientError) {
        guard let json = try? JSON(parsing: text.utf8) else {
            throw DaybookClientError(.notJSON, "The text isn't JSON.")
        }
        self.init(json)
    }

    /// The text of a string; `nil` for anything else.
    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The members of an object; `nil` for anything else.
    public var object: [String: DaybookValue]? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// The member of an object with this name; `nil` when there is none, or this is no object.
    public subscript(name: String) -> DaybookValue? {
        object?[name]
    }
}

extension DaybookValue {
    init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .decimal(let literal): self = Double(literal).map(DaybookValue.number) ?? .string(literal)
        case .string(let value): self = .string(value)
        case .array(let elements): self = .array(elements.map(DaybookValue.init))
        case .object(let object): self = .object(object.values)
        }
    }

    /// Members in the order of their names, so that equal values have one spelling.
    var json: JSON {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): value.isFinite ? .decimal("\(value)") : .null
        case .string(let value): .string(value)
        case .array(let elements): .array(elements.map(\.json))
        case .object(let members): .object(JSONObject(members))
        }
    }
}

extension JSONObject {
    init(_ values: [String: DaybookValue]) {
        self.init(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })
    }

    var values: [String: DaybookValue] {
        Dictionary(members.map { ($0.name, DaybookValue($0.value)) }) { $1 }
    }
}
