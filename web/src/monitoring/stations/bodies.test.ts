import { expect, test } from 'vitest'
import { saidOf, withPosition } from './bodies.ts'

test('only what was filled in is sent, degrees as numbers', () => {
  expect(saidOf({ name: ' 石角 ', basis: '', river: null, sides: undefined, below: false })).toEqual({
    name: '石角',
    below: false,
  })
  expect(withPosition({ name: '石角', longitude: '110.15', latitude: '' })).toEqual({ name: '石角', longitude: 110.15 })
})
