import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { textPaths } from './outlines.ts'

/** Pictures are drawn this many times larger than their points, for print. */
const SCALE = 3

export interface Drawn {
  png: Uint8Array
  widthPx: number
  heightPx: number
}

/** An SVG drawing as a picture: its texts become outlines, so that no font of the machine is used. */
export async function drawSvg(svg: string, widthPx: number, heightPx: number): Promise<Drawn> {
  const drawing = outlined(svg)
  await ready()
  const image = new Resvg(drawing, { fitTo: { mode: 'zoom', value: SCALE }, background: '#ffffff' })
  const rendered = image.render()
  const png = rendered.asPng()
  rendered.free()
  image.free()
  return { png, widthPx, heightPx }
}

let started: Promise<void> | null = null
function ready(): Promise<void> {
  started ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm)
  return started
}

const TEXT = /<text ([^>]*)>([^<]*)<\/text>/g
/** From the middle of a line of text to its base line, in parts of its size. */
const CENTRAL = 0.36

/** Every text element of an SVG as paths. */
function outlined(svg: string): string {
  return svg.replace(TEXT, (_, attributes: string, content: string) => {
    const value = (name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
    const size = Number.parseFloat(/font-size:([\d.]+)px/.exec(attributes)?.[1] ?? '12')
    const y = Number(value('y') ?? 0) + (value('dominant-baseline') === 'central' ? CENTRAL * size : 0)
    const transform = value('transform')
    return textPaths(unescaped(content), {
      x: Number(value('x') ?? 0),
      y,
      size,
      anchor: (value('text-anchor') ?? 'start') as 'start',
      fill: value('fill') ?? '#000',
      ...(transform ? { transform } : {}),
    })
  })
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
