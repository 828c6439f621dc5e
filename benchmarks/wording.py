"""Made-up news in several languages: sentences from word lists, never the same twice.

They need not be good prose. What counts is that they are as long, as varied and as punctuated as
news, and that names, numbers and dates stand in them where news has them.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """Word lists by slot, patterns of clauses, and how they are put together."""

    tag: str
    words: dict[str, list[str]]
    clauses: list[str]
    comma: str
    stop: str
    names: tuple[str, str]  # syllables that begin names, and that go on

    def fill(self, pattern: str, rng: random.Random) -> str:
        """The pattern with words in its slots."""
        return _SLOT.sub(lambda slot: self._word(slot[1], rng), pattern)

    def _word(self, slot: str, rng: random.Random) -> str:
        if slot == "n":
            return number(rng)
        if slot == "d":
            return str(rng.randint(1, 28))
        if slot == "name":
            return self.name(rng)
        return self.fill(rng.choice(self.words[slot]), rng)

    def name(self, rng: random.Random) -> str:
        """A person's name."""
        first, rest = (syllables.split() for syllables in self.names)
        if self.tag in ("zh", "ja", "ko"):
            return rng.choice(first) + "".join(rng.sample(rest, rng.choice((1, 2, 2))))
        made = rng.choice(first) + "".join(rng.sample(rest, rng.choice((1, 1, 2))))
        return made + " " + rng.choice(first) + rng.choice(rest)

    def sentence(self, rng: random.Random) -> str:
        """One to three clauses."""
        some = rng.sample(self.clauses, rng.choice((1, 2, 2, 3)))
        text = self.comma.join(self.fill(clause, rng) for clause in some)
        return text[0].upper() + text[1:] + self.stop

    def headline(self, rng: random.Random) -> str:
        """A clause or two without their end."""
        some = rng.sample(self.clauses, rng.choice((1, 1, 2)))
        text = (" " if self.tag == "zh" else self.comma).join(self.fill(c, rng) for c in some)
        return text[0].upper() + text[1:]


def number(rng: random.Random) -> str:
    """A number as news has them."""
    return rng.choice(
        (
            str(rng.randint(2, 99)),
            str(rng.randint(100, 9999)),
            f"{rng.randint(1, 99)}.{rng.randint(1, 9)}",
            f"{rng.randint(1, 999)},{rng.randint(0, 999):03d}",
        )
    )


