"""Words of requests that carry no topic: asking, politeness, laughter, and the papers themselves."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from bot.search.analysis import normalise
from bot.search.kept import kept
from bot.search.stopwords import ENDINGS, STOP_BEGINNINGS, STOP_WORDS

__all__ = ["bare_word", "is_filler", "is_jamo", "is_misspelt", "is_noise"]

# Politeness, laughter and chat abbreviations: not part of descriptions either.
_NOISE = frozenset(
    """
    pls plz plss please kindly thx thanks thank tnx ty tysm cheers hey heya hi hii hello yo sup dude bro bruh fam lol
    lmao lmfao rofl haha hahaha hehe hmm hm umm uh oh wow omg wtf btw fyi imo imho tbh ngl idk iirc afaik asap rn atm
    ok okay okey yep yeah yup nope smth smthn sth ppl gimme gimmie lemme wanna gonna gotta whatcha whaddya
    혹시 제발 부탁 부탁해 부탁해요 좀 쫌 요 야 근데 그럼 안녕 안녕하세요 감사합니다 고마워 궁금 궁금해 궁금한데 알려줘
    알려주세요 찾아줘 찾아주세요 보여줘 추천좀 추천해줘
    """.split()
)
# Function words and request phrases, no technical terms. Never applied to summaries.
_ENGLISH = frozenset(
    """
    pls plz plss please kindly thx thanks thank tnx ty tysm cheers hey heya hi hii hello yo sup dude bro bruh man mate
    guys folks fam lol lmao lmfao rofl haha hahaha hehe hmm hm hmmm umm um uh oh ah aha wow omg wtf btw fyi imo imho
    tbh ngl idk iirc afaik asap rn atm ok okay okey k kk kay yep yeah yea yup nope nah aight alright sure right well
    actually basically literally really seriously honestly maybe perhaps probably kinda sorta somehow anyway anyways
    anyhow again still even rather quite pretty super damn heck hell crap shit fuck fucking freaking bloody ugh meh
    whatever stuff thing things thingy thingies smth smthn sth smt anything anyth anythin somethin nothing everything
    everyone everybody somebody someone nobody anybody ppl people peeps papr papre paperz ppr pprs papers paper
    preprint preprints pub pubs publication publications literature lit reading reads readings read rec recs
    recommendation recommendations reco suggestion suggestions want wanna wanted wants need needed needs gimme gimmie
    give lemme find finding found fetch grab send sends sent tell know known knows knew see saw seen look looks looking
    looked lookin searching search searched seeking seek hunting hunt recommend recommended suggest suggested pick
    picks picked share shared drop point pointer pointers bring pull check checking checked curious wonder wondering
    wondered interested interest interesting interests trying try tried help helps let lets letme hear heard remember
    remembered recall think thinking thought guess believe mean means meant say said saying says talk talks talking
    talked discuss discusses discussed cover covers covered covering mention mentions mentioned deal deals dealing
    dealt regarding concerning related relating relevant relate relates available exist exists existed existing around
    good nice cool neat awesome amazing great decent solid fine useful worthwhile worth fun funny notable noteworthy
    juicy spicy dope sick fire dont didnt doesnt cant couldnt wont wouldnt isnt arent wasnt werent havent hasnt hadnt
    shouldnt aint im ive id ill youre youve its thats theres whats wheres whos hows heres gonna gotta outta whatcha
    watcha gotcha whaddya wud shud cud cuz cos bc coz tho though although however ur u r ya yall y'all em dem da teh
    tha wat wut wht wot whut hw hwo abt bout w wit wiv n nd plus called named titled title titles name names entitled
    forgot forgotten topic topics subject subjects area areas field fields keyword keywords kinds kind sort sorts type
    list lists listing listings listed item items entry entries database corpus collection archive arxiv one ones
    another other others else every each several various bunch couple few lot lots loads tons ton bit little posted
    published released uploaded dropped added submitted featured announced oops sry whoops daily similar alike go goes
    going gone went come came comes coming make makes made making get gets getting got gotten put take takes took keep
    keeps do does did done doing be been being am is are was were have has had having will would shall should can could
    may might must use uses using used work works working worked way ways now today currently lately just only also too
    very much many more most some any no not yes so like about on of in at to for from with into by if then than or and
    but as up out over off down here there where when why how who whom whose which what that this these those the a an
    i me my mine we us our ours you your yours he him his she her hers they them their theirs it itself wish hope
    hopefully possible possibly feel feels love loved hate hated enjoy enjoyed happy glad sorry excuse question
    exactly precisely
    questions query request ask asking asked answer quick quickly fast short brief briefly simple simply easy easily
    far summarise summarize summarised summarized surprise whichever easy boring bored
    typo typos welcome morning evening night day days week wait sir madam friend buddy bot papersbot
    """.split()
)
# The same in Korean, with particles and endings, one line per kind of word.
_KOREAN = frozenset(
    """
    거 꺼 것 건 껀 걸 껄 게 께 거나 꺼나 거는 꺼는 것은 것들 거들 꺼들 것도 거도 거요 꺼요 것만 거만 꺼만 거임 것임
    거야 꺼야 것좀 거좀 꺼좀 거로 걸로 껄로
    논문 논문들 논문이 논문은 논문을 논문도 논문의 논문에 논문좀 논문만 논문중 논문중에 논문중에서 논문이나 논문으로
    논문요 논문이요 논문인데 논문같은거 페이퍼 페이퍼들 페이퍼좀 페이퍼도 자료 자료들 자료좀 자료가 자료는 자료를
    글 글들 연구 연구들 연구가 연구는 연구를 연구도 연구좀 연구중 리서치 아티클 문헌 레퍼런스
    쪽 쪽은 쪽도 쪽에 쪽에서 쪽으로 쪽으로만 쪽만 쪽의 쪽이 쪽꺼 쪽거 쪽좀 분야 분야에서 분야는 분야의 분야로 분야도
    방면 부분 부분은 관련 관련한 관련된 관련된거 관련해 관련해서 관련으로 관련거 관련꺼 관련좀 관련도 관련은 관련성
    관하여 관한 관해 관해서 대한 대해 대해서 대하여 대한거
    주제 주제로 주제의 주제는 주제인 주제가 내용 내용의 내용인 내용이 내용은 종류 종류는 계열 계열로 계통 류 류의 위주
    위주로 중심 중심으로 키워드 키워드로
    추천 추천좀 추천좀여 추천좀요 추천요 추천여 추천부탁 추천해 추천해줘 추천바람 추천점 추천ㄱ 소개 소개좀 정보 정보좀
    정보가 정보는
    볼만한 볼만한거 읽을만한 읽을만한거 쓸만한 쓸만한거 괜찮은 괜찮은거 좋은 좋은거 쩌는 재밌는 재밌는거 재미있는
    재미난 흥미로운 흥미로운거 유명한 유명한거 유익한 유용한 도움되는 참고할 참고할만한 볼 읽을 읽을거 읽을거리 볼거
    볼만 읽을만
    쉬운 쉬운거 쉬운걸로 쉽고 쉽게 짧은 짧은거 짧은걸로 짧고 가벼운 가벼운거 가볍게 무난한 무난한거
    심심한데 심심해서 심심하니까 심심하니 지루한데 지루해서 랜덤 랜덤으로 무작위 무작위로
    아무거나요 아무거라도 아무거든 뭐든지 뭐라도 뭐든 읽지 읽을까 읽어볼까 볼까 읽고 읽어볼만한
    재밌는걸로 입문용 입문자용 혼자 정확히 정확하게
    하나 하나만 하나도 몇 몇개 몇편 몇개만 몇편만 몇가지 여러개 여러 조금 조금만 쫌 쪼금 쪼끔 좀 좀만 많이 많은 다 다른
    딴 또 또는 더 총 전부 모두 모든 전체 싹 싹다 몽땅 죄다 쭉 쭈욱 대충 대략 간단히 간단하게 짧게 빨리 얼른 당장 일단
    우선 먼저 제발 혹시 혹시나 혹 그냥 걍 막 아무 아무거나 아무튼
    그럼 그러면 근데 그런데 그리고 글고 그러니까 그니까 그래서 그래도 그렇다면 아니 아뇨 아니요 아냐 아 어 음 흠 오 와
    우와 헐 대박 야 얘 형 누나 님 님들 여러분 저기 저기요 잠깐 잠시 저 저는 나 나는 난 전 내 내가 제가 제 우리 저희 니
    네 너 당신 봇 봇아 봇님
    진짜 진짜로 정말 정말로 완전 매우 너무 넘 엄청 되게 꽤 제법 상당히 존나 졸라 개 짱 ㄹㅇ 레알 솔직히
    뭐 뭐가 뭐를 뭐든 뭔 뭔가 뭔데 뭘 뭘까 뭐야 뭐지 뭐임 뭐였지 뭐더라 뭐있 뭐뭐 무엇 무엇이 무슨 어떤 어떤거 어떤게
    어떤것 어느 어디 어디에 어디서 어떻게 왜 누가 누구 언제 몇인지
    이 이런 이런거 이것 이거 그 그런 그런거 저런 이쪽 그쪽 여기 거기 이번 지난번 요번 방금 아까 지금 오늘 현재
    있 있는 있는거 있는지 있나 있나요 있어 있어요 있음 있냐 있니 있을까 있을까여 있을까요 있습니까 있나여 있던 있으면
    있으려나 있었는데 있던데 있었나 있지 없 없나 없어 없음 없냐 없을까 없나요 없는 없니
    맞죠 맞지 맞나 맞아 맞음 맞는지 쓴거 쓴게 쓰는거 했지 했음 했어 했나 했냐 한다던데 그랬 그렇다던데 들어있어
    들어있음 들어있나 들어있냐 갖고있 가지고 갖고 있대 한대 된대 였대 그랬대 뭐래 어때 어떰 어떤가요 어떤데
    알고 알려 알려줘 알고싶은데 보고 보고싶어 보고싶은데 보여 보여줘 보여주 찾 찾아 찾아줘 찾는 찾는데 찾는중
    찾는중인데 찾고 찾을 찾기 골라 골라줘 골라서 골라봐 뽑아 뽑아줘 줘 줘봐 주세요 주셈 주삼 줄래 줄 주라 달라 부탁
    부탁해 부탁드려요 부탁드립니다 해줘 해주세요 해봐 내놔 던져줘 읊어봐 궁금 궁금한데 궁금해 궁금함 궁금하네 싶어
    싶은데 싶은 싶음 싶다 원해 필요 필요해 필요한데 필요함 필요해서 갖고와 가져와 갖다줘
    나온 나온거 나왔 나왔어 나왔나 나왔던 나왔음 나왔냐 나오는 나오는거 나온게 올라온 올라온거 올라왔 뜬 뜬거 있던거
    봤던 봤던거 봤는데 본 본거 읽은 들은 들어본 나와 나와있는
    하는 하는거 하는것 하는게 하는건 하는법 하는방법 하는데 할 할때 할수 하고 하면 한 한거 한게 한건 하기 하려고 하려면
    해 해서 하는중 하는중인데 만드는중인데 되는 되는거 된 된거 되나 되는지 법 방법 방법론
    다루는 다룬 다루는거 다룬거 말하는 말한 설명한 설명하는 설명하는거 얘기하는 얘기 이야기 소개하는 제안한 제안하는
    제안된 쓰는 쓴 쓰인 이용한 활용한 사용한 이용해서 활용해서 이용하는 활용하는 사용하는 통한 위한 위해 위해서 같은
    같은거 같은것 비슷한거
    이름 이름이 제목 제목이 기억 기억이 기억안남 기억안나 기억나는데 기억나 안나 안남 안나네 생각 생각이 생각안나 까먹
    까먹음 가물가물 몰라 모르겠 모르겠는데 모르겠어 모르는데
    요 여 염 용 임 셈 삼 ㄱㄱ ㄱ ㄱㅅ ㅋ ㅎ ㅠ ㅜ ㅇㅇ ㅇㅋ ㄴㄴ ㅊㅊ 고고 고고씽 플리즈 플즈 땡큐 감사 감사해요
    감사합니다 고마워 고맙 안녕 안녕하세요 하이 ㅎㅇ 수고 수고하세요
    투표수 추천수 득표수 것중 거중 꺼중 것중에 꺼중에 거중에 최신꺼 최신거 잇나 잇냐 잇어 잇음 머 머있어 머있나 머있냐
    머야 머임 머지 모있어 모야 관련된거만 관련된것만 추려줘봐여 누가씀
    세미나 발표 과제 숙제 수업 회의 미팅 스터디 졸업 졸업논문 내일 모레 급해 급함 급한데
    목록 목록에서 목록에 리스트 사람들 사람들이 고맙겠습니다 감사하겠습니다 실례지만 실례합니다 좀더 오키 굳 님들아
    자세히 자세하게 수는 수가 oops sry 들어간거 들어간 전후
    다시 다시금 재차 며칠자 며칠날
    올라옴 나옴 뜸
    받은 받았던 받는 얻은 싶습니다 싶은데요 싶어서 편씩 개씩 명씩 한번 한번만
    나도 너는 너도 넌 저도 니가 총은 중은 안은 또한 말고도
    딱 오직 단 됐고 됐어 됐음 말야 말이야 아까꺼 저번꺼 오타 올려 올라 등록 등록된 게시 게시된 발표 발표된 공개 공개된
    중 중에 중에서 중에는 중에서도 중인 가운데 사이 안에 안에서 에서 에 으로 로 의 도 만 은 는 이 가 을 를 랑 이랑 과
    와 하고 부터 까지 처럼 보다 마다
    """.split()
)
# Words of one syllable that only stand beside others.
_BOUND = frozenset("거 것 꺼 껀 쪽 뭐 뭔 좀 개 편 명 장".split())
# Prefixes of request words, with any ending.
_BEGINNINGS = tuple(
    """
    머있 모있 잇는 잇었 추려 뽑아줘 만드는거 만드는것 알려 알랴 알켜 가르쳐 갈쳐 갈켜 보여 찾아 찾는 찾고 찾으 골라
    뽑아 추천해 추천부 추천좀 추천할 추천받 소개해 설명해 얘기해 말해 궁금 부탁 뭐있 뭐뭐 뭐나 뭐라 뭐였 뭐더 뭐하
    무엇 있을까 있나 있는지 있어 있음 있냐 있니 있습 있을 있으 있었 있지 있던 있긴
    없을까 없나 없는지 없어 없음 없냐 없니 없습 없던 나왔 올라왔 싶은 싶어 싶음 싶다 싶네 기억안 기억이 기억나 생각안
    까먹 모르겠 볼만 읽을만 쓸만 괜찮 하려는 하려고 해주 해줘 해달 주세 주실 주시 주십 줄수 줄래 줘 주라 내놔 던져
    가져와 갖다 필요한 필요해 필요함 관련된 관련해 관련한 관련있 대해서 대한 관해서 관한 논문추 논문좀 논문알 논문찾
    논문보 논문있 논문없 논문뭐
    그런데 그러면 그러니 그렇 이렇 저렇 어떻 어떤 어떠 무슨 요즘 요새 최근 여쭤 문의 혹시
    """.split()
)
# Suffixes used in chat, besides the particles of the analysis.
_TAIL = re.compile(
    r"(?:좀여?|좀요|여|염|용|욤|요|만|도|은|는|이|가|을|를|들|임|이?야|이?냐|이?지|이?죠|이?라며|인가요?|이에요|예요|"
    r"이?었?[지나]|였[지나]|인데|이나|라도|이라도|말야|말이야|같은거|같은|관련)$"
)
# Request words that people often misspell; words derived from them ("recommender", "summarizer") are topics.
_ASKING = tuple("recommend recommended recommendation recommendations suggest suggestion summarize summarise".split())
_MADE_OF_IT = ("ies", "ys", "er", "ers", "or", "ors", "al")
_MOST_OFF, _LONG_WORD = 2, 9
# Requests for a favour: 모아줘, 골라주세요, 던져줄래. Operations on papers are acts instead.
_FOR_ME = re.compile(r"(?<=[가-힣])(?:줘(?:요|봐|라)?|주(?:세요|십시오|삼|셈|실래요?|시겠어요)|줄(?:래요?|수\S{0,4}))$")
_TO_PAPERS = ("요약", "비교", "정리", "설명", "번역")
# "질문 몇개짜리임?", "데이터 몇개로 했대": what is counted stands beside it.
_HOW_MANY = re.compile(
    r"몇\s?(?:개|명|장|편|번|배|퍼|퍼센트|프로|점|시간|종|가지|쪽|줄|회|년|층|단계|억|만|조|천|건|대|위|등)?"
    r"(?:나|짜리|씩|정도|쯤|만|로|으로|을|를|이|은|는|가|까지|까진)?"
    r"(?:임|야|냐|니|지|죠|인가요?|인지|이야|이에요|예요|래|대|인데|였[가-힣]{1,3}|이었[가-힣]{1,3}|됨|돼|되[나냐니지]|였음)?요?"
)
# "저자는 누구입니까?", "어느 정도였어요?"
_ASKING_WORD = re.compile(
    r"(?:누구|누가|뭐|뭔|뭘|무엇|어디|언제|어떤|어떻게|왜|얼마|얼마나|정도|며칠|몇)(?:까지|부터|쯤|정도|만큼)?(?:이|을|를|가|는|은)?"
    r"(?:입니까|인가요?|이에요|예요|에요|인지요?|일까요?|이죠|죠|였나요|였습니까|였죠|였지요?|였어요?|이었어요?|했나요|하나요|한가요|"
    r"합니까|됩니까|되나요|되죠|돼요|있나요|있습니까|있죠|될까요?|랬죠|라고|라고요|라죠|이라고요?)"
)
_JAMO = re.compile(r"[\u3131-\u318e]+")
_WRITTEN_ON = re.compile(
    r"(?<=[가-힣])(?:(?:연구)?논문|페이퍼|관련|쪽)"
    r"(?:들|좀|이|은|는|을|를|도|만|으로만|로만|으로|로|에서|에|추천|있어|있음|있냐|있나)?$|"
    r"(?<=[가-힣])(?:(?<=[가-힣]{2})임|꺼|이나|으?로만)$"
)


def is_jamo(word: str) -> bool:
    """Tell whether a word is bare Hangul letters, as typed for laughter and abbreviations (ㅋㅋ, ㄱㅅ)."""
    return _JAMO.fullmatch(word) is not None


def bare_word(word: str) -> str:
    """Return a Korean word without suffixes: "디퓨전논문", "편집쪽으로만", "기반임"."""
    return _WRITTEN_ON.sub("", word)


def is_misspelt(plain: str) -> bool:
    """Tell whether `plain` is a misspelt request word, one or two letters off ("reccomend"), and not another word."""
    if plain in _ASKING or not plain.isascii() or not plain.isalpha() or plain.endswith(_MADE_OF_IT):
        return False
    for word in _ASKING:
        if word[:2] == plain[:2] and abs(len(word) - len(plain)) <= _MOST_OFF:
            most = _MOST_OFF if len(word) >= _LONG_WORD else 1
            if OSA.distance(word, plain, score_cutoff=most) <= most:
                return True
    return False


@kept(20_000)
def is_noise(word: str) -> bool:
    """Tell whether `word` is meaningless even in a long description."""
    plain = normalise(word)
    return is_jamo(word) or plain in _NOISE or plain in STOP_WORDS


@kept(20_000)
def is_filler(word: str) -> bool:
    """Tell whether `word`, as typed, says nothing about a topic."""
    plain = normalise(word)
    if is_jamo(word) or plain in STOP_WORDS or (len(plain) == 1 and plain.isascii() and plain.isalpha()):
        return True
    if not "가" <= plain[:1] <= "힣":
        return (
            plain.strip("'") in _ENGLISH or plain.replace("'", "") in _ENGLISH or plain in _ASKING or is_misspelt(plain)
        )
    if (
        plain in _KOREAN
        or _HOW_MANY.fullmatch(plain)
        or _ASKING_WORD.fullmatch(plain)
        or plain in ENDINGS.all
        or (_FOR_ME.search(plain) and not plain.startswith(_TO_PAPERS))
        or plain.startswith(_BEGINNINGS)
        or plain.startswith(STOP_BEGINNINGS)
    ):
        return True
    bare = _TAIL.sub("", plain)
    # One syllable with an ending may be a word of its own: 게임, 나이, 수도.
    return bare != plain and (len(bare) > 1 or bare in _BOUND) and (bare in _KOREAN or bare in STOP_WORDS)
