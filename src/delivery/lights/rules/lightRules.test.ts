import { describe, expect, test } from 'vitest'
import type { ObligationEvidence, TaskEvidence } from './evidence.ts'
import { judge } from './judge.ts'
import { LIGHT_RULES } from './lightRules.ts'

const UNIT = { organizationId: 'u', organization: '自治区自然资源厅' }

const task = (facts: Partial<TaskEvidence> = {}): TaskEvidence => ({
  state: 'underway',
  pace: 'finite',
  dueOn: null,
  assignments: [],
  milestones: [],
  obligations: [],
  contradictions: [],
  findings: [],
  ...facts,
})
const owes = (facts: Partial<ObligationEvidence> = {}): ObligationEvidence => ({
  ...UNIT,
  role: 'lead',
  state: 'due',
  dueOn: '2026-06-30',
  claim: null,
  grade: 'none',
  ...facts,
})
const said = (claim: ObligationEvidence['claim'], facts: Partial<ObligationEvidence> = {}) =>
  owes({ state: 'accepted', claim, grade: 'document', ...facts })
const milestone = { title: '方案印发', dueOn: '2026-06-30', done: false, ...UNIT }
const unreceived = { ...UNIT, role: 'lead' as const, receiptDueOn: '2026-06-30', received: false }

const received = (organizationId: string, role: 'lead' | 'participant' = 'lead') => ({
  ...{ organizationId, organization: organizationId, role, receiptDueOn: null, received: true },
})