ZH = Language(
    "zh",
    {
        "place": (
            "北京 上海 广州 成都 台北 高雄 香港 澳门 武汉 西安 昆明 拉萨 南京 杭州 苏州 青岛 "
            "大连 厦门 "
            "新西兰 意大利 澳大利亚 沙特阿拉伯 老挝 肯尼亚 巴西 智利 埃及 德国 法国 甘肃 云南 贵州"
        ).split(),
        "org": (
            "{place}市政府 {place}大学 {place}商会 国务院扶贫办 统战部 中央银行 {place}研究院 "
            "{name}基金会 {place}交通局 环境保护局 {place}卫生局 教育委员会 {place}法院 联合国 "
            "世界银行"
        ).split(),
        "thing": (
            "软件 人工智能 互联网 信息系统 打印机 硬盘 机器人 出租车 地铁 公共汽车 视频平台 "
            "博客 数据中心 "
            "网络安全 手机屏幕 太阳能 养老服务 义务教育 垃圾分类 农产品 茶叶 旅游线路 慢性病 "
            "疫苗 住房 "
            "高速铁路 水库 博物馆 文化遗产 乡村医生 就业岗位 民营企业 半导体 芯片 电动车 项目 "
            "程序 面条"
        ).split(),
        "act": (
            "推广{thing} 审议{thing}的规划 投资{thing} 调查{thing}的质量 培训{n}名{role} "
            "公布{thing}的数据 "
            "修订{thing}管理办法 支持{thing}发展 召开{thing}座谈会 建设{thing}基地 取消{thing}补贴 "
            "发行{n}亿元债券 展示{thing} 恢复{thing}供应 改造{n}座{thing}设施"
        ).split(),
        "role": "教师 医生 工程师 村民 志愿者 记者 干部 司机 学生 企业家 专家 委员 代表 律师 "
        "渔民".split(),
        "when": "今年 去年 上周 本月 目前 近日 下半年 {d}日 {d}月 明年 三年来 长期以来 "
        "会后".split(),
        "adj": "重要 明显 积极 严峻 稳定 广泛 深入 普遍 有限 积极 复杂 新".split(),
    },
    [
        "{org}{when}决定{act}",
        "{role}{name}在{place}表示",
        "{when}{place}的{thing}增长百分之{d}",
        "“{thing}不是一天能做好的”",
        "与会{role}认为{thing}有着{adj}的意义",
        "{place}和{place}将共同{act}",
        "{name}对{thing}提出了{n}条意见",
        "据{org}统计",
        "共有{n}名{role}参加",
        "{thing}的发展面临{adj}的挑战",
        "在{name}看来",
        "{when}以来{org}先后{act}",
        "为了{act}",
        "这使{place}的{role}受到{adj}影响",
        "{org}负责人{name}介绍说",
        "面对{adj}的形势",
        "有{role}担心{thing}会越来越贵",
        "投入资金{n}万元",
        "{place}的经验值得{place}学习",
        "一些{role}反映{thing}里面的问题还很多",
        "{thing}与{thing}之间的关系十分{adj}",
        "{when}起{place}全面{act}",
    ],
    "，",
    "。",
    (
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 林 郭 何 高 罗 郑 梁 谢 宋 唐 许 邓 冯 韩 曹",
        "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀 霞 平 刚 桂 英 华 文 建 国 志 海 云 "
        "龙 凤 梅",
    ),
)

EN = Language(
    "en",
    {
        "place": (
            "London|Nairobi|Lima|Oslo|Ottawa|Dublin|Canberra|Jakarta|Bristol|Accra|Mumbai|Leeds|"
            "Cape Town|Boston|Denver|Wellington|Glasgow|Lagos|Kingston|Austin|Harare|Perth"
        ).split("|"),
        "org": (
            "the {place} council|the transport ministry|the central bank|{place} University|"
            "the {name} Trust|the health agency|the port authority|the teachers' union|"
            "the {place} court|a group of {role}|the World Bank|the electoral commission"
        ).split("|"),
        "thing": (
            "the new railway|solar power|the vaccine|primary schools|the harbour|rents|coffee "
            "exports|the software|the museum|the reservoir|online fraud|waste collection|the "
            "airport|broadband|the fishing quota|public housing|the festival|wheat prices|the "
            "bridge|electric buses|the archive|the pension scheme|steel tariffs|the wetlands"
        ).split("|"),
        "act": (
            "expand {thing}|sell {thing}|pay for {thing} out of {n} million in reserves|delay "
            "{thing} until spring|inspect {thing} twice a year|train {n} {role}|merge {thing} with "
            "{thing}|drop its plan for {thing}|publish figures on {thing}|consult {role} on "
            "{thing}|cut {n} jobs|sue {org}|borrow {n} million|review {thing}"
        ).split("|"),
        "role": "teachers|doctors|engineers|farmers|drivers|students|residents|judges|nurses|"
        "shareholders|fishermen|volunteers|lawyers|tenants|miners".split("|"),
        "when": "last week|this year|in March|since the summer|by the end of the decade|on the "
        "{d}th|earlier this month|after a long debate|over the weekend|for a second time".split(
            "|"
        ),
        "adj": "modest|serious|unusual|sharp|welcome|early|hidden|steady|unexpected|local".split(
            "|"
        ),
    },
    [
        "{org} said {when} that it would {act}",
        "{name} told {role} in {place} that {thing} needed {adj} changes",
        "spending on {thing} rose by {n} percent {when}",
        "{role} in {place} are worried about {thing}",
        "according to {org}, {n} {role} took part",
        "“we never asked for {thing},” said {name}",
        "{name}, who leads {org}, declined to comment",
        "a {adj} report on {thing} is due {when}",
        "critics say that {thing} costs too much",
        "in {place} the plan to {act} has met {adj} resistance",
        "the decision to {act} came {when}",
        "officials expect {thing} to reach {place} {when}",
        "{org} and {org} agreed to {act}",
        "only {n} of the {role} supported {thing}",
        "prices of {thing} in {place} fell to {n}",
        "nobody at {org} could explain why {thing} had failed",
        "there were {adj} signs that {role} would return to {place}",
        "it is unclear whether {org} can {act}",
        "{when} some {n} people visited {thing}",
        "under the deal {place} will {act}",
    ],
    ", ",
    ".",
    (
        "Mar Tho Ka Bel Ro Wil Han Jo Ed Ga Fi Sto Che Pe Al Gri Mo Da Lu No Ar Cla",
        "ton ley na wick son den mond ris la vin ford by ster well more gan ra beth dis kin",
    ),
)


