import { expect, test } from 'vitest'
import { Problem } from '../../shell/api.ts'
import { faultsIn } from './faults.ts'

const row = { row: 3, field: '监测值', code: 'value_differs', found: '0.7', expected: '0.6' }

test('rows of a refusal are found, be they faults or other values than those that stand', () => {
  const unfit = new Problem('observation_rows_unfit', 422, '', { count: 12, faults: [row] })
  expect(faultsIn(unfit)).toEqual({ faults: [row], count: 12, conflicting: false })
  const conflicting = new Problem('observation_conflicting', 409, '', { count: 1, conflicts: [row] })
  expect(faultsIn(conflicting)).toEqual({ faults: [row], count: 1, conflicting: true })
  expect([faultsIn(new Problem('network', 0, '')), faultsIn(null)]).toEqual([null, null])
})
