import { describe, expect, test } from 'vitest'
import { type CatalogueFile, expandCatalogue, governmentsOf } from '../catalogue.ts'
import { jurisdictionIndex } from '../jurisdictions.ts'
import { indexKnowledge } from '../resolve.ts'
import { type PaperContext, resolveOrganization } from './resolution.ts'

const index = jurisdictionIndex()

/** A made-up province's bodies, under the code of Guangxi, and one national body. */
const FILES: CatalogueFile[] = [
  {
    jurisdiction: '450000',
    source: 'test',
    prefix: { full: '广西壮族自治区', short: '自治区' },
    organizations: [
      { body: '水产厅' },
      { body: '农牧厅', from: '2018-11' },
      { body: '海域局', from: '2018-11' },
      { body: '食药局' },
      { body: '市场局', from: '2018-11' },
      { body: '药监局', from: '2018-11' },
      { body: '桥梁局' },
      { body: '桥隧局', from: '2015-05' },
      { body: '路桥局', from: '2020-07-01' },
      { body: '盐务局' },
    ],
    relations: [
      { from: ['自治区水产厅'], to: '自治区海域局', kind: 'split_into', duty: '海洋、海域', date: '2018-11' },
      { from: ['自治区水产厅'], to: '自治区农牧厅', kind: 'split_into', duty: '渔业、渔港', date: '2018-11' },
      { from: ['自治区食药局'], to: '自治区市场局', kind: 'merged_into', date: '2018-11' },
      { from: ['自治区食药局'], to: '自治区药监局', kind: 'duty_moved', duty: '药品', date: '2018-11' },
      { from: ['自治区桥梁局'], to: '自治区桥隧局', kind: 'renamed_to', date: '2015-05' },
      { from: ['自治区桥隧局'], to: '自治区路桥局', kind: 'renamed_to', date: '2020-07-01' },
      { from: ['自治区盐务局'], kind: 'abolished', date: '2019' },
    ],
  },
  {
    jurisdiction: '000000',
    source: 'test',
    organizations: [{ full: '国家发展和改革委员会', short: '国家发展改革委', own: ['发展改革委'] }],
    relations: [],
  },
]

const catalogues = [
  ...FILES.map((file) => expandCatalogue(file, index)),
  governmentsOf(
    [index.byCode('450127'), index.byCode('450181')].flatMap((one) => (one ? [one] : [])),
    index,
  ),
]
const knowledge = indexKnowledge(
  catalogues.flatMap(({ names }) =>
    names.map((name) => ({
      organizationId: name.organization_id,
      name: name.name,
      kind: name.kind,
      scope: name.scope_code,
      key: name.name_key,
      ownPapersOnly: name.own_papers_only,
      validFrom: null,
      validTo: null,
    })),
  ),
  catalogues.flatMap(({ organizations }) =>
    organizations.map((one) => ({
      id: one.id,
      jurisdiction: one.jurisdiction_code,
      kind: one.kind,
      name: one.name,
      shortName: one.short_name,
      validFrom: one.valid_from,
      validTo: one.valid_to,
      state: 'confirmed' as const,
      confidence: one.confidence,
    })),
  ),
  catalogues.flatMap(({ relations }) =>
    relations.map((one) => ({
      from: one.from_id,
      to: one.to_id,
      kind: one.kind,
      duty: one.duty,
      date: one.happened_on,
      precision: one.date_precision,
      source: one.source,
      confidence: one.confidence,
      note: one.note,
    })),
  ),
)

const PAPER: PaperContext = { date: '2018-01-05', jurisdiction: '450000', today: '2026-11-01' }

/** `2018 unit, standing -> decision: holders today`, to be read at a glance. */
function tell(printed: string, dutyText = '', paper: Partial<PaperContext> = {}): string {
  const found = resolveOrganization(printed, dutyText, { ...PAPER, ...paper }, knowledge, index)
  if (found.outcome !== 'resolved') return found.outcome
  const holders = found.today.holders.map(({ organization }) => organization.shortName).join(' ')
  return `${found.organization.shortName} ${found.standing} -> ${found.today.decision}: ${holders}`
}

describe('whom a printed name means', () => {
  test('[GAZ-1] the unit of the paper’s day, and through every later step who holds its duty today', () => {
    expect(tell('自治区桥梁局', '', { date: '2014-03-01' })).toBe('自治区桥梁局 valid -> successor: 自治区路桥局')
    expect(tell('自治区桥隧局')).toBe('自治区桥隧局 valid -> successor: 自治区路桥局')
    expect(tell('自治区桥隧局', '', { today: '2019-01-01' })).toBe('自治区桥隧局 valid -> same: 自治区桥隧局')
  })

  test('[GAZ-7] a name that had ended or had not begun is found, and said to be so', () => {
    expect(tell('自治区桥梁局')).toBe('自治区桥梁局 ended -> successor: 自治区路桥局')
    expect(tell('自治区路桥局')).toBe('自治区路桥局 not_yet -> same: 自治区路桥局')
  })

  test('[GAZ-6] on a split the duty text decides; if it does not, a person is asked', () => {
    expect(tell('自治区水产厅', '建设现代渔港')).toBe('自治区水产厅 valid -> duty: 自治区农牧厅')
    expect(tell('自治区水产厅', '严格海域使用审批')).toBe('自治区水产厅 valid -> duty: 自治区海域局')
    expect(tell('自治区水产厅')).toBe('自治区水产厅 valid -> ask: 自治区海域局 自治区农牧厅')
    expect(tell('自治区水产厅', '海洋渔业')).toBe('自治区水产厅 valid -> ask: 自治区海域局 自治区农牧厅')
  })

  test('[GAZ-6] a part that moved is followed only when the text speaks of it', () => {
    expect(tell('自治区食药局', '药品检验')).toBe('自治区食药局 valid -> duty: 自治区药监局')
    expect(tell('自治区食药局', '农产品质量')).toBe('自治区食药局 valid -> successor: 自治区市场局')
  })

  test('[GAZ-8] what was abolished without an heir has none', () => {
    expect(tell('自治区盐务局')).toBe('自治区盐务局 valid -> none: ')
  })

  test('[GAZ-5] a body of another province is never taken for it', () => {
    expect(tell('省水产厅', '', { jurisdiction: '440000' })).toBe('unknown')
    expect(tell('自治区水产局')).toBe('unknown')
  })

  test('[GAZ-2] 发展改革委 alone is the national one in national papers only', () => {
    expect(tell('发展改革委', '', { jurisdiction: '000000' })).toBe('国家发展改革委 valid -> same: 国家发展改革委')
    expect(tell('发展改革委')).toBe('unknown')
    expect(tell('国家发展改革委')).toBe('国家发展改革委 valid -> same: 国家发展改革委')
  })

  test('the government of a county that became a city', () => {
    expect(tell('横县人民政府')).toBe('横县人民政府 valid -> successor: 横州市人民政府')
    expect(tell('横州市政府', '', { date: '2022-01-01' })).toBe('横州市人民政府 valid -> same: 横州市人民政府')
  })

  test('an unknown body is proposed with its place, kind and full name', () => {
    const found = resolveOrganization('自治区海洋研究院', '', PAPER, knowledge, index)
    expect(found).toMatchObject({
      outcome: 'unknown',
      proposal: { jurisdiction: '450000', kind: 'institution', name: '广西壮族自治区海洋研究院' },
    })
  })

  test('sets and ranks without a place are told apart from unknown bodies', () => {
    expect(tell('自治区有关部门')).toBe('class')
    expect(tell('省水产厅', '', { jurisdiction: null })).toBe('needs_context')
  })
})
