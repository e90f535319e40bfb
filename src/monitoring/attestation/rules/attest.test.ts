import { describe, expect, test } from 'vitest'
import { attest, type Disagreement, type Reading } from './attest.ts'

const reading = (text: string): Reading => ({ value: text.replace('<', ''), belowDetection: text.startsWith('<') })

describe('[MON-110] one sample, two laboratories', () => {
  test.each([
    // within 20 % of their mean: the mean, whatever the rule
    ['ammoniaNitrogen', 'upstream', '20', '0.9', '1.1', 'agreed', '1', false],
    ['ammoniaNitrogen', 'upstream', '19.9', '0.9', '1.1', 'upstream', '0.9', false],
    ['ammoniaNitrogen', 'downstream', '10', '0.9', '1.3', 'downstream', '1.3', false],
    ['ammoniaNitrogen', 'mean', '10', '0.9', '1.3', 'mean', '1.1', false],
    ['ammoniaNitrogen', 'arbitration', '10', '0.9', '1.3', 'pending', null, false],
    // both below detection agree, at the higher limit
    ['lead', 'upstream', '0', '<0.001', '<0.002', 'agreed', '0.002', true],
    // half of the limit takes part
    ['lead', 'mean', '10', '<0.002', '0.003', 'mean', '0.002', false],
    ['lead', 'upstream', '10', '<0.002', '0.003', 'upstream', '0.002', true],
    ['ammoniaNitrogen', 'mean', '0', '0.5', '0.5', 'agreed', '0.5', false],
    // of pH the tolerance is in units, and the mean by activity
    ['ph', 'upstream', '0.2', '7.1', '7.3', 'agreed', '7.1885873929', false],
    ['ph', 'upstream', '0.1', '7.1', '7.3', 'upstream', '7.1', false],
  ] as const)(
    '%s, %s within %s: %s and %s',
    (parameter, disagreement, tolerance, one, other, outcome, value, below) => {
      const terms = { disagreement: disagreement as Disagreement, tolerance }
      expect(attest(parameter, terms, reading(one), reading(other))).toMatchObject({
        outcome,
        value,
        belowDetection: below,
      })
    },
  )

  test('a third laboratory decides where it is asked, and nowhere else', () => {
    const terms = { disagreement: 'arbitration', tolerance: '10' } as const
    const [one, other, third] = [reading('0.9'), reading('1.3'), reading('1.25')]
    expect(attest('ammoniaNitrogen', terms, one, other, third)).toMatchObject({
      ...{ outcome: 'arbitration', value: '1.25' },
      derivation: { difference: '0.4', percent: '36.36', why: 'beyondTolerance', third },
    })
    expect(() => attest('ammoniaNitrogen', { ...terms, disagreement: 'mean' }, one, other, third)).toThrow('third')
    expect(() => attest('ammoniaNitrogen', { ...terms, tolerance: '50' }, one, other, third)).toThrow('third')
  })
})
