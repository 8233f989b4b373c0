import Testing

@testable import Compute

struct ProcessorCountTests {
  private func quota(_ files: [String: String]) -> Int? { ProcessorCount.quota { files[$0] } }

  @Test func theLeastQuotaOfTheGroupsCountsRoundedUp() {
    let group = "0::/job/step\n"
    #expect(
      quota([
        "/proc/self/cgroup": group, "/sys/fs/cgroup/job/step/cpu.max": "max 100000\n",
        "/sys/fs/cgroup/job/cpu.max": "150000 100000\n", "/sys/fs/cgroup/cpu.max": "400000 100000\n",
      ]) == 2)
    #expect(quota(["/proc/self/cgroup": group, "/sys/fs/cgroup/job/step/cpu.max": "20000 100000"]) == 1)
    #expect(quota(["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "300000 100000\n"]) == 3)
  }

  @Test func withoutAQuotaThereIsNoLimit() {
    #expect(quota([:]) == nil)
    #expect(quota(["/proc/self/cgroup": "0::/\n"]) == nil)
    #expect(quota(["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "max 100000\n"]) == nil)
    #expect(quota(["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "0 0"]) == nil)
    #expect(quota(["/proc/self/cgroup": "1:cpu:/old\n", "/sys/fs/cgroup/cpu.max": "100000 100000"]) == nil)
  }

  @Test(arguments: [("0", 1), ("0-3", 4), ("0-1,4,8-11", 7)]) func affinityIsAList(list: String, count: Int) {
    let status = "Name:\tvae\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\nMems_allowed:\t1\n"
    #expect(ProcessorCount.affinity { $0 == "/proc/self/status" ? status : nil } == count)
    #expect(ProcessorCount.affinity { _ in nil } == nil)
  }

  @Test func thereIsAlwaysOne() { #expect(ProcessorCount.available >= 1) }
}
