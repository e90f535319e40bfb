import { expect, test } from 'vitest'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import { changesOf, valuesOf } from './editing.ts'

const item = {
  title: '渔港清淤',
  span: [3, 20],
  kind: 'target',
  open: false,
  deadline: { date: '2027-12-31', recurs: null, quote: '2027年底前', span: null },
  target: { subject: '清淤长度', comparator: '>=', value: 12.5, unit: '公里', year: 2027, damaged: false },
  project: null,
  responsibilities: [
    {
      kind: 'unit',
      printed: '市水利局',
      role: 'lead',
      organization: null,
      today: [],
      span: [3, 7],
      inheritedFrom: null,
    },
  ],
} as unknown as Commitment

test('a form that nobody touched changes nothing', () => {
  expect(changesOf(item, valuesOf(item))).toBeNull()
})

test('spaces around the name of a unit change nothing', () => {
  const values = valuesOf(item)
  const responsibilities = values.responsibilities.map((unit) => ({ ...unit, printed: ` ${unit.printed}` }))
  expect(changesOf(item, { ...values, responsibilities })).toBeNull()
})

test('only what was changed is sent, and who corrects also vouches', () => {
  const values = { ...valuesOf(item), title: ' 渔港清淤和疏浚 ', reason: '标题不全' }
  expect(changesOf(item, values)).toEqual({ title: '渔港清淤和疏浚', reason: '标题不全', confirm: true })
})

test('a reason alone is no change', () => {
  expect(changesOf(item, { ...valuesOf(item), reason: '看过' })).toBeNull()
})

test('a value that reads as a number is a number, words stay words', () => {
  const values = valuesOf(item)
  expect(changesOf(item, { ...values, target: { ...values.target, value: '13' } })?.target?.value).toBe(13)
  expect(changesOf(item, { ...values, target: { ...values.target, value: '翻一番' } })?.target?.value).toBe('翻一番')
})

test('a deadline taken away is null, not left out', () => {
  expect(changesOf(item, { ...valuesOf(item), deadline: { quote: '2027年底前' } })?.deadline).toBeNull()
})

test('other words of the plan are sent as their place, the same words are not', () => {
  expect(changesOf(item, { ...valuesOf(item), span: [3, 26] })).toEqual({ span: [3, 26], confirm: true })
  expect(changesOf(item, { ...valuesOf(item), span: [3, 20] })).toBeNull()
})

test('units keep the place where the plan names them', () => {
  const values = valuesOf(item)
  const lead = values.responsibilities[0]
  if (!lead) throw new Error('the example has a unit')
  const body = changesOf(item, { ...values, responsibilities: [{ ...lead, role: 'participant' }] })
  expect(body?.responsibilities).toEqual([
    { kind: 'unit', printed: '市水利局', role: 'participant', organizationId: null, span: [3, 7] },
  ])
})
