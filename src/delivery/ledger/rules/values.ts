/** The units of a cell: separated by 、，；, a line break; a closing 等 and what stands in brackets behind a name left out. */
export function unitsIn(cell: string): string[] {
  const names = cell
    .split(/[、，,；;\n|/]+/u)
    .map((name) =>
      name
        .replace(/[（(][^（()）]*[)）]\s*$/u, '')
        .replace(/等$/u, '')
        .trim(),
    )
    .filter((name) => name !== '')
  return [...new Set(names)]
}

/** Words for a task that never ends. */
const ONGOING = /^(?:长期(?:坚持|推进|任务)?|持续推进|常态化(?:推进)?|每年|不限)$/u

export const isOngoing = (cell: string) => ONGOING.test(cell.trim())

const LAST_MONTH: Readonly<Record<string, number>> = {
  上半年: 6,
  下半年: 12,
  年内: 12,
  年底: 12,
  年末: 12,
  年底前: 12,
  年: 12,
}
const QUARTER: Readonly<Record<string, number>> = { '1': 3, '2': 6, '3': 9, '4': 12, 一: 3, 二: 6, 三: 9, 四: 12 }

/**
 * The last day on which a deadline as offices write it is still met (ISO day), or null where the words are none:
 * 2026-12-31, 2026/6/30, 2026年6月30日前, 2026年6月底, 2026年第三季度, 2026年上半年, 2026年底.
 */
export function deadlineIn(cell: string): string | null {
  const words = cell
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replace(/(?:之?前|以前)(?:完成)?$/u, '')
    .replace(/完成$/u, '')
  const day = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?\d{2}:\d{2}(?::\d{2})?)?$/.exec(words)
  if (day) return isoDay(Number(day[1]), Number(day[2]), Number(day[3]))
  const month = /^(\d{4})[-/.年](\d{1,2})月?(?:底|末|月底|中旬|上旬|下旬|份)?$/.exec(words)
  if (month) return lastDayOf(Number(month[1]), Number(month[2]), words)
  const quarter = /^(\d{4})年?(?:第?([一二三四1-4])季度|Q([1-4]))$/.exec(words)
  if (quarter) return lastDayOf(Number(quarter[1]), QUARTER[quarter[2] ?? quarter[3] ?? ''] ?? 0)
  const part = /^(\d{4})(上半年|下半年|年上半年|年下半年|年年?内|年底|年末|年)?$/.exec(words)
  if (part) return lastDayOf(Number(part[1]), LAST_MONTH[(part[2] ?? '年').replace(/^年(?=上|下|年)/, '')] ?? 12)
  return null
}

function lastDayOf(year: number, month: number, words = ''): string | null {
  if (month < 1 || month > 12) return null
  if (words.endsWith('上旬')) return isoDay(year, month, 10)
  if (words.endsWith('中旬')) return isoDay(year, month, 20)
  return isoDay(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate())
}

function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= 2000 && year <= 2100 ? date.toISOString().slice(0, 10) : null
}
