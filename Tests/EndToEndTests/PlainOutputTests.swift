import Foundation
import Testing

/// What the lists of the command line say where nobody looks at them on a terminal.
@Suite(.serialized) struct PlainOutputTests {
    @Test func `nothing is cut where the output goes into a file`() throws {
        let machine = try Machine()
        try machine.setUp()
        let name = "云溪县行政审批与政务信息资源共享管理服务中心"
        #expect(try machine.banshi("units", "add", name).code == 0)
        #expect(try machine.banshi("add", "收：\(name) 关于开展全县政务信息资源共享平台数据目录编制情况专项检查的通知 特急").code == 0)
        for command in [["units", "list"], ["search", "数据目录编制"], ["list", "inbound"], ["today"]] {
            let told = try Machine.run(Machine.program, command + ["--office", machine.office, "--lang", "en"])
            #expect(told.code == 0 && !told.out.contains("…") && !told.out.isEmpty, "\(command): \(told.out)")
        }
    }
}
