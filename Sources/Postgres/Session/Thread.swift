import Glibc

/// Starts a detached thread with a small stack.
///
/// The signals that end or inform a program are left to the other threads, so that none interrupts a system call here.
///
/// - Returns: false when the system has no thread left.
func startThread(
    stackSize: Int, argument: UnsafeMutableRawPointer,
    _ body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
) -> Bool {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var blocked = sigset_t()
    var previous = sigset_t()
    sigemptyset(&blocked)
    for signal in [SIGHUP, SIGINT, SIGTERM, SIGALRM, SIGCHLD] { sigaddset(&blocked, signal) }
    // A new thread inherits the mask of the one that makes it.
    pthread_sigmask(SIG_BLOCK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    var thread = pthread_t()
    return pthread_create(&thread, &attributes, body, argument) == 0
}
