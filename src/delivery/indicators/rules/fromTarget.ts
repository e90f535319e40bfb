import type { TargetFacts } from '../../../plan/schemas.ts'
import type { Accumulation, Nature } from '../tables.ts'
import { DECIMAL } from './decimal.ts'

/** What a target commitment says of an indicator; a person completes it. Nothing is guessed beyond the words. */
export interface Proposal {
  name: string
  unit: string
  nature: Nature | null
  accumulation: Accumulation
  direction: 'up' | 'down'
  target: string | null
  targetYear: number | null
  /** Why a person has to look: the source lost a sign, the target is words, the year is not said. */
  doubts: ('damaged' | 'not_a_number' | 'no_year')[]
}

const CHINESE = '一二三四五六七八九'
const KEPT = /稳定在|保持在|不低于|不高于|不超过|不少于|控制在/
/** The parser's unit of a target that is words (全覆盖, 二级标准): not one to be printed behind a figure. */
const WORDED = 'grade'
const GRADE = /^([一二三四五]|[ⅠⅡⅢⅣⅤ]|[1-5])类/

/**
 * Reads a target commitment. `text` is the sentence around it. A class of water (二类) is its number, and the smaller is
 * the better; 年均增长 makes it growth, 累计下降 a reduction, 累计 a sum, 稳定在 something to be kept.
 */
export function proposalOf(facts: TargetFacts, text: string): Proposal {
  const printed = String(facts.value)
  const grade = GRADE.exec(printed)?.[1]
  const number = new RegExp(DECIMAL).test(printed) ? printed : null
  const target = facts.damaged ? null : grade ? String(gradeNumber(grade)) : number
  const accumulation = accumulationOf(facts, text, grade !== undefined)
  const smaller = facts.comparator === '<=' || facts.comparator === '<' || accumulation === 'graded'
  const falls = accumulation !== 'reduction' && /下降|降低|减少|降至|控制在/.test(text.slice(0, 200))
  const doubts: Proposal['doubts'] = []
  if (facts.damaged) doubts.push('damaged')
  else if (target === null) doubts.push('not_a_number')
  if (facts.year === null) doubts.push('no_year')
  return {
    name: facts.subject || text.slice(0, 40),
    unit: grade ? '类' : facts.unit === WORDED ? '' : facts.unit,
    nature: /约束性/.test(text) ? 'binding' : /预期性/.test(text) ? 'expected' : null,
    accumulation,
    direction: smaller || falls ? 'down' : 'up',
    target,
    targetYear: facts.year,
    doubts,
  }
}

function accumulationOf(facts: TargetFacts, text: string, graded: boolean): Accumulation {
  if (graded) return 'graded'
  if (/年均.{0,6}(增长|增速|增加)/.test(text) && facts.unit === '%') return 'growth'
  if (/累计.{0,6}(下降|降低|减少)/.test(text) && facts.unit === '%') return 'reduction'
  if (/累计/.test(text)) return 'cumulative'
  return KEPT.test(text) ? 'keep' : 'level'
}

function gradeNumber(sign: string): number {
  const chinese = CHINESE.indexOf(sign)
  if (chinese >= 0) return chinese + 1
  const roman = 'ⅠⅡⅢⅣⅤ'.indexOf(sign)
  return roman >= 0 ? roman + 1 : Number(sign)
}
