import { createHash } from 'node:crypto'

/** A section of the sample with its station and what is measured there; the values are made up. */
export interface SampleSection {
  code: string
  name: string
  river: string
  /** Which of the sample's people keeps it. */
  keeper: string
  water: 'river' | 'lake'
  jurisdiction: string
  upstream?: string
  downstream?: string
  target: 'I' | 'II' | 'III' | 'IV' | 'V'
  longitude: number
  latitude: number
  /** The last month of which there are data; without it, the month that ended last. */
  until?: string
  /** What is usual of each parameter, in its unit. */
  means: Readonly<Record<string, number>>
  /** Months out of the ordinary: `-1` is the month that ended last, `Y-1-07` last year's July. */
  peaks: readonly { month: string; values: Readonly<Record<string, number>> }[]
  /** Whether a station measures every four hours besides. */
  automatic?: boolean
}

const FIRST_YEAR = 2023
const DETECTION_LIMITS: Readonly<Record<string, string>> = { petroleum: '0.01' }
const DECIMALS: Readonly<Record<string, number>> = { ammoniaNitrogen: 2, totalNitrogen: 2, fluoride: 2, secchiDepth: 2 }
/** How far summer lies above (below) the mean, in parts of it. */
const SUMMER: Readonly<Record<string, number>> = { waterTemperature: 0.28, dissolvedOxygen: -0.05 }
const STEADY: ReadonlySet<string> = new Set(['ph', 'dissolvedOxygen', 'waterTemperature'])
const AUTOMATIC = ['ph', 'dissolvedOxygen', 'permanganateIndex', 'ammoniaNitrogen', 'totalPhosphorus'] as const
const HOUR = 3_600_000

/** Parameters of the station that measures by itself. */
export const automaticParameters = ({ means }: SampleSection): string[] => AUTOMATIC.filter((code) => code in means)

/** `2026-05` of every month for which a section has data, the first one first. */
export function sampledMonths({ until }: SampleSection, now: Date): string[] {
  const last = until ?? monthBefore(now, 1)
  const count = (Number(last.slice(0, 4)) - FIRST_YEAR) * 12 + Number(last.slice(5))
  return Array.from({ length: Math.max(count, 0) }, (_, at) =>
    new Date(Date.UTC(FIRST_YEAR, at, 1)).toISOString().slice(0, 7),
  )
}

/** `count` months before the one of now, in China. */
function monthBefore(now: Date, count: number): string {
  const here = new Date(now.getTime() + 8 * HOUR)
  return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - count, 1)).toISOString().slice(0, 7)
}

function monthOfPeak(peak: string, now: Date): string {
  if (peak.startsWith('-')) return monthBefore(now, Number(peak.slice(1)))
  const [, back = '0', month = '01'] = /^Y-(\d)-(\d\d)$/.exec(peak) ?? []
  return `${new Date(now.getTime() + 8 * HOUR).getUTCFullYear() - Number(back)}-${month}`
}

/** Between −1 and 1, the same for the same words. */
function noise(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE(0) / 2 ** 31 - 1
}

/** What is usual at the section in a month of the year, with the month's own chance. */
function usual({ code, means }: SampleSection, parameter: string, month: string): number {
  const mean = means[parameter] ?? 0
  const season = Math.cos(((Number(month.slice(5)) - 7.5) / 6) * Math.PI)
  const chance = noise(code, parameter, month) * (STEADY.has(parameter) ? 0.03 : 0.08)
  return mean * (1 + (SUMMER[parameter] ?? 0) * season + chance)
}

function printed(section: SampleSection, parameter: string, value: number): string {
  const limit = DETECTION_LIMITS[parameter]
  if (limit !== undefined && value < Number(limit)) return `<${limit}`
  const ofPhosphorus = section.water === 'lake' ? 3 : 2
  return value.toFixed(parameter === 'totalPhosphorus' ? ofPhosphorus : (DECIMALS[parameter] ?? 1))
}

/** What the laboratory found in a month's sample, parameter by parameter, as it prints it. */
export function monthlySample(section: SampleSection, month: string, now: Date): Record<string, string> {
  const peak = section.peaks.find((one) => monthOfPeak(one.month, now) === month)?.values ?? {}
  return Object.fromEntries(
    Object.keys(section.means).map((parameter) => [
      parameter,
      printed(section, parameter, peak[parameter] ?? usual(section, parameter, month)),
    ]),
  )
}

/**
 * What the automatic station sent in the last 45 days, every four hours: near the month's sample, with a line that was cut
 * for two days and one value that cannot be right.
 */
export function automaticSeries(
  section: SampleSection,
  now: Date,
): { parameter: string; time: Date; result: string }[] {
  const last = Math.floor(now.getTime() / (4 * HOUR)) * 4 * HOUR
  const moments = Array.from({ length: 45 * 6 }, (_, back) => ({ back, time: new Date(last - back * 4 * HOUR) }))
  return moments
    .filter(({ back }) => back < 120 || back >= 132)
    .reverse()
    .flatMap(({ back, time }) => {
      const month = new Date(time.getTime() + 8 * HOUR).toISOString().slice(0, 7)
      const level = monthlySample(section, month, now)
      return automaticParameters(section).map((parameter) => {
        const value = Number(level[parameter]) * (1 + noise(section.code, parameter, time.getTime()) * 0.06)
        const broken = parameter === 'ammoniaNitrogen' && back === 70
        return { parameter, time, result: broken ? '6.40' : printed(section, parameter, value) }
      })
    })
}
