import ArgumentParser
import Testing

@testable import Daybook

/// A command that nobody has described can't be used.
struct CommandDocumentationTests {
    /// Every command, from the root on.
    static let commands: [any ParsableCommand.Type] = all(from: Daybook.self)

    private static func all(from command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        [command] + command.configuration.subcommands.flatMap(all)
    }

    @Test func `every command says in a sentence what it is for`() {
        for command in Self.commands {
            let abstract = command.configuration.abstract
            #expect(abstract.first?.isUppercase == true && abstract.last == ".", "\(command)")
        }
    }

    @Test func `every command shows how it is used, in examples that it understands`() throws {
        #expect(Self.commands.count > 15)
        for command in Self.commands {
            let examples = Self.examples(in: command.configuration.discussion)
            #expect(!examples.isEmpty, "\(command)")
            for example in examples {
                #expect(throws: Never.self, "\(example)") { try Daybook.parseAsRoot(example) }
            }
        }
    }

    /// The arguments of the lines that call `daybook`.
    private static func examples(in text: String) -> [[String]] {
        text.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap { line in
            let words: [String] = line.split(separator: " ").map { $0.filter { $0 != ")" } }
            guard let start = words.firstIndex(of: "daybook") else { return nil }
            return Array(words[(start + 1)...].prefix { $0 != ">" })
        }
    }

    @Test func `every option and argument has help`() {
        for command in Self.commands {
            let help = command.helpMessage(columns: 400)
            for line in help.split(separator: "\n") where line.hasPrefix("  -") || line.hasPrefix("  <") {
                #expect(line.firstRange(of: /\S {2,}\S/) != nil, "\(command): \(line)")
            }
        }
    }
}
