import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../../platform/exact.ts'
import { findParameter, PARAMETERS, parameterOf } from './catalogue.ts'
import { readPrinted } from './printed.ts'
import { convert, unitsOf } from './units.ts'

const refusedWith = (work: () => unknown): string => {
  try {
    work()
  } catch (refusal) {
    return (refusal as { code: string }).code
  }
  return 'accepted'
}

describe('[MON-1] the catalogue', () => {
  test('has each code and each code of HJ 525 once', () => {
    for (const codes of [PARAMETERS.map(({ code }) => code), PARAMETERS.flatMap(({ hj525 }) => hj525 ?? [])])
      expect(new Set(codes).size).toBe(codes.length)
    expect(findParameter('W21003')?.code).toBe('ammoniaNitrogen')
    expect(findParameter('w99999')).toBeUndefined()
    expect(refusedWith(() => parameterOf('gold'))).toBe('parameter_unknown')
  })

  test('gives each parameter in its own unit', () => {
    for (const { code, unit } of PARAMETERS) expect([code, readPrinted(code, '7', unit).value]).toEqual([code, '7'])
  })
})

describe('[MON-2] units are converted exactly', () => {
  test.each([
    ['mercury', '0.05', 'µg/L', '0.00005'],
    ['mercury', '0.05', 'μg/L', '0.00005'],
    ['mercury', '50', 'ng/L', '0.00005'],
    ['cod', '2', '㎎／Ｌ', '2'],
    ['cod', '2', '毫克/升', '2'],
    ['cod', '2', 'mg·L⁻¹', '2'],
    ['cod', '0.002', 'g/L', '2'],
    ['ammoniaNitrogen', '1', 'mg/L（以N计）', '1'],
    ['chlorophyllA', '60', 'µg/L', '60'],
    ['chlorophyllA', '0.06', 'mg/L', '60'],
    ['conductivity', '1.2', 'mS/cm', '1200'],
    ['conductivity', '12', 'mS/m', '120'],
    ['turbidity', '3.1', 'NTU', '3.1'],
    ['faecalColiform', '20', 'MPN/100mL', '200'],
    ['waterTemperature', '293.15', 'K', '20'],
    ['waterTemperature', '-1', '°C', '-1'],
    ['secchiDepth', '40', 'cm', '0.4'],
    ['discharge', '3600', 'm³/h', '1'],
    ['waterVolume', '1.5', '亿m³', '150000000'],
    ['co', '800', 'µg/m³', '0.8'],
    ['pm25', '0.075', 'mg/m³', '75'],
    ['bap', '2.5', 'ng/m3', '0.0025'],
    ['reactivePhosphate', '1', 'µmol/L', '0.030974'],
    ['inorganicNitrogen', '10', 'µmol/L', '0.14007'],
    ['ph', '7.2', '无量纲', '7.2'],
  ])('%s of %s %s is %s', (code, printed, unit, value) => expect(readPrinted(code, printed, unit).value).toBe(value))

  test('parts of a gas become mass at 298.15 K', () => {
    const { value } = readPrinted('o3', '50', 'ppb')
    expect(
      Exact.of(value ?? '')
        .roundedHalfEven(1)
        .toText(),
    ).toBe('98.1')
  })

  test.each([
    ['cod', 'NTU'],
    ['cod', 'mmol/L'],
    ['pm25', 'mg/L'],
    ['pm25', 'ppb'],
    ['ammoniaNitrogen', 'mg/L（以NO3计）'],
    ['turbidity', 'FNU'],
    ['ph', 'mg/L'],
    ['cod', 'toString'],
  ])('%s in %s is refused with the units that fit', (code, unit) => {
    expect(refusedWith(() => readPrinted(code, '1', unit))).toBe('unit_unfit')
    expect(() => readPrinted(code, '1', unit)).toThrow(unitsOf(parameterOf(code))[0] ?? '')
  })

  test('no unit changes the order of two values', () => {
    for (const parameter of PARAMETERS)
      for (const unit of unitsOf(parameter))
        fc.assert(
          fc.property(fc.integer(), fc.integer(), (one, other) => {
            const [left, right] = [one, other].map((value) => convert(parameter, Exact.of(value), unit)) as [
              Exact,
              Exact,
            ]
            expect(left.compare(right)).toBe(Math.sign(one - other))
          }),
          { numRuns: 5 },
        )
  })
})

