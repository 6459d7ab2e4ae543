import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus.cleaning import load_rules
from bench.corpus.parts import Parts
from tests.corpus.builders import TEXTS

BODY = "全省加快建设一体化算力网络，推动数据要素市场化配置改革，培育壮大数字产业集群。"
LONG = "\n".join([BODY] * 4)


def cut_by(line: str, *, share: float = 0.5) -> dict[str, str]:
    """Return what is cut of a line in the midst of a body: rule → piece."""
    paragraphs = [BODY] * 10
    at = round(share * len(paragraphs))
    text = "\n".join(("数字经济工作方案", *paragraphs[:at], line, *paragraphs[at:]))
    start = text.index(line, text.index(BODY) if at else 0)
    end = start + len(line)
    return {
        cut.rule: text[max(cut.start, start) : min(cut.end, end)]
        for cut in Parts(text).cuts
        if cut.start < end and cut.end > start
    }


# --- each rule: what it cuts whole, and what it must leave --------------------------------------

WHOLE = [
    ("navigation", "浙东网首页 新闻 理论 您现在的位置：专题 > 数字浙东"),
    ("navigation", "网站首页 区县 产经 视听 论坛"),
    ("navigation", "导读　摘要　正文　数据说明"),
    ("credits", "编写单位：浙东数据研究院 指导单位：浙东数字经济协会"),
    ("credits", "浙东智库　第7期　执笔人：张三　李四"),
    ("credits", "浙东社会科学院课题组"),
    ("credits", "本期嘉宾"),
    ("credits", "【主持】本刊主笔 张三"),
    ("credits", "嘉宾：浙东数据集团总经理 李四；"),
    ("credits", "编者按：本文为张三教授的演讲，根据速记整理，标题为编者所加。"),
    ("credits", "本节目由浙东文旅集团支持播出。"),
    ("credits", "浙东晚报讯（首席记者 张三）"),
    ("sharing", "欢迎关注“浙东数谈”微信公众号。"),
    ("sharing", "更多精彩内容请下载“浙东”客户端。"),
    ("disclaimer", "本文仅代表受访者个人观点，不代表本刊立场。"),
    ("caption", "图②：观众体验智能座舱。"),
    ("credits", "浙东融媒体中心 通讯员 张三 李四"),
    ("credits", "浙东国际贸易研究院　张 三　Zhang San"),
    ("credits", "《理论》专栏　作者　张三　系浙东大学经济学院教授"),
    ("credits", "2024-11-21 08:06　字号：大　中　小"),
    ("footnote", "注释：①数据来自某次发布会。"),
    ("footnote", "②World Economic Forum, Lighthouse Network, 2023."),
    ("abstract_labels", "【关键词】数据要素 城市大脑"),
    ("abstract_labels", "关键词　算力调度　绿色机房"),
    ("abstract_labels", "［中图分类号］F49；F127　［文献标志码］A"),
    ("funding", "【基金】某省社科规划项目（2031XX08）"),
    ("credits", "理论周刊　2031年6月9日　第07版　学思"),
    ("credits", "版式设计：柏若溪"),
    ("references", "引用本文：张三. 算力与城市[J]. 浙东研究, 2024(2)"),
    ("teasers", "热门推荐：《读懂数据》　《算力的未来》"),
    ("disclaimer", "风险提示:文中内容仅供参考。"),
    ("disclaimer", "本文仅代表作者个人观点。"),
    ("markup", "-->"),
    ("markup", "[查看原文](https://news.example.cn/2024/a.html)"),
    ("markup", "https://www.example.gov.cn/zwgk/1.html"),
    ("markup", "照片01.jpg"),
    ("navigation", "首页 | 要闻 | 政策 | 互动"),
    ("navigation", "当前位置：首页 > 政务公开"),
    ("navigation", "返回顶部"),
    ("navigation", "上一篇：我市召开数字经济推进会"),
    ("navigation", "打印 关闭"),
    ("navigation", "收藏"),
    ("sharing", "分享到：微信 微博"),
    ("sharing", "扫一扫关注我们的公众号"),
    ("sharing", "浏览量：1024次"),
    ("credits", "来源：某某日报"),
    ("credits", "编辑：李四"),
    ("credits", "责任编辑 王五"),
    ("credits", "（作者：赵六）"),
    ("credits", "作者单位：省数字经济研究院"),
    ("credits", "【作者系某大学教授】"),
    ("credits", "本报记者 张三 李四"),
    ("credits", "新华社北京3月5日电"),
    ("credits", "原标题：数据要素跑出加速度"),
    ("credits", "发布时间：2024-05-06"),
    ("credits", "收录于专题：数据要素"),
    ("credits", "更多资讯尽在某某新闻客户端"),
    ("date_line", "2024年5月6日"),
    ("date_line", "2024-05-06 10:30"),
    ("date_line", "— 12 —"),
    ("date_line", "第 3 页 共 20 页"),
    ("caption", "▲智能工厂内的机械臂正在作业。"),
    ("caption", "图1 全省算力布局"),
    ("caption", "表 2-1：主要指标"),
    ("caption", "图为工人调试设备。"),
    ("caption", "图片说明：数据中心外景"),
    ("caption", "数据中心外景。（张三 摄）"),
    ("footnote", "1 数据来源于《某省统计年鉴》。"),
    ("footnote", "[2] 参见某某报告。"),
    ("footnote", "注：增速按可比价计算。"),
    ("abstract_labels", "【摘要】"),
    ("abstract_labels", "关键词：数字经济；数据要素"),
    ("abstract_labels", "文章编号：1000-0000（2024）01-0001-08"),
    ("funding", "基金项目：省社科规划重点课题（24A001）"),
    ("funding", "【本文系省社科基金项目“数据要素研究”的阶段性成果】"),
    ("funding", "本研究得到国家自然科学基金资助。"),
    ("disclaimer", "版权声明"),
    ("disclaimer", "声明：本文仅代表作者观点。"),
    ("disclaimer", "未经本网书面授权，不得转载、摘编。"),
    ("disclaimer", "Copyright © 2024 某某网 版权所有"),
    ("disclaimer", "浙ICP备12345678号"),
    ("portal", "索 引 号：000014349/2024-00001"),
    ("portal", "发文字号：浙东政发〔2024〕1号"),
    ("portal", "（此件公开发布）"),
    ("addressees", "各市、县（市、区）人民政府，省政府直属各单位："),
    ("addressees", "抄送：省委各部门，省人大常委会办公厅。"),
    ("addressees", "浙东省人民政府办公厅2024年5月6日印发"),
    ("salutation", "各位代表！"),
    ("departments", "责任单位：省数据局、省财政厅"),
    ("contents", "第一章 总则 ………… 3"),
    # As other sites print it.
    ("markup", "附件：申报指南.xlsx"),
    ("markup", "附件2 申报书.docx（36KB）"),
    ("markup", "summary: 全省算力规模居全国前列。"),
    ("navigation", "您现在的位置是：首页 > 政务公开 > 政策文件"),
    ("navigation", "首页>信息公开>政策文件>正文"),
    ("navigation", "【打印正文】"),
    ("navigation", "【字体：大 中 小】 【打印】 【关闭】"),
    ("navigation", "[返回顶部] [关闭窗口]"),
    ("navigation", "下一条：我市召开数字经济推进会"),
    ("navigation", "今天是2024年5月6日 星期一"),
    ("navigation", "欢迎访问浙东省人民政府网站！"),
    ("navigation", "网站地图"),
    ("navigation", "更多 >>"),
    ("navigation", "首页 | 简 | 繁 | EN | 登录 | 邮箱 | 无障碍"),
    ("sharing", "微信 微博 QQ空间"),
    ("sharing", "扫一扫在手机打开当前页"),
    ("sharing", "扫描二维码，获取报告全文。"),
    ("sharing", "点击数： 次"),
    ("sharing", "您是第12345位访客"),
    ("sharing", "点击“在看”，让更多人看到。"),
    ("sharing", "举报/反馈"),
    ("credits", "（来源：某某日报）"),
    ("credits", "文 |张三"),
    ("credits", "文丨张三 编辑丨李四 数据支持丨某某智库"),
    ("credits", "初审：张三 复审：李四"),
    ("credits", "某某日报全媒体记者 张三 李四 综合报道"),
    ("credits", "（记者张三、李四参与采写）"),
    ("credits", "课题组组长：张三；成员：李四"),
    ("credits", "时间：2024年5月6日 来源：市数据局 浏览次数：12"),
    (
        "credits",
        "某某在线4月16日讯（某某日报·某某在线记者 张三 李四 王五 赵六 钱七 孙八 摄影 周九）",
    ),
    ("date_line", "（2024年5月6日）"),
    ("date_line", "2024年5月6日 总第203期"),
    ("caption", "2024年5月6日，某某港集装箱码头。图/某某社"),
    ("caption", "表4 回归结果（括号内为标准误）"),
    ("caption", "数据中心机房（资料图）"),
    ("footnote", "② 参见某某：《数字经济概论》。"),
    ("footnote", "[2] 某某：《数字经济概论》，某某出版社，第77页"),
    ("footnote", "（文中人物均为化名）"),
    ("abstract_labels", "［收稿日期］2024-12-30"),
    ("abstract_labels", "致谢：感谢审稿人的意见。"),
    ("funding", "［资助］省社科基金（23A001）"),
    ("disclaimer", "凡本网注明来源的作品，均转载自其他媒体"),
    ("disclaimer", "本文观点不代表本刊立场"),
    ("disclaimer", "网站标识码：3300000001"),
    ("disclaimer", "内部资料，免费交流"),
    ("footer", "主办单位：浙东省人民政府办公厅 承办单位：省信息中心"),
    ("footer", "地址：杭东市某路1号 邮编：310000 电话：0571-00000000"),
    ("footer", "联系人：张三 联系电话：0571-00000000"),
    ("footer", "建议使用1280×768以上分辨率浏览本站"),
    ("portal", "主题分类：国民经济管理、国有资产监管"),
    ("portal", "公开方式：主动公开"),
    ("portal", "索引号 000014349/2024-00001"),
    ("portal", "此件主动公开"),
    ("annexes", "附件：1.重点任务清单 2.责任分工表"),
    ("annexes", "附件：申报指南"),
    ("addressees", "送：各区县、市直各单位。"),
    ("departments", "责任单位：省数据局，各设区市人民政府。"),
    ("departments", "省经信厅、省通信管理局按职责分工负责。"),
    ("contents", "目 录 一、总体要求 二、重点任务 三、保障措施"),
]
LEFT = [
    ("navigation", "杭州 宁波 温州 嘉兴 湖州"),
    ("navigation", "创新 协调 绿色 开放"),
    ("credits", "西湖大学 阿里云"),
    ("credits", "合作者：浙东大学"),
    ("disclaimer", "浙东已开放公共数据目录3000项。（本文仅代表作者个人观点）"),
    ("credits", "主持人：数据交易还缺什么？"),
    ("credits", "课题组认为，应加快建设数据中心。"),
    ("credits", "浙东大学、江北研究院共建联合实验室。"),
    ("credits", "本期嘉宾谈到，浙东已开放数据目录300项。"),
    ("abstract_labels", "“关键词”成了浙东数据产业的风向标。"),
    ("abstract_labels", "关键词 是企业上云，全市已有三千家。"),
    ("credits", "2031年6月9日 第3版规划公布，投资80亿元。"),
    ("disclaimer", "不少银行把数据资产当作风险提示的依据。"),
    ("markup", "[1]数据中心能效要达到先进水平。"),
    ("markup", "网址 https://www.example.cn 提供公共数据下载服务。"),
    ("navigation", "指标 | 2024年 | 2025年目标"),
    ("navigation", "打印机产业集群加快发展，年产值突破百亿元。"),
    ("navigation", "收藏品数字交易平台上线运行。"),
    ("navigation", "顶部企业带动中小企业融通发展。"),
    ("navigation", "纠错机制更加完善，容错免责清单落地。"),
    ("sharing", "分享经济快速发展，平台企业达到200家。"),
    ("sharing", "转发省数据局工作方案，抓好任务落实。"),
    ("sharing", "扫码支付全面普及，分享数字红利的人群不断扩大。"),
    ("credits", "来源可追溯的数据产品优先登记。"),
    ("credits", "作者认为，深圳的经验在于先行先试。"),
    ("credits", "作者为数字内容定价的机制逐步建立。"),
    ("credits", "编辑出版行业加快数字化转型。"),
    ("credits", "我们编辑：并发布了数据目录。"),
    ("credits", "统筹发展和安全，完善数据分类分级保护制度。"),
    ("credits", "文字识别技术取得突破。"),
    ("credits", "记者 从省数据局获悉，全省算力规模突破20E。"),
    ("credits", "发布机构应当对公共数据的真实性负责。"),
    ("credits", "首发于2023年的产业基金已投资20个项目，撬动社会资本10亿元。"),
    ("credits", "推广“浙东办”APP"),
    ("date_line", "2024年5月6日起施行。"),
    ("date_line", "12家企业上榜"),
    ("caption", "■ 建设人工智能算力中心。"),
    ("caption", "◆ 支持龙头企业牵头组建创新联合体。"),
    ("caption", "图1 显示全省算力规模逐年增长。"),
    ("caption", "图书馆数据资源实现全省共享。"),
    ("caption", "图片识别技术加快应用到生产质检环节。"),
    ("caption", "表1给出各市的数字经济增加值，杭东市居首。"),
    ("caption", "发展数字文旅、数字摄影"),
    ("footnote", "（1）数据来源合法、权属清晰。"),
    ("footnote", "（1）来源于企业的数据由企业自主定价。"),
    ("footnote", "注重数据安全，强化个人信息保护。"),
    ("footnote", "注册数商超过500家。"),
    ("abstract_labels", "摘要式审批全面推行。"),
    ("abstract_labels", "DOI解析服务平台建成投用。"),
    ("funding", "本项目为全省重点工程，总投资20亿元。"),
    ("funding", "本研究为各地提供了可借鉴的做法，值得推广。"),
    ("funding", "基金规模达到100亿元。"),
    ("author", "作者简介信息纳入版权登记平台。"),
    ("references", "参考文献数据库建成开放，收录论文100万篇。"),
    ("references", "本章列出参考文献之外，还介绍了各地的做法。"),
    ("teasers", "推荐阅读能力强的企业使用大模型。"),
    ("teasers", "相关报道显示，全市算力规模居全国前列。"),
    ("disclaimer", "未经授权，任何单位不得使用他人个人信息。"),
    ("disclaimer", "著作权登记数量增长20%。"),
    ("disclaimer", "声明承诺制在政务服务中全面推行。"),
    ("disclaimer", "完善ICP备案管理，优化电信业务审批。"),
    ("portal", "文号管理系统实现全省联网。"),
    ("portal", "名称规范的数据目录已经发布。"),
    ("addressees", "第十二条 公共管理和服务机构应当遵守下列规定："),
    ("addressees", "（三）支持以下单位："),
    ("addressees", "鼓励建设数据实验室的企业："),
    ("addressees", "各民主党派积极建言献策。"),
    ("salutation", "各位代表提出的建议全部办结。"),
    ("passed", "2024年3月5日，省政府常务会议研究部署数字经济工作。"),
    ("passed", "2024年3月5日，省人大常委会会议表决通过《浙东省数据条例》，自5月1日起施行。"),
    ("passed", "2024年5月1日，全省首个数据交易平台正式发布"),
    ("departments", "第八条 省数据主管部门编制数据目录（由省数据局负责）"),
    ("departments", "第九条 建立协调机制（省数据局、省财政厅负责）"),
    ("departments", "推动平台治理（由政府主导、社会参与）"),
    ("departments", "建设实验室（鼓励高水平团队积极参与）"),
    ("glossary", "1.“算力券”行动：每年发放算力券1亿元。"),
    ("glossary", "名词解释清楚、数据标准统一。"),
    ("contents", "目录管理制度更加健全。"),
    ("contents", "指标达到12…15"),
    ("markup", "数据格式统一为xlsx，接口统一为json。"),
    ("navigation", "算力规模 > 10E的城市达到3个"),
    ("navigation", "下一步，加快建设数据基础设施。"),
    ("navigation", "更多企业上云用数。"),
    ("navigation", "今天是数字经济的时代，机遇前所未有。"),
    ("navigation", "打印、3D扫描与数控机床"),
    ("navigation", "制造业 | 服务业 | 农业数字化水平提高5个百分点"),
    ("sharing", "扫码点餐、扫码乘车在全市推广，便利群众生活。"),
    ("sharing", "识别并获取企业的数字化需求"),
    ("navigation", "大、中、小"),
    ("credits", "时间：2025年12月底前"),
    ("credits", "主持人：算力中心什么时候开工？"),
    ("credits", "嘉宾：我们去年开放了数据 今年还要再开放一批"),
    ("sharing", "欢迎企业下载使用城市大脑开放的公共数据。"),
    ("caption", "人工智能（算法开发）"),
    ("passed", "省委常委会会议于2024年3月5日审议通过《数字经济方案》，明确投入10亿元。"),
    ("departments", "省数据局负责统筹，省财政厅、省发展改革委按照职责分工负责。"),
    ("sharing", "微信小程序月活跃用户超过1亿。"),
    ("credits", "来源：一是财政资金，二是社会资本；三是企业自筹。"),
    ("credits", "记者站建设纳入全媒体传播体系"),
    ("credits", "文化数字化战略深入实施"),
    ("date_line", "2024年5月6日印发的方案继续有效"),
    ("caption", "推广数字化设计、智能化生产（网络化协同）"),
    ("caption", "数字出版图/文识别技术取得突破。"),
    ("footnote", "①加快建设算力枢纽；②培育数据企业。"),
    ("disclaimer", "转载量超过1000万次的作品受到奖励。"),
    ("footer", "地址数据库覆盖全市所有楼宇。"),
    ("footer", "联系人大代表、政协委员开展视察。"),
    ("portal", "主题分类管理制度逐步完善。"),
    ("portal", "公开方式灵活多样。"),
    ("annexes", "附件管理、版本管理功能上线。"),
    ("addressees", "送科技下乡、送岗位进村。"),
    ("departments", "实施单位应当建立台账。"),
    ("departments", "重大项目由专人按职责分工负责推进，成效明显。"),
    ("passed", "《浙东省数据条例》已于2024年经省人大常委会表决通过，自2025年起施行。"),
    ("passed", "浙东省人民政府令行禁止，号召全省节能。"),
]


