import Testing

@testable import Server

struct PublicURLTests {
    @Test(arguments: [
        ("https://hooks.example.com", "https://hooks.example.com"),
        ("https://hooks.example.com/", "https://hooks.example.com"),
        ("https://example.com/daybook", "https://example.com/daybook"),
    ])
    func `A configured URL holds, wherever the server listens`(configured: String, expected: String) {
        let url = PublicURL(configured: configured)
        #expect(url.listen(host: "127.0.0.1", port: 8080) == expected)
        #expect(url.url(ofTarget: "/api/whatsapp/webhook?x=1") == "\(expected)/api/whatsapp/webhook?x=1")
    }

    @Test(arguments: [("127.0.0.1", "http://127.0.0.1:8080"), ("::1", "http://[::1]:8080")])
    func `Without one it is that of host and port, once the server listens`(host: String, expected: String) {
        let url = PublicURL(configured: nil)
        #expect(url.url(ofTarget: "/") == nil)
        #expect(url.listen(host: host, port: 8080) == expected)
        #expect(url.url(ofTarget: "/") == "\(expected)/")
    }
}
