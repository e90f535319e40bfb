import { expect, test } from 'vitest'
import { draftFrom, textOf } from './draftText.ts'

const last = {
  version: 1,
  title: '默认考核规则',
  note: '',
  appliesFrom: '1900-01-01',
  publishedAt: '2026-01-01T00:00:00.000Z',
  userName: null,
  organizationId: null,
  organizationName: null,
  parts: {
    on_time: { weight: 40 },
    progress: { weight: 40 },
    evidence: { weight: 20 },
    returned: { each: 1, cap: 10 },
    contradicted: { each: 2, cap: 10 },
    closed_early: { each: 1, cap: 5 },
  },
}
const begun = () => ({ ...textOf(undefined, last, '2026-01-01'), title: '2026年度规则' })

test('a new draft begins with the parts of the last version, and reads back as them', () => {
  expect(draftFrom(begun()).draft).toEqual({
    title: '2026年度规则',
    note: '',
    appliesFrom: '2026-01-01',
    parts: last.parts,
  })
})

test.each([
  ['title', { title: '  ' }],
  ['number', { weights: { on_time: '四十', progress: '40', evidence: '20' } }],
  ['number', { weights: { on_time: '101', progress: '40', evidence: '20' } }],
  ['weights', { weights: { on_time: '0', progress: '0', evidence: '0' } }],
  ['day', { appliesFrom: '' }],
] as const)('what cannot be read is no draft: %s', (problem, change) => {
  expect(draftFrom({ ...begun(), ...change })).toEqual({ draft: null, problems: [problem] })
})
