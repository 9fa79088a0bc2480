import Foundation
import HTTPEndpoint
import NIOCore

/// `EchoServer bare|lean|endpoint LOOPS`: answers every request with the same 200 bytes of JSON, and prints its port.
///
/// `bare` is SwiftNIO with its own HTTP pipeline and one handler: the fixed reference of the other benchmarks. `lean` has of that
/// pipeline only the decoder and the encoder. `endpoint` sends the same answer through HTTPEndpoint.
let arguments = CommandLine.arguments.dropFirst()
guard let kind = arguments.first, let loops = arguments.dropFirst().first.flatMap({ Int($0) }), (1...64).contains(loops) else {
    print("usage: EchoServer bare|lean|endpoint LOOPS")
    exit(2)
}
/// At once, though a script reads it through a file.
func show(_ port: Int) {
    FileHandle.standardOutput.write(Data("\(port)\n".utf8))
}
switch kind {
case "bare", "lean":
    let channel = try await BareEcho.listen(loops: loops, kind == "bare" ? .stock : .lean)
    show(channel.localAddress?.port ?? 0)
    try await channel.closeFuture.get()
case "endpoint":
    let endpoint = try HTTPEndpoint.start(on: [Listener(port: 0)], answering: FixedAnswer(), loops: loops)
    show(endpoint.listeners.first?.port ?? 0)
    while true { try await Task.sleep(for: .seconds(3_600)) }
default:
    print("unknown kind: \(kind)")
    exit(2)
}
