import { describe, expect, test } from 'vitest'
import { configuredRegistries } from '../configured.ts'
import { berthSchema } from '../stage.testing.ts'
import { checkerOf, draftFaults } from './checkContent.ts'
import { schemaFaults } from './checkSchema.ts'
import { patternFault } from './safePattern.ts'
import type { RegistrySchema } from './schema.ts'

const said = (schema: unknown) => schemaFaults(schema).map(({ at, code }) => `${at} ${code}`)
/** The schema of berths with one field set, as whoever sends JSON may set it. */
const withField = (field: object) =>
  JSON.parse(JSON.stringify({ ...berthSchema(), properties: { ...berthSchema().properties, odd: field } }))
const TITLED = { title: '奇', 'x-title-en': 'Odd' }

describe('[EXC-100] the registers that come with the software', () => {
  test.each(configuredRegistries().map((one) => [one.code, one] as const))(
    '%s is one that is taken',
    (_, { schema, ...said }) => {
      expect(schemaFaults(schema)).toEqual([])
      expect(Object.values(said).every((words) => words !== '')).toBe(true)
    },
  )
})

describe('[EXC-101] a schema', () => {
  test('of every kind of field is taken', () => expect(schemaFaults(berthSchema())).toEqual([]))

  test.each([
    [{ ...TITLED, $ref: 'https://evil.example/x' }, 'properties.odd.type value_unfit'],
    [{ ...TITLED, type: 'string', maxLength: 5, $ref: '#' }, 'properties.odd.$ref keyword_unknown'],
    [{ ...TITLED, type: 'object' }, 'properties.odd.type value_unfit'],
    [{ ...TITLED, type: 'string' }, 'properties.odd.maxLength missing'],
    [{ type: 'string', maxLength: 5, title: '奇' }, 'properties.odd.x-title-en missing'],
    [{ ...TITLED, type: 'string', maxLength: 5, format: 'regex' }, 'properties.odd.format value_unfit'],
    [{ ...TITLED, type: 'string', maxLength: 5, pattern: '^(a+)+$' }, 'properties.odd.pattern pattern_unsafe'],
    [{ ...TITLED, type: 'number', minimum: 5, maximum: 1 }, 'properties.odd.maximum value_unfit'],
    [{ ...TITLED, type: 'string', oneOf: [] }, 'properties.odd.oneOf missing'],
    [
      { ...TITLED, type: 'string', maxLength: 5, 'x-private': true, 'x-list': true },
      'properties.odd.x-list not_for_private',
    ],
    [{ ...TITLED, type: 'string', maxLength: 5, 'x-filter': true }, 'properties.odd.x-filter value_unfit'],
    [
      { ...TITLED, type: 'array', maxItems: 3, items: { type: 'array', items: {} } },
      'properties.odd.items.type value_unfit',
    ],
    [{ ...TITLED, title: '类别', type: 'boolean' }, 'properties.odd.title option_twice'],
    [
      {
        ...{ ...TITLED, type: 'array', maxItems: 3 },
        items: {
          type: 'object',
          additionalProperties: false,
          properties: { a: { ...TITLED, type: 'array', items: {}, maxItems: 1 } },
        },
      },
      'properties.odd.items.properties.a.type value_unfit',
    ],
  ])('with %j is refused, and told where', (field, fault) => expect(said(withField(field))).toContain(fault))

  test('without a name, a key, or closed ends is refused', () => {
    const { 'x-name': _, ...bare } = berthSchema()
    expect(said(bare)).toContain('x-name field_unknown')
    expect(said({ ...berthSchema(), 'x-key': ['phone'] })).toContain('x-key value_unfit')
    expect(said({ ...berthSchema(), additionalProperties: true })).toContain('additionalProperties value_unfit')
    expect(said({ ...berthSchema(), allOf: [] })).toContain('allOf keyword_unknown')
    expect(said({ ...berthSchema(), required: ['ghost'] })).toContain('required field_unknown')
    for (const odd of [null, [], 'x', 7]) expect(said(odd)).toEqual([' not_an_object'])
  })

  test('that is too large, too deep, or names what every object has is refused', () => {
    expect(said({ ...berthSchema(), 'x-name': 'x'.repeat(70_000) })).toEqual([' too_large'])
    let deep: object = {}
    for (let level = 0; level < 100_000; level++) deep = { deep }
    expect(said(deep)).toEqual([' too_large'])
    const field = '{"type":"boolean","title":"a","x-title-en":"a"}'
    for (const name of ['__proto__', 'constructor', 'toString', 'a b', '项'])
      expect(said({ ...berthSchema(), properties: JSON.parse(`{"${name}":${field}}`) })).toContain(
        `properties.${name} name_unfit`,
      )
  })
})

