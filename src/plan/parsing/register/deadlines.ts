import type { ParsingInput } from '../input.ts'
import type { DeadlineEntry } from '../types.ts'
import type { View } from '../view.ts'

type Due = Pick<DeadlineEntry, 'date' | 'recurs'>

const DAY = /(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日|(?:份)?(底|末|上旬|中旬|下旬|年底|年末))?(?:之|以)?$/
const SOON = /(?:今年|本年|年)(?:年)?(底|末|内)(?:之|以)?$|今年(\d{1,2})月(?:底|末)?(?:之|以)?$/
const EVERY = /每(年|半年|季度|季|月|个月)(?:[^,;。前]{0,14})$/
const RECURS: Record<string, DeadlineEntry['recurs']> = {
  年: 'year',
  半年: 'half_year',
  季度: 'quarter',
  季: 'quarter',
  月: 'month',
  个月: 'month',
}
/** Behind 每季度 and the like, what makes it a duty to report or meet. */
const REPORTS = /^[^,;。]{0,12}(?:报送|上报|报告|通报|调度|召开|会商|评估|督查|更新|公布|开展|组织)/

/**
 * Times by which something is due: 2020年底前, 6月30日前, 每年6月底前, 每季度报送, 长期坚持, and what the deadline
 * column of a table says.
 * @param documentYear what 今年 and 年底前 mean; null where the document has no date
 */
export function findDeadlines(input: ParsingInput, documentYear: number | null): DeadlineEntry[] {
  const { view } = input
  const found: (DeadlineEntry & { at: number })[] = []
  const covered = new Set<number>()
  const put = (start: number, end: number, due: Due) => {
    const span = view.span(start, end)
    found.push({ quote: input.quote(span), span, provision: input.provisionAt(start), ...due, at: start })
  }
  for (const table of input.tables) {
    const column = table.columns.findIndex(({ meaning }) => meaning === 'deadline')
    if (column < 0) continue
    for (const row of table.rows) {
      const cell = row.cells[column]
      if (!cell || row.merged || cell[1] <= cell[0] || cell[1] - cell[0] > 40) continue
      put(cell[0], cell[1], dueOf(view.plain.slice(...cell), documentYear))
      covered.add(row.line)
    }
  }
  for (let l = 0; l < view.lines.length; l++) {
    const line = view.lines[l] as (typeof view.lines)[number]
    if (!covered.has(l)) labelled(view.plain, line.start, line.end, documentYear, put)
  }
  inText(view, covered, documentYear, put)
  return found.sort((a, b) => a.at - b.at).map(({ at: _, ...entry }) => entry)
}

const LABEL = /^(?:完成|整改|办理|时间)?(?:时限|期限|时间节点|完成时间|时间要求)[:]\s*/

/** 完成时限：2024年6月底 on a line of its own. */
function labelled(text: string, start: number, end: number, year: number | null, put: Put): void {
  if (end - start > 40 || !'完整办时期'.includes(text.charAt(start))) return
  const line = text.slice(start, end)
  const label = LABEL.exec(line)
  if (!label) return
  const value = line.slice(label[0].length).replace(/[。;]$/, '')
  if (value !== '' && !/前$/.test(value))
    put(start + label[0].length, start + label[0].length + value.length, dueOf(value, year))
}

type Put = (start: number, end: number, due: Due) => void

/** One walk over the whole text for each word: a search within lines would run past the end of each line. */
function inText(view: View, covered: ReadonlySet<number>, year: number | null, put: Put): void {
  const text = view.plain
  const recurring = new Set<number>()
  for (const { at, start } of placesOf(view, covered, '前')) {
    const from = Math.max(start, at - 24)
    const before = text.slice(from, at)
    if (!/[年月底末内日旬之以]$/.test(before)) continue
    const every = EVERY.exec(before)
    const match = every ?? DAY.exec(before) ?? SOON.exec(before)
    if (!match) continue
    put(from + match.index, at + 1, dueOf(match[0], year))
    if (every) recurring.add(from + match.index)
  }
  for (const { at, end } of placesOf(view, covered, '每')) {
    const match = /^每(半年|季度|季|月|年)(?:度)?/.exec(text.slice(at, at + 5))
    if (!match || recurring.has(at)) continue
    if (!REPORTS.test(text.slice(at + match[0].length, Math.min(end, at + 24)))) continue
    put(at, at + match[0].length, { date: null, recurs: RECURS[match[1] as string] ?? null })
  }
  for (const { at } of placesOf(view, covered, '长期')) {
    const match = /^长期(?:坚持|推进|任务)/.exec(text.slice(at, at + 4))
    if (match) put(at, at + match[0].length, { date: null, recurs: null })
  }
}

/** Every place of a word outside the rows already read, with the bounds of its line. */
function* placesOf(
  view: View,
  covered: ReadonlySet<number>,
  word: string,
): Generator<{ at: number; start: number; end: number }> {
  let l = 0
  for (let at = view.plain.indexOf(word); at >= 0; at = view.plain.indexOf(word, at + 1)) {
    while (l + 1 < view.lines.length && (view.lines[l + 1]?.start ?? 0) <= at) l++
    const line = view.lines[l]
    if (line && !covered.has(l)) yield { at, start: line.start, end: line.end }
  }
}

/** What the words of a deadline say: the last day, or how it recurs. */
function dueOf(words: string, documentYear: number | null): Due {
  const every = /每(年|半年|季度|季|月|个月)/.exec(words)
  if (every?.[1] === '年' && (words.match(/\d{1,2}月/g)?.length ?? 0) === 2) return { date: null, recurs: 'half_year' }
  if (every) return { date: null, recurs: RECURS[every[1] as string] ?? null }
  const bare = words.replace(/前$/, '').replace(/\s/g, '')
  const day = DAY.exec(bare) ?? /(20\d\d)[.\-/年](\d{1,2})(?:[.\-/月](\d{1,2})日?)?$/.exec(bare)
  if (day) return { date: lastDay(Number(day[1]), day[2], day[3], day[4]), recurs: null }
  const month = /今年(\d{1,2})月/.exec(bare)
  if (documentYear !== null && month)
    return { date: lastDay(documentYear, month[1], undefined, undefined), recurs: null }
  if (documentYear !== null && /年底|年末|年内|全年/.test(bare)) return { date: `${documentYear}-12-31`, recurs: null }
  return { date: null, recurs: null }
}

/** The last day meant: of the day itself, of 上旬/中旬, of the month or of the year. */
function lastDay(
  year: number,
  month: string | undefined,
  day: string | undefined,
  part: string | undefined,
): string | null {
  const pad = (value: number) => String(value).padStart(2, '0')
  if (!month) return `${year}-12-31`
  const m = Number(month)
  if (m < 1 || m > 12) return null
  const days = new Date(Date.UTC(year, m, 0)).getUTCDate()
  const d = day ? Number(day) : part === '上旬' ? 10 : part === '中旬' ? 20 : days
  return d < 1 || d > days ? null : `${year}-${pad(m)}-${pad(d)}`
}
