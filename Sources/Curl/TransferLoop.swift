import Synchronization

/// What a client's thread does: runs all exchanges, and takes orders between two waits for the network.
final class TransferLoop: Sendable {
    /// An order from another thread.
    enum Order: Sendable {
        case start(TransferID, HTTPRequest, TransferReceiver)
        case resume(TransferID)
        case cancel(TransferID)
    }

    private struct Inbox {
        var orders: [Order] = []
        var isClosed = false
        /// There while the thread may be waiting.
        var waker: MultiHandle.Waker?
    }

    private let configuration: HTTPClient.Configuration
    private let inbox = Mutex(Inbox())
    private let lastID = Atomic<UInt64>(0)

    init(_ configuration: HTTPClient.Configuration) {
        self.configuration = configuration
    }

    func newID() -> TransferID {
        TransferID(number: lastID.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    /// Hands an order to the thread; `false` when it takes none any more.
    func submit(_ order: Order) -> Bool {
        inbox.withLock { inbox in
            if inbox.isClosed { return false }
            inbox.orders.append(order)
            inbox.waker?.wakeUp()
            return true
        }
    }

    /// Makes ``run()`` end; exchanges under way fail with `closed`.
    func close() {
        inbox.withLock { inbox in
            inbox.isClosed = true
            inbox.waker?.wakeUp()
        }
    }

    /// Runs exchanges until the loop is closed, then closes the connections. Called once, on a thread of its own.
    func run() {
        do throws(HTTPError) {
            let multi = try MultiHandle(configuration)
            inbox.withLock { $0.waker = multi.waker }
            defer { inbox.withLock { $0.waker = nil } }
            try run(multi)
        } catch {
            // libcurl can't go on, for want of memory or descriptors.
            close()
        }
        refuse(takeOrders().0)
    }

    private func run(_ multi: borrowing MultiHandle) throws(HTTPError) {
        var transfers: [TransferID: Transfer] = [:]
        defer {
            for transfer in transfers.values {
                multi.remove(transfer.easy)
                transfer.fail(.closed)
            }
        }
        while true {
            let (orders, isClosed) = takeOrders()
            if isClosed { return refuse(orders) }
            for order in orders { follow(order, on: multi, &transfers) }
            try multi.perform()
            while let (transfer, result) = multi.finished() {
                transfers[transfer.id] = nil
                multi.remove(transfer.easy)
                transfer.finish(result)
            }
            try multi.wait()
        }
    }

    private func takeOrders() -> ([Order], isClosed: Bool) {
        inbox.withLock { inbox in
            defer { inbox.orders = [] }
            return (inbox.orders, inbox.isClosed)
        }
    }

    private func refuse(_ orders: [Order]) {
        for case .start(_, _, let receiver) in orders { receiver.fail(HTTPError(.closed)) }
    }

    private func follow(_ order: Order, on multi: borrowing MultiHandle, _ transfers: inout [TransferID: Transfer]) {
        switch order {
        case .start(let id, let request, let receiver):
            do throws(HTTPError) {
                let transfer = try Transfer(request, id: id, receiver: receiver, configuration: configuration)
                try multi.add(transfer.easy)
                transfers[id] = transfer
            } catch {
                receiver.fail(error)
            }
        case .resume(let id):
            transfers[id]?.easy.resume()
        case .cancel(let id):
            guard let transfer = transfers.removeValue(forKey: id) else { return }
            multi.remove(transfer.easy)
            transfer.fail(.cancelled)
        }
    }
}