@pytest.mark.parametrize(("rule", "line"), WHOLE)
def test_what_a_rule_cuts(rule: str, line: str) -> None:
    share = 0.1 if rule in ("passed", "addressees", "contents") else 0.5
    assert cut_by(line, share=share) == {rule: line}


@pytest.mark.parametrize(("rule", "line"), LEFT)
@pytest.mark.parametrize("share", [0.1, 0.6, 0.9])
def test_what_comes_near_a_rule_is_left(rule: str, line: str, share: float) -> None:
    assert cut_by(line, share=share) == {}, rule


@pytest.mark.parametrize(
    ("rule", "line", "left"),
    [
        ("markup", "<!-- 正文 -->全省数据中心加快建设。", "全省数据中心加快建设。"),
        ("navigation", "字号：默认 大 超大|全省数据中心加快建设。", "全省数据中心加快建设。"),
        ("credits", "新华社北京3月5日电 全省建设数据中心。", "全省建设数据中心。"),
        ("credits", "本报讯（记者 张三）全省建设数据中心。", "全省建设数据中心。"),
        ("credits", "央视网消息（新闻联播）：全省建设数据中心。", "全省建设数据中心。"),
        ("credits", "某某研究院研究员 李四 全省加快建设数据中心。", "全省加快建设数据中心。"),
        ("portal", "建设全省公共数据平台索 引 号：", "建设全省公共数据平台"),
        ("departments", "建设数据中心（牵头：省数据局；配合：省财政厅）。", "建设数据中心。"),
        ("departments", "建设数据中心（省数据局、省政府办公室按职责分工负责）。", "建设数据中心。"),
        ("salutation", "各位代表！过去一年成绩来之不易。", "过去一年成绩来之不易。"),
        ("departments", "建设数据中心（省数据局负责）。", "建设数据中心。"),
        ("departments", "建设数据中心。（省数据局牵头，各有关部门配合）", "建设数据中心。"),
        ("departments", "建设数据中心（责任单位：省数据局、各市（州）政府）。", "建设数据中心。"),
        ("departments", "建设数据中心。（各地区、各部门按职责分工负责）", "建设数据中心。"),
        (
            "credits",
            "发布日期：2024年5月6日全省加快建设数据中心，成效明显。",
            "全省加快建设数据中心，成效明显。",
        ),
    ],
)
def test_a_piece_of_a_line_is_cut_and_the_rest_left(rule: str, line: str, left: str) -> None:
    found = cut_by(line)
    assert list(found) == [rule]
    assert line.replace(found[rule], "") == left


