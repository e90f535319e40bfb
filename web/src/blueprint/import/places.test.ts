import { expect, test } from 'vitest'
import { ownPlacesOf } from './places.ts'

const place = (code: string) => ({ code, shortName: code, name: code, level: 'city' as const })
const OFFICE = { id: 'o', name: '协调办', shortName: '协调办' }
const member = (code: string) => ({ jurisdiction: place(code) })
const clusters = [
  { coordinatingOrganization: OFFICE, members: [member('450500'), member('440800')] },
  { coordinatingOrganization: null, members: [member('450300')] },
] as never

test('[BLU-85] a new layer is offered places of its organization and of the cluster that it coordinates, and no other', () => {
  const codes = (unit: Parameters<typeof ownPlacesOf>[0]) => ownPlacesOf(unit, clusters).map(({ code }) => code)
  expect(codes({ id: 'c', kind: 'government', jurisdiction: place('450500') })).toEqual(['450500'])
  expect(codes({ id: 'd', kind: 'department', jurisdiction: place('450000') })).toEqual(['450000', '450300', '450500'])
  expect(codes({ id: 'o', kind: 'coordination_body', jurisdiction: place('000000') })).toEqual(['440800', '450500'])
  expect(codes({ id: 'x', kind: 'company', jurisdiction: null })).toEqual([])
})
