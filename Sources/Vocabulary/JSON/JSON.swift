/// A JSON value (RFC 8259).
///
/// Texts compare as Swift's strings do: two that differ only in Unicode normalisation are equal.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case integer(Int64)
    /// Any other number, its literal verbatim, so that none is changed by reading it: `1.50`, `1e3`, `-0`,
    /// `18446744073709551616`. Must be a number as RFC 8259 §6 spells it.
    case decimal(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// - Precondition: no name comes twice.
    package init(dictionaryLiteral members: (String, JSON)...) { self = .object(JSONObject(members)) }
}

extension JSON {
    /// Whether it is `null`.
    package var isNull: Bool { self == .null }

    /// The text of a string; `nil` for anything else.
    package var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The value of an integer; `nil` for anything else, numbers with a fraction among them.
    package var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// The value of `true` or `false`; `nil` for anything else.
    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of an array; `nil` for anything else.
    package var array: [JSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The members of an object; `nil` for anything else.
    package var object: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// A string, or a number as it was written; `nil` for anything else. Ids come as either.
    package var text: String? {
        switch self {
        case .string(let value), .decimal(let value): value
        case .integer(let value): String(value)
        default: nil
        }
    }

    /// The member of an object with this name; `nil` when there is none, or this is no object.
    package subscript(name: String) -> JSON? {
        object?[name]
    }
}