def test_buttons_before_the_first_sentence_are_cut_with_the_source_torn_from_its_label() -> None:
    line = "某某社字号：默认大超大|打印收藏留言|"
    text = f"{LONG}\n{line}{BODY}"
    cuts = Parts(text).cuts
    assert "".join(text[cut.start : cut.end] for cut in cuts) == line


def test_every_rule_with_patterns_has_its_examples() -> None:
    by_rest = {"author", "references", "teasers", "glossary"}
    in_code = {"front_matter", "head_matter", "tail_matter", "repeated"}
    whole = {rule for rule, _ in WHOLE} | {"passed"}
    assert {rule.id for rule in load_rules()} == whole | by_rest | in_code


def test_rules_say_why_in_both_languages() -> None:
    for rule in load_rules():
        assert re.search("[一-龥]", rule.reason())
        assert rule.reason("en").isascii()


# --- where a document begins and ends -----------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "2021年3月5日 浙东省第十三届人民代表大会常务委员会第三十次会议通过",
        "（2021年3月5日浙东省第十三届人民代表大会常务委员会第三十次会议通过 2023年6月1日修正）",
        "（2024年1月1日浙东省人民政府令第1号公布）",
        "——2025年1月15日在浙东省第十四届人民代表大会第三次会议上",
        "2025年1月15日在浙东省第十四届人民代表大会第三次会议上省长张三作政府工作报告。",
        "省长 张三",
        "《浙东省数据条例》已由省人大常委会第九次会议修订通过，现予公布，自5月1日起施行。",
        "浙东省人民代表大会常务委员会公告（第十八号）",
        "（2024年3月5日省长张三向省人民代表大会作的政府工作报告）",
        "3月5日，省人民代表大会第二次会议在杭东开幕。省长张三作政府工作报告。",
    ],
)
def test_who_passed_or_delivered_it_is_cut_at_the_head(line: str) -> None:
    assert cut_by(line, share=0) == {"passed": line}


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("author", "作者简介"),
        ("references", "参考文献："),
        ("teasers", "责任编辑：张三"),
        ("teasers", "推荐阅读"),
        ("glossary", "附件2 名词解释"),
        ("glossary", "《政府工作报告》有关名词注释"),
    ],
)
def test_the_rest_is_cut_after_the_body_has_ended(rule: str, line: str) -> None:
    text = f"{LONG}\n{line}\n另一篇文章说，邻省出台新政策，支持企业上云用数赋智。"
    (cut,) = Parts(text).cuts
    assert (cut.rule, cut.start, cut.end) == (rule, len(LONG) + 1, len(text))


