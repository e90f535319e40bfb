/**
 * Lines that a page carries beside the document's own words: navigation, share bars, page numbers, repeated lines.
 * They stay in the text; parsing passes over them. All patterns run on short lines only, so that each is linear.
 */

/** No furniture line is longer; a longer line is the document's. */
const LONGEST = 160

interface Pattern {
  reason: string
  pattern: RegExp
}

const PATTERNS: readonly Pattern[] = [
  {
    reason: 'site navigation',
    pattern: /^(?:[您你](?:现在|当前|目前)?(?:所在)?的?|(?:现在|当前|目前)(?:所在)?的?|所在)(?:位置|栏目)\s*[:：>»]/,
  },
  { reason: 'site navigation', pattern: /^(?:首页|网站首页|网站首頁)\s*(?:[>»›/|]|&gt;|-\s)/ },
  { reason: 'site navigation', pattern: /^(?:上一篇|下一篇|上一条|下一条|上一页|下一页)\s*[:：]?/ },
  {
    reason: 'site navigation',
    pattern:
      /^(?:返回(?:首页|顶部|列表|上页|上一页)|回到顶部|网站地图|网站无障碍|无障碍(?:浏览|阅读)?|长者(?:模式|版)|繁體(?:版|中文)?|移动版|手机版)$/,
  },
  {
    reason: 'share and print bar',
    pattern:
      /^[【[(（]?\s*(?:分享到?|打印(?:本页)?|关闭(?:窗口|本页)?|收藏|字号|字体|微信|微博|QQ空间|扫一扫|二维码)(?:[\s|｜:：、,，【】[\]()（）/·]|大|中|小|超大|特大|分享到?|打印(?:本页)?|关闭(?:窗口|本页)?|收藏|字号|字体|微信|微博|新浪|腾讯|朋友圈|QQ|空间|默认|正常|扫一扫|手机|二维码|在|打开|当前|此|页|本|文|到|朗读|下载|文字)*$/,
  },
  { reason: 'share and print bar', pattern: /^扫一扫在手机(?:上)?(?:打开|查看)/ },
  {
    reason: 'publication line',
    pattern:
      /^(?:信息来源|文章来源|稿件来源|发布时间|发布日期|浏览次数|点击数|点击量|阅读次数|浏览量|来源\s*[:：][^。；]{0,40}$|(?:时间|日期)\s*[:：]\s*\d{4}[-/年.]\d)/,
  },
  { reason: 'publication line', pattern: /^本(?:篇)?文(?:章)?(?:共)?\d+字[,，]/ },
  { reason: 'publication line', pattern: /^(?:责任编辑|责编)\s*[:：]/ },
  {
    reason: 'site footer',
    pattern: /(?:版权所有(?![者人权])|[A-Za-z]?ICP备|ICP证|公网安备|网站标识码|©|copyright\s)/i,
  },
  {
    reason: 'site footer',
    pattern:
      /^(?:主办单位?|承办单位?|技术支持|网站主办|建议使用|您访问的链接)\s*[:：](?=.*(?:网站|办公室|办公厅|信息中心|技术|浏览器|分辨率|电话|邮编)).{0,60}$/,
  },
  { reason: 'web address', pattern: /^(?:(?:本文)?(?:地址|链接|网址|原文链接|来源网址)\s*[:：]\s*)?https?:\/\/\S+$/i },
  {
    reason: 'related links',
    pattern: /^(?:相关(?:链接|文章|阅读|新闻|信息|推荐|解读)|延伸阅读|热门推荐|友情链接|推荐阅读|猜你喜欢)\s*[:：]?$/,
  },
  { reason: 'page number', pattern: /^[-—–－─·]+\s*\d{1,4}\s*[-—–－─·]+$/ },
  { reason: 'page number', pattern: /^第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?$/ },
  { reason: 'page number', pattern: /^(?:page\s*)?\d{1,4}\s*(?:\/|of)\s*\d{1,4}$/i },
]

/** Why a single line is page furniture whatever stands around it; null when its words alone do not tell. */
export function lexicalFurniture(line: string): string | null {
  if (line.length > LONGEST) return null
  for (const { reason, pattern } of PATTERNS) if (pattern.test(line)) return reason
  return null
}

/** A bare number that may be a page number, or null. */
export function bareNumber(line: string): number | null {
  return /^\d{1,4}$/.test(line) ? Number(line) : null
}

const ASSIGNS = /责任|牵头|配合|负责|单位|时限|完成|目标|任务|措施|年底|长期|持续/
const STARTS_WITH_MARKER =
  /^(?:第[一二三四五六七八九十百零〇\d]+[章节条编篇部]|[(（]?[一二三四五六七八九十]+[)）、.．]|[(（]?\d+[)）、.．]|[①-⑳]|——|专栏)/
const REPEATS_AT_LEAST = 4

/** A line that could be a running title: not a sentence, not a heading with a marker, not words of a task table. */
function mayRun(line: string): boolean {
  return (
    line.length >= 7 &&
    line.length <= 60 &&
    !/[。；;：:，,]$/.test(line) &&
    !STARTS_WITH_MARKER.test(line) &&
    !ASSIGNS.test(line)
  )
}

export interface TextLine {
  /** Words without white space at the ends. */
  words: string
  /** Where it starts in the text, in UTF-16 units. */
  start: number
}

/**
 * Why each line is furniture, by its index; lines of the document's own words are absent. Needs all lines because
 * repeated lines and bare page numbers show only together.
 */
export function findFurniture(lines: readonly TextLine[]): ReadonlyMap<number, string> {
  const reasons = new Map<number, string>()
  lines.forEach(({ words }, index) => {
    const reason = lexicalFurniture(words)
    if (reason !== null) reasons.set(index, reason)
  })
  markCrumbTitle(lines, reasons)
  markCitation(lines, reasons)
  markRepeated(lines, reasons)
  markPageNumbers(lines, reasons)
  return reasons
}

/** A channel title under the breadcrumb repeats its last crumb. */
function markCrumbTitle(lines: readonly TextLine[], reasons: Map<number, string>): void {
  for (const [index, reason] of [...reasons]) {
    if (reason !== 'site navigation') continue
    const crumb = lines[index]?.words
      .split(/[>»›]|&gt;/)
      .at(-1)
      ?.trim()
    const next = lines[index + 1]
    if (crumb && next && next.words === crumb && crumb.length <= 20) reasons.set(index + 1, 'site navigation')
  }
}

/** Sites that copy articles end them with `标题:…` above the address. */
function markCitation(lines: readonly TextLine[], reasons: Map<number, string>): void {
  for (const [index, reason] of [...reasons]) {
    const before = lines[index - 1]?.words ?? ''
    if (reason === 'web address' && before.length <= LONGEST && /^(?:文章|本文)?(?:标题|题目)\s*[:：]/.test(before))
      reasons.set(index - 1, 'citation of the page')
  }
}

function markRepeated(lines: readonly TextLine[], reasons: Map<number, string>): void {
  const places = new Map<string, number[]>()
  lines.forEach(({ words }, index) => {
    if (reasons.has(index) || !mayRun(words)) return
    const known = places.get(words)
    if (known) known.push(index)
    else places.set(words, [index])
  })
  const firstSentence = lines.findIndex(
    ({ words }, index) => !reasons.has(index) && (words.length > 60 || words.endsWith('。')),
  )
  for (const indices of places.values()) {
    if (indices.length < REPEATS_AT_LEAST) continue
    for (const index of indices) {
      // Before the first sentence it is the title itself.
      if (index === indices[0] && index < firstSentence) continue
      reasons.set(index, 'repeated line')
    }
  }
}

/** Characters a page of print holds at least; numbers that follow each other more closely are cells or list numbers. */
const LEAST_PAGE = 300

/** Bare numbers count as page numbers only where at least three follow each other a page apart. */
function markPageNumbers(lines: readonly TextLine[], reasons: Map<number, string>): void {
  let run: number[] = []
  let last: { value: number; start: number } | null = null
  const flush = () => {
    if (run.length >= 3) for (const index of run) reasons.set(index, 'page number')
    run = []
  }
  lines.forEach(({ words, start }, index) => {
    const value = bareNumber(words)
    if (value === null) return
    if (last !== null && (value !== last.value + 1 || start - last.start < LEAST_PAGE)) flush()
    run.push(index)
    last = { value, start }
  })
  flush()
}
