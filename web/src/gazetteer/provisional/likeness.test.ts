import { expect, test } from 'vitest'
import { likelyUnits, likeness, partsOf, stemOf } from './likeness.ts'

const guangxi = { code: '450000', name: '广西壮族自治区', shortName: '广西' }
const hainan = { code: '460000', name: '海南省', shortName: '海南' }
const unit = (id: string, name: string, jurisdiction: typeof guangxi | null = guangxi) =>
  ({ id, name, shortName: name, jurisdiction, state: 'confirmed' }) as const

test('the work of a body is its name without its place', () => {
  expect(stemOf(unit('1', '广西壮族自治区海洋局'))).toBe('海洋局')
  expect(stemOf({ ...unit('1', '督查室', null), name: '督查室' })).toBe('督查室')
})

test('the parts looked for are few, and none twice', () => {
  expect(partsOf('海洋局')).toEqual(['海洋局'])
  expect(partsOf('人民政府督查室')).toEqual(['人民政府督查室', '人民政府', '府督查室', '人民'])
})

test('names are alike by the pairs of characters that both have', () => {
  expect(likeness('海洋局', '海洋局')).toBe(1)
  expect(likeness('海洋局', '财政厅')).toBe(0)
  expect(likeness('督查室', '督查办公室')).toBeGreaterThan(0.3)
})

test('the likest comes first, and its own place before another', () => {
  const known = [
    unit('2', '广西壮族自治区海事局'),
    unit('3', '广西壮族自治区海洋和渔业局'),
    unit('4', '广西壮族自治区财政厅'),
  ]
  expect(likelyUnits(unit('1', '广西壮族自治区海洋渔业局'), known).map(({ id }) => id)).toEqual(['3'])
})

test('an office of a government is not taken for the government', () => {
  const known = [unit('2', '广西壮族自治区人民政府'), unit('3', '广西壮族自治区人民政府督查办公室')]
  expect(likelyUnits(unit('1', '广西壮族自治区人民政府督查室'), known).map(({ id }) => id)).toEqual(['3'])
  expect(
    likelyUnits(unit('1', '广西壮族自治区人民政府督查室'), [unit('4', '南宁市人民政府国有资产监督管理委员会')]),
  ).toEqual([])
})

test('a body of another province is never proposed, and neither is one that nobody vouches for', () => {
  const known = [
    unit('2', '海南省海洋局', hainan),
    { ...unit('3', '广西壮族自治区海洋局'), state: 'provisional' as const },
    unit('1', '广西壮族自治区海洋局'),
  ]
  expect(likelyUnits(unit('1', '广西壮族自治区海洋局'), known)).toEqual([])
})
