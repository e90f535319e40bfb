import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ColumnView, curvesOf, fasteningOf, pathOf, type Strand, scrollBeside, thicknessOf } from './geometry.ts'

const column = (scroll = 0, height = 600): ColumnView => ({
  boxes: new Map(Array.from({ length: 20 }, (_, at) => [`${at}`, { top: at * 100, bottom: at * 100 + 90 }])),
  scroll,
  height,
  inset: 0,
})
const strand = (upper: number, lower: number, width = 4): Strand => ({
  id: `${upper}-${lower}`,
  upper: `${upper}`,
  lower: `${lower}`,
  width,
})
const ends = (path: string) => {
  const [, y1, , , , , , y2] = path.match(/-?[\d.]+/g)?.map(Number) ?? []
  return [y1 ?? Number.NaN, y2 ?? Number.NaN] as const
}

describe('thickness', () => {
  test('grows with the score; the strongest is the thickest, and nothing is invisible', () => {
    expect(thicknessOf(10, 10)).toBe(10)
    expect(thicknessOf(0, 10)).toBe(1.5)
    expect(thicknessOf(8, 10)).toBeGreaterThan(thicknessOf(7, 10))
    expect(thicknessOf(3, 0)).toBe(1.5)
    expect(thicknessOf(12, 10)).toBe(10)
  })
})

describe('fastening', () => {
  test('beside the title of a card, in the window of its column', () => {
    expect(fasteningOf({ top: 100, bottom: 400 }, column(50))).toEqual({ y: 84, out: 0 })
    expect(fasteningOf({ top: 100, bottom: 120 }, column())).toEqual({ y: 110, out: 0 })
  })
  test('of a card cut off above the ties hold on to what is seen', () => {
    const { y, out } = fasteningOf({ top: 0, bottom: 400 }, column(300))
    expect(out).toBe(0)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThan(100)
  })
  test('a card under the standing heading is out of view', () => {
    expect(fasteningOf({ top: 0, bottom: 90 }, { ...column(60), inset: 40 }).out).toBe(-1)
    expect(fasteningOf({ top: 0, bottom: 190 }, { ...column(60), inset: 40 }).y).toBe(52)
  })
  test('a card out of view is past the edge on its side', () => {
    expect(fasteningOf({ top: 0, bottom: 90 }, column(100)).out).toBe(-1)
    expect(fasteningOf({ top: 0, bottom: 90 }, column(100)).y).toBeLessThan(0)
    expect(fasteningOf({ top: 700, bottom: 790 }, column())).toEqual({ y: 628, out: 1 })
  })
})

describe('curves', () => {
  test('of ties with both ends out of view nothing is drawn; with one they leave at the edge', () => {
    const curves = curvesOf([strand(0, 0), strand(0, 19), strand(18, 19)], column(), column(), 200)
    expect(curves.map(({ id, whole }) => [id, whole])).toEqual([
      ['0-0', true],
      ['0-19', false],
    ])
  })
  test('a tie to a card that is filtered away is not drawn', () => {
    expect(curvesOf([{ ...strand(0, 0), upper: 'gone' }], column(), column(), 200)).toEqual([])
  })
  test('ties of one card lie side by side in the order of their other ends', () => {
    const curves = curvesOf([strand(1, 3, 6), strand(1, 0, 4), strand(1, 2, 2)], column(), column(), 200)
    const starts = new Map(curves.map(({ id, path }) => [id, ends(path)[0]]))
    const [a, b, c] = [starts.get('1-0'), starts.get('1-2'), starts.get('1-3')] as [number, number, number]
    expect(a + 2).toBeLessThanOrEqual(b - 1)
    expect(b + 1).toBeLessThanOrEqual(c - 3)
  })
  test('whatever is tied and however far it is scrolled, a curve goes from edge to edge of the channel', () => {
    const ties = fc.array(fc.tuple(fc.nat(19), fc.nat(19), fc.double({ min: 1, max: 10, noNaN: true })), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(ties, fc.nat(2000), fc.nat(2000), (pairs, one, other) => {
        const strands = pairs.map(([upper, lower, width], at) => ({ ...strand(upper, lower, width), id: `${at}` }))
        for (const { path, middle, whole } of curvesOf(strands, column(one), column(other), 180)) {
          expect(path).toMatch(/^M0 -?[\d.]+C[^N]+ 180 -?[\d.]+$/)
          expect(Number.isFinite(middle.y)).toBe(true)
          if (whole) expect(Math.abs(ends(path)[0])).toBeLessThan(1000)
        }
      }),
    )
  })
  test('a curve is level at both ends', () => {
    expect(pathOf(10, 50, 100)).toBe('M0 10C50 10 50 50 100 50')
  })
})

describe('the other column', () => {
  test('is scrolled until the card stands at the same height', () => {
    expect(scrollBeside({ top: 900, bottom: 990 }, 600, { top: 200, whole: 2000 })).toBe(700)
  })
  test('not past its ends', () => {
    expect(scrollBeside({ top: 100, bottom: 190 }, 600, { top: 200, whole: 2000 })).toBe(0)
    expect(scrollBeside({ top: 1900, bottom: 1990 }, 600, { top: 0, whole: 2000 })).toBe(1400)
  })
  test('a long card begins near the upper edge', () => {
    expect(scrollBeside({ top: 900, bottom: 1500 }, 600, { top: 200, whole: 3000 })).toBe(884)
  })
})
