"""Lines that say who made an article, where it is from and what it is about; and lines that look
like it and are part of a text."""

from __future__ import annotations

from feeds.read.pages.credits import Credits


def said(
    authors: str = "", editors: str = "", origin: str | None = None, keywords: str = ""
) -> Credits:
    """Names between slashes."""
    authors_, editors_, keywords_ = (
        tuple(filter(None, names.split("/"))) for names in (authors, editors, keywords)
    )
    return Credits(authors_, editors_, origin, keywords_)


EDITORS = {
    "责任编辑：张三": "张三",
    "責任編輯：李四": "李四",
    "责编：王小明": "王小明",
    "責編: 陳大文": "陳大文",
    "责任编辑:赵六": "赵六",
    "[责任编辑：钱七]": "钱七",
    "【责任编辑：孙八】": "孙八",
    "（责任编辑：周 九）": "周九",
    "(编辑：吴十)": "吴十",
    "[编辑:王 五]": "王五",
    "编辑：张三 李四": "张三/李四",
    "编 辑：郑 爽": "郑爽",
    "编辑：张三、李四": "张三/李四",
    "編輯：黃志強": "黃志強",
    "责任编辑：张三  校对：李四": "张三",
    "责编：张三 审核：李四 监制：王五": "张三",
    "编辑：张三 | 审核：李四": "张三",
    "编辑 张三 校对 李四": "张三",
    "值班编辑：王小明": "王小明",
    "网络编辑：李晓华": "李晓华",
    "责任编辑：欧阳娜娜": "欧阳娜娜",
    "责任编辑：阿依古丽·买买提": "阿依古丽·买买提",
    "责任编辑：张三_NB1234": "张三",
    "责任编辑：张三 SN123": "张三",
    "责任编辑：张三 举报": "张三",
    "责任编辑：张三（实习）": "张三",
    "文字编辑：张三　美术编辑：李四": "张三",
    "主编：王五": "王五",
    "本文责编：张三": "张三",
    "本文编辑：张三": "张三",
    "Editor: Jane Doe": "Jane Doe",
    "Edited by John Smith": "John Smith",
    "Editing by Jane Doe and John Smith": "Jane Doe/John Smith",
    "(Editing by Jane Doe)": "Jane Doe",
    "Редактор: Анна Иванова": "Анна Иванова",
    "Redaktion: Anna Muster": "Anna Muster",
}

AUTHORS = {
    "作者：张三": "张三",
    "作者:李四、王五": "李四/王五",
    "作 者：张三": "张三",
    "作者 | 张三": "张三",
    "作者丨张三": "张三",
    "文/张三": "张三",
    "文／王小明": "王小明",
    "文｜王小明": "王小明",
    "文 | 王小明": "王小明",
    "文/张三 摄影/李四": "张三",
    "文/图 张三": "张三",
    "文并摄/张三": "张三",
    "撰文：张三": "张三",
    "撰文 | 张三": "张三",
    "撰文／陳大文": "陳大文",
    "撰稿：张三 李四": "张三/李四",
    "记者：张三": "张三",
    "记者 张三 李四": "张三/李四",
    "(记者 张三 李四)": "张三/李四",
    "（记者张三）": "张三",
    "（記者王小明）": "王小明",
    "（记者 王小明 通讯员 李四）": "王小明/李四",
    "(本报记者 张三)": "张三",
    "本报记者 张三": "张三",
    "本報記者 陳大文": "陳大文",
    "记者王小明、李小红报道": "王小明/李小红",
    "記者王小明／台北報導": "王小明",
    "記者王小明/綜合報導": "王小明",
    "記者王小明、陳大文／高雄報導": "王小明/陳大文",
    "【记者张三北京报道】": "张三",
    "〔記者王小明／台北報導〕": "王小明",
    "實習記者：李四": "李四",
    "通讯员：张三": "张三",
    "编译：张三": "张三",
    "翻译/李四": "李四",
    "By JANE DOE": "JANE DOE",
    "By Jane Doe": "Jane Doe",
    "BY JANE DOE": "JANE DOE",
    "by Jane Doe and John Smith": "Jane Doe/John Smith",
    "By Jane Doe, John Smith and Mary O'Neill": "Jane Doe/John Smith/Mary O'Neill",
    "By JANE DOE and John Smith | Associated Press": "JANE DOE/John Smith",
    "By Jane Doe, Health Reporter": "Jane Doe",
    "By Jean-Luc Martin": "Jean-Luc Martin",
    "By J. R. Smith": "J. R. Smith",
    "By Jane Doe in Paris": "Jane Doe",
    "By Jane Doe | Nov 25, 2026": "Jane Doe",
    "By Jane Doe - November 25, 2026": "Jane Doe",
    "Written by Jane Doe": "Jane Doe",
    "Words by Jane Doe": "Jane Doe",
    "Story by Jane Doe": "Jane Doe",
    "Reporting by Jane Doe": "Jane Doe",
    "Author: Jane Doe": "Jane Doe",
    "Reporter: Jane Doe": "Jane Doe",
    "Von Anna Muster": "Anna Muster",
    "Von Anna Muster und Max Müller": "Anna Muster/Max Müller",
    "Von Anna Muster, Berlin": "Anna Muster",
    "VON ANNA MUSTER": "ANNA MUSTER",
    "Von Max von der Heide": "Max von der Heide",
    "Autor: Max Müller": "Max Müller",
    "Autorin: Anna Muster": "Anna Muster",
    "Par Jean Dupont": "Jean Dupont",
    "Par Jean Dupont et Marie Curie": "Jean Dupont/Marie Curie",
    "Auteur : Jean Dupont": "Jean Dupont",
    "Por María García": "María García",
    "Por María García y José Núñez": "María García/José Núñez",
    "Di Mario Rossi": "Mario Rossi",
    "Door Jan de Vries": "Jan de Vries",
    "Autor: Jan Kowalski": "Jan Kowalski",
    "By April June": "April June",
    "By Jane Doe May 5": "Jane Doe",
    "By Jane Doe Monday, 10 am": "Jane Doe",
    "Автор: Иван Петров": "Иван Петров",
    "Текст: Анна Иванова": "Анна Иванова",
    "文＝山田太郎": "山田太郎",
    "文・山田太郎": "山田太郎",
    "取材・文＝山田太郎": "山田太郎",
    "執筆：山田太郎": "山田太郎",
    "筆者：山田太郎": "山田太郎",
    "홍길동 기자": "홍길동",
    "홍길동 기자 hong@news.example": "홍길동",
    "[서울=뉴스] 홍길동 기자": "홍길동",
    "홍길동·김철수 기자": "홍길동/김철수",
    "기자: 홍길동": "홍길동",
}

