/// The secrets of one kind that a tenant has, with where each was set, so that what is wrong with it can be told and mended.
struct SecretSetting: Hashable, Sendable {
    struct Secret: Hashable, Sendable {
        let text: String
        /// The variable or the file that holds it.
        let place: String
    }

    /// What to set for there to be one: a variable, or a place in the configuration file.
    let name: String
    /// Several, while one replaces the other.
    var secrets: [Secret] = []

    var texts: [String] { secrets.map(\.text) }
    var isEmpty: Bool { secrets.isEmpty }
}

extension Environment {
    /// The secrets that a variable holds, separated by commas.
    func secrets(_ variable: String) -> [SecretSetting.Secret] {
        (self[variable] ?? "").split(separator: ",").map { SecretSetting.Secret(text: String($0), place: variable) }
    }
}
