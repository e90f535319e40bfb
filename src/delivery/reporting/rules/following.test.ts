import { describe, expect, test } from 'vitest'
import { EMPTY_CONTENT } from './content.ts'
import { followingOf, type OwedNow, type TaskNow } from './following.ts'
import { joinDrafts } from './joinDrafts.ts'

const OFFICE = 'office'
const lead = { organizationId: 'lead', role: 'lead', seq: 1, jurisdiction: '450000' } as const
const city = { organizationId: 'city', role: 'participant', seq: 2, jurisdiction: '450500' } as const
const other = { organizationId: 'other', role: 'lead', seq: 3, jurisdiction: '450000' } as const
const task = (parts: Partial<TaskNow> = {}): TaskNow => ({
  ...{ isOpen: true, office: OFFICE, units: [lead, city], succeeded: [] },
  ...parts,
})
const owes = (organizationId: string, parts: Partial<OwedNow> = {}): OwedNow => ({
  ...{ id: `of ${organizationId}`, organizationId, succeededBy: null, state: 'due', waivedCause: null },
  ...(organizationId === 'city'
    ? { role: 'participant' as const, reportsTo: 'lead' }
    : { role: 'lead' as const, reportsTo: OFFICE }),
  ...parts,
})
const NOTHING = { ask: [], askAgain: [], waive: [], readdress: [] }
const TODAY = '2026-06-12'
const DUE = '2026-06-30'

describe('what is owed follows who answers', () => {
  test('[DEL-221] who came owes a report at once, up to the day it is due on', () => {
    const all = [
      { organizationId: 'lead', role: 'lead', reportsTo: OFFICE },
      { organizationId: 'city', role: 'participant', reportsTo: 'lead' },
    ]
    expect(followingOf(task(), [], DUE, TODAY)).toEqual({ ...NOTHING, ask: all })
    expect(followingOf(task(), [], DUE, DUE).ask).toEqual(all)
    expect(followingOf(task(), [], DUE, '2026-07-01')).toEqual(NOTHING)
    expect(followingOf(task(), [owes('lead')], DUE, TODAY)).toEqual({ ...NOTHING, ask: all.slice(1) })
  })

  test('[DEL-222] who left, or whose task ended, owes none; what was sent stays', () => {
    const gone = [owes('lead'), owes('city'), owes('other', { state: 'returned' })]
    expect(followingOf(task(), gone, DUE, TODAY)).toEqual({
      ...NOTHING,
      waive: [{ id: 'of other', organizationId: 'other', cause: 'unit_left' }],
    })
    for (const state of ['submitted', 'accepted', 'waived'] as const)
      expect(followingOf(task({ units: [] }), [owes('lead', { state })], DUE, TODAY)).toEqual(NOTHING)
    const ended = followingOf(task({ isOpen: false }), [owes('lead'), owes('city', { state: 'submitted' })], DUE, TODAY)
    expect(ended).toEqual({
      ...NOTHING,
      waive: [{ id: 'of lead', organizationId: 'lead', cause: 'task_ended' }],
    })
  })

  test('[DEL-222] who comes back owes it again, unless the office itself had waived it', () => {
    const waived = (waivedCause: OwedNow['waivedCause']) =>
      followingOf(task({ units: [lead] }), [owes('lead', { state: 'waived', waivedCause })], DUE, TODAY).askAgain
    expect(waived('unit_left')).toEqual([{ id: 'of lead', role: 'lead', reportsTo: OFFICE }])
    expect(waived('task_ended')).toHaveLength(1)
    expect(waived(null)).toEqual([])
  })

  test('[DEL-222] a participant whose lead is another reports to that one; what is decided stays', () => {
    const units = [other, city]
    const owed = [owes('other'), owes('city', { state: 'submitted' })]
    expect(followingOf(task({ units }), owed, DUE, TODAY).readdress).toEqual([
      { id: 'of city', role: 'participant', reportsTo: 'other' },
    ])
    expect(
      followingOf(task({ units }), [owes('other'), owes('city', { state: 'accepted' })], DUE, TODAY).readdress,
    ).toEqual([])
  })

  test('[DEL-223] what the unit before has reported is not asked for again', () => {
    const reported = owes('old', { state: 'accepted', succeededBy: 'lead' })
    expect(followingOf(task({ units: [lead], succeeded: ['old'] }), [reported], DUE, TODAY)).toEqual(NOTHING)
    const unsent = owes('old', { succeededBy: 'lead' })
    const found = followingOf(task({ units: [lead], succeeded: ['old'] }), [unsent, owes('lead')], DUE, TODAY)
    expect(found).toEqual({ ...NOTHING, waive: [{ id: 'of old', organizationId: 'old', cause: 'succeeded' }] })
  })
})

test('[DEL-223] two drafts become one in which every word of both stands', () => {
  const own = { ...EMPTY_CONTENT, progress: '已印发方案。', percent: 30, evidence: ['a'] }
  const taken = {
    ...EMPTY_CONTENT,
    claim: 'behind' as const,
    progress: '已完成勘界。',
    problems: '缺资金',
    percent: 20,
  }
  expect(joinDrafts(own, { ...taken, evidence: ['a', 'b'] }, '国土厅')).toMatchObject({
    ...{ claim: 'behind', percent: 30, problems: '缺资金', evidence: ['a', 'b'] },
    progress: '已印发方案。\n\n【国土厅】已完成勘界。',
  })
  expect(joinDrafts(taken, taken, '国土厅')).toEqual(taken)
  const figure = { indicatorId: 'i', period: '2026H1', value: null, note: '' }
  const both = joinDrafts(
    { ...own, figures: [figure], milestones: [{ id: 'm', doneOn: null }] },
    {
      ...taken,
      figures: [{ ...figure, value: 3 }],
      milestones: [
        { id: 'm', doneOn: '2026-05-01' },
        { id: 'n', doneOn: null },
      ],
    },
    '国土厅',
  )
  expect(both.figures).toEqual([{ ...figure, value: 3 }])
  expect(both.milestones).toEqual([
    { id: 'm', doneOn: '2026-05-01' },
    { id: 'n', doneOn: null },
  ])
})