@pytest.mark.parametrize("annex", ["附件", "附件2", "附件2：重点项目表"])
def test_a_glossary_ends_where_the_next_annex_begins(annex: str) -> None:
    text = f"{LONG}\n附件1 名词解释\n1.算力券：购买算力的凭证。\n{annex}\n{BODY}"
    cuts = [text[cut.start : cut.end] for cut in Parts(text).cuts if cut.rule == "glossary"]
    assert cuts == ["附件1 名词解释\n1.算力券：购买算力的凭证。"]
    assert all(cut.end < len(text) for cut in Parts(text).cuts)


def test_a_glossary_run_into_a_line_is_cut_from_there() -> None:
    line = "2.重点项目表附件1名词解释1.算力券。购买算力的凭证。"
    text = f"{LONG}\n{line}\n2.数据商。经营数据的企业。\n附件2\n{BODY}"
    (cut,) = (cut for cut in Parts(text).cuts if cut.rule == "glossary")
    assert text[cut.start : cut.end].startswith("附件1名词解释1.")
    assert text[cut.end :] == f"\n附件2\n{BODY}"


@pytest.mark.parametrize("line", ["作者简介", "参考文献", "推荐阅读", "名词解释"])
def test_a_label_at_the_head_does_not_cut_the_document(line: str) -> None:
    text = f"{BODY}\n{line}\n{LONG}\n{LONG}"
    assert all(cut.end - cut.start < len(BODY) for cut in Parts(text).cuts)


