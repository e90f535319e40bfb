import { describe, expect, test } from 'vitest'
import { parseText } from '../plan/parsing/sources.testing.ts'
import { differencesBetween } from './differences.ts'
import { hasGold, plan } from './gold.testing.ts'
import { provisionsOf } from './provisions.ts'
import { boilerplateIn, repeatsBetween } from './repeats.ts'
import { NATIONAL, national, regional } from './texts.testing.ts'
import type { Provision } from './types.ts'

const pair = (title: string) => {
  const [one, other] = [national(), regional()].map(({ provisions }) => provisions.find((each) => each.title === title))
  return differencesBetween(one as Provision, other as Provision)
}
const one = (text: string) => provisionsOf(parseText(`一、任务\n1. 重点任务。${text}\n`)).provisions[0] as Provision

describe('differences', () => {
  test('[ALN-11] a target with another value or another year', () => {
    expect(pair('壮大港口物流业')).toMatchObject([
      { kind: 'target_value', subject: '港口物流园年吞吐能力', upper: { value: 300 }, lower: { value: 200 } },
    ])
    const text = (year: number) => one(`到${year}年，森林覆盖率达到60%以上，完善保护制度。`)
    expect(differencesBetween(text(2025), text(2027))).toMatchObject([
      { kind: 'target_year', upper: { year: 2025 }, lower: { year: 2027 } },
    ])
    expect(differencesBetween(text(2025), text(2025))).toEqual([])
  })

  test('[ALN-11] a work at another stage or another place', () => {
    expect(pair('建设环湾铁路')).toMatchObject([
      { kind: 'stage', work: '南宁—北海城际铁路', upper: { stage: '加快建设' }, lower: { stage: '规划研究' } },
    ])
    const [qinzhou, beihai] = ['钦州', '北海'].map((city) =>
      one(`建设${city}国际邮轮母港码头工程，完善配套设施和集疏运道路。`),
    )
    expect(differencesBetween(qinzhou as Provision, beihai as Provision)).toMatchObject([{ kind: 'place' }])
    const both = one('建设钦州国际邮轮母港码头工程、北海国际邮轮母港码头工程，完善配套设施。')
    expect(differencesBetween(qinzhou as Provision, both)).toEqual([])
  })

  test('[ALN-11] another lead; the same department of another government is none', () => {
    const led = (unit: string) => one(`建立协调机制，推进各项任务落实，定期通报进展。（牵头单位：${unit}）`)
    expect(differencesBetween(led('国家发展改革委'), led('自治区发展改革委'))).toEqual([])
    expect(differencesBetween(led('国家发展改革委'), led('自治区交通运输厅'))).toMatchObject([{ kind: 'lead' }])
  })
})

describe('repeats', () => {
  test('[ALN-12] a print of the same plan, a part of it, and a plan that only speaks of the same', () => {
    const print = provisionsOf(parseText(NATIONAL.replaceAll('，', ',').replaceAll('湾', '湾 ')))
    expect(repeatsBetween(national(), print)).toMatchObject({ relation: 'same' })
    const half = provisionsOf(parseText(NATIONAL.slice(NATIONAL.indexOf('第二节 完善'))))
    expect(repeatsBetween(half, national()).relation).toBe('part_of')
    expect(repeatsBetween(national(), half).relation).toBe('contains')
    const other = provisionsOf(parseText('一、文化\n1. 弘扬戏曲艺术。培养青年演员，修缮古戏台，创作新编剧目。\n'))
    expect(repeatsBetween(national(), other)).toMatchObject({ relation: 'apart', repeats: [] })
  })

  test('[ALN-12] what plans copy from each other stands in several of them', () => {
    const boilerplate = '1. 加强组织领导。建立健全工作机制，明确责任分工，强化督促检查，确保各项任务落到实处。'
    const plans = ['一、发展渔业', '一、建设铁路', '一、保护湿地'].map((head, i) =>
      provisionsOf(
        parseText(`${head}\n${boilerplate}\n2. 重点任务。第${i}项任务由${'甲乙丙'.charAt(i).repeat(12)}完成。\n`),
      ),
    )
    expect(boilerplateIn(plans)).toEqual([0, 1, 2].map((document) => ({ document, provision: 0 })))
  })

  test.skipIf(!hasGold)('[ALN-12] the two prints beside the checkout: one is a part of the other', async () => {
    const [part, whole] = await Promise.all([plan('000'), plan('002')])
    expect(repeatsBetween(part, whole).relation).toBe('part_of')
    expect(repeatsBetween(part, whole).repeats.length).toBeGreaterThanOrEqual(25)
    expect(repeatsBetween(await plan('003'), whole).relation).toBe('apart')
  })
})
