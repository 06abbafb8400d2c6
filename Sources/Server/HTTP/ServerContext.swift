import Hummingbird

/// What goes with a request through the middleware to its route.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The caller's own id of the request, or one made here.
    var requestID = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