def _latin(
    tag: str, lists: dict[str, str], clauses: str, names: tuple[str, str], comma: str = ", "
) -> Language:
    words = {slot: text.split("|") for slot, text in lists.items()}
    return Language(tag, words, clauses.split("|"), comma, ".", names)


_LATIN_NAMES = (
    "Mar Jo Lu An Ri Fe Ka Do Vi Sal Ber To Em Ni Ro Le Pa Ga Hel Da",
    "ta nez ler mann rin go ser ti bert lo ne ro dal mar sen tin ra cki vel do",
)

DE = _latin(
    "de",
    {
        "place": "Berlin|Wien|Bern|Hamburg|Köln|Graz|Leipzig|Zürich|Bremen|Linz|Mainz|Dresden",
        "org": "der Stadtrat|das Verkehrsministerium|die Zentralbank|die Universität {place}|"
        "die {name}-Stiftung|das Landgericht {place}|der Bauernverband|die Hafenbehörde",
        "thing": "die neue Brücke|der Wohnungsbau|die Windkraft|das Museum|der Flughafen|die "
        "Grundschulen|das Hafenviertel|die Müllabfuhr|der Impfstoff|die Rentenreform|der "
        "Weizenpreis|das Glasfasernetz|die Straßenbahn|das Archiv",
        "role": "Lehrer|Ärzte|Landwirte|Fahrer|Studenten|Anwohner|Richter|Pflegekräfte|Mieter",
        "when": "am Montag|in diesem Jahr|seit dem Sommer|nach langer Debatte|im März|zuletzt|"
        "am {d}. des Monats|zum zweiten Mal",
        "adj": "deutliche|ernste|ungewöhnliche|späte|willkommene|stille|knappe|örtliche",
    },
    "{org} will {when} über {thing} entscheiden|{name} sprach in {place} von {n} Millionen Euro|"
    "{role} in {place} sorgen sich um {thing}|nach Angaben von {name} kamen {n} {role}|"
    "{thing} kostet {n} Prozent mehr als geplant|es gebe {adj} Zweifel, sagte {name}|"
    "{org} und {org} einigten sich {when}|{adj} Folgen für {place} seien nicht auszuschließen|"
    "„{thing} hat niemand bestellt“, so {name}|{when} besuchten {n} Menschen {place}|"
    "ob {thing} noch gebaut wird, ist offen|die Kosten stiegen {when} auf {n} Millionen|"
    "{role} fordern {adj} Änderungen|für {thing} fehlt bisher das Geld",
    _LATIN_NAMES,
)

