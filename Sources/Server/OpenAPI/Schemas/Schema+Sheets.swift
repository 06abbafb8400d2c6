import Sheets
import Vocabulary

extension Schema {
    static let sheetRow: Schema = .object([
        "key": .text.means("The contact's or project's id; stays the same").example("proj_789"),
        "changed": .position.means("The event that last changed the row"),
        "gone": .flag.means("Whether it stands in the sheet no longer; it then has no cells"),
        "cells": .map(of: Schema(json: ["type": ["string", "number", "boolean", "null"]]))
            .means("By the names of the columns").example(["project_id": "proj_789", "clients": "Ana Souza"]),
    ])

    static let sheet: Schema = .object([
        "sheet": .word(of: Sheet.self),
        "columns": .array(of: .text).means("The row's key first").example(
            ["key", "project_id", "client_ids", "clients", "expert_ids", "experts"]),
        "rows": .array(of: .named("SheetRow")),
        "next": Schema(json: ["type": ["string", "integer", "null"]])
            .means("What to give as `after`, or as `since` where that was given; null at the end").example(.null),
    ])
}
