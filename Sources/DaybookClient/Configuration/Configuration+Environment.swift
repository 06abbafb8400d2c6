import Glibc

extension DaybookClient.Configuration {
    /// What the environment says.
    ///
    /// | variable | what it is |
    /// |---|---|
    /// | `DAYBOOK_URL`, or `CARTAAI_API_BASE_URL` | the base URL |
    /// | `DAYBOOK_API_KEY`, or `CARTAAI_API_KEY` | the API key |
    /// | `DAYBOOK_QUEUE_FOLDER` | the queue's folder |
    /// | `DAYBOOK_SUBDOMAIN`, or `CARTAAI_SUBDOMAIN` | the business, optional |
    /// | `DAYBOOK_LOCAL_ID`, or `CARTAAI_LOCAL_ID` | the branch, optional |
    /// | `CONVERSATION_API_TIMEOUT` | seconds, 10 unless it is set |
    /// | `ENABLE_CONVERSATION_SYNC` | `false` switches the client off; then nothing else is needed |
    ///
    /// - Throws: `invalidConfiguration`, which names the variable.
    public init() throws(DaybookClientError) {
        try self.init(environment: { name in getenv(name).map { String(cString: $0) } })
    }

    /// What an environment says; see ``init()``.
    ///
    /// - Parameter variable: looks a variable up.
    /// - Throws: `invalidConfiguration`, which names the variable.
    public init(environment variable: (_ name: String) -> String?) throws(DaybookClientError) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap(variable).first { !$0.isEmpty }
        }
        let isEnabled = try Self.flag("ENABLE_CONVERSATION_SYNC", value("ENABLE_CONVERSATION_SYNC"))
        func needed(_ name: String, _ found: String?) throws(DaybookClientError) -> String {
            if let found { return found }
            if !isEnabled { return "" }
            throw .invalid("\(name) is not set.")
        }
        self.init(
            baseURL: try needed("DAYBOOK_URL", value("DAYBOOK_URL", "CARTAAI_API_BASE_URL")),
            apiKey: .init(try needed("DAYBOOK_API_KEY", value("DAYBOOK_API_KEY", "CARTAAI_API_KEY"))),
            queueFolder: try needed("DAYBOOK_QUEUE_FOLDER", value("DAYBOOK_QUEUE_FOLDER")))
        self.isEnabled = isEnabled
        subDomain = value("DAYBOOK_SUBDOMAIN", "CARTAAI_SUBDOMAIN")
        localID = value("DAYBOOK_LOCAL_ID", "CARTAAI_LOCAL_ID")
        if let text = value("CONVERSATION_API_TIMEOUT") {
            guard let seconds = Double(text), seconds > 0, seconds <= 3600 else {
                throw .invalid("CONVERSATION_API_TIMEOUT must be seconds above 0, at most 3600, like 10.0.")
            }
            timeout = .seconds(seconds)
        }
    }

    private static func flag(_ name: String, _ text: String?) throws(DaybookClientError) -> Bool {
        switch text?.lowercased() {
        case nil, "true", "1", "yes", "on": true
        case "false", "0", "no", "off": false
        default: throw .invalid("\(name) must be true or false.")
        }
    }
}
