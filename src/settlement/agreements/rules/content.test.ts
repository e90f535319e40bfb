import { describe, expect, test } from 'vitest'
import { KNOWN_AGREEMENTS } from '../../rules/agreements/index.ts'
import { number, type Quantity, sum } from '../../rules/formula.ts'
import { contentOfForm } from '../acts.ts'
import { digestOf, inputsGiven, openTerms } from './content.ts'
import { readContent } from './readContent.ts'

const forms = KNOWN_AGREEMENTS.map(({ id }) => id)
const stored = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('what is signed', () => {
  test.each(forms)('[SET-30] the published form %s is read back as it was stored, with the same digest', (form) => {
    const content = contentOfForm(form)
    const read = readContent(stored(content))
    expect(read).toEqual(stored(content))
    expect(digestOf(read)).toBe(digestOf(content))
  })

  test('[SET-30] the digest is of the words, not of their order', () => {
    expect(digestOf({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(digestOf({ b: [{ d: 3, c: 2 }], a: 1 }))
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }))
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]))
  })

  test.each([
    ['jiuzhoujiang-2', [], ['shareWhenOneMet']],
    [
      'tingjiang-hanjiang',
      ['inflow.汀江', 'inflow.石窟河（中山河）', 'inflow.象洞溪', 'inflow.梅江', 'inflow.九峰溪'],
      ['汀江', '石窟河（中山河）', '象洞溪', '梅江', '九峰溪'].flatMap((one) => [
        `riverClass.${one}`,
        `riverPassRate.${one}`,
      ]),
    ],
    ['dongjiang-2', [], ['shareWhenOneMet', 'targetClass']],
    ['lushui-1', [], ['perMonth']],
    ['chishuihe', ['failed.清水铺', 'failed.鲢鱼溪'], ['lianyuxiDeduction']],
    ['dongjiang-1', [], ['shareWhenOneMet']],
    ['huanghe-yulu-1', ['keyIndexDownPoints'], []],
  ])('[SET-31] of %s it is told what is given by hand, and what is open', (form, given, open) => {
    const content = contentOfForm(form)
    expect([inputsGiven(content), openTerms(content)]).toEqual([given, open])
  })

  test('[SET-31] the index P takes its means from the section, and its base from the base years where these are named', () => {
    const bases = ['base.ammoniaNitrogen', 'base.permanganateIndex', 'base.totalNitrogen', 'base.totalPhosphorus']
    expect(inputsGiven(contentOfForm('xinanjiang-3'))).toEqual(bases)
    for (const [form, section, years] of [
      ['xinanjiang-1', '街口', [2008, 2010]],
      ['xinanjiang-2', '街口', [2012, 2014]],
      ['dabieshan', '罗管闸', [2011, 2013]],
    ] as const) {
      const content = contentOfForm(form)
      expect(content.evidence).toContainEqual({ kind: 'base', section, years })
      expect(inputsGiven(content)).toEqual([])
    }
  })

  test('[SET-31] a target that no source names is open, and not class III', () => {
    const targets = (form: string) =>
      contentOfForm(form).evidence.flatMap((rule) =>
        rule.kind === 'sectionYear' || rule.kind === 'yearBefore' ? [rule.target] : [],
      )
    expect([targets('jiuzhoujiang-2'), targets('dongjiang-1'), targets('lushui-1'), targets('huanghe-yulu-1')]).toEqual(
      [['III'], ['III', 'III'], ['III'], ['III']],
    )
    expect([targets('dongjiang-2'), targets('chuhe'), targets('xinanjiang-1')]).toEqual([[null, null], [null], [null]])
    const [rivers] = contentOfForm('tingjiang-hanjiang').evidence
    expect(rivers).toMatchObject({ kind: 'rivers', rivers: Array(5).fill({ targetClass: null, targetPassRate: null }) })
    expect(readContent(stored(contentOfForm('tingjiang-hanjiang'))).evidence[0]).toEqual(rivers)
  })
})

describe('what somebody sends as an agreement', () => {
  const good = stored(contentOfForm('jiuzhoujiang-2'))
  const changed = (change: (content: typeof good) => void) => {
    const content = stored(good)
    change(content)
    return content
  }
  const nestedLists = (levels: number): unknown[] => {
    let nested: unknown[] = []
    for (let level = 0; level < levels; level++) nested = [nested]
    return nested
  }
  const deep = (levels: number): Quantity => (levels === 0 ? number(1) : sum(deep(levels - 1)))

  test.each<[string, (content: typeof good) => void, string]>([
    ['nothing', (c) => delete c.agreement, 'agreement'],
    ['one party', (c) => (c.agreement.parties = { 广西: 'upstream' }), 'agreement.parties'],
    ['a role that is none', (c) => (c.agreement.parties.广东 = 'owner'), 'agreement.parties.广东'],
    ['years upside down', (c) => (c.agreement.years = [2020, 2018]), 'agreement.years'],
    ['no part', (c) => (c.agreement.parts = []), 'agreement.parts'],
    ['a part that is none', (c) => (c.agreement.parts[0].kind = 'gift'), 'agreement.parts[0].kind'],
    ['a payer who is no party', (c) => (c.agreement.parts[0].from = '湖南'), 'agreement.parts'],
    ['a term that is not there', (c) => delete c.agreement.terms.targetClass, 'agreement.terms'],
    [
      'a number of the computer',
      (c) => (c.agreement.parts[0].yuan = { kind: 'number', value: 0.1 }),
      'agreement.parts[0].yuan.value',
    ],
    [
      'a number with an exponent',
      (c) => (c.agreement.parts[0].yuan = { kind: 'number', value: '1e9' }),
      'agreement.parts[0].yuan.value',
    ],
    [
      'code',
      (c) => (c.agreement.parts[0].yuan = { kind: 'eval', of: 'process.exit()' }),
      'agreement.parts[0].yuan.kind',
    ],
    [
      'a step without a bound',
      (c) =>
        (c.agreement.parts[0].yuan = {
          kind: 'steps',
          of: number(1),
          steps: [{ gives: number(1) }],
          otherwise: number(1),
        }),
      'agreement.parts[0].yuan.steps[0]',
    ],
    ['a formula that is too deep', (c) => (c.agreement.parts[0].yuan = deep(40)), 'agreement.parts[0].yuan'],
    ['a sum of nothing', (c) => (c.agreement.parts[0].yuan = { kind: 'sum', of: [] }), 'agreement.parts[0].yuan'],
    ['a name that cannot be seen', (c) => (c.agreement.zh = '\u200b'), 'agreement.zh'],
    [
      'evidence of a section that it does not name',
      (c) => (c.evidence[0].sections = ['石角']),
      'evidence[0].sections[0]',
    ],
    [
      'a party with a name that every object has',
      (c) => (c.agreement.parties = { constructor: 'upstream', 乙: 'downstream' }),
      'agreement.parties',
    ],
    ['a side that pays itself', (c) => (c.agreement.parts[0].to = c.agreement.parts[0].from), 'agreement.parts[0].to'],
    ['a value nested without an end', (c) => (c.agreement.parties = nestedLists(100_000)), 'agreement.parties'],
    ['evidence against a class that is none', (c) => (c.evidence[0].target = 'VI'), 'evidence[0].target'],
  ])('[SET-32] with %s is refused, and the place is named', (_, change, at) => {
    let refusal: { code?: string; facts?: { at?: string } } = {}
    try {
      readContent(changed(change))
    } catch (error) {
      refusal = error as typeof refusal
    }
    expect(refusal.code).toBe('agreement_content_invalid')
    expect(refusal.facts?.at?.startsWith(at)).toBe(true)
  })
})
