import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseText } from '../plan/parsing/sources.testing.ts'
import { type Alignment, alignDocuments } from './align.ts'
import { evidenceFor } from './evidence.ts'
import { goldPairs, hasGold, plan, scoresOf } from './gold.testing.ts'
import { learnWeights } from './learn.ts'
import { compare } from './parts.ts'
import { sharedPhrases } from './phrases.ts'
import { plainText } from './plainText.ts'
import { provisionsOf } from './provisions.ts'
import { national, regional } from './texts.testing.ts'
import type { PlainText, ProvisionedDocument } from './types.ts'
import { shareOfOthers } from './verdict.ts'
import { PARTS, scoreOf, WEIGHTS } from './weights.ts'

const [upper, lower] = [national(), regional()]
const alignments = alignDocuments(upper, lower)
const of = (title: string): Alignment => {
  const found = alignments.find((one) => upper.provisions[one.upper]?.title === title)
  if (!found) throw new Error(`no provision ${title}`)
  return found
}
const bestOf = (title: string) => lower.provisions[of(title).candidates[0]?.lower ?? -1]?.title

describe('alignment', () => {
  test('every provision of the upper plan is answered, best candidates first', () => {
    expect(alignments.map(({ upper }) => upper)).toEqual(upper.provisions.map((_, index) => index))
    expect(bestOf('壮大港口物流业')).toBe('壮大港口物流业')
    expect(bestOf('建设环湾铁路')).toBe('建设环湾铁路')
    expect(bestOf('加强与贵州合作')).toBe('加强区域合作')
    for (const { candidates } of alignments)
      expect(candidates.map(({ score }) => score)).toEqual(candidates.map(({ score }) => score).sort((a, b) => b - a))
  })

  test('[ALN-3] a score is the weighted sum of its named parts, and the same every time', () => {
    for (const { candidates } of alignments) {
      for (const { parts, score } of candidates) {
        expect(Object.keys(parts)).toEqual([...PARTS])
        expect(score).toBeCloseTo(PARTS.reduce((sum, part) => sum + parts[part] * WEIGHTS[part], 0))
        for (const part of PARTS) expect(parts[part]).toBeGreaterThanOrEqual(0)
      }
    }
    expect(alignDocuments(national(), regional())).toEqual(alignments)
  })

  test('[ALN-3] in a long document the same provision comes first as in a short one', () => {
    const filler = provisionsOf(
      parseText(
        `一、其他任务\n${Array.from({ length: 300 }, (_, i) => `${i + 1}. 第${i + 1}项工作。完善第${i + 1}项管理制度，落实经费和人员保障，加强日常检查。\n`).join('')}`,
      ),
    )
    const long = { ...lower, provisions: [...lower.provisions, ...filler.provisions] }
    const found = alignDocuments(upper, long)
    for (const title of ['壮大港口物流业', '建设环湾铁路', '加强与贵州合作']) {
      const index = of(title).upper
      expect(found[index]?.candidates[0]?.lower).toBe(of(title).candidates[0]?.lower)
    }
  })

  test('[ALN-4] the evidence of a pair reads the same in both texts', () => {
    const { rarities, worthOf } = compare(upper.provisions, lower.provisions)
    const { upper: above, candidates } = of('壮大港口物流业')
    const below = lower.provisions[candidates[0]?.lower ?? -1]
    const one = upper.provisions[above]
    if (!one || !below) throw new Error('no pair')
    const evidence = evidenceFor(one, below, rarities, worthOf)
    expect(evidence.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['work', 'place', 'target', 'phrase', 'field']),
    )
    const phrases = evidence.filter(({ kind }) => kind === 'phrase')
    expect(phrases[0]?.words.length).toBeGreaterThan(5)
    for (const {
      upper: [first = [0, 0]],
      lower: [second = [0, 0]],
    } of phrases)
      expect(upper.text.slice(...first)).toBe(lower.text.slice(...second))
    for (const { upper: spans } of evidence.filter(({ kind }) => kind === 'work'))
      for (const span of spans) expect(upper.text.slice(...span)).toContain('港口物流园')
  })

  test('[ALN-5] a provision that names only other addressees is not applicable here', () => {
    expect(of('打造湛江钢铁基地')).toMatchObject({ verdict: 'not_applicable', reason: 'names_only_others' })
    expect(of('建设环湾铁路').verdict).toBe('partly')
    const steel = upper.provisions[of('打造湛江钢铁基地').upper]
    const guizhou = upper.provisions[of('加强与贵州合作').upper]
    if (!steel || !guizhou) throw new Error('no provision')
    const addressees = ['450000', '440000']
    expect(shareOfOthers(steel, addressees, '450000')).toBeGreaterThan(0.5)
    expect(shareOfOthers(steel, addressees, '440000')).toBe(0)
    expect(shareOfOthers(steel, addressees, '440800')).toBe(0)
    expect(shareOfOthers(steel, addressees, '000000')).toBe(0)
    expect(shareOfOthers(steel, addressees, null)).toBe(0)
    // 贵阳 is a partner: the plan is not made for it.
    expect(shareOfOthers(guizhou, addressees, '450000')).toBe(0)
  })

  test('[ALN-5] what the lower plan says in the same words it has taken up, whomever it names', () => {
    expect(of('加强与贵州合作')).toMatchObject({ verdict: 'carried_out' })
  })

  test('[ALN-6] what tells of the situation sets no task', () => {
    expect(of('资源条件较好')).toMatchObject({ verdict: 'not_applicable', reason: 'sets_no_task' })
  })

  test('[ALN-7] nothing alike is not found; a list of works is carried out only where one of them is named', () => {
    const aims = '第一章 重点任务\n第一节 文化\n弘扬戏曲艺术。培养青年演员，修缮古戏台，创作新编剧目。\n'
    const [opera] = alignDocuments(provisionsOf(parseText(aims)), lower)
    expect(opera).toMatchObject({ verdict: 'not_found', reason: 'nothing_alike', covered: 0 })
    const works =
      '第一章 重点工程\n第一节 铁路\n加快建设桂林—河池城际铁路、百色—文山城际铁路。\n第二节 其他\n完善交通网络和公共服务设施。\n'
    expect(alignDocuments(provisionsOf(parseText(works)), lower)[0]).toMatchObject({
      verdict: 'not_found',
      reason: 'no_named_work_taken_up',
    })
    // A heading names a work as well as the text below it does.
    const heading = '一、任务\n（一）加快桂林—河池城际铁路建设。做好前期工作，落实用地和资金，尽快开工。\n'
    expect(alignDocuments(provisionsOf(parseText(works)), provisionsOf(parseText(heading)))[0]?.reason).not.toBe(
      'no_named_work_taken_up',
    )
    // Alike by single words: no reason says that some of it is written there.
    const other = '蓝湾城市群发展规划\n第一章 任务\n第一节 渔业\n支持渔港提升，网箱向深水发展，企业走向远洋。\n'
    const [alike] = alignDocuments(provisionsOf(parseText(other)), lower)
    expect(alike).toMatchObject({ verdict: 'partly', reason: 'alike_only', covered: 0 })
    expect(of('发展海洋渔业')).toMatchObject({ verdict: 'carried_out', reason: 'covers_most' })
    expect(of('建设环湾铁路')).toMatchObject({ verdict: 'partly', reason: 'covers_some' })
  })

  test('[ALN-7] of a document that does not name the other more is asked', () => {
    const task = (title: string) =>
      provisionsOf(
        parseText(
          `${title}\n第一章 任务\n第一节 综合\n推广深水网箱养殖，修缮古戏台，创作新编剧目，培养青年演员，建设体育公园，开展全民健身，举办农民运动会，完善乡村卫生室，选派驻村医师。\n`,
        ),
      )
    const verdict = (title: string) => alignDocuments(task(title), lower)[0]
    expect(verdict('蓝湾城市群发展规划')?.verdict).toBe('partly')
    expect(verdict('蓝湾城市群发展规划（试行）')?.verdict).toBe('partly')
    expect(verdict('青山城市群发展规划')).toMatchObject({ verdict: 'not_found', reason: 'nothing_alike' })
  })

  test('[ALN-8] what people confirm comes before what they reject; without reviews nothing moves', () => {
    const parts = (values: Partial<typeof WEIGHTS>) =>
      ({ ...Object.fromEntries(PARTS.map((part) => [part, 0])), ...values }) as typeof WEIGHTS
    const rejected = parts({ text: 1 })
    const confirmed = parts({ text: 0.4, names: 1, fields: 1 })
    expect(scoreOf(confirmed, WEIGHTS)).toBeLessThan(scoreOf(rejected, WEIGHTS))
    const reviews = Array.from({ length: 20 }, () => ({ confirmed: [confirmed], rejected: [rejected] }))
    const learned = learnWeights(reviews)
    expect(scoreOf(confirmed, learned)).toBeGreaterThan(scoreOf(rejected, learned))
    for (const part of PARTS) expect(learned[part]).toBeGreaterThanOrEqual(0)
    expect(learned.names).toBeGreaterThan(WEIGHTS.names)
    expect(learned.text).toBeLessThan(WEIGHTS.text)
    expect(learnWeights(reviews)).toEqual(learned)
    expect(learnWeights([])).toEqual(WEIGHTS)
    expect(learnWeights([{ confirmed: [confirmed], rejected: [] }])).toEqual(WEIGHTS)
  })

  test('[ALN-14] any two texts align', () => {
    const text = fc.array(
      fc.constantFrom('第一章 总则\n', '一、目标\n', '（一）推进建设。', '“甲”，指乙。', '甲', '，', '。', '\n', '1. '),
      {
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [above, below] = [one, other].map((parts) => provisionsOf(parseText(parts.join('')))) as [
          ProvisionedDocument,
          ProvisionedDocument,
        ]
        const found = alignDocuments(above, below)
        return (
          found.length === above.provisions.length &&
          found.every(({ candidates }) => candidates.every(({ score }) => Number.isFinite(score)))
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('shared phrases', () => {
  const phrases = (one: string, other: string) => {
    const [above, below] = [one, other].map((text) => plainText(text, [0, text.length], [])) as [PlainText, PlainText]
    return sharedPhrases(above, below).map(({ upper, length }) => above.text.slice(upper, upper + length))
  }

  test('[ALN-4] are as long as they can be, and may run over commas', () => {
    expect(phrases('推进港口、航道、铁路建设，完善仓储', '加快港口、航道、铁路改造，完善仓储体系')).toEqual([
      '港口 航道 铁路',
      '完善仓储',
    ])
    expect(phrases('甲乙', '甲乙')).toEqual([])
  })

  test('[ALN-4] of a text that says one thing over and over are found in no time', () => {
    const [one, other] = ['推进'.repeat(20_000), '推进推'.repeat(20_000)]
    const started = performance.now()
    expect(phrases(one, other).length).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe.skipIf(!hasGold)('the annotated plans beside the checkout', () => {
  test('[ALN-13] reach the thresholds', async () => {
    const [above, below] = await Promise.all([plan('002'), plan('001')])
    const scores = scoresOf(
      goldPairs(above.text, below.text),
      alignDocuments(above, below).map(({ span, verdict, candidates }) => ({
        upper: span,
        found: verdict === 'carried_out' || verdict === 'partly',
        lower: candidates.map((candidate) => candidate.span),
      })),
    )
    expect(scores.recallAt1).toBeGreaterThanOrEqual(0.9)
    expect(scores.recallAt5).toBeGreaterThanOrEqual(0.98)
    expect(scores.pairRecallAt10).toBeGreaterThanOrEqual(0.96)
    expect(scores.verdicts).toBeGreaterThanOrEqual(0.95)
  })
})
