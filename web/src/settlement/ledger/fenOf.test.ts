import { expect, test } from 'vitest'
import { fenOf } from './fenOf.ts'

test.each([
  ['1', 100],
  ['0.01', 1],
  ['1,234,567.8', 123_456_780],
  ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ['0', null],
  ['1.005', null],
  ['-3', null],
  ['', null],
  ['90071992547409.92', null],
])('%s yuan are %s fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen))
