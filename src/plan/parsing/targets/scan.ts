import { classAt, classOf, DIGIT, HAN, NUMERAL, PAUSE, SPACE, STOP } from '../chars.ts'
import type { Comparator } from '../types.ts'
import type { View } from '../view.ts'
import { acts, comparatorBefore, goalOf } from './goals.ts'
import { gradeAt } from './grades.ts'
import { digitQuantity, type Quantity, spelledQuantity } from './quantities.ts'
import { subjectOf } from './subjects.ts'
import type { YearSense } from './years.ts'

/** A target of the view, before it is turned into an entry. */
export interface RawTarget {
  start: number
  end: number
  year: number | null
  subject: string
  comparator: Comparator
  value: number | string
  unit: string
}

/** How many units before a number the grammar looks at. */
const REACH = 60
const HAN_RUN = /^[\u4e00-\u9fff“”A-Za-z·—（(]{1,24}/

/** Units that only may open or end a grade: 全 达 类 限 互 */
const GRADES = 1
/** Units that mean more to the scan than being a character. */
const SIGNS = 2
/** What a unit is to the scan; most are plain Chinese characters and mean nothing. */
const UNITS = new Uint8Array(65536)
for (let code = 0; code < 65536; code++) {
  const kind = classOf(code)
  if (kind !== 0 && kind !== HAN) UNITS[code] = SIGNS
}
for (const sign of '全达类限互') UNITS[sign.charCodeAt(0)] = GRADES

/** Scans stretches of the view (lines, cells) for targets. */
export class TargetScanner {
  readonly found: RawTarget[] = []
  readonly #text: string
  readonly #units: Uint16Array
  readonly #damaged: (start: number) => boolean
  readonly years: YearSense
  /** The last quantity taken, and where its goal ended: 66%、52% share their words. */
  #last: { quantity: Quantity; comparator: Comparator; end: number } | null = null

  /** @param damaged tells the numbers whose unit or sign was lost */
  constructor({ plain, units }: View, damaged: (start: number) => boolean, years: YearSense) {
    this.#text = plain
    this.#units = units
    this.#damaged = damaged
    this.years = years
  }

  /**
   * One line or row.
   * @param headingEnd before it 三大 and 两个 are parts of names, not counts
   * @param year that the row states in another column
   */
  scan(start: number, end: number, headingEnd: number, year: number | null): void {
    const text = this.#text
    const units = this.#units
    let clause = start
    let sentence = start
    let inTitle = 0
    this.years.startLine(year)
    this.#last = null
    for (let i = start; i < end; i++) {
      const code = units[i] as number
      const unit = UNITS[code] as number
      if (unit === 0) continue
      if (unit === GRADES) {
        const grade = gradeAt(text, clause, i, end, this.years.inSentence)
        if (grade) {
          this.found.push({ ...grade, year: this.years.current() })
          clause = grade.end
        }
        continue
      }
      const kind = classOf(code)
      if (kind & PAUSE || code === 9) {
        if (kind & STOP) {
          sentence = i + 1
          this.years.startSentence()
        } else if (code === 0x3b) this.years.startItem()
        if (code !== 0x3001) clause = i + 1
        continue
      }
      if (code === 0x300a) inTitle++
      else if (code === 0x300b) inTitle = Math.max(0, inTitle - 1)
      if (inTitle > 0) continue
      if (kind & DIGIT) {
        const next = this.#digits(i, clause, sentence, end)
        if (next.target) clause = next.end
        i = next.end - 1
      } else if (kind & NUMERAL && i >= headingEnd) {
        const quantity = spelledQuantity(text, i)
        if (!quantity || quantity.end > end) continue
        const target = this.#spelled(quantity, clause, end)
        if (target) {
          this.found.push(target)
          clause = quantity.end
        }
        i = quantity.end - 1
      }
    }
  }

  #digits(at: number, clause: number, sentence: number, end: number): { target: boolean; end: number } {
    const text = this.#text
    const yearEnd = this.years.read(text, at, end)
    if (yearEnd > 0) return { target: false, end: yearEnd }
    const read = digitQuantity(text, at)
    const quantity = read.quantity && read.quantity.end <= end ? read.quantity : null
    const stop = Math.min(read.end, end)
    if (!quantity)
      return {
        target: (this.#damaged(at) || this.#isIndex(at, clause)) && this.#unitless(at, stop, clause),
        end: Math.max(stop, at + 1),
      }
    const before = text.slice(Math.max(clause, at - REACH), at).trimStart()
    const after = text.slice(quantity.end, Math.min(end, quantity.end + 30))
    const goal =
      this.#shared(quantity, before) ??
      goalOf(before, quantity, after, text.slice(Math.max(sentence, at - 120), Math.min(end, at + 40)))
    if (!goal || this.years.baseline) return { target: false, end: quantity.end }
    if (
      /(?:由|从)[^,]{0,12}$/.test(before) &&
      /^[^,。]{0,8}(?:提高|增加|扩大|提升|上升|下降|降低|缩短|压减|压缩)(?:到|至)/.test(after)
    ) {
      return { target: false, end: quantity.end }
    }
    this.#push(quantity, goal.comparator, goal.end, clause, end)
    this.#last = { quantity, comparator: goal.comparator, end: goal.end }
    return { target: true, end: Math.max(quantity.end, goal.end) }
  }

  /** 分别达到66%、52% and …25万公里，其中高速公路6500公里: said of by the words before the first number. */
  #shared(quantity: Quantity, before: string): { comparator: Comparator; end: number } | null {
    const last = this.#last
    if (!last) return null
    const gap = quantity.start - last.end
    const listed = gap === 1 && last.quantity.unit === quantity.unit && '、和及'.includes(this.#text.charAt(last.end))
    const part = gap < 40 && before.startsWith('其中') && last.quantity.unit.slice(-1) === quantity.unit.slice(-1)
    return listed || part ? { comparator: last.comparator, end: quantity.end } : null
  }

  #spelled(quantity: Quantity, clause: number, end: number): RawTarget | null {
    const text = this.#text
    const before = text.slice(Math.max(clause, quantity.start - REACH), quantity.start)
    const after = text.slice(quantity.end, Math.min(end, quantity.end + 24))
    const noun = nounOf(after)
    const isGroup = text.charAt(quantity.end - 1) === '大'
    if (isGroup && !/(?:中心|基地|园区|工程|项目|机场|港口|枢纽|平台|通道)(?:$|[等的、])/.test(noun)) return null
    if (quantity.unit === '个' && !isGroup && !/(?:扩大|增加|发展|提高)(?:到|至)|新增|建成|创建/.test(before))
      return null
    if (!acts(before) && !/提高|提升|加快/.test(before)) return null
    const kind = quantity.unit === '个' ? 'counted' : 'measured'
    return {
      start: this.#from(clause, quantity.start),
      end: quantity.end + noun.length,
      year: this.years.current(),
      subject: subjectOf(before, noun, kind),
      comparator: '=',
      value: quantity.value,
      unit: quantity.unit,
    }
  }

  /** A number whose unit was lost: only where a repair says so, and words make a goal of it. */
  #unitless(at: number, stop: number, clause: number): boolean {
    const before = this.#text.slice(Math.max(clause, at - REACH), at)
    const measured = comparatorBefore(before) ?? (/(?:至|到)$/.test(before) ? '=' : null)
    if (!measured) return false
    const over = this.#text.startsWith('以上', stop)
    this.found.push({
      start: this.#from(clause, at),
      end: over ? stop + 2 : stop,
      year: this.years.current(),
      subject: subjectOf(before, '', 'measured'),
      comparator: over ? '>=' : measured,
      value: Number(this.#text.slice(at, stop)),
      unit: '',
    })
    return true
  }

  /** 有效利用系数提高到0.6: indices and coefficients have no unit. */
  #isIndex(at: number, clause: number): boolean {
    return /(?:系数|指数)[^,。]{0,8}$/.test(this.#text.slice(Math.max(clause, at - 24), at))
  }

  #push(quantity: Quantity, comparator: Comparator, end: number, clause: number, limit: number): void {
    const text = this.#text
    const before = text.slice(Math.max(clause, quantity.start - REACH), quantity.start).trimStart()
    const noun = end === quantity.end ? nounOf(text.slice(end, Math.min(limit, end + 26))) : ''
    const capacity = /吨级$|千伏$|kV$/.test(quantity.unit)
    const counted = /[个项条座家所处台套部张件名种批户]$/.test(quantity.unit)
    const item = capacity ? before.slice(before.lastIndexOf('、') + 1) : before
    this.found.push({
      start: this.#from(clause, quantity.start),
      end: end + (capacity || counted ? noun.length : 0),
      year: this.years.current(),
      subject: subjectOf(item, noun, capacity ? 'capacity' : counted ? 'counted' : 'measured'),
      comparator,
      value: quantity.value,
      unit: quantity.unit,
    })
  }

  /** Where the quote of a target begins: its clause, within reach. */
  #from(clause: number, at: number): number {
    let from = Math.max(clause, at - REACH)
    while (from < at && classAt(this.#text, from) & (SPACE | PAUSE)) from++
    return from
  }
}

/** The noun right behind a quantity, up to a pause, a list or a particle. */
function nounOf(after: string): string {
  const run = HAN_RUN.exec(after)?.[0] ?? ''
  const cut = run.search(/以上|以下|左右|以内|的|和|及|与|等|改扩建|建设|实现/)
  return (cut >= 0 ? run.slice(0, cut) : run).replace(/[（(“].*$/, '')
}
