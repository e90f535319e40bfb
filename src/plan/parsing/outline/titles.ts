import { classAt, DIGIT, STOP, skipSpace, trimEnd } from '../chars.ts'

/** Titles longer than this are cut: nothing that long is a heading, but the item still needs a name. */
const LONGEST_TITLE = 80
/** How far a title is looked for: what has no stop within this is a paragraph without a heading. */
const REACH = 160

export interface TitleSpan {
  start: number
  end: number
  /** The line has text of its own behind the title. */
  runsIn: boolean
  /** A stop ends the title. */
  stopped: boolean
}

/** First 。！？ from `start`, outside brackets, within reach; -1 where there is none. */
export function firstStop(text: string, start: number, end: number, reach = REACH): number {
  const limit = Math.min(end, start + reach)
  let depth = 0
  for (let i = start; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x28 || code === 0x300a || code === 0x201c) depth++
    else if (code === 0x29 || code === 0x300b || code === 0x201d) depth = Math.max(0, depth - 1)
    else if (depth === 0 && classAt(text, i) & STOP) return i
  }
  return -1
}

/** The title that follows a marker: up to the first stop, or the whole line without what assigns units at its end. */
export function titleAfter(text: string, start: number, end: number): TitleSpan {
  const stop = firstStop(text, start, end)
  let to = stop >= 0 ? stop : end
  to = withoutAssignment(text, start, to)
  while (to > start && ':;,、'.includes(text.charAt(to - 1))) to--
  to = trimEnd(text, start, to)
  if (to - start > LONGEST_TITLE) to = firstPauseBefore(text, start, start + LONGEST_TITLE)
  return {
    start,
    end: to,
    runsIn: stop >= 0 ? skipSpace(text, stop + 1, end) < end : to < trimEnd(text, start, end) - 1,
    stopped: stop >= 0,
  }
}

const ASSIGNS = ['牵头', '责任', '负责', '配合', '单位']

/** End of the title before a bracket that says who answers for the item: `加快建设（市发展改革委牵头）`. */
function withoutAssignment(text: string, start: number, end: number): number {
  const limit = Math.min(end, start + REACH)
  for (let i = start + 1; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code !== 0x28 && code !== 0x3010 && code !== 0x5b) continue
    const head = text.slice(i, Math.min(end, i + 60))
    if (ASSIGNS.some((word) => head.includes(word))) return trimEnd(text, start, i)
  }
  return end
}

function firstPauseBefore(text: string, start: number, limit: number): number {
  for (let i = start + 4; i < limit; i++) if (',;:、'.includes(text.charAt(i))) return i
  return limit
}

/** Openings that begin a sentence and no heading. */
const NOT_A_TITLE = [
  '到2',
  '截至',
  '目前',
  '近年',
  '本规划',
  '本方案',
  '本意见',
  '根据',
  '按照',
  '为了',
  '为深入',
  '为贯彻',
  '同时',
  '此外',
  '其中',
  '上述',
  '以上',
  '对于',
  '如',
  '特此',
  '各地',
  '各级',
  '有关',
  '现将',
  '请',
  '新建',
  '改建',
  '扩建',
  '要',
  '将',
  '应',
  '已',
  '我们',
  '这',
  '该',
  '由',
]
const NOT_AN_END = ['如下', '了', '的', '等', '为主', '实施']

/**
 * Whether [start, end) reads as a heading that is run into its paragraph: short, one clause (推进旅游市场一体化) or
 * clauses of equal length (开放引领,绿色崛起), no list, no date, no quotation of a work.
 */
export function readsAsTitle(text: string, start: number, end: number, longest = 32): boolean {
  const length = end - start
  if (length < 2 || length > longest) return false
  let clause = 0
  let first = -1
  let equal = true
  let commas = 0
  for (let i = start; i < end; i++) {
    const sign = text.charAt(i)
    if (sign === ',') {
      commas++
      if (first < 0) first = clause
      else if (clause !== first) equal = false
      clause = 0
      continue
    }
    if (sign === ';' || sign === ':' || sign === '\t' || sign === '%' || sign === '《') return false
    clause++
  }
  if (commas > 0 && (!equal || clause !== first || first > 10)) return false
  if (classAt(text, start) & DIGIT && !/^\d+世纪/.test(text.slice(start, start + 6))) return false
  if (NOT_A_TITLE.some((word) => text.startsWith(word, start))) return false
  // 对污染耕地…开展治理 is a sentence; 对接粤港澳 is not.
  if (text.charAt(start) === '对' && !'接外内口标'.includes(text.charAt(start + 1))) return false
  return !NOT_AN_END.some((word) => text.startsWith(word, end - word.length))
}

/**
 * Whether what follows a number is a heading rather than the first sentence of an item: one clause, or short clauses of
 * equal length, and no quantity. A line without a stop is a heading unless it is long.
 */
export function headsItem(text: string, title: TitleSpan): boolean {
  const { start, end, stopped } = title
  const length = end - start
  if (length === 0) return false
  if (!stopped) return length <= 60 && !hasQuantity(text, start, end)
  if (length > 45 || hasQuantity(text, start, end) || text.startsWith('今年', start)) return false
  if (SAYS_WHO.test(text.slice(start, end))) return false
  const clauses = text
    .slice(start, end)
    .replace(/[“《(][^”》)]*[”》)]/g, '')
    .split(/[,;:]/)
  if (clauses.length === 1) return true
  if (clauses.every((clause) => clause.length === clauses[0]?.length)) return true
  return clauses.length === 2 && length <= 24
}

/** A sentence that begins with who does it: 市委督查室、市政府督查室联合开展督查 */
const SAYS_WHO =
  /^[\u4e00-\u9fff、]{1,24}(?:厅|局|委|办|室|政府|部门|单位|公司|小组)(?:要|应|负责|牵头|联合|会同|共同|定期|每|组织|按|根据)/

/** A number with a measure behind it: 20个, 8%, 3.75万亿元; not 2025年, 12345热线, 5G. */
function hasQuantity(text: string, start: number, end: number): boolean {
  for (let i = start; i < end - 1; i++) {
    if (classAt(text, i) & DIGIT && '%‰万亿个项条家户公平米人元倍台处座所部吨亩'.includes(text.charAt(i + 1)))
      return true
  }
  return false
}
