import Ledger

/// Where the secrets are that a configuration file names.
struct SecretSources: Sendable {
    let environment: Environment
    /// From where files with relative paths are looked for: empty, or with a slash at its end.
    let folder: String

    /// The secrets that a list of `{env: VARIABLE}` and `{file: PATH}` names; none where there is no list.
    ///
    /// - Throws: `Failure(.usage)` for a secret that stands in the file itself, and for a variable or file without one.
    func secrets(_ node: ConfigurationNode?) throws -> [SecretSetting.Secret] {
        try node?.elements().flatMap(secrets(named:)) ?? []
    }

    private func secrets(named node: ConfigurationNode) throws -> [SecretSetting.Secret] {
        guard !node.isText else {
            throw node.failure(
                "A secret isn't written into this file. Name where it is: {env: VARIABLE} or {file: PATH}.")
        }
        let members = try node.members(of: ["env", "file"])
        switch (members["env"], members["file"]) {
        case (let variable?, nil):
            let name = try variable.text()
            let secrets = environment.secrets(name)
            guard !secrets.isEmpty else { throw node.failure("\(name) isn't set. Set it, or take it out here.") }
            return secrets
        case (nil, let file?):
            let name = try file.text()
            let path = name.hasPrefix("/") ? name : folder + name
            do {
                let text = try SecretFile(path).text(of: "secret", made: "(umask 077; cat > \(path))")
                return [SecretSetting.Secret(text: text, place: path)]
            } catch {
                throw node.failure(error.description)
            }
        default: throw node.failure("Name one place: {env: VARIABLE} or {file: PATH}.")
        }
    }
}
