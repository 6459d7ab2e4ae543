"""Lines and texts for the laws of this folder's tests."""

from hypothesis import strategies as st

SENTENCES = (
    "加快建设全省一体化算力网，推动数据中心向枢纽集中。",
    "2024年，全市数字经济核心产业增加值增长9.6%。",
    "培育数据商，一是开放公共数据；二是完善交易规则，三是探索数据入表。",
    "他说：“要把平台用起来。”企业很快响应！",
    "支持企业上云（省数据局、省财政厅负责）。",
    "建立数据目录；（牵头单位：省数据局；配合单位：省财政厅）",
    "The province opened 3.5 PB of data. Firms, e.g. Acme Inc. and others, used it. See No. 3.",
    "详见 https://data.example.cn/list?page=2&size=10;说明另行发布。",
)
HEADINGS = (
    "浙东省数字经济促进条例",
    "一、总体要求",
    "（一）夯实算力底座",
    "（二）激活数据要素。建立数据登记制度。支持数据商发展。",
    "1.建设算力枢纽",
    "2．推进企业上云。",
    "第三章 数据资源",
    "第九条 公共数据应当依法共享。",
    "## 重点任务",
    "目录",
    "平台经济稳中有进",
    "- 建设数据交易所",
    "重点支持以下方向：",
)
NOISE = (
    "来源：某某日报",
    "责任编辑：张三",
    "首页 | 要闻 | 政策",
    "— 12 —",
    "各位代表！",
    "各市人民政府，省政府各部门、各直属机构：",
    "2024年3月5日",
    "浙东省人民政府",
    "图1 算力布局",
    "<!-- 正文开始 -->",
    "参考文献",
    "作者简介",
    "名词解释",
    "推荐阅读",
    "---",
    "title: 标题",
)
ODD = (
    "",
    "   ",
    "\u3000\u3000",
    "。",
    "；；",
    "（",
    "”。",
    "\x85",
    "\ufeff",
    "一是",
    "1.",
    "#",
    "（一）。",
)

LINES = st.sampled_from((*SENTENCES, *HEADINGS, *NOISE, *ODD))
FREE_LINES = st.text(
    alphabet=st.sampled_from(
        "数据a B1.。；！？!?;:：，、（）()“”\"'《》-—#|一二是第条省局负责来源 \u3000\t"
    ),
    max_size=40,
)
TEXTS = st.lists(
    st.tuples(st.one_of(LINES, FREE_LINES), st.sampled_from(("\n", "\n\n", "\n\u3000\u3000", ""))),
    max_size=24,
).map(lambda parts: "".join(line + gap for line, gap in parts))