ORIGINS = {
    "来源：新华社": "新华社",
    "来源: 人民日报海外版": "人民日报海外版",
    "來源：中央社": "中央社",
    "来源 ： 新华网": "新华网",
    "稿源：河北日报": "河北日报",
    "本文来源：财经网": "财经网",
    "本文来源 财经网": "财经网",
    "文章来源：光明网": "光明网",
    "信息来源：市教育局": "市教育局",
    "转自：澎湃新闻": "澎湃新闻",
    "转载自 | 澎湃新闻": "澎湃新闻",
    "摘自：读者": "读者",
    "出處：聯合報": "聯合報",
    "2026-11-25 10:30 来源：新华社": "新华社",
    "2026年11月25日10:30  来源：新华网": "新华网",
    "来源：新华社 2026-11-25 10:30": "新华社",
    "来源：新华社 | 2026-11-25": "新华社",
    "来源：新华社2026-11-25 10:30": "新华社",
    "来源：新华社 字号：大 中 小": "新华社",
    "来源：新华社　　点击数：123": "新华社",
    "【来源：新华社】": "新华社",
    "(来源：央视新闻客户端)": "央视新闻客户端",
    "Source: Xinhua": "Xinhua",
    "SOURCE: Example Corp": "Example Corp",
    "Source : Le Monde": "Le Monde",
    "Quelle: dpa": "dpa",
    "Fuente: EFE": "EFE",
    "Источник: РИА Новости": "РИА Новости",
}

KEYWORDS = {
    "关键词：扶贫 工商联": "扶贫/工商联",
    "關鍵詞：扶貧 工商聯": "扶貧/工商聯",
    "關鍵字：扶貧、工商聯": "扶貧/工商聯",
    "关键词：扶贫，工商联，会议": "扶贫/工商联/会议",
    "关键词: 扶贫;工商联": "扶贫/工商联",
    "关键词：扶贫 | 工商联": "扶贫/工商联",
    "关 键 词：扶贫": "扶贫",
    "标签：扶贫 工商联": "扶贫/工商联",
    "標籤：扶貧": "扶貧",
    "标签： #扶贫 #工商联": "扶贫/工商联",
    "文章关键词：扶贫": "扶贫",
    "文章标签：扶贫,工商联": "扶贫/工商联",
    "Tags: health care, Asia": "health care/Asia",
    "Tags: #health #asia": "health/asia",
    "Keywords: trade; tariffs": "trade/tariffs",
    "Topics: Climate, Energy": "Climate/Energy",
    "Filed under: Politics, World": "Politics/World",
    "Themen: Berlin, Verkehr": "Berlin/Verkehr",
    "Schlagwörter: Berlin, Verkehr": "Berlin/Verkehr",
    "Mots-clés : Paris, Santé": "Paris/Santé",
    "Etiquetas: Madrid, Salud": "Madrid/Salud",
    "Теги: Москва, Спорт": "Москва/Спорт",
    "キーワード：東京、経済": "東京/経済",
    "タグ：東京 経済": "東京/経済",
    "키워드: 서울, 경제": "서울/경제",
}

