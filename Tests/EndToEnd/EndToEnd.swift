import Testing

/// Tests of the built product: the `daybook` executable, PostgreSQL, and HTTP on the loopback.
///
/// One after the other: each is several processes already, and some count seconds that the product promises.
@Suite(.serialized, .timeLimit(.minutes(3)))
enum EndToEnd {}