def test_byline_and_column_around_the_title_are_cut() -> None:
    text = f"某某日报\n浙东省数字经济发展规划\n记者观察\n{LONG}"
    cuts = {text[c.start : c.end]: c.rule for c in Parts(text).cuts}
    assert cuts == {"某某日报": "head_matter", "记者观察": "head_matter"}


def test_numbered_lines_and_lists_at_the_head_are_left() -> None:
    text = f"浙东省数字经济发展规划\n一、总体要求\n- 建设算力枢纽\n{LONG}"
    assert Parts(text).cuts == ()


def test_signature_and_date_are_cut() -> None:
    text = f"{LONG}\n浙东省人民政府\n2024年5月6日"
    cuts = [(text[c.start : c.end], c.rule) for c in Parts(text).cuts]
    assert cuts == [("浙东省人民政府", "tail_matter"), ("2024年5月6日", "date_line")]


@pytest.mark.parametrize("lead", ["重点建设以下项目：", f"{BODY[:-1]}，包括："])
def test_a_list_at_the_end_is_no_signature(lead: str) -> None:
    text = f"{LONG}\n{lead}\n浙东算力枢纽\n浙东数据港"
    assert Parts(text).cuts == ()


def test_bullets_at_the_end_are_no_signature() -> None:
    assert Parts(f"{LONG}\n- 浙东算力枢纽\n• 浙东数据港").cuts == ()


