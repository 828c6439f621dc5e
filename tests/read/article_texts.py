# ruff: noqa: E501 (texts as they are)
"""A small article in nine languages."""

from __future__ import annotations

HAN_TITLE = "老灯塔重新点亮 渔港夜色添新景"
HAN = [
    "十一月的清晨，海雾还没有散去，渔港东侧的老灯塔旁边已经站满了人。当地居民说，这座灯塔停用了三十多年。",
    "去年春天，镇里决定把它修好。施工队先清理了塔身，又换上了新的灯具，一共用了七个月的时间。",
    "“小时候，爷爷就是看着它回家的。”六十岁的渔民说，他和邻居们凑钱买了一口铜钟，挂在灯塔的门口。",
    "按照计划，明年这里还会建一座小博物馆，展出旧海图、船模和渔具，孩子们可以免费参观。",
]
HANT_TITLE = "舊市場改建完成 攤商下月遷回營業"
HANT = [
    "歷時兩年的舊市場改建工程昨日完成，市府人員帶著攤商走進新大樓，逐一確認攤位與水電設備。",
    "攤商代表表示，過去屋頂一下雨就漏水，客人越來越少，如今通道變寬了，通風也改善許多。",
    "市場處說明，新大樓保留了原有的磚牆，地下室另設停車場，預計下月一日起分批遷回營業。",
    "附近居民期待市場恢復往日的熱鬧，也有人擔心租金上漲，希望市府能給小攤商更多協助。",
]
EN_TITLE = "Old Lighthouse Shines Again Over Harbor Town"
EN = [
    "Before the fog had lifted on Tuesday, dozens of people stood below the old lighthouse, which had "
    "been dark for more than thirty years.",
    "The town council voted last spring to repair the tower, and workers spent seven months replacing "
    "its stairs, its windows and its lamp.",
    "“My grandfather steered home by that light,” said one fisherman, who had collected money among "
    "his neighbors for a new bronze bell.",
    "A small museum with charts, models of ships and fishing gear is to open next year, and children "
    "will not have to pay for their tickets.",
]
DE_TITLE = "Alter Leuchtturm brennt wieder über dem Hafen"
DE = [
    "Noch bevor sich der Nebel verzogen hatte, standen am Dienstag viele Menschen unter dem alten "
    "Leuchtturm, der mehr als dreißig Jahre dunkel geblieben war.",
    "Der Gemeinderat hatte im Frühjahr beschlossen, den Turm zu erneuern; sieben Monate lang wurden "
    "Treppen, Fenster und die Lampe ersetzt.",
    "„Mein Großvater hat nach diesem Licht gesteuert“, sagte ein Fischer, der bei seinen Nachbarn "
    "Geld für eine neue Glocke gesammelt hat.",
    "Im nächsten Jahr soll ein kleines Museum mit Seekarten und Modellen eröffnen, für Kinder wird "
    "der Eintritt frei sein.",
]
JA_TITLE = "古い灯台に再び明かり 港町の夜を照らす"
JA = [
    "火曜日の早朝、まだ霧の残る港で、三十年以上消えていた古い灯台の前に大勢の住民が集まりました。",
    "町議会は昨年の春に修復を決め、作業員は七か月をかけて階段や窓、そして大きなランプを取り替えました。",
    "「祖父はこの光を頼りに帰ってきました」と話す漁師は、近所の人たちと新しい鐘のための寄付を集めました。",
    "来年には海図や船の模型を展示する小さな博物館が開館する予定で、子どもは無料で入場できます。",
]
KO_TITLE = "옛 등대에 다시 불이 켜졌다, 항구의 밤을 밝히다"
KO = [
    "화요일 이른 아침, 안개가 걷히기도 전에 삼십 년 넘게 꺼져 있던 옛 등대 앞에 많은 주민이 모였다.",
    "군의회는 지난봄 등대를 고치기로 했고, 작업자들은 일곱 달 동안 계단과 창문, 등을 새로 바꾸었다.",
    "“할아버지는 이 불빛을 보고 집으로 돌아오셨습니다.” 한 어부는 이웃과 함께 새 종을 마련했다고 말했다.",
    "내년에는 해도와 배 모형을 전시하는 작은 박물관이 문을 열 예정이며, 어린이는 무료로 입장할 수 있다.",
]
RU_TITLE = "Старый маяк снова светит над портовым городом"
RU = [
    "Во вторник, ещё до того как рассеялся туман, под старым маяком собрались десятки жителей, хотя он "
    "не горел больше тридцати лет.",
    "Прошлой весной городской совет решил восстановить башню, и рабочие семь месяцев меняли лестницы, "
    "окна и большую лампу.",
    "«Мой дед возвращался домой по этому свету», — рассказал рыбак, который вместе с соседями собрал "
    "деньги на новый колокол.",
    "В следующем году здесь откроется небольшой музей с картами и моделями кораблей, для детей вход "
    "будет бесплатным.",
]
AR_TITLE = "المنارة القديمة تضيء من جديد فوق الميناء"
AR = [
    "قبل أن ينقشع الضباب صباح الثلاثاء، وقف عشرات السكان أمام المنارة القديمة، التي ظلت مطفأة أكثر من ثلاثين عاما.",
    "وكان المجلس المحلي قد قرر في الربيع الماضي ترميم البرج، واستغرق العمال سبعة أشهر لتغيير السلالم والنوافذ والمصباح.",
    "وقال أحد الصيادين إن جده كان يعود إلى البيت على هذا الضوء، وإنه جمع المال مع جيرانه لشراء جرس جديد.",
    "ومن المقرر أن يفتتح في العام المقبل متحف صغير يعرض خرائط ونماذج للسفن، وسيكون الدخول مجانيا للأطفال.",
]
