import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { NewRegistry } from '../../../../src/exchange/schemas.ts'
import { configurationIn, rowsOf, schemaOf } from './configuring/model.ts'
import { narrowed, readRegistrySearch, valuesOf } from './filter.ts'
import { contentOf, emptyValues } from './form/model.ts'

const FOLDER = new URL('../../../../src/exchange/registers/configured/', import.meta.url)
const texts = readdirSync(FOLDER).map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
const registers = texts.map((text) => JSON.parse(text) as NewRegistry)
const schemaNamed = (code: string) => registers.find((one) => one.code === code)?.schema as NewRegistry['schema']

test('a register comes out of the editor as it came in', () => {
  expect(registers).toHaveLength(6)
  for (const { schema } of registers)
    expect(schemaOf(rowsOf(schema), schema['x-name'], schema['x-key'])).toEqual(schema)
  expect(texts.map(configurationIn)).toEqual(registers)
  for (const odd of ['', '[]', '{}', '{"schema":null}']) expect([odd, configurationIn(odd)]).toEqual([odd, null])
})

test('what is sent of an entry has no blanks at its ends, and nothing that was not filled in', () => {
  const schema = schemaNamed('parks')
  expect(emptyValues(schema)).toEqual({ projects: [] })
  const values = {
    ...{ name: ' 园区 ', level: undefined, area: 0, cooperation: false, founded: '', industries: ['油气', ' 油气 '] },
    ...{ projects: [{ name: ' 甲 ', investment: null }, {}, { name: ' ' }], contactPhone: ' ' },
  }
  expect(contentOf(schema, values)).toEqual({
    ...{ name: '园区', area: 0, cooperation: false, industries: ['油气'], projects: [{ name: '甲' }] },
  })
})

test('the address of a register says by what it is narrowed, and nothing else', () => {
  const all = { q: '港', organization: '0a000000-0000-4000-8000-000000000001', sort: '-depth', state: 'draft' }
  expect(readRegistrySearch({ ...all, where: ['kind:box', 'x'], y: 1 })).toEqual({ ...all, where: ['kind:box'] })
  expect(readRegistrySearch({ where: 'kind:box', state: 'published', sort: '1' })).toEqual({ where: ['kind:box'] })
  expect(narrowed(['kind:box', 'depth.min:3'], 'kind', ['bulk'])).toEqual(['depth.min:3', 'kind:bulk'])
  expect(narrowed(['kind:box'], 'kind', [''])).toBeUndefined()
  expect(valuesOf(['kind:box', 'kind:bulk', 'kinds:a'], 'kind')).toEqual(['box', 'bulk'])
})
