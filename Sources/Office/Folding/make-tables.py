#!/usr/bin/env python3
"""make-tables.py RAWDIR

Writes the tables for folding, pinyin initials, traditional script and text width as Swift source, from the Unicode
Character Database. Standard library only; the output depends on the input files and on the lists below, nothing else.

RAWDIR holds (plain or .bz2): Unihan_Readings.txt Unihan_Variants.txt Unihan_OtherMappings.txt
Unihan_DictionaryLikeData.txt EastAsianWidth.txt UnicodeData.txt. On Debian:
  apt-get download unicode-data && dpkg-deb -x unicode-data_*.deb x   -> x/usr/share/unicode
"""
import bz2, os, re, sys, unicodedata as _ud
from collections import defaultdict

RAW = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.dirname(os.path.dirname(HERE))

def lines(name):
    p = os.path.join(RAW, name)
    f = open(p, encoding='utf-8') if os.path.exists(p) else bz2.open(p + '.bz2', 'rt', encoding='utf-8')
    with f:
        for l in f:
            yield l.rstrip('\n')

D = defaultdict(dict)
WANT = {'kMandarin', 'kHanyuPinlu', 'kXHC1983', 'kTGHZ2013', 'kHanyuPinyin', 'kSimplifiedVariant',
        'kTraditionalVariant', 'kGB0', 'kGB1', 'kTGH', 'kBigFive', 'kFrequency'}
VERSION = '?'
for name in ('Readings', 'Variants', 'OtherMappings', 'DictionaryLikeData'):
    for l in lines(f'Unihan_{name}.txt'):
        if l.startswith('# Unicode version:'):
            VERSION = l.split(':')[1].strip()
        p = l.split('\t')
        if len(p) == 3 and p[1] in WANT:
            D[chr(int(p[0][2:], 16))][p[1]] = p[2]
D = dict(D)
def val(c, k): return D.get(c, {}).get(k)
def chars(c, k): return [chr(int(x[2:].split('<')[0], 16)) for x in (val(c, k) or '').split()]
bmp = lambda c: ord(c) < 0x10000
G1 = {}
for c, v in D.items():
    if 'kGB1' in v: G1[v['kGB1']] = c
def big1(c):
    b = val(c, 'kBigFive'); return bool(b) and 0xA440 <= int(b, 16) <= 0xC67E
def tghlevel(c):
    t = val(c, 'kTGH')
    if not t: return 4
    n = int(t.split(':')[1]); return 1 if n <= 3500 else 2 if n <= 6500 else 3
def freq(c):  # kHanyuPinlu counts
    return sum(int(n) for n in re.findall(r'\((\d+)\)', val(c, 'kHanyuPinlu') or ''))
def simplified(c):  # a character of ordinary simplified text
    return bool(val(c, 'kTGH') or val(c, 'kGB0'))

# ---------------------------------------------------------------- 1. traditional -> simplified
# Curated: characters Unihan calls simplified as well, but which in traditional text almost always stand for
# the other one (folding for search, where both sides are folded), and plain variants without kSimplifiedVariant.
T2S_FORCE = '乾干徵征夥伙鍾钟餘余摺折藉借瞭了剋克祇只週周佈布佔占託托蹟迹跡迹菸烟喫吃牀床姪侄綵彩祕秘嚐尝羣群峯峰啓启啟启爲为為为裏里裡里' \
            '衆众眾众線线綫线麪面麵面併并並并竝并彙汇匯汇遊游迴回註注誌志捲卷準准製制係系繫系曆历歷历颳刮範范鬆松鬱郁嚮向昇升陞升慾欲' \
            '囉啰僱雇樑梁溼湿閒闲閑闲採采濛蒙懞蒙矇蒙簷檐鑑鉴鑒鉴唸念煙烟裝装體体臺台檯台颱台籤签簽签讚赞贊赞兇凶痠酸蔴麻麽么麼么' \
            '譁哗詠咏妳你崑昆崙仑嶽岳滙汇喒咱傢家傚效儘尽盡尽癡痴脣唇豬猪貓猫韻韵齣出閤合闆板噹当穀谷衝冲沖冲鹹咸'
