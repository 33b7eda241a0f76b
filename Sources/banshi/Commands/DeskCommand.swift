import ArgumentParser
import Desk
import Foundation
import Ledger
import Office
import Phrases

/// `banshi`: opens the desk; the first run on a terminal sets up an office in three questions.
struct DeskCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "desk", abstract: .words("Open the desk.", "打开工作台"))
    @Flag(help: .words("Print the panes line by line, for screen readers and pipes.", "逐行输出各窗格，供读屏软件和管道使用。")) var plain = false
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { OpenDesk(isLinear: plain) }
}
