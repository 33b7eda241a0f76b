import Office
import Testing

@testable import Mailroom

/// Marks in texts that are written for a program to show.
@Suite struct SourceWordTests {
    private func mark(_ source: String, _ name: String) -> String? {
        TextExtraction.extract(Array(source.utf8), path: name).text.flatMap { Recognition(of: $0).mark }
    }

    @Test(arguments: [
        ("<b>机密</b>★10年\n\n关于开展检查的通知\n", "a.md"), ("<span>机</span><span>密</span>★10年\n关于某事\n", "a.txt"),
        ("&#26426;&#23494;&#9733;10&#24180;\n关于某事\n", "a.md"), ("<font color=red>机密</font>\n\n关于某事\n", "a.md"),
        ("{\"title\": \"\\u673a\\u5bc6\\u260510\\u5e74\"}\n", "a.json"), ("title: \"\\u673a\\u5bc6\\u260510\\u5e74\"\n", "a.yaml"),
        ("{\"标题\": \"某事\", \"密级\": \"机密\"}\n", "a.json"), ("{\"密级\":\"\\u673a\\u5bc6\"}\n", "a.json"),
    ])
    func `a mark written in the signs of a program passes no door`(source: String, name: String) {
        #expect(mark(source, name) == "机密", "\(source)")
    }

    @Test(arguments: [
        ("<select>\n<option>绝密</option>\n<option>机密</option>\n</select>\n", "a.md"),
        ("{\"密级\": [\"绝密\", \"机密\", \"秘密\"]}\n", "a.json"), ("{\"密级\": \"公开\"}\n", "a.json"), ("{\"密级\": \"工作秘密\"}\n", "a.json"),
        ("levels: [\"\\u7edd\\u5bc6\", \"\\u673a\\u5bc6\", \"\\u79d8\\u5bc6\"]\n", "a.yaml"),
        ("{\"password\": \"\\u5bc6\\u7801\"}\n", "a.json"), ("<b>商业秘密</b>保护办法\n关于某事\n", "a.md"),
    ])
    func `words about secrets in such a text are no mark`(source: String, name: String) {
        #expect(mark(source, name) == nil, "\(source)")
    }
}
