import ArgumentParser
import Desk
import Foundation
import Ledger
import Office
import Phrases

/// `banshi`: opens the desk; the first run on a terminal sets up an office in three questions.
struct DeskCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "desk", abstract: "Open the desk. 打开工作台")
    @Flag(help: "Print the panes line by line, for screen readers and pipes.") var plain = false
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { OpenDesk(isLinear: plain) }
}
