/// Rows for a person on a terminal: columns as wide as their widest cell, numbers to the right.
struct Table {
    private let columns: [String]
    private var rows: [[String]] = []

    init(_ columns: String...) {
        self.init(columns)
    }

    init(_ columns: [String]) {
        self.columns = columns
    }

    mutating func add(_ cells: String...) {
        add(cells)
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    var text: String {
        let widths = columns.indices.map { column in
            ([columns] + rows).map { $0[column].count }.max() ?? 0
        }
        let lines = ([columns] + rows).map { cells in
            let padded = zip(cells, widths).map { cell, width in
                let padding = String(repeating: " ", count: width - cell.count)
                return Int(cell) != nil ? padding + cell : cell + padding
            }
            return padded.joined(separator: "  ").trimmingEnd()
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
