"""Web pages: the whole body, little else, and what the page tells of its document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.readers import html
from bench.corpus.readers.extracted import Extracted
from bench.errors import DocumentError

BODY = [
    "为加快发展数字经济，推动产业转型升级，现提出以下意见。",
    "一、夯实数字基础设施",
    "（一）到2027年，全市建成智能算力中心3个，算力规模达到2000PFLOPS。",
    "（二）支持企业开展技术改造，对符合条件的项目给予补助，最高不超过500万元。",
    "二、培育数据产业",
    "（三）建立公共数据授权运营机制，完善数据流通交易规则，打造可信数据空间。",
    "（四）引进培养数字人才，落实住房、子女入学等待遇，营造良好发展环境。",
]
MENU = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(12))
NEWS = "".join(
    f'<li><a href="/n{n}.html">关于召开第{n}次会议的通知，请参加</a></li>' for n in range(9)
)
FOOT = "<div class='foot'>主办单位：某某市人民政府办公室　备案号：某ICP备00000000号</div>"


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p style='text-indent:2em'>{line}</p>" for line in lines)


def cell(inner: str) -> str:
    return f"<table><tr><td>{inner}</td></tr></table>"


def page(main: str, head: str = "", around: bool = True) -> str:
    menu, news, foot = (MENU, NEWS, FOOT) if around else ("", "", "")
    return (
        f"<html><head><title>意见_某某市人民政府网</title>{head}</head><body><ul class='nav'>{menu}"
        f"</ul>{main}<div class='side'><h3>最新文件</h3><ul>{news}</ul></div>{foot}</body></html>"
    )


def read(markup: str | bytes) -> Extracted:
    (found,) = html.read(markup.encode() if isinstance(markup, str) else markup, {})
    assert isinstance(found, Extracted)
    return found


def lines(markup: str) -> list[str]:
    return read(markup).text.split("\n")


SITES = {
    "one container": f"<div class='article'>{paragraphs(BODY)}</div>",
    "editor": f"<div class=TRS_Editor><div class=Custom_UnionStyle>{paragraphs(BODY)}</div></div>",
    "breaks": f"<div id=zoom>{'<br>　　'.join(BODY)}</div>",
    "one paragraph with breaks": f"<div id=zoom><p>{'<br/>'.join(BODY)}</p></div>",
    "table layout": cell(cell(paragraphs(BODY))),
    "two parts": f"<div><div>{paragraphs(BODY[:4])}</div><div>{paragraphs(BODY[4:])}</div></div>",
    "small last part": f"<div><div>{paragraphs(BODY[:-1])}</div><div>{BODY[-1]}</div></div>",
    "divs as paragraphs": "<div id=UCAP-CONTENT>"
    + "".join(f"<div>{x}</div>" for x in BODY)
    + "</div>",
    "spans and fonts": "<div>"
    + "".join(f"<p><span><font>{x}</font></span></p>" for x in BODY)
    + "</div>",
    "unlikely class": f"<div class='footer-comment sidebar'>{paragraphs(BODY)}</div>",
    "in a form": f"<form action=x><input type=hidden value=y><div>{paragraphs(BODY)}</div></form>",
    "section and article": f"<main><article>{paragraphs(BODY)}</article></main>",
    "html 3": f"<center><table><tr><td>{'<p>'.join(BODY)}</td></tr></table></center>",
}


@pytest.mark.parametrize("site", SITES)
def test_the_body_comes_out_whole_and_alone(site: str) -> None:
    assert lines(page(SITES[site])) == BODY


@pytest.mark.parametrize("site", SITES)
def test_the_body_comes_out_whole_without_anything_around_it(site: str) -> None:
    assert lines(page(SITES[site], around=False)) == BODY


def test_the_title_above_the_body_is_kept_as_one() -> None:
    title = (
        "<div class=bt><h1>某某市关于加快发展数字经济的意见</h1><p>发布时间：2025-03-01</p></div>"
    )
    found = read(page(f"{title}<div id=zoom>{paragraphs(BODY)}</div>"))
    assert found.text.split("\n") == [
        "某某市关于加快发展数字经济的意见",
        "发布时间：2025-03-01",
        *BODY,
    ]
    ((start, end, level),) = found.layout.headings
    assert (found.text[start:end], level) == ("某某市关于加快发展数字经济的意见", -1)


def test_headings_are_told_with_their_level() -> None:
    marked = "".join(f"<h3>{line}</h3>" if line[1] == "、" else f"<p>{line}</p>" for line in BODY)
    found = read(page(f"<div><h2>关于发展数字经济的意见</h2>{marked}</div>"))
    assert [(found.text[start:end], level) for start, end, level in found.layout.headings] == [
        ("关于发展数字经济的意见", 0),
        (BODY[1], 1),
        (BODY[4], 1),
    ]


def test_a_table_of_tasks_is_kept_row_by_row() -> None:
    rows = [("序号", "任务", "责任单位"), ("1", "建设算力中心", "市数据局"), ("2", "", "市工信局")]
    table = "".join(
        f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in rows
    )
    found = lines(page(f"<div>{paragraphs(BODY)}<table>{table}</table></div>"))
    assert found == [*BODY, "序号\t任务\t责任单位", "1\t建设算力中心\t市数据局", "2\t市工信局"]


def test_nothing_that_is_not_shown_is_read() -> None:
    hidden = (
        "<script>var a = '脚本，脚本。';</script><style>p{}</style><!-- 注释，注释。 -->"
        "<p style='display: none'>看不见，看不见。</p><p hidden>看不见，看不见。</p>"
        "<noscript>请启用脚本，谢谢。</noscript><select><option>选项，选项。</select>"
        "<iframe>框架，框架。</iframe><template>模板，模板。</template>"
    )
    assert lines(page(f"<div>{hidden}{paragraphs(BODY)}{hidden}</div>")) == BODY


def test_lists_of_links_in_the_body_are_left_out_but_attachments_kept() -> None:
    files = "".join(f"<p>附件{n}：<a href=/{n}.pdf>任务分工表{n}.pdf</a></p>" for n in (1, 2))
    found = lines(page(f"<div>{paragraphs(BODY)}<ul>{NEWS}</ul>{files}</div>"))
    assert found == [*BODY, "附件1：任务分工表1.pdf", "附件2：任务分工表2.pdf"]


def test_links_within_a_page_are_text() -> None:
    contents = "".join(f"<p><a href='#t{n}'>{line}</a></p>" for n, line in enumerate(BODY))
    assert lines(page(f"<div>{contents}{paragraphs(BODY)}</div>")) == [*BODY, *BODY]


def test_a_page_of_links_alone_gives_its_text() -> None:
    found = lines(page(""))
    assert found[0] == "栏目0"
    assert "最新文件" in found


def test_white_space_is_as_a_browser_shows_it() -> None:
    body = (
        "<p>加快　建设\n   数据中心，to build\n  data&nbsp;&nbsp;centres\u200b，培育产业。</p>" * 3
    )
    assert (
        lines(page(f"<div>{body}</div>"))[0]
        == "加快　建设数据中心，to build data centres，培育产业。"
    )


def test_lines_of_preformatted_text_stay_lines() -> None:
    assert lines(page(f"<pre>{chr(10).join(BODY)}</pre>")) == BODY


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "gb2312"),  # a wrong declaration does not win
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("gb18030", "big5"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "iso-8859-1"),
    ],
)
def test_the_encoding_is_found(encoding: str, declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    markup = page(f"<div>{paragraphs(BODY)}</div>", meta)
    assert read(markup.encode(encoding)).text.split("\n") == BODY


def test_big5_is_read_where_it_is_declared() -> None:
    text = "推動數位經濟發展，建設資料中心，培育數據產業，完善治理規則。" * 3
    markup = f"<html><head><meta charset='big5'></head><body><p>{text}</p></body></html>"
    found = read(markup.encode("big5"))
    assert (found.text, found.encoding) == (text, "big5hkscs")


META = (
    '<meta name="ArticleTitle" content="关于发展数字经济的意见">'
    '<meta name="PubDate" content="2025-03-05 10:00"><meta name="ContentSource" content="市数据局">'
    '<link rel="canonical" href="https://www.example.gov.cn/1.html">'
)


def test_a_page_tells_title_date_issuer_and_link() -> None:
    assert read(page(f"<div>{paragraphs(BODY)}</div>", META)).told == {
        "title": "关于发展数字经济的意见",
        "date": "2025-03-05",
        "issuer": "市数据局",
        "link": "https://www.example.gov.cn/1.html",
    }


INDEX = {
    "索 引 号：": "000000/2025-00001",
    "发文机关：": "某某市人民政府办公室",
    "成文日期：": "2025年2月28日",
    "标　　题：": "关于发展数字经济的意见",
    "发文字号：": "某政办发〔2025〕3号",
    "发布日期：": "2025年3月5日",
}


@pytest.mark.parametrize(
    "shape", ["<tr><td>{}</td><td>{}</td></tr>", "<p><b>{}</b>{}</p>", "<li>{}</li><li>{}</li>"]
)
def test_the_index_table_is_believed_before_the_rest(shape: str) -> None:
    rows = "".join(shape.format(*pair) for pair in INDEX.items())
    table = f"<table>{rows}</table>" if "<tr>" in shape else f"<div>{rows}</div>"
    told = read(page(f"{table}<div>{paragraphs(BODY)}</div>", META)).told
    assert (told["issuer"], told["date"], told["number"]) == (
        "某某市人民政府办公室",
        "2025-02-28",
        "某政办发〔2025〕3号",
    )


@pytest.mark.parametrize(
    ("whole", "title"),
    [
        ("关于发展数字经济的意见_某某市人民政府网", "关于发展数字经济的意见"),
        ("关于发展数字经济的意见-政策文件-某某市人民政府", "关于发展数字经济的意见"),
        ("关于发展数字经济的意见 - 某某市", "关于发展数字经济的意见"),
        ("关于发展数字经济的意见--党政办-某某中学", "关于发展数字经济的意见"),
        ("数字经济发展规划（2025-2027年）", "数字经济发展规划（2025-2027年）"),
        ("", ""),
    ],
)
def test_the_title_is_without_the_name_of_the_site(whole: str, title: str) -> None:
    markup = f"<html><head><title>{whole}</title></head><body>{paragraphs(BODY)}</body></html>"
    assert read(markup).told.get("title", "") == title


def test_a_saved_page_tells_where_it_came_from() -> None:
    mark = "<!-- saved from url=(0041)https://www.example.gov.cn/zwgk/2025/a.html -->"
    found = read(mark + page(f"<div>{paragraphs(BODY)}</div>"))
    assert found.told["link"] == "https://www.example.gov.cn/zwgk/2025/a.html"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/1.html", "ftp://a"])
def test_a_link_that_cannot_be_opened_is_not_told(link: str) -> None:
    head = f'<link rel="canonical" href="{link}">'
    assert "link" not in read(page(f"<div>{paragraphs(BODY)}</div>", head)).told


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<!-- -->", "<script>a</script>", "<p> &nbsp; </p>"]
)
def test_a_page_without_text_is_told(markup: str) -> None:
    with pytest.raises(DocumentError) as error:
        read(markup)
    assert error.value.key == "corpus.page_without_text"


@given(st.lists(st.text("数据政策，。、abc 1", min_size=1, max_size=60), min_size=1, max_size=30))
def test_every_paragraph_of_a_bare_page_comes_out(texts: list[str]) -> None:
    expected = [" ".join(text.split()) for text in texts]
    markup = "".join(f"<p>{text}</p>" for text in texts)
    try:
        found = lines(f"<body>{markup}</body>")
    except DocumentError:
        found = []
    assert found == [text for text in expected if text]
