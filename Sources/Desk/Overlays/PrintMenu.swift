import Office
import Phrases
import Screen

/// A sheet to be written into the office's folder.
public struct SheetOrder: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// 收文处理单 and 传阅单, one a matter.
        case slip, circulation
        /// 催办单 of chosen matters, and of all that is due.
        case chase, calls
        /// A register's page and the catalogue of what it archived.
        case register, catalogue
        /// 清退清单: what is to be given back to who issued it.
        case giveBack

        /// What the command line calls it, under which a template of it is kept.
        public var sheet: String {
            switch self {
            case .calls: "chase"
            case .giveBack: "giveback"
            default: rawValue
            }
        }
    }

    public enum Form: String, Hashable, Sendable, CaseIterable {
        case text, html, xlsx, docx

        var json: JSON { ["form": .string(rawValue)] }
    }

    public var kind: Kind
    public var form: Form
    public var subjects: [SubjectID] = []
    public var register: String?
}

extension DeskState {
    /// Under which the clerk's last choice of form is kept.
    static let printFormDraft = "printing"

    /// The sheets that can be written of the marks or the row under the cursor, and how.
    mutating func openPrintMenu() -> [Effect] {
        overlays.append(.picker(printMenu()))
        return printForm == nil ? [.loadDraft(form: DeskState.printFormDraft)] : []
    }

    /// The form chosen on an earlier day, shown in the menu that is open.
    mutating func setPrintForm(_ values: JSON) {
        guard printForm == nil, let form = values["form"].string.flatMap(SheetOrder.Form.init(rawValue:)) else { return }
        printForm = form
        if case .picker(let picker)? = overlays.last, picker.purpose == .print {
            var menu = printMenu()
            menu.position = picker.position
            menu.editor = picker.editor
            overlays[overlays.count - 1] = .picker(menu)
        }
    }

    /// The menu again, the cursor where the form was chosen.
    mutating func reopenPrintMenu(writing form: SheetOrder.Form) -> [Effect] {
        printForm = form
        var menu = printMenu()
        menu.position.selected = menu.items.firstIndex { if case .sheetForm = $0.choice { true } else { false } } ?? 0
        overlays.append(.picker(menu))
        return []
    }

    /// Has a sheet written; the form chosen in the menu is the next one's too.
    mutating func place(_ order: SheetOrder) -> [Effect] {
        let form = chosenForm
        printForm = form
        return [.keepDraft(form: DeskState.printFormDraft, form.json), .printSheet(order)]
    }

    private var forms: [SheetOrder.Form] { SheetOrder.Form.allCases.filter { $0 != .docx || office.hasTemplates } }

    private var chosenForm: SheetOrder.Form {
        let last = printForm ?? (office.template(of: "slip") == nil ? .text : .docx)
        return forms.contains(last) ? last : .text
    }

    mutating func printed(_ path: String, _ remembering: [Command]) -> [Effect] {
        say(speaker(.sheetSavedAt, path))
        return remembering.isEmpty ? [] : [.submit(remembering, Purpose(.print, subjects: remembering.flatMap(\.subjects)))]
    }

    private func printMenu() -> PickerState {
        let matters = targets.filter { $0.kind == .matter && !$0.text.hasPrefix("stage:") }
        let none = matters.isEmpty ? speaker(.noMatter) : nil
        let form = chosenForm
        func item(
            _ label: String, _ kind: SheetOrder.Kind, _ subjects: [SubjectID] = [], register: String? = nil, _ reason: String? = nil
        ) -> PickerState.Item {
            // What has no template is for a printer all the same.
            let hasForm = form != .docx || office.template(of: kind.sheet) != nil
            let order = SheetOrder(kind: kind, form: hasForm ? form : .html, subjects: subjects, register: register)
            return PickerState.Item(label: label, detail: name(order.form), reason: reason, choice: .sheet(order))
        }
        var items = [
            item(speaker.slipName(matters.first.flatMap { known($0)?.register } ?? papers, in: office), .slip, matters, none),
            item(speaker(.sheetCirculation), .circulation, matters, none),
            item(speaker(.printChase), .chase, matters, none),
            item(speaker(.printCalls), .calls),
        ]
        if let definition = registerInFocus {
            let page = speaker(definition.name) + speaker(.sheetRegister) + " \(today.year)"
            items.append(item(page, .register, register: definition.id))
            items.append(item(speaker(.sheetCatalogue), .catalogue, register: definition.id))
        }
        let next = forms[((forms.firstIndex(of: form) ?? 0) + 1) % forms.count]
        items.append(
            PickerState.Item(
                label: speaker(.printForm), detail: "\(name(form)) → \(name(next))", reason: nil, choice: .sheetForm(next)))
        items.append(item(speaker(.sheetGiveBack), .giveBack))
        let what =
            matters.count == 1
            ? known(matters[0]).map { $0.number?.printed ?? $0.title } ?? matters[0].text : speaker(.papersCount, String(matters.count))
        let title = speaker(.keyPrint) + (matters.isEmpty ? "" : " · " + what)
        return PickerState(purpose: .print, title: title, items: items)
    }

    private func name(_ form: SheetOrder.Form) -> String {
        switch form {
        case .text: speaker(.formText)
        case .html: speaker(.formHTML)
        case .xlsx: speaker(.formXLSX)
        case .docx: speaker(.formDocx)
        }
    }

    /// The register of the list in focus, else of the matter under the cursor, else the inbound book.
    private var registerInFocus: RegisterDefinition? {
        let pane = focus == .preview ? lastList : focus
        let id: String? =
            switch pane {
            case .matters: mattersRegister
            case .inbound: papers
            default: current.flatMap { state(of: $0) }?.register
            }
        return office.register(id ?? papers) ?? office.register(papers)
    }
}
