"""Files that are no forms: each refused whole with what to do, after little work; the others in the call go on."""

import os
import random
import re
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook

from db.disk import log
from db.disk.failures import Refusal
from db.workbooks.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from db.workbooks.returned_book import read_form
from tests import ROOT
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target
from tests.db.workbooks.work import Work, counted_work

# The most that one of these and a good form may cost: the longest form twice, once looked over and once read,
# and the way to Excel's last row.
MOST = Work(unpacked=4_000_000, rows=2**20 + MAX_ROWS, cells=2 * MAX_ROWS)


def zipped(path, *parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


def with_part(form, path, name, data):
    """A good form with one part of it put another way."""
    with zipfile.ZipFile(form) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    parts[name] = data(parts.get(name, b"")) if callable(data) else data
    return zipped(path, *parts.items())


def ole(path, *names, directory=1):
    """An OLE file (what .xls, .et and password-protected workbooks are) with the given streams."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 30, 9, 6)
    struct.pack_into("<I", head, 48, directory)
    entries = b"".join(n.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for n in ("Root Entry", *names))
    path.write_bytes(bytes(head) + bytes(512 * directory) + entries.ljust(2048, b"\0") + os.urandom(4096))


def stray(form, path, where):
    returned = Returned(form)
    returned.sheet[where] = "误"
    returned.save(path)


OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SST = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
SST_KIND = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
SHOWN = b'<row><c t="s"><v>0</v></c></row>'
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def entity(start, use):
    """Put a DTD before a part and an entity where the first text stands."""

    def made(data):
        body = data.split(b"?>", 1)[1] if data.startswith(b"<?xml") else data
        head, tag, rest = body.partition(b"</t>")
        return start.encode() + (head + use.encode() + tag + rest if tag else body)

    return made


def many_rows(form, path):
    returned = Returned(form)
    for row in range(returned.top + 10, 20_002):
        returned.sheet.cell(row, 1, row)
    returned.save(path)


LOCKED = "设了打开密码，没有读入。请在Excel里去掉密码，另存后再导入。"
NO_BOOK = "不是Excel工作簿（.xlsx），或已损坏，没有读入。请重新要一份，或另存为“.xlsx”再导入。"
OTHER = "不是.xlsx工作簿（可能是.ods等改了名），没有读入。请在WPS或Excel里打开它，另存为“Excel工作簿（.xlsx）”再导入。"
WORD = "是Word文档，不是Excel表格，没有读入。请在Word或WPS里复制其中的表格，粘贴到新建的Excel表，"
BROKEN = "损坏或不是标准的Excel文件，没有读入。请在Excel或WPS里打开它，另存为“Excel工作簿（.xlsx）”再导入。"
BOMB = "展开后异常地大，没有读入。请新建空白表，把有用的行复制过去，再导入。"
FAR = "有内容，远在表格之外，没有读入。请删去多余的行和列（或把表格复制到新表），再导入。"
ENDLESS = "里样式、名称、文字、链接等有{}万个以上，没有读入。请新建空白表，把填好的行复制过去（只粘贴数值），再导入。"
TWICE = "里同一部分出现了两次，不是正常的工作簿，没有读入。"
SHARED, SHEET, STYLES, BOOK = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
PICTURE = random.Random(1).randbytes(1_100_000)
NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
BAD_STYLE = b"<styleSheet><cellXfs><xf fontId='x'/></cellXfs></styleSheet>"
ODS = (("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>"))
DOCX = (("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"))


def many_sheets(form, path, times):
    """A workbook that names its first sheet so many times more."""

    def named(data):
        first = re.search(rb"<sheet [^>]*>", data)[0]
        more = b"".join(first.replace("填报表".encode(), f"表{n}".encode()) for n in range(times))
        return data.replace(b"</sheets>", more + b"</sheets>")

    with_part(form, path, BOOK, named)


def part_again(form, path):
    path.write_bytes(form.read_bytes())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<worksheet/>")


def many(part, end, element, times):
    """A form with an element of a part very many times, beside a picture that is hard to pack."""

    def made(form, path):
        with_part(form, path, part, lambda data: (data or b"<sst></sst>").replace(end, element * times + end))
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/media/image1.png", PICTURE)

    return made


def put(data):
    return lambda _, path: path.write_bytes(data.encode() if isinstance(data, str) else data)


def changed(part, data):
    return lambda form, path: with_part(form, path, part, data)


def cut(length):
    return lambda form, path: path.write_bytes(form.read_bytes()[:length])


def shared_formula(data):
    """One formula of ten thousand sums in three thousand cells, each of which openpyxl would write out."""
    first = b'<f t="shared" si="0" ref="A9:A4000">%s1</f>' % (b"A1+" * 10_000)
    cells = b'<row><c><f t="shared" si="0"/></c></row>' * 3000
    return data.replace(b"</sheetData>", b"<row><c>%s</c></row>%s</sheetData>" % (first, cells))


def one_text(length, cells):
    """A text of so many characters that so many cells show: the file holds it once."""

    def made(form, path):
        with_part(form, path, SHARED, lambda _: SST % ("长" * length).encode())
        with_part(path, path, SHEET, lambda data: data.replace(b"</sheetData>", SHOWN * cells + b"</sheetData>"))
        with_part(path, path, "[Content_Types].xml", lambda data: data.replace(b"</Types>", SST_KIND + b"</Types>"))
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/media/image1.png", PICTURE)

    return made


def long_format(data):
    """A number format that opens brackets without end: what reads it looks for the end of each."""
    formats = b'<numFmts><numFmt numFmtId="200" formatCode="%s"/></numFmts>' % (b"&quot;[" * 30_000)
    return data.replace(b"<numFmts", formats + b"<old", 1).replace(b"<fonts", formats + b"<fonts", 1)


MAKERS = {
    "旧.xls": (lambda _, p: ole(p, "Workbook", "\x05SummaryInformation"), BROKEN),
    "旧.et": (lambda _, p: ole(p, "Workbook", "ETExtData"), BROKEN),
    "旧xls改名.xlsx": (lambda _, p: ole(p, "Workbook"), BROKEN),
    "八个字节.xlsx": (put(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), BROKEN),
    "有密码.xlsx": (lambda _, p: ole(p, "EncryptionInfo", "EncryptedPackage"), LOCKED),
    "大文件有密码.xlsx": (lambda _, p: ole(p, "EncryptionInfo", "EncryptedPackage", directory=4000), LOCKED),
    "空.xlsx": (put(b""), "是空文件，没有读入。请向填报单位重新要一份。"),
    "文本.xlsx": (put("序号,指标,本期值\n1,企业,31"), NO_BOOK),
    "截断.xlsx": (cut(4000), NO_BOOK),
    "少了尾部.xlsx": (cut(-300), "没有读入。"),
    "炸弹.xlsx": (changed(SHARED, b" " * 120_000_000), BOMB),
    "亿笑.xlsx": (changed(SHEET, entity(BILLION, "&l9;")), BROKEN),
    "外部实体.xlsx": (changed(SHEET, entity(EXTERNAL, "&e;")), BROKEN),
    "表里实体.xlsx": (changed(SHEET, entity(BILLION, "")), BROKEN),
    "ods改名.xlsx": (lambda _, p: zipped(p, *ODS), OTHER),
    "docx改名.xlsx": (lambda _, p: zipped(p, *DOCX), WORD),
    "doc改名.xlsx": (lambda _, p: ole(p, "WordDocument"), WORD),
    "坏样式.xlsx": (changed(STYLES, BAD_STYLE), BROKEN),
    "样式不是XML.xlsx": (changed(STYLES, b"<<<"), BROKEN),
    "没有样式.xlsx": (changed("[Content_Types].xml", b"<Types/>"), BROKEN),
    "严格.xlsx": (
        changed(BOOK, lambda d: d.replace(NAMESPACE, STRICT)),
        "存成了“Strict Open XML”格式，没有读入。请另存为“Excel工作簿（.xlsx）”再导入。",
    ),
    "右下角.xlsx": (lambda f, p: stray(f, p, "XFD1048576"), f"第1048576行第16384列{FAR}"),
    "最下面.xlsx": (lambda f, p: stray(f, p, "A1048576"), f"第1048576行第1列{FAR}"),
    "最右面.xlsx": (lambda f, p: stray(f, p, "XFD1"), f"第1行第16384列{FAR}"),
    "没有的行.xlsx": (
        changed(SHEET, lambda d: d.replace(b'<row r="5"', b'<row r="99999999"')),
        f"第1048577行第1列{FAR}",
    ),
    "太多行.xlsx": (many_rows, f"第20001行第1列{FAR}"),
    "目录.xlsx": (lambda _, p: p.mkdir(), "这个位置不能用："),
    "没有.xlsx": (lambda *_: None, "找不到："),
    "~$招商办.xlsx": (put(b"\x06" * 165), "是Excel打开表格时的临时文件，没有读入。请选名字里没有“~$”的那一份。"),
    "只有一个部件.xlsx": (lambda _, p: zipped(p, (BOOK, "<workbook/>")), BROKEN),
    "八百张.xlsx": (lambda f, p: many_sheets(f, p, 800), "有802张工作表，超过64张，没有读入。"),
    "一张三次.xlsx": (lambda f, p: many_sheets(f, p, 2), TWICE),
    "重名部件.xlsx": (part_again, TWICE),
    "六万种样式.xlsx": (many(STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>', 60_000), ENDLESS.format(5)),
    "六万种字体.xlsx": (many(STYLES, b"</fonts>", b"<font></font>", 60_000), ENDLESS.format(5)),
    "六万个名称.xlsx": (many(BOOK, b"</workbook>", b"<definedNames/>", 60_000), ENDLESS.format(5)),
    "六万个关系.xlsx": (many(RELATIONS, b"</Relationships>", b"<Relationship/>", 60_000), ENDLESS.format(5)),
    "六万种内容.xlsx": (many("[Content_Types].xml", b"</Types>", b"<Override/>", 60_000), ENDLESS.format(5)),
    "六万条规则.xlsx": (many(SHEET, b"</worksheet>", b"<dataValidations/>", 60_000), ENDLESS.format(5)),
    "公式过长.xlsx": (changed(SHEET, shared_formula), "里有很长的公式填满了很多格，没有读入。"),
    "一格一本书.xlsx": (one_text(100_001, 1), "里有一格超过10万字，没有读入。"),
    "一本书三百遍.xlsx": (one_text(99_000, 300), "展开后异常地大，没有读入。"),
    "格式过长.xlsx": (changed(STYLES, long_format), "里有一个数字格式长达几千字，没有读入。"),
    "文字过长.xlsx": (many(SHARED, b"</sst>", b"<si>" + b" " * 9_999_990 + b"</si>", 10), BOMB),
    "二进制.csv": (put(b"\xff\x81\xff,1"), "不是文字，或编码认不出，没有读入。"),
    "别的.csv": (put("甲,乙\n1,2"), "里没有找到填报表的编号，没有读入。"),
    "空工作簿.xlsx": (
        lambda _, p: Workbook().save(p),
        "里没有找到填报表的编号，没有读入。它不是要点通发出的填报表，或表头和隐藏的编号都被删掉了。请用原来的空表重填，再导入。",
    ),
}


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业", "40", "家"))


def test_openpyxl_reads_with_defusedxml():
    assert openpyxl.DEFUSEDXML is True


@pytest.mark.parametrize("name", MAKERS)
def test_refused_whole_and_the_others_go_on(file, tmp_path, name):
    make, sentence = MAKERS[name]
    form = clerk.form(file)
    path = tmp_path / name
    make(form, path)
    good = Returned(form).fill("企业", 31).save(tmp_path / "好的.xlsx")
    with counted_work(tmp_path) as work:
        answer = clerk.take(file, path, good)
    assert work.within(MOST)
    assert (answer["code"], answer["applied"], answer["refusals"]) == (1, 1, [])
    (refused,) = answer["refused_files"]
    assert refused["file"] == name
    assert sentence in refused["reason"]
    assert name in refused["reason"]
    assert answer["err"] == refused["reason"] + "\n"
    assert clerk.cells(file) == {("企业", "2020-09"): {"value": "31"}}
    said = clerk.run("import", file, path, good)
    assert f"没有读入　{name}　整个文件（原因见错误输出）" in said.out
    assert "已写入0处；没有读入0处；没有变化1处。" in said.out


def test_of_what_gives_itself_away_nothing_is_unpacked(file, tmp_path):
    form = clerk.form(file)
    names = [n for n, (_, sentence) in MAKERS.items() if sentence in (LOCKED, NO_BOOK, OTHER, WORD, BOMB)]
    for name in names:
        MAKERS[name][0](form, tmp_path / name)
        with counted_work(tmp_path) as work, pytest.raises(Refusal):
            read_form(tmp_path / name)
        assert work == Work(), name


def test_millions_of_texts_are_refused_before_one_is_made(file, tmp_path):
    path = tmp_path / "二百万段文字.xlsx"
    many(SHARED, b"</sst>", b"<si/>", 2_000_001)(clerk.form(file), path)
    with pytest.raises(Refusal, match="等有200万个以上，没有读入"):
        read_form(path)


def test_a_row_of_more_cells_than_columns_is_refused_before_one_is_made(file, tmp_path):
    path = tmp_path / "一行六十万格.xlsx"
    many(SHEET, b"</sheetData>", b"<c/>", 600_000)(clerk.form(file), path)
    with pytest.raises(Refusal, match="里有一行多达几万格，没有读入"):
        read_form(path)


def test_a_file_of_twenty_thousand_rows_is_still_read(file, tmp_path):
    returned = Returned(clerk.form(file)).fill("企业", 31)
    for row in range(returned.top + 10, 20_001):
        returned.sheet.cell(row, 1, "备注")
    path = returned.save(tmp_path / "长.xlsx")
    with counted_work(tmp_path) as work:
        assert clerk.take(file, path)["applied"] == 1
    assert MAX_ROWS <= work.rows < MAX_ROWS + 100  # once; its other sheet is short
    assert work.within(MOST)


def test_every_kind_of_damage_ends_in_a_sentence(file, tmp_path):
    """200 forms with flipped bytes or cut off: read, or refused in Chinese; never a report of our own error."""
    form = Returned(clerk.form(file)).fill("企业", 31).save()
    whole, pick = form.read_bytes(), random.Random(2020)
    paths = []
    for number in range(200):
        data = bytearray(whole)
        for _ in range(pick.choice((1, 3, 30))):
            data[pick.randrange(len(data))] = pick.randrange(256)
        if number % 4 == 0:
            del data[pick.randrange(len(data)) :]
        paths.append(tmp_path / f"坏{number}.xlsx")
        paths[-1].write_bytes(bytes(data))
    answer = clerk.take(file, *paths, dry_run=True)
    assert answer["code"] == 1
    assert len(answer["refused_files"]) > 100
    assert not list(tmp_path.glob("要点通错误报告*"))
    assert all("没有读入。" in r["reason"] and r["file"] in r["reason"] for r in answer["refused_files"])


def test_parts_of_the_xml_that_make_no_sense(file, tmp_path):
    """Well-formed XML with values that no program writes."""
    form = Returned(clerk.form(file)).fill("企业", 31).save()
    changes = [
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b't="n"', b't="zz"')),
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b"<v>31</v>", b"<v>9" + b"9" * 400 + b"</v>")),
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b"<v>31</v>", b"<v>nan</v>")),
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b"<v>31</v>", b"<v>1e400</v>")),
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b't="s"><v>1</v>', b't="s"><v>99999</v>')),
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b' r="A1"', b' r="ZZZZZ99999999"')),
        ("xl/worksheets/sheet1.xml", lambda d: d.replace(b"<sheetData>", b"<sheetData>" + b"<row>" * 3000)),
        ("xl/workbook.xml", lambda d: d.replace("填报表".encode(), b"")),
        ("xl/_rels/workbook.xml.rels", lambda d: d.replace(b"sheet1.xml", b"../../../../etc/passwd")),
        ("[Content_Types].xml", b"<Types/>"),
    ]
    for number, (name, change) in enumerate(changes):
        path = with_part(form, tmp_path / f"怪{number}.xlsx", name, change)
        answer = clerk.run("import", file, path, "--dry-run")
        assert answer.code in {0, 1}
        assert "程序出了错" not in answer.err, (number, (tmp_path / "要点通错误报告.txt").read_text("utf-8"))


def test_nobody_may_read_the_file(file, tmp_path):
    """The permission that is missing: as another user where we are root, whom nothing is forbidden."""
    path = clerk.filled(file, {"企业": 31})
    path.chmod(0)
    if os.geteuid():
        answer = clerk.run("import", file, path)
    else:
        for folder in (path.parent, tmp_path):
            folder.chmod(0o755)
        command = [sys.executable, "-m", f"{__package__}.as_somebody_else", str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        answer = clerk.Answer(done.returncode, done.stdout, done.stderr)
    assert (answer.code, answer.err.partition("打不开，没有读入。")[0]) == (1, path.name)
    assert answer.err.endswith("请关掉它，再选一次这个文件。\n")


def test_half_a_million_empty_cells_with_borders(file, tmp_path):
    """Somebody drew borders down to row 65,536: Excel writes every one of these cells."""
    cells = "".join(f'<c r="{chr(65 + i)}{{0}}" s="3"/>' for i in range(16))
    rows = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(100, 30_000))
    path = with_part(
        clerk.form(file),
        tmp_path / "框.xlsx",
        SHEET,
        lambda d: d.replace(b"</sheetData>", f"{rows}</sheetData>".encode()),
    )
    with counted_work(tmp_path) as work:
        answer = clerk.take(file, path)
    assert MAX_CELLS < work.cells <= MAX_CELLS + MAX_COLUMNS
    assert answer["refused_files"][0]["reason"] == (
        "框.xlsx的“填报表”有几十万个带格式的空格，没有读入。请把填好的行复制到新表，再导入。"
    )


def test_the_log_tells_the_kind_of_a_broken_workbook_and_not_its_name(tmp_path):
    path = tmp_path / "谁的表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a")
    log.keep(tmp_path / "设置")
    try:
        with pytest.raises(Refusal):
            read_form(path)
        text = log.text()
    finally:
        log.stop()
    assert re.search(r"failed \w+.* at db\.workbooks\.untrusted:", text)
    assert "谁的表" not in text


@pytest.mark.parametrize("ending", ["docx", "ods", "doc", "pdf", "zip"])
@pytest.mark.parametrize("command", ["parse", "past", "import"])
def test_every_door_says_of_another_kind_of_file_what_to_do(file, tmp_path, command, ending):
    path = tmp_path / f"别的.{ending}"
    makers = {
        "docx": lambda: zipped(path, *DOCX), "ods": lambda: zipped(path, *ODS),
        "doc": lambda: ole(path, "WordDocument"),
        "pdf": lambda: path.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        "zip": lambda: zipped(path, ("a.txt", "x")),
    }  # fmt: skip
    makers[ending]()
    words = {"parse": [path], "past": [file, path], "import": [file, path]}[command]
    answer = clerk.run(command, *words)
    assert answer.code == 1
    assert "没有读入。请" in answer.all
    assert "xlsx" in answer.all
    clerk.in_chinese(answer.all, path, file, path.name)
    assert not list(tmp_path.glob("要点通错误报告*"))


def test_links_to_other_workbooks_are_never_looked_at(file, tmp_path):
    """A form from which somebody linked elsewhere is read, whatever became of what it links to."""
    form = Returned(clerk.form(file)).fill("企业", 31).save()
    link = b'<Relationship Id="rId99" Type="%s/externalLink" Target="file://///server/x.xml"/>' % OFFICE
    path = with_part(form, tmp_path / "有链接.xlsx", RELATIONS, lambda d: d.replace(b"</R", link + b"</R"))
    with zipfile.ZipFile(path) as archive:
        book = archive.read(BOOK)
    named = b'<externalReferences><externalReference xmlns:r="%s" r:id="rId99"/></externalReferences>' % OFFICE
    linked = with_part(path, tmp_path / "链接.xlsx", BOOK, book.replace(b"</sheets>", b"</sheets>" + named))
    assert clerk.take(file, linked)["applied"] == 1
