import { Exact } from '../../../platform/exact.ts'
import { conditionFaults, type RowCondition, type TermsItem, VALUE_KINDS } from '../../terms/index.ts'

export const SUBJECT_KINDS = ['identityNumber', 'creditCode', 'other'] as const
export const MEASURES = ['sum', 'maximum', 'minimum', 'count', 'exists'] as const
export const COMPARISONS = ['under', 'atMost', 'atLeast', 'over', 'equal'] as const
export const ABSENT = ['unknown', 'nothing'] as const

/** A question on the data of a resource (核对事项), as its provider words it. */
export interface QuestionContent {
  name: string
  nameEn: string
  description: string
  /** The item that says of whom a row is. */
  subjectItem: string
  /** What its values are, by which what is asked is checked. */
  subjectKind: (typeof SUBJECT_KINDS)[number]
  /** Persons that are asked of together: a household. */
  mostSubjects: number
  /** What is worked out of the persons' rows; of which item, where it is of one. */
  measure: { kind: (typeof MEASURES)[number]; item: string | null }
  /** Of which rows: all of the conditions hold. */
  rows: RowCondition[]
  /** Null where it is only asked whether there is a row. */
  comparison: (typeof COMPARISONS)[number] | null
  /** Limits that may be asked: from the least to the most, in steps. Decimal numbers as text, in the unit of the item. */
  limit: { least: string; most: string; step: string; unit: string } | null
  /** How often it may be asked of one person in a day, and in 365 days, by all units together. */
  perDay: number
  perYear: number
  /** What it means that a person is not in the data: that it is not known, or, where everybody is, that there is nothing. */
  absent: (typeof ABSENT)[number]
}

export interface QuestionFault {
  field: string
  expected: string
}

/** Fewest steps apart that limits may be, of the way from the least to the most: so that answers do not add up to the value. */
const MOST_LIMITS = 100
const DECIMAL = /^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/

/** All that is wrong with a question on a resource of these items. */
export function questionFaults(question: QuestionContent, items: readonly TermsItem[]): QuestionFault[] {
  const faults: QuestionFault[] = []
  const fail = (field: string, expected: string) => faults.push({ field, expected })
  const known = new Map(items.map((item) => [item.name, item]))
  const { subjectItem, measure, comparison, limit, rows, absent } = question
  const subject = known.get(subjectItem)
  if (!subject || VALUE_KINDS[subject.dataType] !== 'text') fail('subjectItem', namesOf(items, ['text']))
  const needsItem = ['sum', 'maximum', 'minimum'].includes(measure.kind)
  const measured = measure.item === null ? undefined : known.get(measure.item)
  const isNumber = measured !== undefined && ['number', 'integer'].includes(VALUE_KINDS[measured.dataType])
  if (needsItem ? !isNumber : measure.item !== null)
    fail('measure', needsItem ? namesOf(items, ['number', 'integer']) : '—')
  const needsLimit = measure.kind !== 'exists'
  if (needsLimit !== (comparison !== null)) fail('comparison', needsLimit ? COMPARISONS.join(', ') : '—')
  if (needsLimit !== (limit !== null)) fail('limit', needsLimit ? '0' : '—')
  if (limit) for (const fault of gridFaults(limit)) fail('limit', fault)
  // Of what is equal, each answer tells the value itself, where there are few of them.
  if (comparison === 'equal' && measure.kind !== 'count') fail('comparison', 'under, atMost, atLeast, over')
  if (absent === 'nothing' && ['maximum', 'minimum'].includes(measure.kind)) fail('absent', 'unknown')
  if (question.perYear < question.perDay) fail('perYear', `≥ ${question.perDay}`)
  for (const condition of rows)
    for (const { item, expected } of conditionFaults(condition, known.get(condition.item), items))
      fail(`rows.${item}`, expected)
  return faults
}

const namesOf = (items: readonly TermsItem[], kinds: readonly string[]) =>
  items.flatMap(({ name, dataType }) => (kinds.includes(VALUE_KINDS[dataType]) ? [name] : [])).join('、')

function gridFaults({ least, most, step }: NonNullable<QuestionContent['limit']>): string[] {
  if (![least, most, step].every((one) => DECIMAL.test(one))) return ['1000']
  if (Exact.of(step).compare(0) <= 0) return ['> 0']
  const steps = Exact.of(most).minus(least).over(step)
  if (steps.compare(0) < 0 || steps.compare(steps.floor()) !== 0) return [`${least} + n × ${step}`]
  return steps.compare(MOST_LIMITS) > 0 ? [`≤ ${MOST_LIMITS}`] : []
}
