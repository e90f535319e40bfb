import type { MapView } from './maplibre.ts'

const SIDE = 24

/**
 * Draws the patterns of the three lines when the map first asks for one: `right #a8321c` is hatched to the right. They tell
 * what is what on a black-and-white print, and to who does not see colours.
 */
export function drawPatterns(map: MapView): void {
  map.setMissingStyleImageResolver((id) => {
    const [pattern, colour] = id.split(' ')
    if (!colour || map.hasImage(id)) return
    const pixels = patternOf(pattern ?? '', colour)
    if (pixels) map.addImage(id, pixels, { pixelRatio: 2 })
  })
}

function patternOf(pattern: string, colour: string): ImageData | null {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  if (!context) return null
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = 1.6
  if (pattern === 'dots') {
    for (const [x, y] of [
      [SIDE / 4, SIDE / 4],
      [(SIDE * 3) / 4, (SIDE * 3) / 4],
    ] as const) {
      context.beginPath()
      context.arc(x, y, 1.7, 0, 2 * Math.PI)
      context.fill()
    }
  } else {
    const up = pattern === 'right'
    context.beginPath()
    for (const shift of [-SIDE, 0, SIDE]) {
      context.moveTo(shift, up ? SIDE : 0)
      context.lineTo(shift + SIDE, up ? 0 : SIDE)
    }
    context.stroke()
  }
  return context.getImageData(0, 0, SIDE, SIDE)
}