ES = _latin(
    "es",
    {
        "place": "Madrid|Lima|Bogotá|Quito|Sevilla|Valencia|La Paz|Montevideo|Bilbao|Rosario|León",
        "org": "el ayuntamiento de {place}|el ministerio de Transporte|el banco central|la "
        "universidad de {place}|la fundación {name}|el sindicato de {role}|el tribunal de {place}",
        "thing": "el nuevo puente|la energía solar|la vacuna|el museo|el puerto|los alquileres|la "
        "reforma de pensiones|el aeropuerto|las escuelas rurales|el precio del trigo|la red de "
        "autobuses|el embalse|la pesca|el archivo",
        "role": "maestros|médicos|agricultores|vecinos|estudiantes|jueces|pescadores|mineros",
        "when": "la semana pasada|este año|desde el verano|en marzo|tras un largo debate|el día "
        "{d}|por segunda vez|a finales de mes",
        "adj": "graves|tardías|inesperadas|locales|claras|escasas|viejas",
    },
    "{org} anunció {when} cambios en {thing}|{name} dijo en {place} que hacen falta {n} millones|"
    "los {role} de {place} temen por {thing}|según {org}, acudieron {n} personas|"
    "{thing} costará un {n} por ciento más|hay dudas {adj}, admitió {name}|"
    "{org} y {org} firmaron un acuerdo {when}|«nadie pidió {thing}», afirmó {name}|"
    "{when} visitaron {place} unas {n} personas|no está claro si {thing} abrirá {when}|"
    "solo {n} {role} apoyaron la propuesta|se esperan consecuencias {adj} en {place}|"
    "el gasto en {thing} subió a {n} millones",
    _LATIN_NAMES,
)

FR = _latin(
    "fr",
    {
        "place": "Paris|Lyon|Dakar|Genève|Québec|Lille|Nantes|Bruxelles|Abidjan|Tunis|Rennes",
        "org": "la mairie de {place}|le ministère des Transports|la banque centrale|l'université "
        "de {place}|la fondation {name}|le syndicat des {role}|le tribunal de {place}",
        "thing": "le nouveau pont|l'énergie solaire|le vaccin|le musée|le port|les loyers|la "
        "réforme des retraites|l'aéroport|les écoles rurales|le prix du blé|le tramway|la pêche",
        "role": "enseignants|médecins|agriculteurs|riverains|étudiants|juges|pêcheurs|mineurs",
        "when": "la semaine dernière|cette année|depuis l'été|en mars|après un long débat|le {d} "
        "du mois|pour la deuxième fois",
        "adj": "graves|tardives|inattendues|locales|nettes|rares|vieilles",
    },
    "{org} a annoncé {when} des changements pour {thing}|{name} a demandé à {place} {n} millions|"
    "les {role} de {place} craignent pour {thing}|selon {org}, {n} personnes sont venues|"
    "{thing} coûtera {n} pour cent de plus|il reste des questions {adj}, a reconnu {name}|"
    "{org} et {org} ont signé un accord {when}|« personne n'a voulu {thing} », a dit {name}|"
    "{when} quelque {n} personnes ont visité {place}|on ignore si {thing} ouvrira {when}|"
    "seuls {n} {role} ont soutenu le projet|les dépenses pour {thing} atteignent {n} millions",
    _LATIN_NAMES,
)

RU = _latin(
    "ru",
    {
        "place": "Москва|Казань|Минск|Омск|Томск|Алматы|Рига|Пермь|Тула|Сочи|Самара|Вологда",
        "org": "городской совет|министерство транспорта|центральный банк|университет города "
        "{place}|фонд {name}|профсоюз|областной суд",
        "thing": "новый мост|солнечная энергия|вакцина|музей|порт|аренда жилья|пенсионная реформа|"
        "аэропорт|сельские школы|цена на пшеницу|трамвай|водохранилище|рыболовство|архив",
        "role": "учителя|врачи|фермеры|жители|студенты|судьи|рыбаки|шахтёры|водители",
        "when": "на прошлой неделе|в этом году|с лета|в марте|после долгих споров|{d} числа|"
        "во второй раз|в конце месяца",
        "adj": "серьёзные|поздние|неожиданные|местные|ясные|редкие|старые",
    },
    "{org} {when} объявил о переменах|{name} сообщил, что нужны {n} миллионов|"
    "{role} опасаются, что {thing} подорожает|по данным {name}, пришли {n} человек|"
    "{thing} обойдётся на {n} процентов дороже|остаются {adj} вопросы, признал {name}|"
    "{org} и {org} подписали соглашение {when}|«{thing} никому не нужен», сказал {name}|"
    "{when} город {place} посетили {n} человек|неясно, откроется ли {thing} {when}|"
    "только {n} человек поддержали проект|расходы на {thing} выросли до {n} миллионов",
    (
        "Ма Ива Пет Ро Ки Ле Ан Се Бо Гри Во Та Ми Ни Со",
        "ров нин ский нова лов рин ченко дина сов маз лев гин кова",
    ),
)