def test_a_table_of_contents_is_cut_and_its_headings_below_left() -> None:
    head = "目录\n一、总体要求…………1\n二、重点任务…………3\n"
    text = f"数字经济发展规划\n{head}一、总体要求\n{LONG}\n二、重点任务\n{LONG}"
    cuts = [text[c.start : c.end] for c in Parts(text).cuts]
    assert cuts == head.splitlines()


def test_a_table_of_contents_without_page_numbers_is_cut() -> None:
    text = f"规划\n目 录\n一、总体要求\n二、重点任务\n一、总体要求\n{LONG}\n二、重点任务\n{LONG}"
    cuts = [(text[c.start : c.end], c.start) for c in Parts(text).cuts]
    first = text.index("目 录")
    assert cuts == [("目 录", first), ("一、总体要求", first + 4), ("二、重点任务", first + 11)]


def test_headings_listed_at_the_head_without_a_word_are_a_table_of_contents() -> None:
    listed = "第一章 总则\n第二章 数据\n第三章 产业\n第四章 附则"
    chapters = "".join(f"\n{heading}\n{BODY}" for heading in listed.split("\n"))
    cuts = Parts(f"浙东省数据条例\n{listed}{chapters}").cuts
    assert {cut.rule for cut in cuts} == {"contents"}
    assert "".join(f"浙东省数据条例\n{listed}"[c.start : c.end] for c in cuts) == (
        listed.replace("\n", "")
    )


