package import Vocabulary

extension SheetRow {
    /// The row, its cells by the names of their columns; a row that is gone has none.
    package func json(in sheet: Sheet) -> JSON {
        [
            "key": .string(key), "changed": .integer(changed.rawValue), "gone": .bool(isGone),
            "cells": .object(JSONObject(zip(sheet.columns.dropFirst(), cells).map { ($0.0, $0.1.json) })),
        ]
    }
}
