import type { SourceText } from '../reading/types.ts'
import { skipSpace, trimEnd } from './chars.ts'
import { chineseNumeral } from './outline/numerals.ts'
import type { Line, View } from './view.ts'

/** What a document says of itself. */
export interface Facts {
  title: string
  number?: string
  issuer?: string
  /** ISO date, or year and month where the document gives no more. */
  date?: string
}

/** The head of a document is looked for in this many lines, its signature in as many at the end. */
const HEAD_LINES = 60
const TAIL_LINES = 25

const KINDS =
  '规划|方案|意见|通知|计划|办法|要点|纲要|清单|措施|决定|公告|通告|批复|规定|细则|条例|报告|协议|任务表|分工表|任务书|工作要点|实施细则|指引|函|一览表|台账'
const TITLE_END = new RegExp(`(${KINDS})(（[^）]{1,20}）|\\([^)]{1,20}\\)|的通知)?$`)
const NUMBER = /[\u4e00-\u9fff]{1,12}[〔[(（【]20\d\d[〕\])）】]\s?\d{1,4}号/
const NUMBER_LINE =
  /^(?:发文字号|文号|字号|文\s*号)?[:：]?\s*([\u4e00-\u9fff]{1,12}[〔[(（【]20\d\d[〕\])）】]\s?\d{1,4}号)/
