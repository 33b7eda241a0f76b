import Office
import Phrases
import Screen

extension DeskState {
    mutating func prompt(_ action: Action) -> [Effect] {
        let pane = focus == .preview ? lastList : focus
        switch action {
        case .filter where pane == .search:
            var line = LinePrompt(.search, text: searchText)
            line.editor = LineEditor(searchText, selected: true)
            overlays.append(.line(line))
        case .filter: overlays.append(.line(LinePrompt(.filter(pane), text: filters[pane] ?? "")))
        case .searchOnly: overlays.append(.line(LinePrompt(.find(pane))))
        case .goTo: overlays.append(.line(LinePrompt(.goTo)))
        default:
            overlays.append(.line(LinePrompt(.capture)))
            return [.loadDraft(form: "capture")]
        }
        return []
    }

    func promptLabel(_ line: LinePrompt) -> String {
        switch line.purpose {
        case .filter: speaker(.promptFilter)
        case .find: speaker(.promptFind)
        case .goTo: speaker(.promptGoTo) + " #"
        case .capture: speaker(.promptCapture)
        case .search: speaker(.promptSearch)
        case .note(let kind, _): speaker.noteKind(kind)
        case .cancel(let id): speaker(.promptCancel, TextWidth.truncated(meetingTitle(id), to: 24))
        case .turnDown(_, _, let step): speaker(.promptTurnDown, TextWidth.truncated(step, to: 24))
        case .viewName: speaker(.promptViewName)
        case .command: "banshi"
        case .clearance(.paper(_, let name)): speaker(.promptClearance) + " " + TextWidth.truncated(name, to: 24)
        case .clearance: speaker(.promptClearance)
        }
    }

    private func meetingTitle(_ id: SubjectID) -> String {
        let previewed = snapshot.previewMeeting.flatMap { $0.id == id ? $0.title : nil }
        return previewed ?? dayOccurrences.first { $0.meeting == id }?.title ?? ""
    }

    mutating func lineKey(_ given: LinePrompt, _ key: Key) -> [Effect] {
        var line = given
        if key != .escape { unkept = nil }
        switch key {
        case .escape:
            overlays.removeLast()
            if case .filter(let pane) = line.purpose { applyFilter("", to: pane) }
            guard let form = line.draftKey else { return [] }
            let isGivenUp = unkept == form
            unkept = nil
            if isGivenUp { return [] }
            if line.editor.isEmpty { return [.dropDraft(form: form)] }
            say(speaker(.draftKept))
            leaving = .line(given)
            return [.keepDraft(form: form, .object(["line": .string(line.editor.text)]))]
        case .enter: return accept(line)
        case .up, .down:
            if case .filter = line.purpose { return perform(key == .up ? .up : .down) }
            guard let replaced = line.replaced else { return [] }
            line.replaced = line.editor.text
            line.editor.replace(replaced)
            return changed(line)
        default:
            guard line.editor.handle(key) else { return [] }
            line.noteReplaced(given.editor)
            return changed(line)
        }
    }

    /// After each change of a line: filters apply at once, captures are echoed.
    mutating func changed(_ given: LinePrompt) -> [Effect] {
        var line = given
        line.isError = false
        line.echo = ""
        line.fault = ""
        switch line.purpose {
        case .filter(let pane):
            if let problem = problem(line.editor.text, in: pane) {
                line.echo = problem
                line.isError = true
                // What is refused filters by none of its parts: the list keeps what was last taken.
                if (filters[pane] ?? "") != line.taken { applyFilter(line.taken, to: pane) }
            } else {
                applyFilter(line.editor.text, to: pane)
            }
        case .find(let pane):
            findText[pane] = line.editor.text
        case .capture:
            if !line.editor.text.trimmed.isEmpty {
                do {
                    line.echo = echo(of: try capture.read(line.editor.text))
                } catch {
                    refuse(error, in: &line)
                }
            }
        case .search:
            if let problem = searchProblem(line.editor.text) {
                line.echo = problem
                line.isError = true
            } else {
                searchFor(line.editor.text)
            }
        default: break
        }
        overlays[overlays.count - 1] = .line(line)
        if line.draftKey != nil { hasUnsavedText = true }
        return []
    }

    /// How a line is read, the date first: on a narrow screen the title may be cut, a date that was read wrongly may not.
    private func echo(of reading: CaptureReading) -> String {
        let first: Set<String> = ["due", "pastDue", "start", "away", "repeats"]
        let pieces = reading.echo.filter { first.contains($0.field) } + reading.echo.filter { !first.contains($0.field) }
        return pieces.map { "\(speaker.fieldName($0.field, in: office)) \($0.field == "urgency" ? speaker.urgency($0.text) : $0.text)" }
            .joined(separator: " · ")
    }

