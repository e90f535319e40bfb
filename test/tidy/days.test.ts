import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Day, NullableDay } from '../../src/platform/http/index.ts'

test('[PLAT-64] every day that people send to delivery is the bounded one', () => {
  const own = globSync('src/delivery/**/*.ts').filter((path) => /format: 'date'/.test(readFileSync(path, 'utf8')))
  expect(own).toEqual([])
})

const schemas = [Day, NullableDay] as unknown as readonly { format: string; pattern: string }[]
test.each(schemas)('[PLAT-64] a day is between 2000 and 2199', ({ pattern, format }) => {
  expect(format).toBe('date')
  const fits = (day: string) => new RegExp(pattern).test(day)
  expect(['2000-01-01', '2026-06-30', '2199-12-31'].every(fits)).toBe(true)
  expect(['1999-12-31', '0206-05-01', '2200-01-01', '9999-12-31'].some(fits)).toBe(false)
})