describe('[MON-3] printed values', () => {
  test.each([
    ['0.02', '0.02', false],
    ['０．０２', '0.02', false],
    ['+.5', '0.5', false],
    ['1.5E-3', '0.0015', false],
    ['1.5×10⁻³', '0.0015', false],
    ['2x10^2', '200', false],
    [0.1, '0.1', false],
    ['<0.02', '0.02', true],
    ['＜０．０２', '0.02', true],
    ['0.02L', '0.02', true],
    ['0.02 L', '0.02', true],
    ['0.02Ｌ', '0.02', true],
    ['<0.02L', '0.02', true],
    ['<0.02L mg/L', '0.02', true],
    ['<20 µg/L', '0.02', true],
    ['0.02mg/L', '0.02', false],
    ['ND(0.02)', '0.02', true],
    ['未检出（0.02）', '0.02', true],
  ] as const)('%s is %s, below detection: %s', (printed, value, belowDetection) =>
    expect(readPrinted('petroleum', printed)).toEqual({ value, belowDetection, unit: 'mg/L', noValue: null }),
  )

  test('ND alone is below a limit that was not told, and no number is made up for it', () => {
    for (const printed of ['ND', 'n.d.', '未检出'])
      expect(readPrinted('cyanide', printed)).toMatchObject({ value: null, belowDetection: true })
    expect(readPrinted('cyanide', 'ND', 'µg/L', '4')).toMatchObject({ value: '0.004', belowDetection: true })
  })

  test.each([
    ['', 'notMeasured'],
    ['—', 'notMeasured'],
    ['/', 'notMeasured'],
    ['断流', 'dry'],
    ['冰冻', 'frozen'],
  ])('"%s" says why there is no value', (printed, noValue) =>
    expect(readPrinted('cod', printed)).toMatchObject({ value: null, belowDetection: false, noValue }),
  )

  test.each([
    ...['1,234', '1，234', '1 234', "1'234", '0,02', 'NaN', 'Infinity', '-Infinity', 'abc', '<', 'L', '<<1', '≤0.02'],
    ...[
      '>24000',
      '1..2',
      '0x1F',
      '１２３٤',
      '1e9999',
      '１e',
      '--1',
      '<0',
      '0L',
      '<-1',
      '1-2',
      '1~2',
      '约2',
      '2?',
      '𝟙,𝟚',
    ],
    ...['ND(', 'ND(x)', '1\u200b2', '9'.repeat(65)],
  ])('"%s" is refused with what was expected', (printed) =>
    expect(['measured_value_unreadable', 'unit_unfit', 'measured_value_impossible']).toContain(
      refusedWith(() => readPrinted('cod', printed)),
    ),
  )

  test.each([
    ['cod', '1e308'],
    ['cod', 1e308],
    ['cod', -1],
    ['cod', '-0.001'],
    ['ph', '14.1'],
    ['ph', '-0.1'],
    ['dissolvedOxygen', '61'],
    ['waterTemperature', '-6'],
    ['pm25', '9999999'],
  ])('%s of %s cannot be', (code, printed) =>
    expect(refusedWith(() => readPrinted(code, printed))).toBe('measured_value_impossible'),
  )

  test('whatever is printed, the answer is a value, a mark or a refusal', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,<>LNDeE+-×^ μm/g断流') })),
        (printed) => {
          const code = refusedWith(() => readPrinted('cod', printed))
          expect(['accepted', 'measured_value_unreadable', 'measured_value_impossible', 'unit_unfit']).toContain(code)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
