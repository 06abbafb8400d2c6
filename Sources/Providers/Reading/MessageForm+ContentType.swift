internal import Vocabulary

extension MessageContent.Form {
    /// The form of a message that brings a file of this MIME type; a document when the type says nothing better.
    init(contentType: String?) {
        let type = (contentType ?? "").lowercasedASCII
        if type.hasPrefix("image/") {
            self = .image
        } else if type.hasPrefix("audio/") {
            self = .audio
        } else if type.hasPrefix("video/") {
            self = .video
        } else {
            self = type.hasPrefix("text/vcard") || type.hasPrefix("text/x-vcard") ? .contacts : .document
        }
    }
}