T2S_FORCE += ('於于復复諮咨鹼碱鉅巨逕径襬摆雋隽勳勋卹恤噁恶嚥咽墻墙壎埙嬀妫巖岩廕荫弔吊悽凄慼戚慤悫扞捍搧扇擡抬擣捣朮术枴拐棊棋槓杠'
              '欅榉歎叹殭僵氾泛汎泛汙污洩泄淒凄淨净淩凌湧涌滷卤燉炖燬毁燻熏獃呆甕瓮癒愈皁皂盃杯眞真稜棱竪竖箇个簑蓑糉粽紮扎絃弦絶绝'
              '綑捆緑绿綉绣羶膻翫玩脩修臥卧舖铺舘馆葯药蒐搜蓆席蝨虱蠍蝎蠔蚝覈核証证説说諡谥謡谣譭毁谿溪豔艳踰逾遶绕醃腌釐厘釦扣鉢钵'
              '鉆钻鋭锐録录鍊炼鍼针鎚锤閲阅闇暗霑沾頽颓顔颜餬糊餵喂饑饥駡骂鬨哄鷄鸡齧啮産产奬奖倖幸亙亘卽即旣既幷并敎教彫雕冑胄侷局'
              '捱挨菴庵剷铲紬䌷縴纤瘺瘘瘻瘘贜赃遡溯醖酝銛铦鵰雕鶿鹚蒓莼垻坝綳绷麫面畵画貍狸譟噪殻壳璿璇嫺娴鎌镰鎭镇厠厕厤历柺拐嫋袅孃娘榘矩'
              '劄札箚札塚冢査查罎坛壜坛羨羡糰团歛敛勣绩戶户旂旗冊册緻致麯曲鑽钻穀谷')
T2S_FORCE += '覆复'
T2S_KEEP = set('著吒邨甯阪鞀祂牠戠')   # left as they are
t2s = {}
for c in sorted(D):
    if not bmp(c) or c in T2S_KEEP: continue
    ts = [t for t in chars(c, 'kSimplifiedVariant') if bmp(t)]
    if c in ts and simplified(c): continue
    ts = [t for t in ts if t != c]
    if not ts: continue
    if simplified(c) and tghlevel(c) < 4: continue           # itself an ordinary simplified character (后 里 干 …)
    ts.sort(key=lambda t: (tghlevel(t), -freq(t), t))
    if not (simplified(ts[0]) or big1(c)): continue            # both sides rare: not worth the bytes
    t2s[c] = ts[0]
for a, b in zip(T2S_FORCE[::2], T2S_FORCE[1::2]):
    if a != b: t2s[a] = b
def fold(c):
    seen = set()
    while c in t2s and c not in seen:
        seen.add(c); c = t2s[c]
    return c
t2s = {k: fold(v) for k, v in t2s.items()}
assert not set(t2s) & set(t2s.values())

