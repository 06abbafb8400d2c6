import ArgumentParser
import Providers

/// `daybook import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring in messages that were saved elsewhere, each once.",
        discussion: """
            Fills gaps: what was sent while webhooks were off, or before there were any. Messages get the ids that their webhooks have,
            so that what came by webhook, or was imported before, is there already and left as it is. Interrupted, or run twice at
            once, it does no harm: run it again. What can't be read is told with its line, and makes the exit code 3.

            Files are saved from the provider by whoever has its credentials; this command calls no provider.

            Examples:
              daybook import respond-io contact-4711.json --dry-run
              daybook import twilio messages-1.json messages-2.json
              daybook import jsonl -
            """,
        subcommands: [ImportJSONL.self, ImportRespondIO.self, ImportTwilio.self, ImportWhatsAppExport.self])
}

/// `daybook import jsonl`
struct ImportJSONL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonl",
        abstract: "Webhooks that were kept, one JSON object a line.",
        discussion: """
            A line is an object with the members
              source        respond.io, twilio, whatsapp, elevenlabs (either form) or izer
              body          the webhook's JSON, or its text as a string; or body_base64
              received_at   when it came (RFC 3339, or a count since 1970); needed where the provider tells no time, as Twilio
              content_type  of a body that isn't what the provider usually sends
            or an event as GET /v1/events?body=true gives it. No signature is asked for: who imports, vouches.

            Examples:
              daybook import jsonl webhooks.jsonl
              daybook import jsonl - --tenant acme --dry-run
            """)

    @OptionGroup var options: ImportOptions

    func run() async throws { try await options.run { LineImport() } }
}

/// `daybook import respond-io`
struct ImportRespondIO: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "respond-io",
        abstract: "Saved pages of Respond.io's GET /contact/{id}/message/list.",
        discussion: """
            Pages are objects with a list called items; a file may hold several, one after the other. A message that came by webhook
            is known by its message id, whatever the webhook's own id was.

            Examples:
              daybook import respond-io page-1.json page-2.json
              daybook import respond-io contact-4711.json --dry-run
            """)

    @OptionGroup var options: ImportOptions

    func run() async throws { try await options.run { JSONListImport.respondIO } }
}

/// `daybook import twilio`
struct ImportTwilio: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twilio",
        abstract: "Saved pages of Twilio's list of messages.",
        discussion: """
            Pages are objects with a list called messages, as GET /2010-04-01/Accounts/{Sid}/Messages.json gives them. Of messages of
            ours the status is brought in as well, under the key of its callback.

            Examples:
              daybook import twilio messages.json
              daybook import twilio messages-1.json messages-2.json --output json
            """)

    @OptionGroup var options: ImportOptions

    func run() async throws { try await options.run { JSONListImport.twilio } }
}
