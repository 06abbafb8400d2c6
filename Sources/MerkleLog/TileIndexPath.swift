/// The `<N>[.p/<W>]` part of a tile's path (C2SP tlog-tiles).
struct TileIndexPath: Equatable {
    let index: Int64
    let width: Int

    init(index: Int64, width: Int) {
        self.index = index
        self.width = width
    }

    /// Groups of three digits, all but the last with an `x`, and the width where it isn't 256.
    var encoded: String {
        var groups = [Self.group(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + Self.group(rest % 1000))
            rest /= 1000
        }
        let path = groups.reversed().joined(separator: "/")
        return width == TileCoordinate.fullWidth ? path : "\(path).p/\(width)"
    }

    /// Reads a path in its one spelling; `nil` for everything else.
    init?(_ path: Substring.UTF8View) {
        var groups = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var width = TileCoordinate.fullWidth
        if let partial = groups.dropLast().last, partial.dropFirst(3).elementsEqual(".p".utf8) {
            guard let named = groups.popLast().flatMap({ Int64(canonicalDecimal: $0) }),
                (1..<Int64(TileCoordinate.fullWidth)).contains(named)
            else { return nil }
            width = Int(named)
            groups[groups.count - 1] = partial.prefix(3)
        }
        var index: Int64 = 0
        for (place, group) in groups.enumerated() {
            let isLast = place == groups.count - 1
            guard isLast || group.first == UInt8(ascii: "x"),
                let value = Self.value(isLast ? group : group.dropFirst()),
                let longer = index.checked(times: 1000, plus: value)
            else { return nil }
            index = longer
        }
        self.init(index: index, width: width)
        // Only leading zero groups are left to refuse: they would be a second spelling.
        guard encoded.utf8.elementsEqual(path) else { return nil }
    }

    private static func group(_ value: Int64) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }

    private static func value(_ group: Substring.UTF8View) -> Int64? {
        guard group.count == 3 else { return nil }
        return group.reduce(into: Int64?(0)) { value, digit in
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
            value = isDigit ? value.map { $0 * 10 + Int64(digit - UInt8(ascii: "0")) } : nil
        }
    }
}
