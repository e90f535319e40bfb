import { describe, expect, test } from 'vitest'
import { firstSharing, type SharingText, sharingFrom } from './sharingText.ts'

const good: SharingText = {
  ...firstSharing(2021),
  ...{ name: '某厂搬迁税收分享', host: '北海', others: ['湛江'] },
  periods: [{ from: 2021, to: 2023, weights: { 北海: '1', 湛江: '1' } }],
  ceilings: { 湛江: { total: '1200', perYear: '' } },
}

describe('a rule of sharing that is typed', () => {
  test('is sent with what was typed, and without what was left empty', () => {
    expect(sharingFrom(good).sharing).toEqual({
      ...{ name: '某厂搬迁税收分享', years: [2021, 2023], host: '北海', others: ['湛江'] },
      by: {
        kind: 'periods',
        periods: [{ fromYear: 2021, toYear: 2023, weights: { 北海: '1', 湛江: '1' } }],
        ceilings: { 湛江: { totalYuan: '1200' } },
      },
    })
    expect(sharingFrom({ ...good, by: 'merger' }).sharing?.by).toEqual({ kind: 'merger', assetsWeight: '0.5' })
  })

  test.each<[string, Partial<SharingText>]>([
    ['name', { name: ' ' }],
    ['years', { first: 2024, last: 2023 }],
    ['parties', { others: ['北海'] }],
    ['share', { by: 'merger', assetsWeight: '1.2' }],
    ['periods', { periods: [...good.periods, { from: 2023, to: 2024, weights: { 北海: '1', 湛江: '1' } }] }],
    ['weights', { periods: [{ from: 2021, to: 2023, weights: { 北海: '1' } }] }],
    ['weights', { periods: [{ from: 2021, to: 2023, weights: { 北海: '0', 湛江: '0' } }] }],
    ['ceilings', { ceilings: { 湛江: { total: '很多' } } }],
  ])('with wrong %s is not sent, and says so', (wrong, part) => {
    expect(sharingFrom({ ...good, ...part })).toEqual({ sharing: null, wrong })
  })
})
