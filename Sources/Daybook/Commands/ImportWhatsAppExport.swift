import ArgumentParser
import Providers
import Server

extension WhatsAppExport.DateOrder: ExpressibleByArgument {}

/// `daybook import whatsapp-export`
struct ImportWhatsAppExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatsapp-export",
        abstract: "The text file that WhatsApp's own Export chat makes, of a chat with one person.",
        discussion: """
            The file has no phone number, no time zone and no message ids. A message that the ledger has of this contact, from any
            provider, is known by its text, direction and minute. What the app wrote itself (that messages are encrypted) is passed over;
            files that were sent are told of, and not imported.

            Example:
              daybook import whatsapp-export chat.txt --phone +4915112345678 --own-name Acme --time-zone Europe/Berlin
            """)

    @Option(help: ArgumentHelp("The other side's number, with its country code.", valueName: "number"))
    var phone: String

    @Option(help: ArgumentHelp("Our side, as the file calls it.", valueName: "name"))
    var ownName: String

    @Option(help: ArgumentHelp("The phone's time zone, such as Europe/Berlin.", valueName: "zone"))
    var timeZone: String

    @Option(
        help: ArgumentHelp(
            "The order of day, month and year, where the file doesn't tell: dmy, mdy or ymd.", valueName: "order"))
    var dateOrder: WhatsAppExport.DateOrder?

    @Option(
        help: ArgumentHelp("The phone_number_id of our number, if it has webhooks: one conversation.", valueName: "id"))
    var numberID: String?

    @OptionGroup var options: ImportOptions

    func validate() throws {
        guard PhoneNumber(phone) != nil else { throw ValidationError("--phone is a number with its country code.") }
    }

    func run() async throws {
        guard let phone = PhoneNumber(phone) else { return }
        let context = WhatsAppExport.Context(phone: phone, ownName: ownName, numberID: numberID, order: dateOrder)
        let zone = timeZone
        try await options.run { file, run, report in
            var bytes: [UInt8] = []
            while case let next = try file.next(), !next.isEmpty {
                bytes += next
                guard bytes.count <= Self.limit else {
                    throw Failure(.failed, "\(file.name) is longer than any chat that WhatsApp exports.")
                }
            }
            let export: WhatsAppExport
            do throws(UnreadableDelivery) {
                export = try WhatsAppExport(bytes, context)
            } catch {
                throw Failure(.failed, "\(file.name): \(error). See: daybook import whatsapp-export --help")
            }
            report.add(try await run.take(export, zone: zone), notices: export.notices, bytes: bytes.count)
        }
    }

    /// WhatsApp exports 40,000 messages at most.
    private static let limit = 256 << 20
}
