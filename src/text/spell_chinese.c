/* Chinese: pinyin, which the key has behind each letter, and the surnames as they are spelt in
 * Hong Kong, Taiwan and South East Asia. */
#include "text/spell_slots.h"

#include <string.h>

/* clang-format off */
static const struct {
    uint32_t letter;
    const char *spellings;
} surnames[] = {
    {u'王', "wang wong ong heng"}, {u'李', "li lee"}, {u'张', "zhang chang cheung chong teo"},
    {u'張', "zhang chang cheung chong teo"}, {u'刘', "liu lau low lew"}, {u'劉', "liu lau low lew"},
    {u'陈', "chen chan tan chin"}, {u'陳', "chen chan tan chin"}, {u'杨', "yang yeung young yeo"},
    {u'楊', "yang yeung young yeo"}, {u'黄', "huang wong hwang ng ooi"},
    {u'黃', "huang wong hwang ng ooi"}, {u'赵', "zhao chao chiu jew"}, {u'趙', "zhao chao chiu jew"},
    {u'吴', "wu ng woo goh"}, {u'吳', "wu ng woo goh"}, {u'周', "zhou chou chow chau"},
    {u'徐', "xu hsu tsui chui"}, {u'孙', "sun suen"}, {u'孫', "sun suen"}, {u'朱', "zhu chu"},
    {u'马', "ma mah"}, {u'馬', "ma mah"}, {u'胡', "hu wu woo"}, {u'郭', "guo kuo kwok quek"},
    {u'林', "lin lam lim lum"}, {u'何', "he ho"}, {u'高', "gao kao ko"},
    {u'梁', "liang leung leong"}, {u'郑', "zheng cheng tay"}, {u'鄭', "zheng cheng tay"},
    {u'罗', "luo lo law"}, {u'羅', "luo lo law"}, {u'谢', "xie hsieh tse cheah"},
    {u'謝', "xie hsieh tse cheah"}, {u'宋', "song sung soong"}, {u'唐', "tang tong"},
    {u'许', "xu hsu hui koh"}, {u'許', "xu hsu hui koh"}, {u'邓', "deng teng tang"},
    {u'鄧', "deng teng tang"}, {u'冯', "feng fung"}, {u'馮', "feng fung"}, {u'韩', "han hon"},
    {u'韓', "han hon"}, {u'曹', "cao tsao cho"}, {u'曾', "zeng tseng tsang chang"},
    {u'彭', "peng pang"}, {u'萧', "xiao hsiao siu"}, {u'蕭', "xiao hsiao siu"},
    {u'蔡', "cai tsai choi chua"}, {u'潘', "pan poon pun"}, {u'田', "tian tien tin"},
    {u'董', "dong tung"}, {u'袁', "yuan yuen"}, {u'于', "yu yue"}, {u'余', "yu yue yee"},
    {u'叶', "ye yeh yip yap"}, {u'葉', "ye yeh yip yap"}, {u'蒋', "jiang chiang cheung"},
    {u'蔣', "jiang chiang cheung"}, {u'江', "jiang chiang kong"}, {u'杜', "du tu to"},
    {u'苏', "su so soo"}, {u'蘇', "su so soo"}, {u'魏', "wei ngai"}, {u'程', "cheng ching"},
    {u'吕', "lu lv lyu lui"}, {u'呂', "lu lv lyu lui"}, {u'丁', "ding ting"},
    {u'沈', "shen sum"}, {u'任', "ren jen yam"}, {u'姚', "yao yiu"}, {u'卢', "lu lo"},
    {u'盧', "lu lo"}, {u'傅', "fu foo"}, {u'钟', "zhong chung"}, {u'鍾', "zhong chung"},
    {u'姜', "jiang chiang keung"}, {u'崔', "cui tsui"}, {u'谭', "tan tam"}, {u'譚', "tan tam"},
    {u'廖', "liao liu liew"}, {u'范', "fan"}, {u'汪', "wang wong"}, {u'陆', "lu luk"},
    {u'陸', "lu luk"}, {u'金', "jin chin kam"}, {u'石', "shi shih shek"}, {u'戴', "dai tai"},
    {u'邱', "qiu chiu yau"}, {u'夏', "xia hsia ha"}, {u'方', "fang fong"}, {u'侯', "hou hau"},
    {u'邹', "zou tsou chow"}, {u'鄒', "zou tsou chow"}, {u'熊', "xiong hsiung hung"},
    {u'孟', "meng mang"}, {u'秦', "qin chin chun"}, {u'白', "bai pai pak"},
    {u'雷', "lei lui louie"}, {u'洪', "hong hung ang"}, {u'龚', "gong kung"},
    {u'黎', "li lai"}, {u'赖', "lai"}, {u'关', "guan kwan"}, {u'關', "guan kwan"},
    {u'甘', "gan kan kam"}, {u'伍', "wu ng"}, {u'莫', "mo mok"}, {u'简', "jian kan"},
    {u'单', "shan dan"}, {u'解', "xie jie"}, {u'仇', "qiu chou"}, {u'查', "zha cha"},
};
/* clang-format on */

static const char *surname(uint32_t letter)
{
    for (unsigned i = 0; i < sizeof surnames / sizeof *surnames; i++)
        if (surnames[i].letter == letter)
            return surnames[i].spellings;
    return 0;
}

/* The letters a-z from `at` on: one slot. */
static int write_pinyin(Slots *slots, const uint32_t *letters, int count, int at)
{
    char *out = slots->room + slots->used;
    int length = 0;
    for (; at < count && letters[at] < 0x80; at++) {
        if (slots->used + length + 1 >= SLOT_ROOM) {
            slots->is_full = true;
            return count;
        }
        out[length++] = (char)letters[at];
    }
    out[length] = 0;
    slots->used += length + 1;
    slots_add(slots, length > 0 ? out : "?"); /* no reading: spelt by nothing */
    return at;
}

/* 女 and 吕 are written with v or yu where there is no ü. */
static void soften(Slots *slots)
{
    const char *last = slots->slot[slots->count - 1];
    if (strcmp(last, "lu") == 0)
        slots->slot[slots->count - 1] = "lu lv lyu";
    else if (strcmp(last, "nu") == 0)
        slots->slot[slots->count - 1] = "nu nv nyu";
}

void spell_chinese(Slots *slots, const uint32_t *letters, int count)
{
    bool is_one = true;
    for (int i = 1; i < count; i++)
        is_one &= letters[i] < 0x80;
    const char *whole = is_one ? surname(letters[0]) : 0;
    if (whole) {
        slots_add(slots, whole);
        return;
    }
    for (int i = 0; i < count && !slots->is_full;) {
        i = write_pinyin(slots, letters, count, i + 1);
        if (slots->count > 0)
            soften(slots);
    }
}