def test_two_headings_that_come_again_are_no_table_of_contents() -> None:
    text = f"方案\n一、算力\n二、数据\n{BODY}\n一、算力\n{BODY}\n二、数据\n{BODY}"
    assert Parts(text).cuts == ()


def test_the_title_is_no_sentence_that_names_a_kind_of_document() -> None:
    head = "每周一学\n浙东省政府工作报告\n省长在政府工作报告中指出，去年成绩来之不易"
    cuts = Parts(f"{head}\n{LONG}").cuts
    text = f"{head}\n{LONG}"
    assert "浙东省政府工作报告" not in {text[cut.start : cut.end] for cut in cuts}


def test_front_matter_is_cut() -> None:
    head = "---\ntitle: 标题\n---\n"
    (cut,) = Parts(head + LONG).cuts
    assert (cut.start, cut.end, cut.rule) == (0, len(head), "front_matter")


def test_of_two_cuts_that_overlap_the_second_begins_where_the_first_ends() -> None:
    line = "建设平台<!-- 注（甲-->省数据局负责）。"
    text = f"{LONG}\n{line}\n{LONG}"
    cuts = [(text[c.start : c.end], c.rule) for c in Parts(text).cuts]
    assert cuts == [("<!-- 注（甲-->", "markup"), ("省数据局负责）", "departments")]


