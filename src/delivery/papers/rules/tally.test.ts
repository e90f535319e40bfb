import { expect, test } from 'vitest'
import { limitKind, limitOf } from '../decomposition.ts'
import type { LightFact, ObligationFact, TaskFact } from '../facts.ts'
import { byChapter, byPlace, lightTally, reportTally, trendInWords } from './tally.ts'

const task = (id: string, facts: Partial<TaskFact> = {}): TaskFact => ({
  id,
  number: 1,
  title: id,
  text: '',
  measure: '',
  chapter: '1',
  chapterLabel: '一、重点任务',
  section: '',
  sectionLabel: '',
  provisionLabel: '',
  pace: 'finite',
  state: 'underway',
  dueOn: '2026-12-31',
  dispatchedOn: '2026-01-06',
  closedOn: null,
  places: ['450000', '450500'],
  units: [],
  ...facts,
})
const lights = (of: Record<string, LightFact['light']>) =>
  new Map<string, LightFact>(Object.entries(of).map(([id, light]) => [id, { light, reasons: [] }]))

test.each([
  [{ dueOn: '2026-12-31' }, 'dated', '2026年12月31日'],
  [{ dueOn: null }, 'undated', '未定'],
  [{ pace: 'ongoing' as const, dueOn: null }, 'ongoing', '长期坚持'],
  [{ pace: 'ongoing' as const, dueOn: '2027-12-31' }, 'ongoing', '长期坚持，至2027年12月31日'],
])('[DEL-944] a task is 限期 only where its day is known: %j', (facts, kind, words) => {
  expect([limitKind(task('t', facts)), limitOf(task('t', facts))]).toEqual([kind, words])
})

test.each<[now: number, before: number | null, words: string]>([
  [3, null, '—'],
  [3, 3, '持平'],
  [5, 3, '+2'],
  [1, 3, '−2'],
  [0, 0, '持平'],
  [2, 0, '+2'],
])('[DEL-945] %i after %s is %s', (now, before, words) => expect(trendInWords(now, before)).toBe(words))

const TASKS = [
  task('north', { places: ['440000', '440800'] }),
  task('both', { places: ['440000', '450000', '450500'], chapter: '2', chapterLabel: '二、保障' }),
  task('south', { places: ['450000'] }),
  task('nobody', { places: [], chapter: '', chapterLabel: '' }),
  task('unlit', { places: ['450000'] }),
]
const NAMES = new Map([
  ['440000', '广东省'],
  ['440800', '湛江市'],
  ['450000', '广西壮族自治区'],
  ['450500', '北海市'],
])
const NOW = lights({ north: 'red', both: 'red', south: 'green', nobody: 'yellow' })
const BEFORE = lights({ north: 'green', both: 'red' })

test('[DEL-945] a task of two provinces counts in each; one of none in neither; one without a light in no colour', () => {
  const rows = byPlace(TASKS, NAMES, NOW, BEFORE)
  expect(rows.map(({ name, tally, before }) => [name, tally.red, tally.green, before?.red])).toEqual([
    ['广东省', 2, 0, 1],
    ['湛江市', 1, 0, 0],
    ['广西壮族自治区', 1, 1, 1],
    ['北海市', 1, 0, 1],
  ])
  expect(rows.map(({ tally, before }) => trendInWords(tally.red, before?.red ?? null))).toEqual([
    '+1',
    '+1',
    '持平',
    '持平',
  ])
})

test('[DEL-945] chapters stand in the order of the text and add up to the whole', () => {
  const rows = byChapter(TASKS, NOW, null)
  expect(rows.map(({ name, tally, before }) => [name, tally, before])).toEqual([
    ['一、重点任务', { red: 1, yellow: 0, grey: 0, green: 1, closed: 0 }, null],
    ['二、保障', { red: 1, yellow: 0, grey: 0, green: 0, closed: 0 }, null],
    ['（未分章）', { red: 0, yellow: 1, grey: 0, green: 0, closed: 0 }, null],
  ])
  expect(rows.reduce((sum, { tally }) => sum + tally.red, 0)).toBe(lightTally(TASKS, NOW).red)
})

test('[DEL-945] tasks of one chapter only are told by the headings next below it', () => {
  const under = (id: string, section: string, sectionLabel: string) =>
    task(id, { chapter: '二', chapterLabel: '二、重点任务', section, sectionLabel })
  const tasks = [
    under('a', '二/(一)', '（一）完善空间格局'),
    under('b', '二/(一)', '（一）完善空间格局'),
    under('c', '二/(二)', '（二）打造蓝色海湾'),
    under('d', '', ''),
  ]
  const rows = byChapter(tasks, lights({ a: 'red', b: 'green', c: 'red', d: 'grey' }), null)
  expect(rows.map(({ name, tally }) => [name, tally.red, tally.green, tally.grey])).toEqual([
    ['（一）完善空间格局', 1, 1, 0],
    ['（二）打造蓝色海湾', 1, 0, 0],
    ['二、重点任务（未分节）', 0, 0, 1],
  ])
  const two = byChapter([...tasks, task('e')], lights({ a: 'red', e: 'red' }), null)
  expect(two.map(({ name }) => name)).toEqual(['二、重点任务', '一、重点任务'])
})

test('[DEL-945] a place of which nothing was known a year before has no trend', () => {
  const rows = byPlace(TASKS, NAMES, NOW, lights({ south: 'green' }))
  const [north, south] = ['440000', '450000'].map((code) => rows.find(({ key }) => key === code))
  expect([north?.before, south?.before]).toEqual([null, { red: 0, yellow: 0, grey: 0, green: 1, closed: 0 }])
})

const owes = (facts: Partial<ObligationFact>): ObligationFact => ({
  id: 'o',
  cycleId: 'c',
  period: '2026H2',
  taskId: 't',
  taskNumber: 1,
  unit: '',
  role: 'lead',
  dueOn: '2026-12-31',
  state: 'due',
  submittedOn: null,
  waivedReason: null,
  returns: 0,
  ...facts,
})

test('[DEL-947] a report sent before its day has passed is not due: the rate is of those whose day has passed', () => {
  const early = owes({ state: 'submitted', submittedOn: '2026-11-20' })
  const rows = [early, owes({}), owes({ ...early, state: 'returned' }), owes({ state: 'waived' })]
  const now = { owed: 0, onTime: 0, late: 0, missing: 0, notDue: 3, early: 1, waived: 1 }
  expect(reportTally(rows, '2026-11-22')).toEqual(now)
  // the day itself is in time, and has not passed
  expect(reportTally(rows, '2026-12-31')).toEqual(now)
  expect(reportTally(rows, '2027-02-01')).toEqual({
    owed: 3,
    onTime: 1,
    late: 0,
    missing: 2,
    notDue: 0,
    early: 0,
    waived: 1,
  })
})
