internal import Vocabulary

extension MessageContent.Form {
    /// The form of a message that brings a file of this MIME type; a document when the type says nothing better.
    init(contentType: String?) {
        let type = (contentType ?? "").lowercased()
        switch type.prefix(while: { $0 != "/" }) {
        case "image": self = .image
        case "audio": self = .audio
        case "video": self = .video
        default: self = type.hasPrefix("text/vcard") || type.hasPrefix("text/x-vcard") ? .contacts : .document
        }
    }
}
