/* Korean: a syllable by its letters, and the surnames as families have always written them. */
#include "text/spell_slots.h"

enum { FIRST = 0xAC00, VOWELS = 21, ENDS = 28 };

static const char *const heads[] = {"k g", "k kk g gg", "n", "d t", "tt dd t d", "r l", "m", "b p",
    "pp b p bb", "s sh", "ss s", "-", "j ch", "jj j ch", "ch", "k", "t", "p", "h"};

static const char *const vowels[VOWELS] = {"a ah", "ae e ai", "ya ia", "yae ye", "eo u o uh ou",
    "e eh ae", "yeo you yu yo eo", "ye yeh e yae", "o oh", "wa oa ua", "wae wai", "oe oi we wei",
    "yo io", "u oo woo ou wu", "wo weo uo", "we", "wi wee ui", "yu yoo you iu", "eu u oo",
    "ui eui i ee ey", "i ee y yi ie ey"};

static const char *const ends[ENDS] = {"-", "k g ck", "k", "k", "n", "n", "n", "t d", "l r", "k l",
    "m l", "l", "l", "l", "p l", "l", "m", "p b", "p", "t s", "t s", "ng", "t j", "t", "k", "t",
    "p", "h -"};

/* clang-format off */
static const struct {
    uint32_t syllable;
    const char *spellings;
} surnames[] = {
    {u'김', "kim gim"}, {u'이', "lee yi i rhee ri li rhie yee ee"}, {u'박', "park pak bak"},
    {u'최', "choi choe chey choy"}, {u'정', "jung chung jeong cheong chong jong joung"},
    {u'강', "kang gang"}, {u'조', "cho jo joe"}, {u'윤', "yoon yun youn"}, {u'장', "jang chang"},
    {u'임', "lim im rim yim leem"}, {u'림', "lim rim im"}, {u'한', "han hahn"}, {u'오', "oh o"},
    {u'서', "seo suh so sur"}, {u'신', "shin sin"}, {u'권', "kwon gwon kweon"},
    {u'황', "hwang whang"}, {u'안', "ahn an"}, {u'류', "ryu yoo you yu ryoo lyu rhyu"},
    {u'유', "yoo yu you ryu"}, {u'전', "jeon jun chun chon jun cheon"}, {u'고', "ko go koh goh"},
    {u'문', "moon mun"}, {u'손', "son sohn"}, {u'배', "bae pae bai pai"},
    {u'백', "baek paik paek baik back"}, {u'허', "heo hur huh her"}, {u'노', "roh noh no ro rho"},
    {u'로', "roh ro"}, {u'심', "shim sim"}, {u'하', "ha hah"}, {u'곽', "kwak gwak kwack"},
    {u'성', "sung seong"}, {u'주', "joo chu ju choo"}, {u'우', "woo wu u"},
    {u'구', "koo gu ku goo"}, {u'나', "na rah ra nah"}, {u'라', "ra na rah"},
    {u'진', "jin chin"}, {u'엄', "eom um uhm ohm"}, {u'함', "ham hahm"},
    {u'변', "byun byeon pyun byon"}, {u'염', "yeom yum yom"}, {u'여', "yeo yuh"},
    {u'추', "choo chu"}, {u'석', "seok suk sock"}, {u'선', "sun seon"}, {u'설', "seol sul"},
    {u'연', "yeon yun youn"}, {u'육', "yuk yook"}, {u'양', "yang ryang"},
    {u'현', "hyun hyeon hyon"}, {u'영', "young yeong yung"}, {u'경', "kyung kyoung gyeong"},
    {u'병', "byung byeong byoung"}, {u'명', "myung myeong myoung"},
};
/* clang-format on */

static const char *surname(uint32_t syllable)
{
    for (unsigned i = 0; i < sizeof surnames / sizeof *surnames; i++)
        if (surnames[i].syllable == syllable)
            return surnames[i].spellings;
    return 0;
}

static void write_syllable(Slots *slots, uint32_t syllable)
{
    uint32_t index = syllable - FIRST;
    slots_add(slots, heads[index / (VOWELS * ENDS)]);
    slots_add(slots, vowels[index / ENDS % VOWELS]);
    slots_add(slots, ends[index % ENDS]);
}

void spell_korean(Slots *slots, const uint32_t *letters, int count)
{
    const char *whole = count == 1 ? surname(letters[0]) : 0;
    if (whole) {
        slots_add(slots, whole);
        return;
    }
    for (int i = 0; i < count; i++)
        write_syllable(slots, letters[i]);
}