describe('[EXC-102] a pattern', () => {
  test.each(['^[0-9]{3,4}-?[0-9]{7,8}$', '^[\\u4e00-\\u9fff]{2,10}$', '^\\d{17}[\\dX]$', '^ISBN [0-9-]+$'])(
    '%s is taken',
    (pattern) => expect(patternFault(pattern)).toBeNull(),
  )
  test.each([
    'a',
    '^(a|b)$',
    '^a|b$',
    '^\\1$',
    '^(?=a)$',
    '^a*a*a*$',
    '^[a-z$',
    '^a{2,1}$',
    `^${'a'.repeat(300)}$`,
    '^.{0,100}.{0,100}.{0,100}$',
  ])('%s is not', (pattern) => expect(patternFault(pattern)).not.toBeNull())
  test('that is taken fails within a blink on the worst text', () => {
    const started = performance.now()
    for (const pattern of ['^.*.*b$', '^[ab]{0,200}[ab]{0,200}c$', '^a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b$']) {
      expect(patternFault(pattern)).toBeNull()
      expect(new RegExp(pattern, 'u').test('a'.repeat(200))).toBe(false)
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('[EXC-109] what an entry says', () => {
  const faultsOf = (content: Record<string, unknown>, schema: RegistrySchema = berthSchema()) =>
    checkerOf(schema)({ name: '泊位', number: 'BH-1', kind: 'bulk', ...content }).map(
      ({ path, code, expected }) => `${path.join('.')} ${code} ${expected}`,
    )
  test('is taken when it is as the schema has it', () =>
    expect(
      faultsOf({
        ...{ depth: 0, isOpen: false, builtOn: '2024-02-29', site: 'https://port.example/a', cargo: ['煤'] },
        cranes: [{ model: 'MQ40', lift: 40 }],
      }),
    ).toEqual([]))

  test.each([
    [{ name: '' }, 'name text_unclean '],
    [{ name: 'a\u200bb' }, 'name text_unclean '],
    [{ name: 'a'.repeat(61) }, 'name too_long 60'],
    [{ name: 7 }, 'name wrong_type string'],
    [{ number: 'bh1' }, 'number pattern_unfit ^[A-Z]{2}-[0-9]{1,4}$'],
    [{ kind: '散货' }, 'kind not_an_option '],
    [{ depth: -1 }, 'depth below 0'],
    [{ depth: 41 }, 'depth above 40'],
    [{ depth: '12' }, 'depth wrong_type number'],
    [{ builtOn: '2026-02-30' }, 'builtOn no_day '],
    [{ site: 'javascript:alert(1)' }, 'site no_address '],
    [{ cargo: ['煤', '煤'] }, 'cargo repeated '],
    [{ cargo: ['1', '2', '3', '4', '5', '6'] }, 'cargo too_many 5'],
    [{ cranes: [{ model: 'A' }, { lift: 3 }] }, 'cranes.1.model missing '],
    [{ cranes: [{ model: 'A', lift: 1.5 }] }, 'cranes.0.lift wrong_type integer'],
    [{ ghost: 1 }, 'ghost unknown_field '],
    [JSON.parse('{"__proto__":{"a":1}}'), '__proto__ unknown_field '],
  ])('as %j is refused, field by field', (content, fault) => expect(faultsOf(content)).toContain(fault))

  test('may be unfinished in a draft, but has its name and its key', () => {
    const missing = draftFaults(berthSchema(), {}).map(({ path }) => path[0])
    expect(missing.sort()).toEqual(['name', 'number', 'number'].filter((name, at, all) => all.indexOf(name) === at))
    expect(draftFaults(berthSchema(), { name: '泊位', number: 'BH-1' })).toEqual([])
  })
})
