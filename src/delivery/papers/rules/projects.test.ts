import { expect, test } from 'vitest'
import type { ProjectFact } from '../projectFacts.ts'
import { elementTally, investmentTally } from './projects.ts'

type Row = ProjectFact['listed'][number]
const row = (facts: Partial<Row>): Row => ({
  year: 2026,
  class: 'starting',
  plannedWan: null,
  investedWan: null,
  month: null,
  grade: null,
  source: null,
  ...facts,
})
const project = (listed: Row[], elements: ProjectFact['elements'] = []): ProjectFact => ({
  id: 'p',
  name: '项目',
  code: null,
  class: 'starting',
  unit: '北海市人民政府',
  place: '北海',
  totalWan: null,
  listed,
  elements,
})

test('[DEL-943] what was not planned or not reported is counted beside the sums, never as zero', () => {
  const projects = [
    project([row({ plannedWan: 1000, investedWan: 400, month: '2026-05' })]),
    project([row({ plannedWan: 500 })]),
    project([row({ investedWan: 70, month: '2026-04', class: 'continuing' })]),
    project([row({ class: 'preparing' })]), // prepared ones invest nothing yet
    project([row({ year: 2025, plannedWan: 9, investedWan: 9 })]),
    project([]),
  ]
  expect(investmentTally(projects, 2026)).toEqual({
    planned: 1500,
    plannedKnown: 2,
    plannedUnknown: 1,
    invested: 470,
    investedOfPlan: 400,
    investedKnown: 2,
    unreported: 1,
  })
})

test('[DEL-943] elements are summed exactly; a gap is said of those that said what was granted', () => {
  const needs = (needed: string | null, granted: string | null) =>
    project(
      [],
      [
        { kind: 'land_ha', needed, granted },
        { kind: 'sea_ha', needed: null, granted: null },
      ],
    )
  expect(elementTally([needs('0.1', '0.1'), needs('0.2', null), needs('12.5', '10')])).toEqual([
    {
      kind: 'land_ha',
      title: '用地（公顷）',
      projects: 3,
      needed: '12.8',
      granted: '10.1',
      gap: '2.5',
      unknown: 1,
    },
  ])
  expect(elementTally([needs('3', null)])[0]).toMatchObject({ granted: null, gap: null, unknown: 1 })
  expect(elementTally([needs(null, null)])).toEqual([])
})
