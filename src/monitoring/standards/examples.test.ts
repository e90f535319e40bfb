import { describe, expect, test } from 'vitest'
import { Exact } from '../../platform/exact.ts'
import {
  type AirInput,
  airIndex,
  assessSection,
  compositeIndex,
  goodDaysPercent,
  gradeOfShares,
  individualIndex,
  type Measured,
  nearShoreGrade,
  sharesOf,
  trophicGrade,
  trophicState,
} from '../index.ts'
import { type Example, examplesOf } from './shared.testing.ts'

const means = (values: Record<string, number>): Record<string, Measured> =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value, of: 'mean' }]))

const inputsOf = (input: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(input).filter(([key]) => /_(24h|1h|8h)$/.test(key))) as Partial<
    Record<AirInput, number>
  >

/** The published answers, family by family. Every key that an example expects must be answered. */
const ANSWERS: Record<string, (example: Example) => unknown> = {
  'water-class': ({ input }) => {
    const found = assessSection({
      waterBody: input.waterBody,
      values: means(input.means ?? input.derivedMeans),
      targetClass: input.targetClass,
    })
    const multiples = Object.fromEntries(
      found.target?.exceeding.map(({ code, multiple }) => [code, Number(multiple)]) ?? [],
    )
    expect(multiples).toEqual(input.exceedMultiples ?? {})
    return {
      ...{ class: found.class, meetsTarget: found.target?.meets, grade: found.grade?.zh, decidedBy: found.decidedBy },
      mainPollutants: found.mainPollutants.map(({ code }) => code),
    }
  },
  'water-group': ({ input }) => {
    if (!input.counts)
      return {
        grade: gradeOfShares(input.shares['I–III'], input.shares.劣V ?? 0).zh,
        goodPercent: input.shares['I–III'],
      }
    const { shares, sections, goodPercent, worstPercent, grade } = sharesOf(input.counts)
    const sharesPercent = Object.fromEntries(
      Object.keys(input.counts).map((of) => [of, Number(shares[of as 'I'].percent)]),
    )
    const percents = { sharesPercent, goodPercent: Number(goodPercent), worstPercent: Number(worstPercent) }
    return { sections, ...percents, grade: grade?.zh }
  },
  'lake-trophic': ({ input, expected }) => {
    if (input.tli !== undefined) return { grade: trophicGrade(input.tli) }
    const { index, grade } = trophicState(means(input))
    const near = Math.abs((index ?? 0) - expected.tliSum) <= expected.tolerance
    return { tliSum: near ? expected.tliSum : index, grade, tolerance: expected.tolerance }
  },
  'air-daily': ({ input }) => {
    const found = airIndex(input.version, 'daily', inputsOf(input))
    return { aqi: found.index, primary: found.primary, level: found.level?.zh }
  },
  'air-hourly': ({ input, expected }) => {
    const found = airIndex(input.version, 'realTime', inputsOf(input))
    const short = (name: string) => (name.startsWith('o3') ? name : name.replace(/_.*/, ''))
    return {
      ...(expected.iaqi
        ? { iaqi: Object.fromEntries(found.items.map((item) => [short(item.input), item.index])) }
        : {}),
      aqi: found.index,
      primary: found.primary.map(short),
      level: found.level?.zh,
    }
  },
  'air-2026': ({ input, expected }) => {
    const given = Object.entries(inputsOf(input)) as [AirInput, number][]
    const indices = given.map(
      ([column, value]) => [column, individualIndex(input.version, column, value).index] as const,
    )
    const found = airIndex(input.version, 'daily', inputsOf(input))
    // One input has its index alone, several have one each.
    const alone = given.length === 1 && typeof expected.iaqi !== 'object'
    return {
      iaqi: alone ? indices[0]?.[1] : Object.fromEntries(indices),
      ...{ aqi: found.index, primary: found.primary, level: found.level?.zh },
    }
  },
  'air-index': ({ input }) =>
    input.standard
      ? { compositeIndex: Number(compositeIndex(input, input.standard).index) }
      : {
          goodDaysPercent: Number(
            goodDaysPercent(
              input.excellent + input.good,
              Object.values(input as Record<string, number>).reduce((sum, days) => sum + days, 0),
            ),
          ),
        },
  sea: ({ input }) => {
    const shares = input.shares
    const good = shares['I+II'] ?? Exact.of(shares.I).plus(shares.II)
    const found = nearShoreGrade({ by: input.by, classI: shares.I ?? null, good, worst: shares.劣四类 })
    return { goodPercent: Number(found.goodPercent), grade: found.grade }
  },
}

describe('[MON-22] worked examples with published answers', () => {
  const examples = examplesOf(...Object.keys(ANSWERS))
  test.skipIf(examples.length === 0).each(examples)('$id $title', (example) => {
    expect(ANSWERS[example.family]?.(example)).toMatchObject(example.expected)
  })

  // What is spent on the water and on permits is settlement's to answer.
  test('every family is answered here or in settlement', () => {
    const families = new Set(examplesOf().map(({ family }) => family))
    expect([...families].filter((family) => !(family in ANSWERS) && family !== 'compensation')).toEqual([])
  })

  // Of our own, so that there are some without the shared file.
  test('a section of class III by ammonia and phosphorus', () =>
    expect(
      assessSection({ waterBody: 'river', values: means({ ammoniaNitrogen: 0.7, totalPhosphorus: 0.15, cod: 14 }) }),
    ).toMatchObject({
      class: 'III',
      decidedBy: ['ammoniaNitrogen', 'totalPhosphorus'],
    }))
})
