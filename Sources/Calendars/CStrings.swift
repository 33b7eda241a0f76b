/// Lends a list of strings to C.
enum CStrings {
    /// Calls with a null-terminated array of C strings, alive during the call only.
    static func with<Result>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
        var bytes: [CChar] = []
        var offsets: [Int] = []
        for string in strings {
            offsets.append(bytes.count)
            bytes += Array(string.utf8CString)
        }
        bytes.append(0)
        return bytes.withUnsafeBufferPointer { buffer in
            var pointers: [UnsafePointer<CChar>?] = offsets.map { offset in buffer.baseAddress.map { $0 + offset } }
            pointers.append(nil)
            // A buffer that is never empty has an address.
            return pointers.withUnsafeBufferPointer { list in
                guard let base = list.baseAddress else { preconditionFailure("a list with an end has an address") }
                return body(base)
            }
        }
    }
}
