import Vocabulary

/// What a WhatsApp export says in place of a file: `<Media omitted>`, `image omitted`, `<attached: 00000012-PHOTO.jpg>`,
/// `IMG-20240115-WA0001.jpg (file attached)`, each in the phone's language.
struct ExportMedia: Hashable, Sendable {
    var form: MessageContent.Form
    /// What was written below it.
    var caption: String?

    /// `nil` for a text that stands for no file.
    init?(_ text: String) {
        let isMarked = ExportText.isMarked(text[...])
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let first = ExportText.trimmed(ExportText.withoutMarks(lines.first ?? ""))
        if lines.count > 1 { caption = String(ExportText.trimmed(lines[1])) }
        if first.hasPrefix("<"), first.hasSuffix(">"), first.count > 2 {
            // Between the brackets: "attached: NAME", or words that mean that the file was left out.
            let fileName = Self.fileName(first.dropFirst().dropLast().split(separator: " ").last ?? "")
            guard fileName != nil || lines.count == 1 else { return nil }
            form = Self.form(ofFile: fileName)
        } else if let bracket = first.firstRange(of: " ("), first.hasSuffix(")"),
            let name = Self.fileName(first[..<bracket.lowerBound])
        {
            form = Self.form(ofFile: name)
        } else if isMarked, let form = Self.form(ofOmission: first.lowercased()) {
            self.form = form
        } else {
            return nil
        }
        if caption?.isEmpty == true { caption = nil }
    }

    /// A name with a known ending and no space in it.
    private static func fileName(_ text: Substring) -> String? {
        forms[ending(of: text)] == nil || text.contains(" ") ? nil : String(text)
    }

    private static func ending(of name: some StringProtocol) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map { $0.lowercased() } ?? ""
    }

    private static func form(ofFile name: String?) -> MessageContent.Form {
        name.flatMap { forms[ending(of: $0)] } ?? .document
    }

    private static let forms: [String: MessageContent.Form] = [
        "jpg": .image, "jpeg": .image, "png": .image, "gif": .image, "webp": .sticker, "opus": .audio, "m4a": .audio,
        "mp3": .audio, "aac": .audio, "amr": .audio, "ogg": .audio, "mp4": .video, "3gp": .video, "mov": .video,
        "vcf": .contacts, "pdf": .document, "doc": .document, "docx": .document, "xls": .document, "xlsx": .document,
        "ppt": .document, "pptx": .document, "txt": .document, "csv": .document, "zip": .document,
    ]

    /// Phones with iOS say what was left out, in their language.
    private static func form(ofOmission words: String) -> MessageContent.Form? {
        omissions.first { entry in entry.words.contains { words.hasPrefix($0) } }.flatMap { entry in
            endings.contains { words.hasSuffix($0) } ? entry.form : nil
        }
    }

    private static let omissions: [(form: MessageContent.Form, words: [String])] = [
        (.image, ["image", "bild", "imagen", "imagem", "immagine", "afbeelding", "gif"]),
        (.video, ["video", "vídeo", "vidéo"]), (.audio, ["audio", "áudio", "sprachnachricht"]),
        (.sticker, ["sticker", "figurinha", "autocollant"]),
        (.contacts, ["contact card", "kontaktkarte", "tarjeta de contacto", "cartão de contato"]),
        (.document, ["document", "dokument", "documento", "documento"]),
    ]

    private static let endings = [
        "omitted", "weggelassen", "omitido", "omitida", "omessa", "omesso", "absente", "absent", "weggelaten",
        "ocultado",
        "oculta", "oculto",
    ]
}
