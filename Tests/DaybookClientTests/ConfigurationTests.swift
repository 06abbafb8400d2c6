import DaybookClient
import Testing

@Suite struct ConfigurationTests {
    private static let environment = [
        "CARTAAI_API_BASE_URL": "https://daybook.example.com", "DAYBOOK_API_KEY": "secret",
        "DAYBOOK_QUEUE_FOLDER": "/var/lib/agent/queue", "CARTAAI_SUBDOMAIN": "restaurant-abc",
    ]

    @Test func `the environment says all that is needed, under both sets of names`() throws {
        let configuration = try DaybookClient.Configuration { Self.environment[$0] }
        #expect(configuration.baseURL == "https://daybook.example.com")
        #expect(configuration.apiKey == "secret")
        #expect(configuration.subDomain == "restaurant-abc")
        #expect(configuration.timeout == .seconds(10))
        #expect(configuration.isEnabled)
        var changed = Self.environment
        changed["CONVERSATION_API_TIMEOUT"] = "2.5"
        changed["DAYBOOK_URL"] = "http://127.0.0.1:8080"
        changed["DAYBOOK_API_KEY"] = nil
        changed["CARTAAI_API_KEY"] = "another"
        changed["CARTAAI_LOCAL_ID"] = "branch01"
        let other = try DaybookClient.Configuration { changed[$0] }
        #expect(other.timeout == .milliseconds(2500))
        #expect(other.apiKey == "another")
        #expect(other.localID == "branch01")
        #expect(configuration.localID == nil)
        #expect(other.baseURL == "http://127.0.0.1:8080")
    }

    @Test(
        arguments: [
            ("DAYBOOK_QUEUE_FOLDER", nil), ("DAYBOOK_API_KEY", nil), ("CONVERSATION_API_TIMEOUT", "soon"),
            ("CONVERSATION_API_TIMEOUT", "0"), ("ENABLE_CONVERSATION_SYNC", "perhaps"),
        ] as [(String, String?)])
    func `what is missing or wrong is named`(variable: String, value: String?) throws {
        var environment = Self.environment
        environment[variable] = value
        let error = #expect(throws: DaybookClientError.self) {
            try DaybookClient.Configuration { environment[$0] }
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(variable) == true)
    }

    @Test(arguments: ["daybook.example.com", "ftp://daybook.example.com", "https://a b", "https://a/?b=c", ""])
    func `a base URL that can't work is refused when the client is made`(url: String) async throws {
        let error = await #expect(throws: DaybookClientError.self) {
            try await DaybookClient(.init(baseURL: url, apiKey: "key", queueFolder: "/tmp/never-made"))
        }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func `a key isn't shown`() {
        var text = ""
        dump(DaybookClient.Configuration(baseURL: "https://a", apiKey: "secret", queueFolder: "/q"), to: &text)
        #expect(!text.contains("secret"))
        #expect(!"\(DaybookClient.APIKey("secret"))".contains("secret"))
    }

    @Test func `switched off it takes no folder, does nothing and says so`() async throws {
        let configuration = try DaybookClient.Configuration { $0 == "ENABLE_CONVERSATION_SYNC" ? "false" : nil }
        let client = try await DaybookClient(configuration)
        #expect(await client.initializeConversation(forUser: "+51999999999") == nil)
        guard case .refused(let refusal) = await client.addMessage("Hola", role: .user, to: "s") else {
            Issue.record("It was taken.")
            return
        }
        #expect(refusal.code == .disabled)
        #expect(await client.conversation(id: "s").value == nil)
        #expect(await client.flush(within: .seconds(1)))
        #expect(client.metrics.calls == 0)
        await client.close()
    }
}