    /// Says what is wrong with a capture line, and which of its words.
    private func refuse(_ refusal: Refusal, in line: inout LinePrompt) {
        line.echo = speaker(refusal, in: office, directory: directory)
        line.isError = true
        line.fault =
            switch refusal {
            case .invalid(_, let value, _): value
            case .unknown(_, let text, _), .ambiguous(_, let text, _), .unknownPrefix(let text, _): text
            default: ""
            }
    }

    private var capture: Capture {
        Capture(registers: office.registers, directory: directory, calendar: calendar, now: now, asker: me)
    }

    private mutating func accept(_ given: LinePrompt) -> [Effect] {
        var line = given
        let text = line.editor.text.trimmed
        switch line.purpose {
        case .search where searchProblem(line.editor.text) != nil:
            line.echo = searchProblem(line.editor.text) ?? ""
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
        case .filter(let pane) where problem(line.editor.text, in: pane) != nil:
            line.echo = problem(line.editor.text, in: pane) ?? ""
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
        case .filter(let pane) where (try? filter(of: pane))?.namesNothing == true:
            line.echo = speaker(.filterNamesNothing, text)
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
        case .filter, .search:
            overlays.removeLast()
        case .find(let pane):
            findText[pane] = text
            // A number of ours that is not among the rows read is asked of the ledger before rows that only mention it.
            if let number = Filter.ownNumber(text), [.today, .inbound, .matters].contains(pane), !numbers(pane).contains(number) {
                return [lookUp(text)]
            }
            overlays.removeLast()
            nextHit(forward: true, isFirst: true)
        case .command:
            overlays.removeLast()
            if text.isEmpty { return [] }
            awaited = text
            return [.runCommand(text)]
        case .clearance(let what): return letIn(what, line)
        case .viewName(let pane):
            overlays.removeLast()
            return keepView(text, of: pane)
        case .goTo:
            if text.isEmpty {
                overlays.removeLast()
                return []
            }
            return [lookUp(text)]
        case .capture:
            if text.isEmpty {
                overlays.removeLast()
                return []
            }
            do {
                let reading = try capture.read(line.editor.text)
                return [.submit([reading.command], Purpose(.capture, form: "capture"))]
            } catch {
                refuse(error, in: &line)
                overlays[overlays.count - 1] = .line(line)
                return [.keepDraft(form: "capture", .object(["line": .string(line.editor.text)]))]
            }
        case .note(let kind, let subjects):
            if text.isEmpty {
                overlays.removeLast()
                return []
            }
            return [.submit(subjects.map { .note($0, kind: kind, text: text) }, Purpose(.note, subjects: subjects, form: line.draftKey))]
        case .cancel(let id):
            if text.isEmpty {
                line.echo = speaker(.needed)
                line.isError = true
                overlays[overlays.count - 1] = .line(line)
                return []
            }
            return [.submit([.cancel(id, reason: text)], Purpose(.cancelMeeting, subjects: [id], form: line.draftKey))]
        case .turnDown(let id, let request, let step):
            if text.isEmpty {
                line.echo = speaker(.needed)
                line.isError = true
                overlays[overlays.count - 1] = .line(line)
                return []
            }
            var purpose = Purpose(.request, subjects: [id], form: line.draftKey)
            purpose.asked = speaker(.requestTurnedDown, String(request), step, text)
            return [.submit([.turnDown(id, request: request, reason: text)], purpose)]
        }
        return []
    }

    /// Asks for a number; a bare one is of the register that is looked at, else of the papers received.
    private func lookUp(_ text: String) -> Effect {
        let pane = focus == .preview ? lastList : focus
        return .lookUp(text, register: pane == .matters ? mattersRegister : papers)
    }

    /// `#117⏎`: the register in which the number stands, with that paper alone; where there is none, the prompt says so and stays.
    mutating func lookedUp(_ text: String, _ found: [MatterRow]) {
        guard case .line(var line)? = overlays.last else { return }
        switch line.purpose {
        case .goTo: break
        case .find where found.isEmpty:
            overlays.removeLast()
            return nextHit(forward: true, isFirst: true)
        case .find: break
        default: return
        }
        guard let first = found.first else {
            line.echo = speaker(.noSuchNumber, text)
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
            return
        }
        overlays.removeLast()
        setFocus(.matters)
        mattersRegister = first.register
        let expression =
            if found.count > 1, let reference = first.reference {
                "\(speaker.fieldName("reference", in: nil)):\(Filter.quoted(reference))"
            } else if let number = first.number.flatMap({ DocumentNumber($0) }) {
                "\(speaker.fieldName("number", in: nil)):\(number.sequence) \(speaker.fieldName("year", in: nil)):\(number.year)"
            } else {
                "id:\(first.id.text)"
            }
        applyFilter(expression, to: .matters)
    }
}
