import Postgres
import Vocabulary

// The columns "media" and "location". What isn't known is left out.

extension MessageContent {
    /// `nil` when there are none.
    var mediaJSON: PostgresJSON? {
        media.isEmpty ? nil : PostgresJSON(rawValue: JSON.array(media.map(\.json)).serialized())
    }
}

extension MessageContent.Media {
    fileprivate var json: JSON {
        var object: JSONObject = ["url": .string(url)]
        object["content_type"] = contentType.map(JSON.string)
        object["file_name"] = fileName.map(JSON.string)
        return .object(object)
    }

    /// Reads what was written; what wasn't is passed over.
    static func list(_ json: PostgresJSON) -> [Self] {
        let elements = (try? JSON(parsing: json.rawValue))?.array ?? []
        return elements.compactMap { element in
            element["url"]?.string.map {
                Self(url: $0, contentType: element["content_type"]?.string, fileName: element["file_name"]?.string)
            }
        }
    }
}

extension MessageContent.Location {
    var json: PostgresJSON {
        var object: JSONObject = ["latitude": .string(latitude), "longitude": .string(longitude)]
        object["label"] = label.map(JSON.string)
        object["address"] = address.map(JSON.string)
        return PostgresJSON(rawValue: JSON.object(object).serialized())
    }

    init?(_ json: PostgresJSON) {
        guard let object = try? JSON(parsing: json.rawValue), let latitude = object["latitude"]?.string,
            let longitude = object["longitude"]?.string
        else { return nil }
        self.init(
            latitude: latitude, longitude: longitude, label: object["label"]?.string,
            address: object["address"]?.string)
    }
}
