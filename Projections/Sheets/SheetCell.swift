package import Vocabulary

/// What stands in a cell.
package enum SheetCell: Hashable, Sendable {
    case empty
    case text(String)
    /// A number as RFC 8259 §6 spells it.
    case number(JSON)
    case flag(Bool)

    /// `nil` leaves the cell empty.
    init(_ text: String?) {
        self = text.map { .text($0) } ?? .empty
    }

    /// A custom field. A value that doesn't fit its type stands there as it came.
    init(_ field: ContactField?) {
        switch field?.value {
        case .text(let text), .date(let text): self = .text(text)
        case .number(let number): self = .number(number)
        case .json(let value): self = .text(String(decoding: value.serialized(), as: UTF8.self))
        case nil:
            guard let raw = field?.raw, !raw.isNull else {
                self = .empty
                return
            }
            self = .text(raw.text ?? String(decoding: raw.serialized(), as: UTF8.self))
        }
    }

    /// As it is written into a cell.
    package var description: String {
        switch self {
        case .empty: ""
        case .text(let text): text
        case .number(let number): number.text ?? ""
        case .flag(let flag): flag ? "TRUE" : "FALSE"
        }
    }

    package var json: JSON {
        switch self {
        case .empty: .null
        case .text(let text): .string(text)
        case .number(let number): number
        case .flag(let flag): .bool(flag)
        }
    }
}
