import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The kernels compiled for one instruction set.
///
/// The table is constant data of the program, so that sharing it between threads is right.
public struct Kernels: @unchecked Sendable {
  public let table: UnsafePointer<KernelTable>

  /// As `VAE_INSTRUCTION_SET` names it: `avx512`, `avx2` or `baseline`.
  public var instructionSet: String { String(cString: table.pointee.name) }

  /// The kernels that this machine can run, fastest first.
  public static let available: [Kernels] = {
    var tables: [Kernels] = []
    var next = kernelTables()!
    while let table = next.pointee {
      tables.append(Kernels(table: table))
      next += 1
    }
    return tables
  }()

  /// The kernels in use: the fastest that this machine can run, or those that `VAE_INSTRUCTION_SET` names.
  public static let current: Kernels = available.first { $0.instructionSet == requested } ?? available[0]

  /// What `VAE_INSTRUCTION_SET` names where this machine has no such kernels; `nil` where all is well.
  public static var unavailableRequest: String? {
    guard let requested, !available.contains(where: { $0.instructionSet == requested }) else { return nil }
    return requested
  }

  private static var requested: String? { getenv("VAE_INSTRUCTION_SET").map { String(cString: $0) } }

  /// The rate of multiply-adds in registers alone, on all threads of a team at once, in Gflop/s: the best of
  /// `trials`, because other work on the machine slows some of them down.
  public func peakGigaflopsPerSecond(team: ThreadTeam, trials: Int = 5) -> Double {
    let rounds = 2_000_000
    let operations = Double(table.pointee.peakOperations * rounds * team.threadCount)
    return (0..<trials).map { _ in
      let duration = ContinuousClock().measure {
        team.run(tasks: team.threadCount) { _ in table.pointee.peak(rounds) }
      }
      return operations / (duration / .seconds(1)) / 1e9
    }.max()!
  }
}
