"""The papers, tables and calendars the story takes in."""

import io
import zipfile
from email.message import EmailMessage


def letter(issuer, number, title, body="请予支持。", day="2025年12月1日", to="云溪县人民政府办公室"):
    return f"{issuer}文件\n{number}\n{issuer}{title}\n{to}：\n　　{body}\n{issuer}\n{day}\n"


def mail(text):
    message = EmailMessage()
    message["From"] = "教育局 <jyj@example.gov.cn>"
    message["Subject"] = "转发：请阅"
    message["Message-ID"] = "<wire@example.gov.cn>"
    message.set_content("请查收附件。\n")
    message.add_attachment(text.encode(), maintype="text", subtype="plain", filename="请示.txt")
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="照片.png")
    message.set_boundary("wire")
    return bytes(message)


def archive(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(zipfile.ZipInfo(name, (2025, 12, 1, 8, 0, 0)), text)
    return data.getvalue()


def template(*places):
    rows = "".join(f"<w:p><w:r><w:t>{{{{{place}}}}}</w:t></w:r></w:p>" for place in places)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return archive({"[Content_Types].xml": kinds, "word/document.xml": f"<w:document {space}><w:body>{rows}</w:body></w:document>"})


def event(uid, title, start, end, *further):
    zone = "" if "VALUE=DATE" in start else ";TZID=Asia/Shanghai"
    return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART{zone}{start}", f"DTEND{zone}{end}", *further, "END:VEVENT"]


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wire//", *(line for one in events for line in one), "END:VCALENDAR", ""]
    return "\r\n".join(lines)


UNITS = """名称,简称,代字,层级,电话,机构代码
综合科,,,内设,5210001,ZHK
秘书科,,,内设,5210002,
云溪县财政局,财政局,云财函,下级,5210011,
云溪县水利局,水利局,云水,下级,5210014,
云溪县教育局,教育局,云教,下级,5210015,
云溪市人民政府办公室,市府办,云政办,上级,5200001,
临江县人民政府办公室,临江县府办,临政办,平级,5300001,
"""

PEOPLE = """姓名,职务,科室,排名,角色,电话
周明远,办公室主任,,,director,5210003
王建国,县长,,1,leader,5210005
李卫东,常务副县长,,2,leader,5210006
陈静,科员,综合科,,member,5210007
刘洋,科员,秘书科,,member,5210008
孙丽,科员,秘书科,,member,5210009
"""
