import { expect, test } from 'vitest'
import { type NamedUnit, proposeLeads, saysWhoLeads, statedLeadRule } from './leads.ts'
import { nextTaskState, TASK_EVENTS, TASK_STATES } from './taskMachine.ts'

const unit = (name: string, kind: string, jurisdiction: string | null, role: NamedUnit['role'] = 'responsible') => ({
  organizationId: name,
  name,
  printed: name,
  role,
  kind,
  jurisdiction,
})
const leadOf = (units: readonly { name: string; role: string }[]) => units.find(({ role }) => role === 'lead')?.name

test.each([
  ['责任单位中排名第一的区直单位为自治区牵头单位。', 'first_department'],
  ['责任单位中排名第一的省直部门为牵头部门。', 'first_department'],
  ['排在第一位的为牵头单位，其他为配合单位。', 'first_named'],
  ['各单位按职责分工负责。', 'none'],
  ['我省经济总量排名第一。各单位牵头负责。', 'none'],
])('[DEL-101] a plan that says who leads is read so: %s', (text, rule) => {
  expect(statedLeadRule(text).rule).toBe(rule)
})

test('[DEL-102] the first department of the region leads, not the city before it nor a body of the nation', () => {
  const units = [
    unit('北海市人民政府', 'government', '450500'),
    unit('广西海事局', 'vertical_body', '450000'),
    unit('自治区交通运输厅', 'department', '450000'),
    unit('自治区发展改革委', 'department', '450000'),
  ]
  const proposed = proposeLeads(units, 'first_department')
  expect(leadOf(proposed)).toBe('自治区交通运输厅')
  expect(proposed.map(({ role }) => role)).toEqual(['participant', 'participant', 'lead', 'participant'])
  expect(leadOf(proposeLeads(units, 'first_named'))).toBe('北海市人民政府')
})

test('[DEL-103] a lead that the plan names stays, a unit alone answers alone, and without a rule nobody is made lead', () => {
  const named = [unit('甲厅', 'department', '450000'), unit('乙厅', 'department', '450000', 'lead')]
  expect(leadOf(proposeLeads(named, 'first_department'))).toBe('乙厅')
  expect(leadOf(proposeLeads([unit('甲厅', 'department', '450000')], 'first_department'))).toBeUndefined()
  const both = [unit('甲厅', 'department', '450000'), unit('乙厅', 'department', '450000')]
  expect(leadOf(proposeLeads(both, 'none'))).toBeUndefined()
  const cities = [unit('甲市', 'government', '450500'), unit('乙市', 'government', '450600')]
  expect(leadOf(proposeLeads(cities, 'first_department'))).toBeUndefined()
})

test('[DEL-105] of a lead that was split since, one successor is proposed to lead and the other takes part', () => {
  const heir = (name: string, role: NamedUnit['role']) => ({
    ...unit(name, 'department', '450000', role),
    printed: '自治区海洋和渔业厅',
    split: true,
  })
  const named = [heir('海洋局', 'lead'), heir('农业农村厅', 'lead'), unit('发展改革委', 'department', '450000', 'lead')]
  expect(proposeLeads(named, 'none').map(({ role, because }) => [role, because])).toEqual([
    ['lead', 'split'],
    ['participant', 'split'],
    ['lead', null],
  ])
  const responsible = [heir('海洋局', 'responsible'), heir('农业农村厅', 'responsible')]
  expect(proposeLeads(responsible, 'first_department').map(({ role }) => role)).toEqual(['lead', 'participant'])
})

test.each([
  ['(责任单位:甲局、乙委)', false],
  ['(牵头单位:甲局、乙委)', true],
  ['由甲局、乙委牵头,', true],
  ['甲局、乙委分别牵头负责', true],
  ['甲局、乙委负责。牵头单位另定。', false],
])('[DEL-106] a lead is called so by the plan, or read from its rule and proposed anew: %s', (text, says) => {
  const at = (name: string): [number, number] => [text.indexOf(name), text.indexOf(name) + name.length]
  expect(saysWhoLeads(text, [at('甲局'), at('乙委')])).toBe(says)
})

test('[DEL-104] a task is only where the table leads: closed by a request and a sign-off, never at once', () => {
  expect(nextTaskState('dispatched', 'receive')).toBe('underway')
  expect(nextTaskState('dispatched', 'close')).toBeNull()
  expect(nextTaskState('underway', 'close')).toBeNull()
  expect(nextTaskState('closing', 'close')).toBe('closed')
  expect(nextTaskState('closed', 'retire')).toBeNull()
  for (const state of TASK_STATES) {
    for (const event of TASK_EVENTS) {
      const next = nextTaskState(state, event)
      expect(next === null || TASK_STATES.includes(next)).toBe(true)
    }
  }
})
