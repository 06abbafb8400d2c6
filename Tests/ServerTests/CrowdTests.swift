import NIOCore
import NIOEmbedded
import Testing

@testable import Server

struct CrowdTests {
    /// A limit of 32 leaves 30 in comfort, and closes two at a time.
    @Test func `where there is hardly room the idlest are closed, and those that are busy are not`() throws {
        let crowd = Crowd(limit: 32)
        var channels: [EmbeddedChannel] = []
        var members: [Crowd.Member] = []
        for number in 0..<30 {
            channels.append(EmbeddedChannel())
            try channels[number].connect(to: SocketAddress(unixDomainSocketPath: "/crowd")).wait()
            members.append(crowd.join(channels[number]))
        }
        members[0].isBusy = true
        // The first after the busy one has just been asked something.
        members[1].isBusy = true
        members[1].isBusy = false
        #expect(channels.allSatisfy { $0.isActive })

        _ = crowd.join(EmbeddedChannel())
        for channel in channels { channel.embeddedEventLoop.run() }
        #expect(channels.indices.filter { !channels[$0].isActive } == [2, 3])
    }

    @Test func `who has left takes no room`() throws {
        let crowd = Crowd(limit: 2)
        let first = EmbeddedChannel()
        try first.connect(to: SocketAddress(unixDomainSocketPath: "/crowd")).wait()
        crowd.leave(crowd.join(first))
        _ = crowd.join(EmbeddedChannel())
        first.embeddedEventLoop.run()
        #expect(first.isActive)
    }
}
