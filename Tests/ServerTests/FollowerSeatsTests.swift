import Testing

@testable import Server

struct FollowerSeatsTests {
    @Test func `There are as many seats as the limit says, and one that is let go of is free again`() {
        let seats = FollowerSeats(limit: 2)
        let first = seats.take()
        var second = seats.take()
        #expect(first != nil && second != nil)
        #expect(seats.take() == nil)
        second = nil
        #expect(second == nil)
        let third = seats.take()
        #expect(third != nil)
        #expect(seats.take() == nil)
        withExtendedLifetime((first, third)) {}
    }
}
