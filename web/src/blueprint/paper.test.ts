import { describe, expect, test } from 'vitest'
import { scaleBar, scaleOfZoom, writtenScale, zoomOfScale } from './paper.ts'

const place = { latitude: 21.5, millimetres: 390, pixels: 1474 }

describe('[BLU-59] a printed map is true to its scale at its middle', () => {
  test('from the scale to the zoom and back', () => {
    for (const scale of [1000, 50_000, 1_000_000, 5_000_000])
      expect(scaleOfZoom(zoomOfScale(scale, place), place)).toBeCloseTo(scale, 3)
  })

  test('one pixel of a 512 pixel tile at zoom 0 is 78 km on the equator', () => {
    const equator = { latitude: 0, millimetres: 1000, pixels: 1 }
    expect(scaleOfZoom(0, equator)).toBeCloseTo((2 * Math.PI * 6378137) / 512, 6)
  })

  test('the written scale shows all that was seen', () => {
    for (const zoom of [5.2, 7.7, 10, 13.3]) {
      const scale = writtenScale(zoom, place)
      expect(scale).toBeGreaterThanOrEqual(scaleOfZoom(zoom, place) * 0.999)
      expect(zoomOfScale(scale, place)).toBeLessThanOrEqual(zoom + 0.002)
    }
  })

  test('its bar has a round length and fits', () => {
    expect(scaleBar(1_000_000, 60)).toEqual({ metres: 50_000, millimetres: 50 })
    expect(scaleBar(25_000, 60)).toEqual({ metres: 1000, millimetres: 40 })
    expect(scaleBar(5_000_000, 60)).toEqual({ metres: 200_000, millimetres: 40 })
  })
})