TOGETHER = {
    "By Jane Doe, BBC News": said("Jane Doe", "", "BBC News"),
    "新京报记者 张三 编辑 李四 校对 王五": said("张三", "李四", "新京报"),
    "来源：新华社 作者：张三": said("张三", "", "新华社"),
    "作者：张三 来源：新华社": said("张三", "", "新华社"),
    "作者：张三　编辑：李四": said("张三", "李四"),
    "记者：张三 责任编辑：李四": said("张三", "李四"),
    "来源：新华社  责任编辑：张三": said("", "张三", "新华社"),
    "2026-11-25 10:30 来源：河北日报 作者：张三 责任编辑：李四": said("张三", "李四", "河北日报"),
    "文/王小明 编辑/李四": said("王小明", "李四"),
    "作者 | 张三 编辑 | 李四": said("张三", "李四"),
    "石佳/中国青年报": said("石佳", "", "中国青年报"),
    "Reporting by Jane Doe; Editing by John Smith": said("Jane Doe", "John Smith"),
    "(Reporting by Jane Doe; Editing by John Smith)": said("Jane Doe", "John Smith"),
    "(Reporting by Jane Doe in Paris and Max Muster in Berlin; Editing by John Smith)": said(
        "Jane Doe/Max Muster", "John Smith"
    ),
    "作者：新华社": said("", "", "新华社"),
    "原标题：港口的灯塔": Credits(title="港口的灯塔"),
    "（原標題：港口的燈塔）": Credits(title="港口的燈塔"),
}

TABLE = {
    **{line: said(authors=names) for line, names in AUTHORS.items()},
    **{line: said(editors=names) for line, names in EDITORS.items()},
    **{line: said(origin=name) for line, name in ORIGINS.items()},
    **{line: said(keywords=words) for line, words in KEYWORDS.items()},
    **TOGETHER,
}

NONE = """
记者节
今天是第二十七个记者节
编辑部的故事
《编辑部的故事》重播
编辑基因的人们
作者已死
记者了解到，该项目已于去年完工。
记者从会上获悉：今年粮食产量增长。
记者 昨天从市政府获悉，地铁三号线即将开通。
记者观察：小镇如何留住年轻人
有记者问：何时通车？
答记者问：一切按计划进行
来源不明的包裹
尼罗河的来源
水的来源：地下与河流，专家这样说。
消息来源说，谈判仍在继续。
他的收入来源：两头牛和一片果园。
关键词解读
翻译这本书用了十年。
作者在书中说：“海是有记忆的。”
主编一职由他担任。
文化周刊
文/理分科取消
图为渔民在码头卸货。
校对的故事
摄影展今日开幕
本报讯 昨日上午，新桥正式通车。
据新华社报道，会议于昨日闭幕。
据《人民日报》报道，这里的路修好了。
“编辑：请给我一个机会”，他在信里写道。
编辑说：稿子很好。
作者说：这是一个开始。
翻译：从入门到放弃的十年，一位译者这样讲述自己的生活。
记者調查：夜市攤商為何離開
By the time the ferry arrived, the market had closed.
By the way
By Sunday morning the water had gone.
By contrast, Germany grew.
By 2030, half of all cars will be electric
By far the best bread in town
By Train Through Siberia: a journey
by and large
By hook or by crook
By bus and boat
Von der Leyen warns of long winter
Von Berlin nach Hamburg in zwei Stunden
Von Montag an gilt der neue Fahrplan
Von wegen Sommerloch
Par ailleurs, le port reste fermé.
Par temps de pluie
Par exemple
Por ejemplo, el puerto sigue cerrado.
Por fin llega el tren
Por qué cierra el mercado
Door to door
Door closes on talks
Source of the Nile
Sources close to the talks said nothing.
Sources: the new fountain is late, and nobody knows why it costs so much.
Editor of the year
Edited volumes are hard to sell.
The author: a life in letters, told by those who knew her well.
Written in stone
Written by hand, the letter took a week to arrive in the capital.
Tags are for clothes
Topics of the day
Words fail me
Reporters Without Borders
Reporters: we were told to leave the building at once.
Story by story, the tower rises
기자회견 열려
기자의 눈
홍길동 기자회견
Автор неизвестен
Источник бесперебойного питания
文学の秋
文化の日
Quellen der Freude
Themenwoche im Ersten
Di notte
"""
