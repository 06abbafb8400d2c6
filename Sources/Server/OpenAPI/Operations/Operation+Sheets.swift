import HTTPTypes
import Sheets
import Vocabulary

extension Operation {
    static let sheets = [
        Operation(
            .get, "/v1/sheets/{sheet}", id: "getSheet", .sheets, "A sheet, whole or what has changed of it",
            text:
                "With `since` the rows come that have changed after that position, those that are gone among them; with `.csv` all of the sheet comes as one file (RFC 4180), and the other parameters don't count.",
            parameters: [
                .path(
                    "sheet", .word(Sheet.allCases.flatMap { [$0.rawValue, "\($0.rawValue).csv"] }).example("clients"),
                    "Which sheet, as JSON or as CSV."),
                .query(
                    "since", .integer(in: -1...Int(Int64.max) - 1).example(-1),
                    "Only what has changed after this position; -1 for all."),
                .limit(1...1000, otherwise: 500), .after(.text, "The `next` of the page before, without `since`."),
                .atLeast,
            ],
            replies: [
                Reply.json(.sheet, "Rows of the sheet.").or(
                    "text/csv", .text, example: "key,project_id,client_ids,clients,expert_ids,experts\r\n"),
                .badRequest,
                .refusal(
                    .notFound, "There is no such sheet.", "not_found",
                    "There is nothing here. The paths are in the documentation."),
            ])
    ]
}
