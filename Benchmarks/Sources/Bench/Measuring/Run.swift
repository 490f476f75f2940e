import CBaseline
import Foundation

/// A command that did not end well.
struct CommandFailed: Error, CustomStringConvertible {
    var command: String
    var status: Int32

    var description: String { "\(command) ended with \(status)" }
}

/// Runs a command to its end and returns what it printed.
@discardableResult
func run(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw CommandFailed(command: path, status: process.terminationStatus)
    }
    return String(decoding: output, as: UTF8.self)
}

/// CPU seconds of all commands that have ended, and of those they ran.
func childrenCPU() -> Double {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// The number behind a name in lines of `name: number unit`; 0 where there is none.
func number(_ name: String, in text: String) -> Double {
    let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    let words = line?.split(whereSeparator: \.isWhitespace) ?? []
    return words.count > 1 ? Double(words[1]) ?? 0 : 0
}

/// The middle of several measurements.
func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}

/// CPU nanoseconds of this process while the body runs, the middle of several times.
func cpuNanoseconds(times: Int = 5, _ body: () throws -> Void) rethrows -> Double {
    var measured: [Double] = []
    for _ in 0..<times {
        let began = bl_cpu_ns()
        try body()
        measured.append(Double(bl_cpu_ns() - began))
    }
    return median(measured)
}