describe('light rules', () => {
  test.each<[string, string, TaskEvidence, string, string]>([
    ['[DEL-301]', 'signed off', task({ state: 'closed', dueOn: '2020-01-01' }), '2026-07-01', 'closed'],
    [
      '[DEL-302]',
      'its day has passed',
      task({ dueOn: '2026-06-30', obligations: [said('on_track')] }),
      '2026-07-01',
      'task_overdue',
    ],
    [
      '[DEL-302]',
      'due on Friday, Saturday is not late',
      task({ dueOn: '2026-06-26', obligations: [said('done')] }),
      '2026-06-27',
      'task_near',
    ],
    [
      '[DEL-302]',
      'sign-off was asked for',
      task({ state: 'closing', dueOn: '2026-06-01', obligations: [said('done')] }),
      '2026-07-01',
      'on_track',
    ],
    [
      '[DEL-303]',
      'the last day is in time',
      task({ obligations: [owes(), said('on_track')] }),
      '2026-06-30',
      'on_track',
    ],
    ['[DEL-303]', 'one day late', task({ obligations: [owes()] }), '2026-07-01', 'report_missing'],
    ['[DEL-303]', 'ten working days late', task({ obligations: [owes()] }), '2026-07-14', 'report_missing'],
    ['[DEL-303]', 'eleven', task({ obligations: [owes()] }), '2026-07-15', 'report_missing_long'],
    [
      '[DEL-303]',
      'returned counts as not submitted',
      task({ obligations: [owes({ state: 'returned' })] }),
      '2026-07-15',
      'report_missing_long',
    ],
    [
      '[DEL-303]',
      'returned ahead of its day',
      task({ obligations: [owes({ state: 'returned' })] }),
      '2026-06-25',
      'returned',
    ],
    [
      '[DEL-304]',
      'a participant’s is never red',
      task({ obligations: [owes({ role: 'participant' }), said('on_track')] }),
      '2026-12-15',
      'participant_missing',
    ],
    ['[DEL-305]', 'blocked', task({ obligations: [said('blocked')] }), '2026-07-01', 'blocked'],
    ['[DEL-305]', 'behind', task({ obligations: [said('behind')] }), '2026-07-01', 'behind'],
    ['[DEL-305]', 'not started', task({ obligations: [said('not_started')] }), '2026-07-01', 'not_started'],
    [
      '[DEL-305]',
      'of two leads the worse',
      task({ obligations: [said('on_track'), said('blocked', { organizationId: 'v' })] }),
      '2026-07-01',
      'blocked',
    ],
    [
      '[DEL-306]',
      'milestone late',
      task({ milestones: [milestone], obligations: [said('on_track')] }),
      '2026-07-01',
      'milestone_late',
    ],
    [
      '[DEL-306]',
      'milestone long late',
      task({ milestones: [milestone], obligations: [said('on_track')] }),
      '2026-07-15',
      'milestone_late_long',
    ],
    ['[DEL-307]', 'not received', task({ assignments: [unreceived] }), '2026-07-01', 'receipt_missing'],
    ['[DEL-307]', 'long not received', task({ assignments: [unreceived] }), '2026-07-15', 'receipt_missing_long'],
    [
      '[DEL-308]',
      'in doubt',
      task({ obligations: [said('done')], contradictions: [{ ...UNIT, kind: 'figure_differs' }] }),
      '2026-07-01',
      'contradicted',
    ],
    [
      '[DEL-309]',
      'supervision',
      task({ obligations: [said('done')], findings: [{ kind: 'supervision_open' }] }),
      '2026-07-01',
      'supervision_open',
    ],
    [
      '[DEL-309]',
      'supervision overdue',
      task({ obligations: [said('done')], findings: [{ kind: 'supervision_overdue' }] }),
      '2026-07-01',
      'supervision_overdue',
    ],
    ['[DEL-309]', 'indicator', task({ findings: [{ kind: 'indicator_behind' }] }), '2026-07-01', 'indicator_behind'],
    [
      '[DEL-309]',
      'indicator far behind',
      task({ findings: [{ kind: 'indicator_far_behind' }] }),
      '2026-07-01',
      'indicator_far_behind',
    ],
    ['[DEL-309]', 'project', task({ findings: [{ kind: 'project_behind' }] }), '2026-07-01', 'project_behind'],
    ['[DEL-310]', 'nothing accepted is no data', task(), '2026-07-01', 'nothing_yet'],
    [
      '[DEL-310]',
      'nor is what waits for review',
      task({ obligations: [owes({ state: 'submitted' })] }),
      '2026-07-01',
      'awaiting_review',
    ],
    [
      '[DEL-310]',
      'one of two leads never said anything',
      task({ obligations: [said('on_track')], assignments: [received('u'), received('v')] }),
      '2026-07-01',
      'nothing_yet',
    ],
    [
      '[DEL-310]',
      'the other’s first report waits',
      task({
        obligations: [said('on_track'), owes({ organizationId: 'v', state: 'submitted' })],
        assignments: [received('u'), received('v')],
      }),
      '2026-07-01',
      'awaiting_review',
    ],
    [
      '[DEL-310]',
      'a participant need not',
      task({ obligations: [said('on_track')], assignments: [received('u'), received('v', 'participant')] }),
      '2026-07-01',
      'on_track',
    ],
    [
      '[DEL-310]',
      'what waits after an accepted one leaves it green',
      task({ obligations: [said('on_track'), owes({ state: 'submitted' })], assignments: [received('u')] }),
      '2026-07-01',
      'on_track',
    ],
    [
      '[DEL-302]',
      'ten working days before is near',
      task({ dueOn: '2026-06-30', obligations: [said('on_track')] }),
      '2026-06-15',
      'task_near',
    ],
    [
      '[DEL-302]',
      'eleven is not',
      task({ dueOn: '2026-06-30', obligations: [said('on_track')] }),
      '2026-06-12',
      'on_track',
    ],
    ['[DEL-310]', 'accepted, on schedule', task({ obligations: [said('on_track')] }), '2026-07-01', 'on_track'],
  ])('[%s] %s', (_number, _what, evidence, today, rule) => {
    const { light, reasons } = judge(evidence, today)
    expect(reasons[0]?.rule).toBe(rule)
    expect(light).toBe(LIGHT_RULES.find(({ id }) => id === rule)?.light)
  })

  test('[DEL-311] a light names all that is wrong, the worst first, and never comes without a reason', () => {
    const evidence = task({ obligations: [owes()], milestones: [milestone], contradictions: [{ ...UNIT, kind: 'x' }] })
    expect(judge(evidence, '2026-07-15').reasons.map(({ rule }) => rule)).toEqual([
      'report_missing_long',
      'milestone_late_long',
      'contradicted',
    ])
    expect(judge(evidence, '2026-07-15').reasons[0]?.subjects).toEqual([{ ...UNIT, dueOn: '2026-06-30' }])
  })

  test('[DEL-312] the grade is the weakest of what those who answer for the task gave', () => {
    const both = task({ obligations: [said('on_track', { grade: 'verified' }), said('done', { grade: 'statement' })] })
    expect(judge(both, '2026-07-01').grade).toBe('statement')
    expect(judge(task(), '2026-07-01').grade).toBe('none')
  })

  test('[DEL-313] between now and the next day it names, no light changes by time alone', () => {
    const evidence = task({
      dueOn: '2026-12-31',
      obligations: [owes(), owes({ role: 'participant', organizationId: 'p', dueOn: '2026-08-03' })],
      milestones: [milestone],
      assignments: [unreceived],
      findings: [{ kind: 'nothing', turnsOn: '2026-09-01' }],
    })
    let { reasons, checkOn } = judge(evidence, '2026-06-01')
    for (let day = '2026-06-01'; day < '2027-03-01'; day = next(day)) {
      const now = judge(evidence, day)
      if (checkOn && day >= checkOn) ({ reasons, checkOn } = now)
      expect([day, now.reasons]).toEqual([day, reasons])
    }
    expect(checkOn).toBe(null)
    const quiet = task({ findings: [{ kind: 'nothing', turnsOn: '2026-09-01' }] })
    expect(judge(quiet, '2026-08-31').checkOn).toBe('2026-09-01')
    expect(judge(quiet, '2026-09-01').checkOn).toBe(null)
  })

  test('[DEL-314] every sentence of the table says its colour', () => {
    const words = { red: '红灯', yellow: '黄灯', grey: '无数据', green: '绿灯', closed: '已销号' }
    for (const { light, sentence } of LIGHT_RULES) expect(sentence).toContain(words[light])
  })
})

const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
