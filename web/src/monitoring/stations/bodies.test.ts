import { expect, test } from 'vitest'
import { editOf, editValues, saidOf, withPosition } from './bodies.ts'

test('only what was filled in is sent, degrees as numbers', () => {
  expect(saidOf({ name: ' 石角 ', basis: '', river: null, sides: undefined, below: false })).toEqual({
    name: '石角',
    below: false,
  })
  expect(withPosition({ name: '石角', longitude: '110.15', latitude: '' })).toEqual({ name: '石角', longitude: 110.15 })
})

test('of a correction only what was changed is sent: a day that is taken away opens again, a name is never emptied', () => {
  const before = editValues({ name: '石角', description: '', closedOn: '2026-01-31', water: 'river', longitude: 110.2 })
  expect(before).toMatchObject({ longitude: '110.2', latitude: '' })
  expect(editOf(before, { ...before })).toEqual({})
  expect(editOf(before, { ...before, name: ' ', closedOn: '', longitude: '110.25', water: 'lake' })).toEqual({
    ...{ closedOn: null, longitude: 110.25, water: 'lake' },
  })
  expect(
    editOf(editValues({ name: '站', description: '旧', closedOn: null }), { name: '新站', description: '' }),
  ).toEqual({
    ...{ name: '新站', description: '' },
  })
})
