import Hummingbird
import NIOCore

/// What goes with a request through the middleware to its route.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The caller's own id of the request, or one made here.
    var requestID = ""
    /// The other end of the connection.
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