# --- laws -----------------------------------------------------------------------------------------


@given(TEXTS)
def test_cuts_are_sorted_apart_and_within_the_text(text: str) -> None:
    cuts = Parts(text).cuts
    assert all(0 <= cut.start < cut.end <= len(text) for cut in cuts)
    assert all(one.end <= other.start for one, other in pairwise(cuts))
    assert {cut.rule for cut in cuts} <= {rule.id for rule in load_rules()}


@given(st.lists(st.sampled_from([BODY, BODY[::-1], "加快建设数据中心，培育数据商。"]), min_size=1))
def test_plain_body_is_never_cut(lines: list[str]) -> None:
    assert Parts("\n".join(lines)).cuts == ()


PIECES = [
    *("（", "（责任单位：", "<!--", "{{<", "![](", "发布日期：", "2024年1月1日", "作者 "),
    *("字号：", "打印 ", "未经", "责任编辑", "a|", "[1]", "来源", "· ", "各", "1.", " ", "…", "图"),
    *("（甲局负责", "（责任单位：甲（乙）", "（2024年1月1日会议通过"),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("tail", ["", "）", "：", "完"])
def test_patterns_come_to_an_end_on_hostile_lines_of_20000_characters(
    piece: str, tail: str
) -> None:
    line = (piece * 20_000)[:20_000] + tail
    for rule in load_rules():
        for pattern in (*rule.lines, rule.spans, rule.rest, rule.until, rule.unless):
            if pattern:
                pattern.search(line)
    # A pattern that backtracks without bound never comes here.
    assert all(0 <= cut.start < cut.end <= len(line) for cut in Parts(line).cuts)