# ---------------------------------------------------------------- 2. simplified -> traditional (defaults)
# Choice: Big5 level 1 first, then the character at the same place of GB/T 12345 (kGB1, the traditional
# counterpart of GB 2312), then any Big5, then kFrequency. Overrides where that is not what an office wants.
S2T_FORCE = dict(zip(*[iter(
    '里裡台台只只后後复復征徵采採丑丑谷谷历歷么麼发發签簽钟鐘干幹面面系系制制准准表表注注志志周周布布占占托托游游卷卷松松'
    '余餘于於与與并並范範斗鬥划劃台台云雲几幾尽盡获獲汇匯坛壇脏髒咸咸向向冲衝着著为為众眾线線启啟峰峰群群床床了了才才克克'
    '借借折折家家伙夥同同合合出出致致御御蒙蒙胡胡舍舍升升杰傑佣傭症症板板郁郁迹跡帘簾秋秋困困尸屍赞贊须須闲閒累累曲曲朱朱'
    '姜姜千千卜卜苹蘋筑築挂掛回回凶凶杆桿秘秘党黨万萬个個体體听聽吁籲丰豐担擔胆膽灯燈虫蟲种種术術机機从從优優价價仆僕适適'
    '叶葉号號吓嚇园園坏壞声聲头頭宁寧宝寶实實广廣应應归歸当當怜憐据據扑撲无無旧舊朴樸极極构構洒灑涂塗淀澱'
    '猕獼痒癢秃禿网網腊臘蜡蠟蚕蠶补補触觸辟辟达達迁遷还還这這选選递遞郑鄭医醫厂廠厅廳儿兒参參双雙变變叠疊吨噸'
    '净淨凄淒勋勳卧臥涌湧碱鹼羡羨谥諡腌醃鉴鑑讬託杠槓蝎蠍蚝蠔虱蝨棱稜彝彝坂坂踊踴厘厘瓮甕恶惡'
    '栗栗漓漓霉霉酸酸刮刮别別吊吊扎扎欲欲愿願咨諮札札背背册冊'
)]*2))
s2t = {}
for c in sorted(D):
    if not bmp(c) or not simplified(c): continue
    ts = [t for t in chars(c, 'kTraditionalVariant') if bmp(t)]
    if not ts: continue
    g = G1.get(val(c, 'kGB0'))
    ts.sort(key=lambda t: (not big1(t), t != g, not val(t, 'kBigFive'), int(val(t, 'kFrequency') or 9), t))
    if ts[0] != c: s2t[c] = ts[0]
for k, v in S2T_FORCE.items():
    if k == v: s2t.pop(k, None)
    else: s2t[k] = v

# ---------------------------------------------------------------- 3. pinyin initials
def first(syl):
    for ch in _ud.normalize('NFD', syl.lower()):
        if 'a' <= ch <= 'z': return ch
    return ''
def syls(c, k):
    v = val(c, k) or ''
    v = re.sub(r'\(\d+\)', '', v)
    return [s for part in v.split() for s in part.split(':')[-1].split(',')]
# Readings that stand only in kXHC1983 (or as rhyme/loan readings) and are not in modern use.
PINYIN_DROP = {'广': 'a', '厂': 'a', '嘿': 'm', '说': 'y', '說': 'y', '説': 'y', '叶': 'x', '女': 'r', '谷': 'y'}
def initials(c):
    out = []
    for k in ('kHanyuPinlu', 'kMandarin', 'kTGHZ2013', 'kXHC1983'):   # kHanyuPinlu is in order of frequency
        for s in syls(c, k):
            i = first(s)
            if i and i not in out: out.append(i)
    m = syls(c, 'kMandarin')
    if m and not val(c, 'kHanyuPinlu'):       # first: the customary reading
        i = first(m[0]); out = [i] + [x for x in out if x != i]
    if not out:
        for s in syls(c, 'kHanyuPinyin')[:1]:
            if first(s): out.append(first(s))
    f = t2s.get(c)
    if f:   # a traditional character takes those readings of its simplified form that it has by kHanyuPinyin
        own = {first(s) for s in syls(c, 'kHanyuPinyin')}
        for i in initials(f):
            if i in own and i not in out: out.append(i)
    drop = PINYIN_DROP.get(c, '')
    return ''.join(i for i in out if i not in drop)
LO, HI = 0x4E00, 0x9FFF
ini = [initials(chr(u)) for u in range(LO, HI + 1)]
count = defaultdict(int)
for s in ini:
    if len(s) > 1: count[s] += 1
multi = sorted(count, key=lambda s: (-count[s], s))           # frequent sets get the one-byte codes
# Two bytes a character, so that the table is read where it lies: both readings, a letter and a dot, two dots for none;
# the few with more readings have a capital and a dot.
long = [x for x in multi if len(x) > 2]
assert len(long) <= 26
code = {x: chr(ord('A') + i) for i, x in enumerate(long)}
pin = ''.join(code.get(x, x).ljust(2, '.') for x in ini)
extra = {'〇': 'l'}
for c in sorted(D):
    if val(c, 'kTGH') and not LO <= ord(c) <= HI and bmp(c) and initials(c): extra[c] = initials(c)