JA = Language(
    "ja",
    {
        "place": "東京 大阪 京都 札幌 福岡 名古屋 仙台 広島 横浜 神戸 那覇 金沢".split(),
        "org": "{place}市 国土交通省 日本銀行 {place}大学 {name}財団 環境省 {place}地裁 "
        "商工会議所".split(),
        "thing": "ソフトウェア 再生エネルギー ワクチン 博物館 空港 年金制度 新幹線 漁業 保育所 "
        "データセンター "
        "古い橋 観光 半導体 公営住宅 電気バス".split(),
        "role": "教師 医師 農家 住民 学生 裁判官 漁師 運転手 看護師".split(),
        "when": "今年 先週 昨年から {d}日に 三月に 夏以降 今月末までに 二度目に".split(),
        "adj": "深刻な 意外な 明らかな 遅い 地元の 静かな".split(),
    },
    [
        "{org}は{when}{thing}の見直しを決めた",
        "{name}氏は{place}で「{thing}は必要だ」と述べた",
        "{place}の{role}は{thing}を心配している",
        "{org}によると{n}人が参加した",
        "{thing}の費用は{n}億円に増えた",
        "{adj}課題が残ると{name}氏は語った",
        "{when}{place}を{n}人が訪れた",
        "{thing}がいつ始まるかは分からない",
        "{role}のうち賛成したのは{n}人だけだった",
        "{org}と{org}は{when}協定を結んだ",
        "{thing}をめぐり{adj}議論が続いている",
        "背景には{thing}の価格の上昇がある",
    ],
    "、",
    "。",
    (
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田",
        "太 郎 花 子 健 一 美 咲 翔 優 直 樹",
    ),
)

KO = Language(
    "ko",
    {
        "place": "서울 부산 대구 인천 광주 대전 울산 제주 수원 전주 강릉 춘천".split(),
        "org": "{place}시 국토교통부 한국은행 {place}대학교 {name}재단 환경부 {place}지방법원 "
        "상공회의소".split(),
        "thing": "소프트웨어 태양광 백신 박물관 공항 연금 고속철도 어업 유치원 데이터센터 다리 "
        "관광 반도체 "
        "임대주택 전기버스".split(),
        "role": "교사 의사 농민 주민 학생 판사 어민 기사 간호사".split(),
        "when": "올해 지난주 작년부터 {d}일 삼월에 여름 이후 이달 말까지 두 번째로".split(),
        "adj": "심각한 뜻밖의 분명한 늦은 지역의 조용한".split(),
    },
    [
        "{org} 측은 {when} {thing} 계획을 다시 검토하기로 했다",
        "{name} 씨는 {place}에서 {thing} 사업이 필요하다고 말했다",
        "{place} {role}들은 {thing} 문제를 걱정하고 있다",
        "{org}에 따르면 {n}명이 참가했다",
        "{thing} 비용은 {n}억 원으로 늘었다",
        "{adj} 과제가 남았다고 {name} 씨는 밝혔다",
        "{when} {place} 방문객은 {n}명이었다",
        "{thing} 사업이 언제 시작될지는 알 수 없다",
        "찬성한 {role}은 {n}명뿐이었다",
        "{org} 측과 {org} 측은 {when} 협정을 맺었다",
        "{thing} 관련 {adj} 논의가 이어지고 있다",
    ],
    ", ",
    ".",
    ("김 이 박 최 정 강 조 윤 장 임 한 오", "민 준 서 연 지 우 현 수 영 호 은 진 경 태"),
)

LANGUAGES = {language.tag: language for language in (ZH, EN, DE, ES, FR, RU, JA, KO)}
