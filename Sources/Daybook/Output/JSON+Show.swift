import Vocabulary

extension JSON {
    /// Prints it on a line of its own.
    func show() {
        print(String(decoding: serialized(), as: UTF8.self))
    }
}