# ---------------------------------------------------------------- 4. width
def ranges(us):
    out = []
    for u in sorted(us):
        if out and out[-1][1] == u - 1: out[-1][1] = u
        else: out.append([u, u])
    return out
wide, zero = set(), set()
for a, b in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD)):
    wide |= set(range(a, b + 1))                              # default W, see the head of EastAsianWidth.txt
WVER = '?'
for l in lines('EastAsianWidth.txt'):
    if l.startswith('# EastAsianWidth-'): WVER = l[17:].replace('.txt', '')
    l = l.split('#')[0].strip()
    if ';' in l:
        r, w = [x.strip() for x in l.split(';')]
        a, b = (r.split('..') * 2)[:2]
        if w in ('W', 'F'): wide |= set(range(int(a, 16), int(b, 16) + 1))
start = None
for l in lines('UnicodeData.txt'):
    f = l.split(';')
    if len(f) < 3: continue
    u = int(f[0], 16)
    if f[2] in ('Mn', 'Me', 'Cf'):
        zero |= set(range(start, u + 1)) if f[1].endswith('Last>') else {u}
    start = u
zero.discard(0xAD)
wide -= zero                                                  # e.g. U+302A, U+3099: zero width wins

# ---------------------------------------------------------------- 5. phrase exceptions
def conv(s): return ''.join(s2t.get(c, c) for c in s)
phrases = []
pf = os.path.join(HERE, 'phrases.txt')
with open(pf, encoding='utf-8') as phrase_file:
    for l in phrase_file:
        l = l.split('#')[0].strip()
        if not l: continue
        a, b = l.lstrip('!').split()
        assert len(a) == len(b), l
        phrases.append((a, b, l[0] == '!'))                   # !: a guard, kept though the defaults give the same
    assert len({p[0] for p in phrases}) == len(phrases), 'duplicate phrase'

# ---------------------------------------------------------------- write
HEAD = """// swift-format-ignore-file
// Made by Folding/make-tables.py from the Unicode Character Database %s; edit the script, not this file.
// Unicode data © Unicode, Inc., modified (https://www.unicode.org/license.txt).

""" % VERSION
def put(path, text):
    with open(os.path.join(SOURCES, path), 'w', encoding='utf-8', newline='\n') as f: f.write(HEAD + text)
def block(s, width=110):
    rows = [s[i:i + width] for i in range(0, len(s), width)]
    return '"""\n' + '\\\n'.join('        ' + r for r in rows) + '\n        """'
def alt(m): return ''.join(k + m[k] for k in sorted(m))
def rng(r): return ''.join(f'        0x{a:X}...0x{b:X},\n' for a, b in r)
put('Office/Folding/FoldingTables.swift', f"""enum FoldingTables {{
    /// Traditional and simplified character in turn.
    static let traditionalToSimplified = {block(alt(t2s))}

    /// Two bytes a character from U+4E00: the initials of its readings, the customary one first, filled up with dots; a capital is
    /// a key of `initialSets`.
    static let initials: StaticString = {block(pin)}

    /// A capital, then the initials of all readings of the few characters that have more than two.
    static let initialSets = {block(' '.join(code[x] + x for x in long))}

    /// Characters outside that range, each with its initials.
    static let moreInitials = {block(' '.join(k + v for k, v in sorted(extra.items())))}
}}
""")
needed = [(a, b) for a, b, g in phrases if g or conv(a) != b]
put('Phrases/Chinese/TraditionalTables.swift', f"""enum TraditionalTables {{
    /// Simplified and traditional character in turn: the default of each.
    static let characters = {block(alt(s2t))}

    /// Simplified and traditional phrase in turn, where the defaults would be wrong.
    static let phrases = {block(' '.join(a + ' ' + b for a, b in needed))}
}}
""")
put('Screen/Text/WidthTables.swift', f"""enum WidthTables {{
    /// East Asian Width W and F ({WVER}).
    static let wide: [ClosedRange<UInt32>] = [
{rng(ranges(wide))}    ]

    /// Combining marks and format characters, which take no column.
    static let zero: [ClosedRange<UInt32>] = [
{rng(ranges(zero))}    ]
}}
""")
