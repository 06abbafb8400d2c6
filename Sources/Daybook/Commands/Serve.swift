import ArgumentParser
import Server

/// `daybook serve`
struct Serve: ServiceCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the HTTP API, and follow the ledger with its projections.",
        discussion: """
            Needs DATABASE_URL, DAYBOOK_MASTER_KEY_FILE and DAYBOOK_SIGNING_KEY_FILE. A provider whose secret isn't set
            (RESPOND_IO_WEBHOOK_SECRET, TWILIO_AUTH_TOKEN, WHATSAPP_APP_SECRET, ELEVENLABS_WEBHOOK_SECRET) is answered
            503. Ends gracefully on SIGTERM and SIGINT.

            Several tenants, and what else there is to set, stand in a configuration file. A tenant's webhooks come to
            /t/<tenant>/…; those of WhatsApp find theirs by the number's id as well. Options and variables go before the file.

            Examples:
              daybook serve --host 127.0.0.1 --port 8080 --public-url https://hooks.example.com
              daybook serve --config daybook.yaml

            daybook.yaml, with all that may stand in it:
            \(ConfigurationFile.example.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
            """)

    @OptionGroup var configurationFile: ConfigurationOptions

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port = 8080

    @Option(help: ArgumentHelp("The URL under which providers reach this server: Twilio signs it.", valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "How the log is written: logfmt or json; LOG_FORMAT, or else logfmt, unless given.", valueName: "format"))
    var logFormat: LogFormat?

    func run() async throws {
        let environment = Environment()
        let logger = environment.logger(format: logFormat)
        let assembly = Assembly(
            settings: try configurationFile.settings(environment), host: host, port: port, publicURL: publicURL,
            logger: logger)
        let services = try await assembly.services { address in
            print("listening on http://\(address.host):\(address.port), known as \(address.publicURL)")
        }
        try await assembly.run(services)
    }
}
