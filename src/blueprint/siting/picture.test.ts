import { describe, expect, test } from 'vitest'
import { drawSvg } from '../../papers/press/index.ts'
import { boxAround } from './drawing.ts'
import { pictureOf, roundLength } from './picture.ts'

const SITE = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [109, 21.4],
        [109.01, 21.4],
        [109.01, 21.41],
        [109, 21.41],
        [109, 21.4],
      ],
    ],
  ],
}

describe('the map of a note', () => {
  test('[BLU-78] shows the site, what it touches, a scale, north and a legend', async () => {
    const scene = {
      box: boxAround([109, 21.4, 109.01, 21.41]),
      features: [
        {
          kind: 'coastline' as const,
          geometry: {
            type: 'LineString',
            coordinates: [
              [108.9, 21.405],
              [109.1, 21.405],
            ],
          },
        },
        { kind: 'station' as const, geometry: { type: 'Point', coordinates: [109.005, 21.405] } },
      ],
      outlines: [{ name: '北海市 <sample>', geometry: SITE }],
    }
    const { svg, widthPx, heightPx } = pictureOf(scene, SITE)
    for (const words of ['核验范围', '行政区界线', '岸线', '站点', '北', '米', '北海市 &lt;sample&gt;'])
      expect(svg).toContain(words)
    expect(svg).not.toContain('NaN')
    const { png } = await drawSvg(svg, widthPx, heightPx)
    expect(Buffer.from(png).subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(10_000)
  })

  test.each([
    [1234, 200, '200 米'],
    [25_000, 5000, '5 千米'],
    [99, 10, '10 米'],
  ])('[BLU-78] a picture %d m wide has a bar of %d m', (width, metres, words) =>
    expect(roundLength(width)).toEqual({ metres, words }),
  )

  test('[BLU-78] a point is shown with the country around it', () => {
    const [west, south, east, north] = boxAround([109, 21.4, 109, 21.4])
    expect(north - south).toBeCloseTo(0.02)
    expect((west + east) / 2).toBeCloseTo(109)
  })
})