const ISSUER = /(人民政府|办公厅|办公室|委员会|发展改革委|国务院|政府|厅|局|部|委|中心|集团|公司|领导小组)$/
const DATE_LINE = /^[（(]?(20\d\d|19\d\d)\s?[年.\-/]\s?(\d{1,2})\s?(?:[月.\-/]\s?(\d{1,2})?日?|月)\s?[）)]?$/
const CHINESE_DATE =
  /^([二〇○零一九八七六五四三]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?$/

/** Body and date on one line: 某县人民政府2022年8月30日 */
const SIGNED =
  /^([\u4e00-\u9fff]{2,30}(?:政府|办公厅|办公室|委员会|委|厅|局|部))(20\d\d年\d{1,2}月\d{1,2}日|[二〇○零一九八七六五四三]{4}年.{3,7}日)$/

/** Title, number, issuer and date, from what the container states and from the head and the tail of the text. */
export function findFacts(view: View, source: SourceText, firstHeading: number, fileName?: string): Facts {
  const head = headLines(view, firstHeading)
  const stated = source.stated
  const flow = head.length <= 1 ? flowHead(view) : null
  const number = (stated.number ?? numberIn(view, head))?.replace(/[[(（【](20\d\d)[\])）】]/, '〔$1〕')
  const signature = signatureOf(view)
  const title =
    flow?.title ??
    titleIn(view, head) ??
    cleanTitle(stated.title) ??
    titleAround(source) ??
    firstShortLine(view, head) ??
    fileName?.replace(/\.[^.]*$/, '') ??
    ''
  const issuer = stated.issuer ?? signature.issuer ?? flow?.issuer ?? issuerInHead(view, head)
  const date = stated.date ?? signature.date
  return { title, ...(number && { number }), ...(issuer && { issuer }), ...(date && { date }) }
}

const lineText = (view: View, line: Line) => {
  const start = skipSpace(view.plain, line.start, line.end)
  return view.text.slice(start, Math.min(trimEnd(view.plain, start, line.end), start + 200))
}

/** Lines before the first numbered heading: what the document says before it begins. */
function headLines(view: View, firstHeading: number): Line[] {
  const lines: Line[] = []
  for (const line of view.lines) {
    if (lines.length >= HEAD_LINES || (firstHeading >= 0 && line.start >= firstHeading)) break
    lines.push(line)
  }
  return lines
}

function numberIn(view: View, head: readonly Line[]): string | undefined {
  for (const line of head) {
    const match = NUMBER_LINE.exec(lineText(view, line))
    if (match) return match[1]?.replace(/\s/g, '')
  }
  // …的通知 (粤府〔2017〕8号), as a heading of its own line
  for (const line of head.slice(0, 6)) {
    const text = lineText(view, line)
    const match = text.length < 80 ? NUMBER.exec(text) : null
    if (match && !text.includes('。')) return match[0].replace(/\s/g, '')
  }
  return undefined
}

/**
 * The title: the last one of the head, since a notice is printed before the plan that it sends out. A title may take
 * two lines, the first of which ends in the middle of a phrase.
 */
function titleIn(view: View, head: readonly Line[]): string | undefined {
  let found: string | undefined
  for (let i = 0; i < head.length; i++) {
    const line = head[i] as Line
    const text = lineText(view, line)
    if (line.kind === 'table_row' || text.length > 60 || text.length < 6 || /[。：:；;，,\t]/.test(text)) continue
    if (!TITLE_END.test(text) || /^(附件|来源|索引|现将|请)/.test(text)) continue
    // A notice's own title does not take the place of the plan's that stands before it.
    if (found && /关于印发|关于转发/.test(text)) continue
    const before = head[i - 1]
    const above = before ? lineText(view, before) : ''
    const continues = above.length >= 2 && above.length <= 40 && startsTitle(above) && !/^关于/.test(above)
    found = continues ? `${above}${text}` : text
  }
  return found
}

/** A line that a title's next line continues: 国务院关于落实《政府工作报告》 */
const startsTitle = (text: string) =>
  /(关于|印发|推进|落实|加快|》|“|、|和|与|的)/.test(text) &&
  !/[。：:；;，,]/.test(text) &&
  !TITLE_END.test(text) &&
  !NUMBER.test(text) &&
  !DATE_LINE.test(text)

const cleanTitle = (title: string | undefined) => {
  const text = title?.split(/[_|]/)[0]?.trim()
  return text ? text : undefined
}

function firstShortLine(view: View, head: readonly Line[]): string | undefined {
  for (const line of head.slice(0, 5)) {
    if (line.kind === 'table_row') continue
    const text = lineText(view, line)
    if (text.length >= 4 && text.length <= 60 && !/[。；;]/.test(text)) return text
  }
  return undefined
}

/** Who signs and when: a line that is a date, and the bodies named on the lines before it, first at the end. */
function signatureOf(view: View): { issuer?: string; date?: string } {
  const { lines } = view
  const places = [...lines.keys()].slice(-TAIL_LINES).reverse()
  for (let i = 0; i < Math.min(lines.length, HEAD_LINES); i++) places.push(i)
  for (const i of places) {
    const line = lines[i] as Line
    if (line.end - line.start > 50) continue
    const printed = lineText(view, line)
    if (!/[\d月日]/.test(printed)) continue
    const signed = SIGNED.exec(printed.replace(/\s/g, ''))
    const signedOn = signed && isoDate(signed[2] as string)
    if (signed && signedOn) return { date: signedOn, issuer: signed[1] as string }
    const date = isoDate(printed)
    if (!date) continue
    const issuers: string[] = []
    for (let j = i - 1; j >= Math.max(0, i - 4); j--) {
      const text = lineText(view, lines[j] as Line)
      if (text.length > 40 || text.length < 2 || !ISSUER.test(text)) break
      issuers.unshift(text)
    }
    return { date, ...(issuers.length > 0 && { issuer: issuers.join('、') }) }
  }
  return {}
}

/** The body in the head line of a red-head document, or in its title: 某某省人民政府关于…的通知 */
function issuerInHead(view: View, head: readonly Line[]): string | undefined {
  for (const line of head.slice(0, 8)) {
    const text = lineText(view, line)
    const match =
      /^([\u4e00-\u9fff]{2,24}?(?:人民政府办公厅|人民政府办公室|人民政府|国务院办公厅|国务院|委员会|厅|局|部))(?:关于|文件$)/.exec(
        text,
      )
    if (match) return match[1]
    if (text.length <= 24 && /(人民政府|办公厅|办公室|国务院|委员会)$/.test(text)) return text
  }
  return undefined
}

/** An ISO date of a line that is nothing but a date. */
export function isoDate(text: string): string | undefined {
  const compact = text.replace(/\s/g, '')
  const arabic = DATE_LINE.exec(compact)
  if (arabic) return iso(Number(arabic[1]), Number(arabic[2]), arabic[3] ? Number(arabic[3]) : null)
  const chinese = CHINESE_DATE.exec(compact)
  if (!chinese) return undefined
  const year = [...(chinese[1] as string)]
    .map((sign) => '〇一二三四五六七八九'.indexOf(sign === '○' || sign === '零' ? '〇' : sign))
    .join('')
  const small = (sign: string | undefined) => (sign ? (chineseNumeral(sign, 0, sign.length)?.value ?? null) : null)
  const month = small(chinese[2])
  return month === null ? undefined : iso(Number(year), month, small(chinese[3]))
}

function iso(year: number, month: number, day: number | null): string | undefined {
  if (month < 1 || month > 12 || (day !== null && (day < 1 || day > 31))) return undefined
  const pad = (part: number) => String(part).padStart(2, '0')
  return day === null ? `${year}-${pad(month)}` : `${year}-${pad(month)}-${pad(day)}`
}

/** The head of a text without line breaks: 附件|title|issuers|目录… */
function flowHead(view: View): { title?: string; issuer?: string } | null {
  const head = view.text.slice(0, 300).replace(/^附件\d*/, '')
  const contents = head.search(/目\s?录/)
  if (contents < 0 || contents > 120) return null
  const cover = head.slice(0, contents)
  const title =
    /^.{3,50}?(规划|方案|意见|计划|纲要|要点|行动)(（[^）]{2,16}）)?(?=$|国|[\u4e00-\u9fff]{2,8}(省|市|区|县|部|委|厅|局|政府))/.exec(
      cover,
    )
  if (!title) return cover.length > 3 ? { title: cover } : null
  const rest = cover.slice(title[0].length)
  return { title: title[0], ...(rest.length > 1 && { issuer: rest }) }
}

/** A title that only the page around the text tells: 标题：…, or 《…规划》 on a short line of the first or last ones. */
function titleAround({ text, blocks }: SourceText): string | undefined {
  const near = [...blocks.slice(0, 8), ...blocks.slice(-8)]
  for (const { span } of near) {
    const line = text.slice(span[0], Math.min(span[1], span[0] + 160))
    if (line.includes('。')) continue
    const match =
      /(?:标题|题目)[:：]\s*([^\s].{3,60})$/.exec(line) ?? new RegExp(`《([^》]{4,50}(?:${KINDS}))\\s*》`).exec(line)
    if (match) return match[1]?.trim()
  }
  return undefined
}
