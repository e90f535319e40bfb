import { describe, expect, test } from 'vitest'
import type { ToldStatement } from './contents.ts'
import { againstOwn, type GivenHere, isOfText } from './standing.ts'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
type Party = ToldStatement['parties'][number]
const upstream: Party = {
  ...{
    name: '广西',
    jurisdictionCode: '450000',
    organizationId: 'unit of 广西',
    organization: '环境厅',
    signature: null,
  },
}
const downstream: Party = { ...upstream, name: '广东', jurisdictionCode: '440000', organizationId: 'unit of 广东' }
const signedAt = (node: string | null): Party['signature'] => ({
  ...{ userName: '李强', organizationName: '环境厅', at: '2026-06-15T02:00:00.000Z', node },
})
const signed = (parties: object) => ({ year: 2018, parties: Object.keys(parties), amounts: [100] })
const agreed = signed({ 广西: 'upstream', 广东: 'downstream' })
const head = { year: 2018, parties: [upstream, downstream], lineStates: ['open' as const] }

describe('a standing', () => {
  test.each<[string, Partial<typeof head> & { lineStates?: ToldStatement['lineStates'] }, boolean]>([
    ['as it is signed', {}, true],
    ['in another order', { parties: [downstream, upstream] }, true],
    ['a line struck that exists', { lineStates: ['struck'] as never }, true],
    ['a line struck that does not', { lineStates: ['open', 'struck'] as never }, false],
    ['a line missing', { lineStates: [] }, false],
    ['another year', { year: 2019 }, false],
    ['a party missing', { parties: [upstream] }, false],
    ['a party twice', { parties: [upstream, upstream] }, false],
    ['a party more', { parties: [upstream, downstream, { ...upstream, name: '海南', organizationId: 'x' }] }, false],
    ['a party of another name', { parties: [upstream, { ...downstream, name: '广东 ' }] }, false],
    ['__proto__', { parties: [upstream, { ...downstream, name: '__proto__' }] }, false],
    ['constructor', { parties: [upstream, { ...downstream, name: 'constructor' }] }, false],
    ['one unit for both', { parties: [upstream, { ...downstream, organizationId: upstream.organizationId }] }, false],
    ['one place for both', { parties: [upstream, { ...downstream, jurisdictionCode: '450000' }] }, false],
  ])('[EXC-228] is of the text that is signed: %s', (_, told, expected) => {
    expect(isOfText({ ...head, ...told }, agreed)).toBe(expected)
  })

  test('[EXC-228] is held against the names that the text itself has, whatever they are', () => {
    const odd = signed(JSON.parse('{"__proto__":"upstream","广东":"downstream"}'))
    expect(isOfText({ ...head, parties: [{ ...upstream, name: '__proto__' }, downstream] }, odd)).toBe(true)
    expect(isOfText(head, odd)).toBe(false)
  })

  const own: GivenHere = { party: '广东', organizationId: downstream.organizationId, sha256: A }
  const by = (node: string | null) => [upstream, { ...downstream, signature: signedAt(node) }]
  test.each<[string, Partial<Pick<ToldStatement, 'sha256' | 'parties'>>, GivenHere[], ReturnType<typeof againstOwn>]>([
    ['nobody signed', {}, [], null],
    ['signed here, and said so', { parties: by('gd') }, [own], null],
    ['signed here, and not said yet', {}, [own], null],
    ['said to be signed here', { parties: by('gd') }, [], 'unsigned_here'],
    [
      'said of a party that another signed for',
      { parties: by('gd') },
      [{ ...own, party: '广西', organizationId: upstream.organizationId }],
      'unsigned_here',
    ],
    ['signed at the owner’s', { parties: by(null) }, [], null],
    ['signed at a third node', { parties: by('region') }, [], null],
    ['another digest than was signed', { sha256: B }, [own], 'changed_since_signed'],
    ['another digest, said to be signed here', { sha256: B, parties: by('gd') }, [own], 'changed_since_signed'],
    [
      'another unit than signed',
      { parties: [upstream, { ...downstream, organizationId: 'x' }] },
      [own],
      'changed_since_signed',
    ],
    [
      'units swapped after it was signed',
      {
        parties: [
          { ...upstream, organizationId: downstream.organizationId },
          { ...downstream, organizationId: upstream.organizationId },
        ],
      },
      [own],
      'changed_since_signed',
    ],
  ])('[EXC-229] [EXC-230] is held against what was signed here: %s', (_, told, given, expected) => {
    expect(againstOwn({ sha256: A, parties: head.parties, ...told }, given, 'gd')).toBe(expected)
  })
})
