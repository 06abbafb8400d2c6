/// Finds the objects in one list of a JSON text while it is read: those of the root, or of the root's member of a name. Several texts may
/// follow each other.
///
/// It looks at brackets and strings only: whether an object is well-formed, its reader finds out. Each is handed over as it is written.
struct JSONItemScanner: Sendable {
    /// An object, and the line on which it begins, from 1.
    struct Item: Sendable {
        var line: Int
        /// `nil` when it is longer than anything that a provider writes.
        var bytes: [UInt8]?
    }

    /// How long an object may be.
    static let limit = 16 << 20

    private let list: String
    private var depth = 0
    /// How many brackets are open in the list itself; `nil` outside of it.
    private var listDepth: Int?
    private var item: Item?
    private var isInString = false
    private var isEscaped = false
    /// The string before, which may turn out to be the name of a member.
    private var text: [UInt8] = []
    private var name: [UInt8] = []
    private(set) var line = 1
    /// Whether there was a list at all.
    private(set) var hasList = false
    /// The first line of the list with something in it that is no object.
    private(set) var oddLine: Int?

    /// - Parameter list: the name of the member.
    init(list: String) {
        self.list = list
    }

    /// Whether everything that was opened was closed.
    var isComplete: Bool { depth == 0 && !isInString }

    /// Takes the next byte.
    ///
    /// - Returns: the object that ends with it.
    mutating func feed(_ byte: UInt8) -> Item? {
        if byte == UInt8(ascii: "\n") { line += 1 }
        if item != nil { keep(byte) }
        if isInString {
            string(byte)
            return nil
        }
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            text.removeAll(keepingCapacity: true)
            note()
        case UInt8(ascii: ":"): name = text
        case UInt8(ascii: ","): name = []
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return close()
        default: if byte > 0x20 { note() }
        }
        return nil
    }

    private mutating func keep(_ byte: UInt8) {
        guard let count = item?.bytes?.count else { return }
        if count < Self.limit { item?.bytes?.append(byte) } else { item?.bytes = nil }
    }

    private mutating func string(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
            return
        }
        if depth == 1, text.count <= list.utf8.count { text.append(byte) }
    }

    private mutating func open(_ byte: UInt8) {
        if item == nil, depth == listDepth {
            if byte == UInt8(ascii: "{") { item = Item(line: line, bytes: [byte]) } else { note() }
        }
        depth += 1
        guard byte == UInt8(ascii: "["), listDepth == nil else { return }
        guard depth == 1 || depth == 2 && name.elementsEqual(list.utf8) else { return }
        listDepth = depth
        hasList = true
    }

    private mutating func close() -> Item? {
        depth = max(0, depth - 1)
        if depth < listDepth ?? 0 { listDepth = nil }
        guard depth == listDepth, let ended = item else { return nil }
        item = nil
        return ended
    }

    /// Something that is neither a bracket nor a comma, in the list itself.
    private mutating func note() {
        if item == nil, depth == listDepth, oddLine == nil { oddLine = line }
    }
}
