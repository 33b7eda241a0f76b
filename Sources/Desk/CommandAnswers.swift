import Office
import Phrases
import Screen

/// What a command said that was run from the desk.
struct CommandAnswer: Hashable, Sendable {
    let line: String
    let output: [String]
    let succeeded: Bool
}

extension DeskState {
    /// Shows what a command said where it was waited for; it takes the keys of nobody who went on with something else meanwhile.
    mutating func commandEnded(_ answer: CommandAnswer) {
        defer { showDoor(hits(in: answer.output)) }
        let isAwaited = awaited == answer.line
        if isAwaited { awaited = nil }
        if isAwaited || overlays.isEmpty { return show(answer, mending: isAwaited) }
        if answer.succeeded, answer.output.count <= 1 {
            message = Message(text: answer.output.first ?? speaker(.commandDone, answer.line), tone: .notice, isAside: true)
        } else {
            answers.append(answer)
            message = Message(text: speaker(.commandEnded, answer.line), tone: answer.succeeded ? .notice : .refusal, isAside: true)
        }
    }

    /// Shows what waited, once nothing lies over the lists.
    mutating func showWaitingAnswer() {
        if overlays.isEmpty, !answers.isEmpty { show(answers.removeFirst(), mending: false) }
    }

    /// One line stands on the message line, more are read; a line that failed stands ready to be mended where it was waited for.
    private mutating func show(_ answer: CommandAnswer, mending: Bool) {
        let last = answer.output.last { !$0.trimmed.isEmpty } ?? answer.line
        if !answer.succeeded, mending {
            var line = LinePrompt(.command, text: answer.line)
            line.echo = last
            line.isError = true
            overlays.append(.line(line))
        } else if !answer.succeeded {
            refuse(last)
        } else if answer.output.count <= 1 {
            say(answer.output.first ?? speaker(.commandDone, answer.line))
        }
        // All it said is read first.
        if answer.output.count > 1 {
            let lines = answer.output.map { ReaderState.Line("", $0) }
            overlays.append(.reader(ReaderState(kind: .text, title: "banshi " + answer.line, lines: lines)))
        }
    }
}
