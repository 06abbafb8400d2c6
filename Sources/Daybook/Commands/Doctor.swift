import ArgumentParser
import Logging
import Vocabulary

/// `daybook doctor`
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at everything that Daybook depends on, and say how to mend what is wrong.",
        discussion: """
            Looks at secrets, the database's settings, its standbys and its disk, the schema, privileges and triggers, partitions,
            clocks, the signing key and its checkpoints, projections, deliveries that nobody could read, channels that have fallen
            silent, messages that are missing, and limits. Changes nothing.
            Run it where daybook serve runs, with its environment and its --config.

            Exit code 0 when there is nothing worse than a note, 3 with errors or warnings.

            Examples:
              daybook doctor
              daybook doctor --config daybook.yaml --output json
            """)

    @OptionGroup var configurationFile: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = Environment()
        var logger = environment.logger()
        // What it finds is what it says; the connections it tries needn't say it again.
        logger.logLevel = .error
        let settings = try configurationFile.settings(environment)
        let report = await Examination(settings: settings, logger: logger).report()
        switch output.output {
        case .table: print(report.text)
        case .json: print(String(decoding: report.json.serialized(), as: UTF8.self))
        case .jsonl:
            for finding in report.findings { print(String(decoding: finding.json.serialized(), as: UTF8.self)) }
        }
        guard report.isHealthy else { throw Failure(.findings, "\(report.summary): see above for what mends them.") }
    }
}
