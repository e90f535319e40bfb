import { expect, test } from 'vitest'
import { drawSvg } from './pictures.ts'

const svg = (text: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">${text}</svg>`

test('[PAP-8] Chinese in a picture is drawn as outlines, with no font of the machine', async () => {
  const [written, empty] = await Promise.all([
    drawSvg(svg('<text x="2" y="20" style="font-size:16px;">群策</text>'), 60, 30),
    drawSvg(svg(''), 60, 30),
  ])
  expect(Buffer.from(written.png).subarray(1, 4).toString()).toBe('PNG')
  expect([written.widthPx, written.heightPx]).toEqual([60, 30])
  expect(written.png.length).toBeGreaterThan(empty.png.length + 300)
})
