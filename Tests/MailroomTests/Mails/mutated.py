"""mutated.py FOLDER COUNT: mails of a folder changed in header and structure, and how CPython's email package reads them.

One JSON object a line: the mail in base64, and of subject, sender, date and attachments what the package read without a defect. The same
count gives the same mails.
"""

import base64, email, email.policy, email.utils, json, os, quopri, random, sys

SUBJECTS = [
    "关于召开全县安全生产工作视频会议的通知", "Re: 转发：关于报送2026年度工作总结（含附表）的函", "Notice: meeting 2026-11-30",
    "國務院關於開展檢查的通知", "“双随机、一公开”——检查方案", "", "关于“a,b;c”的 mixed 通知 (第2版)", "ß über Straße",
]
NAMES = ["陈小明", "Chen, Xiaoming", "王 “小” 红", "O'Brien (Office)", "张三;李四", "Müller Jürgen"]
ADDRESSES = ["chen@example.gov.cn", "CHEN@Example.GOV.cn", '"quoted local"@example.cn', "a.b+c@x.example.cn", "chen@[192.0.2.1]"]
FILES = [
    "国办函〔2004〕36号.txt", "附件1：报表 (终稿).docx", 'a"b.txt', "a;b.txt", "two  spaces.pdf", "报表.tar.gz", "long-" + "长" * 60 + ".docx",
    "100%.txt", "it's.txt", "a\\b.txt", "=?x?.txt", "semi；全角.txt",
]
CHARSETS = ["utf-8", "gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "UTF-8"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def percent(data):
    return "".join(chr(c) if c < 128 and chr(c).isalnum() else "%%%02X" % c for c in data)


def words(r, text):
    """The text as encoded words of one character set, cut between characters."""
    charset = next(c for c in r.sample(CHARSETS, len(CHARSETS)) if not text.encode(c, "ignore").decode(c) != text)
    cuts = sorted({r.randrange(0, len(text)) for _ in range(r.randint(0, 3))} | {0, len(text)}) if text else [0, 0]
    out = []
    for start, end in zip(cuts, cuts[1:]):
        piece = text[start:end].encode(charset)
        if r.random() < 0.5:
            out.append("=?%s?%s?%s?=" % (charset, r.choice("Bb"), base64.b64encode(piece).decode()))
        else:
            spelled = "".join("_" if c == 32 else chr(c) if c < 128 and chr(c).isalnum() else "=%02X" % c for c in piece)
            out.append("=?%s?%s?%s?=" % (charset, r.choice("Qq"), spelled))
    return r.choice([" ", "\r\n ", "\r\n\t"]).join(out)


def subject(r):
    text = r.choice(SUBJECTS)
    form = r.randrange(4)
    if form == 0: return text
    if form == 1: return words(r, text)
    if form == 2: return "Re: " + words(r, text)
    return words(r, text) + " plain " + words(r, r.choice(SUBJECTS))


def sender(r):
    name, address = r.choice(NAMES), r.choice(ADDRESSES)
    return [
        address, f"<{address}>", f"{quoted(name) if name.isascii() else words(r, name)} <{address}>", f"{words(r, name)} <{address}>",
        f"{address} (comment)", f"{words(r, name)}\r\n <{address}>, Other <o@x.cn>", f"Group: {words(r, '陈小明')} <{address}>, b@x.cn;",
        f"Chen Xiaoming <{address}>",
    ][r.randrange(8)]


def date(r):
    day, month, year = r.randint(1, 28), r.choice(MONTHS), r.choice([2024, 2025, 2026, 1999])
    time = f"{r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02}"
    zone = r.choice(["+0800", "-0500", "+0530", "GMT", "UT", "EST", "PDT", "+0800 (CST)", "-0000", "Z", "CST"])
    return [
        f"{day} {month} {year} {time} {zone}", f"Mon, {day} {month} {year} {time[:5]} {zone}", f"Mon,{day} {month} {year} {time} {zone}",
        f"Mon, {day:02} {month} {year % 100:02} {time} {zone}", f"Mon,\r\n {day} {month}\r\n {year} {time} {zone}",
        f"Mon {month} {day} {time} {year}", f"Mon, {day} {month} {year} {time} {zone} (comment (nested) here)",
        f"Mon, {day}-{month}-{year} {time} {zone}",
    ][r.randrange(8)]


def parameter(r, key, name):
    form = r.randrange(6)
    if form == 0: return f'{key}="{words(r, name)}"'
    if form == 1: return f"{key}*=UTF-8''{percent(name.encode())}"
    if form == 2: return f"{key}*=gb18030'zh-CN'{percent(name.encode('gb18030'))}"
    if form == 3:
        pieces = [name[at:at + 5] for at in range(0, len(name), 5)]
        return ";\r\n ".join(f"{key}*{n}*=" + ("UTF-8''" if n == 0 else "") + percent(p.encode()) for n, p in enumerate(pieces))
    if form == 4: return f"{key}=fallback.txt; {key}*=UTF-8''{percent(name.encode())}"
    return f"{key}={quoted(name)}"


def head(lines, name, value, r):
    """The lines with one header set, in any case and with any blank behind its colon."""
    kept = [line for line in lines if not line.lower().startswith(name.lower().encode() + b":")]
    written = r.choice([name, name.upper(), name.lower()]) + r.choice([": ", ":", ":  ", ":\t"]) + value
    kept.insert(r.randrange(len(kept) + 1), written.encode())
    return kept


def wrapped(lines, body, r):
    """What stands becomes the first or second part of a multipart; the other is an attachment."""
    own = [line for line in lines if line.lower().startswith(b"content-")]
    lines = [line for line in lines if line not in own]
    boundary = r.choice(["b1", "'()+_,-./:=?", "----=_Next Part.1", "x" * 70]) + str(r.randrange(10**6))
    kind = r.choice(["multipart/mixed", "Multipart/Mixed", "multipart/related"])
    lines.append(f'Content-Type: {kind}{r.choice(["; ", ";", chr(59) + chr(13) + chr(10) + " "])}boundary="{boundary}"'.encode())
    payload = r.choice([b"x", bytes(range(256)), "文件".encode("gbk"), b""])
    encoding = r.choice(["base64", "quoted-printable", "8bit"])
    if encoding == "base64":
        coded = base64.encodebytes(payload).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        coded = quopri.encodestring(payload).replace(b"\n", b"\r\n")
    else:
        coded = payload.replace(b"\n", b" ").replace(b"\r", b" ")
    heads = [
        b"Content-Type: application/octet-stream",
        f"Content-Disposition: {r.choice(['attachment', 'ATTACHMENT', 'inline'])}; {parameter(r, 'filename', r.choice(FILES))}".encode(),
        b"Content-Transfer-Encoding: " + r.choice([encoding, encoding.upper()]).encode(),
    ]
    r.shuffle(heads)
    mark = b"--" + boundary.encode()
    parts = [mark + b"\r\n" + b"".join(line + b"\r\n" for line in own) + b"\r\n" + body]
    parts.insert(r.randrange(2), mark + b"\r\n" + b"\r\n".join(heads) + b"\r\n\r\n" + coded)
    return lines, r.choice([b"", b"A multi-part message.\r\n"]) + b"\r\n".join(parts) + b"\r\n" + mark + r.choice([b"--\r\n", b"--", b"--\r\nend\r\n"])


def mutated(data, r):
    """The mail with one to four changes."""
    data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    header, _, body = data.partition(b"\r\n\r\n")
    lines = header.replace(b"\r\n ", b"\0 ").replace(b"\r\n\t", b"\0\t").split(b"\r\n")
    lines = [line.replace(b"\0", b"\r\n") for line in lines]
    for _ in range(r.randint(1, 4)):
        change = r.randrange(8)
        if change == 0: lines = head(lines, "Subject", subject(r), r)
        if change == 1: lines = head(lines, "From", sender(r), r)
        if change == 2: lines = head(lines, "Date", date(r), r)
        if change == 3: r.shuffle(lines)
        if change == 4: lines.insert(r.randrange(len(lines) + 1), b"X-Foo: " + r.choice([b"bar", b"=?utf-8?B?5Lya?=", b"a" * 2000]))
        if change in (5, 6): lines, body = wrapped(lines, body, r)
        if change == 7:
            inner = b"\r\n".join(lines) + b"\r\n\r\n" + body
            lines = [b"From: Outer <o@x.cn>", b"Subject: " + subject(r).encode(), b"Message-ID: <o@x>", b"Content-Type: multipart/mixed; boundary=o"]
            body = b"--o\r\nContent-Type: text/plain\r\n\r\nsee\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--o--\r\n"
    mail = b"\r\n".join(lines) + b"\r\n\r\n" + body
    return mail.replace(b"\r\n", b"\n") if r.random() < 0.2 else mail


def read(mail):
    """What CPython reads of it; what is not among the answers it does not read."""
    message = email.message_from_bytes(mail, policy=email.policy.default)
    answer = {}
    if any(part.defects for part in message.walk()): return answer
    if message["subject"] is not None and not message["subject"].defects: answer["subject"] = str(message["subject"])
    addresses = message["from"].addresses if message["from"] is not None and not message["from"].defects else ()
    if addresses:
        raw = next(value for name, value in message.raw_items() if name.lower() == "from")
        old = email.utils.parseaddr(str(raw).replace("\r", "").replace("\n", ""))
        answer["address"] = addresses[0].addr_spec
        # A comment behind an address is the name to `parseaddr` alone.
        answer["name"] = addresses[0].display_name or (old[0] if old[1] == answer["address"] else "")
    if message["date"] is not None and message["date"].datetime is not None:
        when = message["date"].datetime
        answer["date"] = int((when if when.tzinfo else when.replace(tzinfo=__import__("datetime").timezone.utc)).timestamp())
    files = []

    def walk(part):
        kind = part.get_content_type()
        if kind == "message/rfc822": return files.append([None, None])
        if part.is_multipart(): return [walk(inner) for inner in part.iter_parts()]
        name = part.get_filename()
        if name is None and part.get_content_disposition() != "attachment" and kind in ("text/plain", "text/html"): return
        files.append([name, base64.b64encode(part.get_payload(decode=True)).decode()])

    walk(message)
    answer["files"] = files
    return answer


folder, count = sys.argv[1], int(sys.argv[2])
names = [name for name in sorted(os.listdir(folder)) if os.path.getsize(os.path.join(folder, name)) and "escape" not in name and "bom" not in name]
for number in range(count):
    r = random.Random(number)
    with open(os.path.join(folder, names[number % len(names)]), "rb") as file:
        mail = mutated(file.read(), r)
    print(json.dumps({"number": number, "mail": base64.b64encode(mail).decode()} | read(mail)))
